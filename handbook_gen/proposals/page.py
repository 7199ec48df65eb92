"""A proposal as a page of Markdown, in the firm's own language, to read, send and fill in."""

from collections.abc import Iterator, Mapping
from typing import Final

from handbook_gen.comparison import (
    escaped_markdown,
    marked_markdown,
    plain_words,
    readable_redline,
)
from handbook_gen.filling import as_text, long_day
from handbook_gen.model.facts import Wording
from handbook_gen.proposals.proposal import (
    KINDS,
    InWords,
    Kind,
    Proposal,
    ProposedClause,
    ProposedPart,
)

_HEADINGS: Final[Mapping[Kind, str]] = {
    "added": "change_added",
    "meaning": "change_meaning",
    "wording": "change_wording",
    "removed": "proposal_removed",
}
_LABELS: Final = {
    "level": "head_level",
    "title": "changed_title",
    "good": "good",
    "bad": "bad",
    "why": "why",
    "audience": "changed_audience",
    "owner": "redline_owner",
    "sources": "source",
    "channels": "head_channel",
    "because": "our_answers",
    "status": "status",
    "pocket card": "pocket_title",
    "page": "head_page",
}
"""The phrase before each part of a clause; its text needs none."""

_SHORT: Final = frozenset({"level", "audience", "owner", "channels", "pocket card", "page"})
"""Parts of a few words, which are told as old and new, and not word by word."""


def proposal_page(proposal: Proposal, phrases: Mapping[str, Wording], language: str) -> str:
    """Return the page: what it is about and until when, each change, and how to answer.

    `language` is one of those of the proposal, or else its first one is taken.
    """
    spoken = language if language in proposal.languages else proposal.languages[0]
    return _Page(proposal, phrases, spoken).text()


class _Page:
    """Writes a proposal in one language."""

    def __init__(self, proposal: Proposal, phrases: Mapping[str, Wording], language: str) -> None:
        self.proposal = proposal
        self.phrases = phrases
        self.language = language

    def text(self) -> str:
        blocks = [*self._head(), *self._clauses(), *self._rest(), *self._how()]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _phrase(self, key: str, **words: str) -> str:
        wording = self.phrases[key]
        text = wording.get(self.language) or next(iter(wording.values()))
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        return text

    def _head(self) -> Iterator[str]:
        proposal = self.proposal
        firm, id_ = escaped_markdown(proposal.name), escaped_markdown(proposal.id)
        old, new = (escaped_markdown(edge.version) for edge in (proposal.old, proposal.new))
        yield f"# {self._phrase('proposal_title', id=id_, firm=firm)}"
        yield self._phrase("proposal_intro", old=old, new=new)
        yield self._phrase("proposal_before", day=long_day(proposal.before, self._phrase("locale")))
        yield escaped_markdown(proposal.note)

    def _clauses(self) -> Iterator[str]:
        for kind in KINDS:
            clauses = [clause for clause in self.proposal.clauses if clause.kind == kind]
            if clauses:
                yield f"## {self._phrase(_HEADINGS[kind])}"
            for clause in clauses:
                yield from self._clause(clause)

    def _clause(self, clause: ProposedClause) -> Iterator[str]:
        said = self._said(clause.said)
        yield f"### {clause.id} {_plain(said.title)}"
        level = self._phrase("level_" + clause.level.replace(" ", "_"))
        yield f"*{level}.* {_plain(said.note)}".rstrip()
        for part in said.parts:
            if part.name != "title" or clause.kind in ("meaning", "wording"):
                yield self._part(part, clause.kind)
        if clause.kind in ("added", "meaning") and said.because:
            yield f"{self._phrase('our_answers')}: {_plain(said.because)}"
        if not clause.can_be_declined:
            yield self._phrase("proposal_protected")
        choice = "proposal_choice" if clause.can_be_declined else "proposal_choice_protected"
        yield f"{self._phrase(choice)}. {self._phrase('proposal_why')} …"

    def _part(self, part: ProposedPart, kind: Kind) -> str:
        before, after = (self._shown(part.name, text) for text in (part.before, part.after))
        sides = ((before, "~~"), (after, "**"))
        if kind == "added":
            words = escaped_markdown(plain_words(after))
        elif part.name in _SHORT:
            gone, come = (f"{sign}{_plain(w)}{sign}" if w else "" for w, sign in sides)
            words = f"{gone} {come}".strip()
        else:
            words = marked_markdown(readable_redline(before, after))
        if part.name not in _LABELS:
            return words
        label = self._phrase(_LABELS[part.name])
        return f"{label}{'' if label.endswith('?') else ':'} {words}"

    def _shown(self, name: str, text: str) -> str:
        if name == "level" and text:
            return self._phrase("level_" + text.replace(" ", "_"))
        if name == "pocket card":
            return self._phrase("yes" if text else "no")
        return text

    def _rest(self) -> Iterator[str]:
        proposal = self.proposal
        if proposal.pages:
            yield f"## {self._phrase('proposal_pages')}"
        for page in proposal.pages:
            said = self._said(page.said)
            yield f"### {_plain(said.title)}"
            yield from (self._part(part, "wording") for part in said.parts)
        if proposal.own:
            yield f"## {self._phrase('proposal_own_title')}"
            yield "\n".join(
                f"- {self._phrase('proposal_own', id=one.clause, own=one.own)}"
                if one.own
                else f"- {self._phrase('proposal_deviation', id=one.clause)}"
                for one in proposal.own
            )
        if proposal.beside:
            yield self._phrase("proposal_beside")

    def _how(self) -> Iterator[str]:
        yield f"## {self._phrase('proposal_how_title')}"
        yield self._phrase("proposal_how")
        yield self._phrase("proposal_all")
        yield self._phrase("proposal_by")

    def _said(self, said: Mapping[str, InWords]) -> InWords:
        return said.get(self.language) or next(iter(said.values()))


def _plain(markdown: str) -> str:
    """Return what a reader sees of a line of Markdown, as Markdown that mails and editors show well."""
    return escaped_markdown(as_text(markdown))
