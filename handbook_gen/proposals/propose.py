"""Make the proposal that a change of the library is for a firm, or say why there is none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from handbook_gen.disk import Folder
from handbook_gen.impact import Finder, Libraries, Touch
from handbook_gen.impact.differences import library_changes
from handbook_gen.impact.in_words import ON_MADE_PAGES
from handbook_gen.model.changes import Change, newly_told
from handbook_gen.model.facts import InLanguages
from handbook_gen.model.known import FIRM_NAME
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile
from handbook_gen.problems import HandbookError, Problem, sorted_problems
from handbook_gen.profile import read_profile
from handbook_gen.proposals.files import proposal_digest, read_proposals
from handbook_gen.proposals.proposal import (
    KINDS,
    Edge,
    InWords,
    Kind,
    Own,
    Proposal,
    ProposedClause,
    ProposedPage,
    ProposedPart,
)

_UNREAD: Final = frozenset({"keywords", "severity", "since", "book"})
"""Parts of a clause that are no words in the handbook, or that its page tells already."""

_SAID: Final = ("title", "text", "good", "bad", "why")
"""What is shown of a clause that is new or goes."""

_IN_MEANING: Final = frozenset({"level", "audience"})
_STATED: Final = frozenset({"title", "text"})
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")

State = Literal["proposed", "known", "untouched", "there", "broken"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one firm.

    Attributes:
        state: `proposed`; `known` when it has this proposal already; `untouched`; `there` when it
            holds to the newer version already; `broken` when its problems stand in the way.
        proposal: the new proposal, or the one that it has already.
        profile: the firm's profile, when it could be read.
    """

    firm: str
    state: State
    proposal: Proposal | None = None
    profile: Profile | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of proposals when they are made; the rest follows from the change."""

    made: date
    before: date
    note: str = ""


def propose(
    libraries: Libraries, profiles: Folder, firms: Iterable[str], terms: Terms
) -> Iterator[Outcome]:
    """Yield for each firm the proposal that the change of the library is, or why there is none."""
    proposer = _Proposer(libraries, profiles, terms)
    for firm in firms:
        try:
            yield proposer.outcome(firm)
        except HandbookError as error:
            yield Outcome(firm, "broken", problems=sorted_problems(error.problems))


class _Proposer:
    """Makes proposals; what firms share is worked out once."""

    def __init__(self, libraries: Libraries, profiles: Folder, terms: Terms) -> None:
        self.old, self.new = libraries.old, libraries.new
        self.profiles = profiles
        self.terms = terms
        self._finder = Finder(libraries, profiles, terms.made)
        old_digest, new_digest = self._finder.digests
        self.edges = (
            Edge(self.old.version, old_digest, libraries.before),
            Edge(self.new.version, new_digest, libraries.after),
        )
        told = newly_told(self.old.changes, self.new.changes)
        self._told: Mapping[str, Change] = {change.clause: change for change in reversed(told)}
        changes = library_changes(self.old, self.new, self.new.languages[0])
        self._beside = tuple(sorted({change.kind for change in changes} & ON_MADE_PAGES))

    def outcome(self, firm: str) -> Outcome:
        profile = read_profile(firm, self.profiles, self.new)
        pin = profile.pin
        if pin is not None and pin.version == self.new.version != self.old.version:
            return Outcome(firm, "there", profile=profile)
        if pin is not None and pin.version != self.old.version:
            raise _starts_elsewhere(profile, self.old.version)
        clauses, pages, own = self._touched(profile)
        if not clauses and not pages and not own:
            return Outcome(firm, "untouched", profile=profile)
        known = read_proposals(self.profiles, firm)
        number = max((proposal.number for proposal in known), default=0) + 1
        made = Proposal(
            id=self._id(known, number),
            number=number,
            firm=firm,
            name=_name_of(profile),
            old=self.edges[0],
            new=self.edges[1],
            made=self.terms.made,
            before=self.terms.before,
            note=self.terms.note,
            languages=profile.languages,
            clauses=clauses,
            pages=pages,
            own=own,
            beside=self._beside,
        )
        for proposal in known:
            if _asks_the_same(proposal, made):
                return Outcome(firm, "known", proposal, profile)
        return Outcome(firm, "proposed", replace(made, digest=proposal_digest(made)), profile)

    def _touched(
        self, profile: Profile
    ) -> tuple[tuple[ProposedClause, ...], tuple[ProposedPage, ...], tuple[Own, ...]]:
        duties = {key: replace(duty, owner="") for key, duty in profile.duties.items()}
        nobody = replace(profile, duties=duties)
        found = self._finder.look_at(nobody, mask=False, named=False)
        by_name: dict[tuple[str, str], list[Touch]] = defaultdict(list)
        for touch in found.touches:
            if self._is_of_library(touch) and (touch.what != "changed" or _differing(touch)):
                by_name[touch.kind, touch.id].append(touch)
        clauses = [self._clause(t) for (kind, _), t in by_name.items() if kind == "clause"]
        clauses.sort(key=lambda clause: (KINDS.index(clause.kind), clause.id))
        pages = [
            ProposedPage(name, {touch.language: self._words(touch) for touch in touches})
            for (kind, name), touches in by_name.items()
            if kind == "page"
        ]
        own = (Own(one.clause, one.own) for one in found.look_again)
        return tuple(clauses), tuple(pages), tuple(own)

    def _is_of_library(self, touch: Touch) -> bool:
        """Tell whether it is about something of the library; what the firm wrote stays its own."""
        if touch.kind == "clause":
            return touch.id in self.new.clauses or touch.id in self.old.clauses
        return touch.id in self.new.pages or touch.id in self.old.pages

    def _clause(self, touches: Sequence[Touch]) -> ProposedClause:
        first = touches[0]
        clause = self.new.clauses.get(first.id)
        was = clause or self.old.clauses[first.id]
        return ProposedClause(
            id=first.id,
            kind=self._kind(touches),
            level=was.level,
            protected=was.protected,
            digest=clause.digest if clause else "",
            said={touch.language: self._words(touch) for touch in touches},
        )

    def _kind(self, touches: Sequence[Touch]) -> Kind:
        what = touches[0].what
        if what != "changed":
            return what
        names = {name for touch in touches for name in _differing(touch)}
        if names & _IN_MEANING:
            return "meaning"
        told = self._told.get(touches[0].id)
        said_otherwise = told is not None and told.kind == "wording"
        return "meaning" if names & _STATED and not said_otherwise else "wording"

    def _words(self, touch: Touch) -> InWords:
        before, after = touch.before or {}, touch.after or {}
        now = after or before
        names = _differing(touch)
        if touch.what != "changed":
            names = [name for name in _SAID if name in now and touch.kind == "clause"]
        return InWords(
            title=now.get("title", ""),
            parts=tuple(self._part(name, touch) for name in names),
            because=after.get("because", ""),
            note=self._note(touch) if touch.kind == "clause" else "",
        )

    def _note(self, touch: Touch) -> str:
        """Return why a clause went, or what the list of changes says of it; may be empty."""
        told = self._told.get(touch.id)
        said = told.notes.get(touch.language, "") if told else ""
        why = self.new.retired.get(touch.id, {}).get("why", {})
        return str(why.get(touch.language, "")) or said

    def _part(self, name: str, touch: Touch) -> ProposedPart:
        before, after = ((side or {}).get(name, "") for side in (touch.before, touch.after))
        if name == "page":
            before = _page_title(self.old, before, touch.language)
            after = _page_title(self.new, after, touch.language)
        return ProposedPart(name, before, after)

    def _id(self, known: Sequence[Proposal], number: int) -> str:
        """Return the newer version as the name of a file; with the number when that is taken."""
        version = self.edges[1].version
        if not _FILE_NAME.fullmatch(version):
            return f"proposal-{number}"
        taken = {proposal.id for proposal in known}
        plain = version != self.edges[0].version and version not in taken
        return version if plain else f"{version}-{number}"


def _asks_the_same(one: Proposal, other: Proposal) -> bool:
    """Tell whether two proposals are of the same change, or come to the same for the firm."""
    if (one.old.version, one.new.version) != (other.old.version, other.new.version):
        return False
    same_change = (one.old.digest, one.new.digest) == (other.old.digest, other.new.digest)
    asked = [(p.clauses, p.pages, p.own) for p in (one, other)]
    return same_change or asked[0] == asked[1]


def _differing(touch: Touch) -> list[str]:
    before, after = touch.before or {}, touch.after or {}
    names = dict.fromkeys((*after, *before))
    return [n for n in names if n not in _UNREAD and before.get(n) != after.get(n)]


def _page_title(library: Library, page_id: str, language: str) -> str:
    page = library.pages.get(page_id)
    return page.texts[language].title if page and language in page.texts else page_id


def _name_of(profile: Profile) -> str:
    answer = profile.answers.get(FIRM_NAME)
    value = answer.value if answer else profile.firm
    return value.texts[0][1] if isinstance(value, InLanguages) else str(value)


def _starts_elsewhere(profile: Profile, version: str) -> HandbookError:
    pin = profile.pin
    assert pin is not None
    message = (
        f"`{profile.firm}` holds to library `{pin.version}`, and this change begins at `{version}`"
    )
    help_ = f"name the revision with library `{pin.version}`: handbook propose FROM --before DAY"
    return HandbookError([Problem("HB130", message, pin.place, help=help_)])
