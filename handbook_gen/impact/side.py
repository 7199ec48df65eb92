"""What firms read of some clauses and pages under one library; equal answers are rendered once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handbook_gen.assemble.decide import Decisions, empty_pages, in_effect, why_not
from handbook_gen.assemble.handbook import words_of
from handbook_gen.assemble.pages import prose_of
from handbook_gen.assemble.passages import passage
from handbook_gen.conditions import holds
from handbook_gen.filling import as_markdown
from handbook_gen.impact.footprint import Footprints
from handbook_gen.impact.found import Reading, Subject
from handbook_gen.model.blocks import Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Answers
from handbook_gen.model.library import Clause, Library, LibraryPage
from handbook_gen.model.profile import Profile


@dataclass(frozen=True, slots=True)
class _Needed:
    """What the words of a clause or page depend on: facts, and clauses that are there or not."""

    reads: tuple[str, ...]
    clauses: tuple[str, ...]


class Side:
    """One library, with the clauses and pages of it that are looked at."""

    def __init__(
        self, footprints: Footprints, clauses: Iterable[str], pages: Iterable[str], today: date
    ) -> None:
        self.library: Library = footprints.library
        self.aliases: Mapping[str, str] = footprints.aliases
        self.today = today
        self.clauses = {
            name: self.library.clauses[name] for name in clauses if name in self.library.clauses
        }
        self.pages = {
            name: self.library.pages[name] for name in pages if name in self.library.pages
        }
        self._needed: dict[str, _Needed] = {
            clause.id: _Needed(footprints.reads_of(clause), footprints.linked_in(clause))
            for clause in self.clauses.values()
        }
        for page in self.pages.values():
            linked = footprints.links_of(text.body for text in page.texts.values())
            on_it = (c.id for c in self.library.clauses.values() if c.page == page.id)
            needed = tuple(sorted({*linked, *on_it}))
            self._needed[page.id] = _Needed(footprints.reads_of_page(page), needed)
        decided = {name for needed in self._needed.values() for name in needed.clauses}
        self._decided = [self.library.clauses[name] for name in sorted({*self.clauses, *decided})]
        on_pages = {clause.page for clause in self._decided} | set(self.pages)
        self._decided_pages = [self.library.pages[name] for name in sorted(on_pages)]
        self._readings: dict[object, Reading] = {}

    @property
    def reads(self) -> frozenset[str]:
        """The facts that stand in what is looked at."""
        return frozenset(name for needed in self._needed.values() for name in needed.reads)

    def decide(self, profile: Profile, answers: Answers) -> Decisions:
        """Return what the firm has of these clauses and pages, and of the clauses that they link to."""
        pages = {
            page.id: page
            for page in self._decided_pages
            if holds(page.applies_when, answers, self.today)
        }
        deviations = {d.clause: d for d in profile.deviations if in_effect(d, self.today)}
        clauses = {
            clause.id: clause
            for clause in self._decided
            if why_not(clause, pages, deviations, answers, self.today) is None
        }
        looked_at = {name: page for name, page in pages.items() if name in self.pages}
        for name in empty_pages(self.library, looked_at, clauses):
            del pages[name]
        return Decisions(answers, clauses, pages, {}, self.aliases, {}, self.today)

    def reading(
        self, kind: Subject, name: str, profile: Profile, decisions: Decisions, language: str
    ) -> Reading | None:
        """Return a clause or page as the firm reads it in a language; None when it does not."""
        there = decisions.clauses if kind == "clause" else decisions.pages
        known = self.clauses if kind == "clause" else self.pages
        if name not in there or name not in known or language not in self.library.languages:
            return None
        key = self._key(name, profile, decisions, language)
        if key not in self._readings:
            words = words_of(self.library, profile, decisions, language)
            self._readings[key] = (
                _clause_reading(passage(self.clauses[name], self._book(name), words, profile), self)
                if kind == "clause"
                else _page_reading(self.pages[name], prose_of(self.pages[name], words), language)
            )
        return self._readings[key]

    def _book(self, clause_id: str) -> BookName:
        return self.library.pages[self.clauses[clause_id].page].book

    def _key(self, name: str, profile: Profile, decisions: Decisions, language: str) -> object:
        """Return all that the words depend on, so that what is equal is rendered once."""
        needed, answers = self._needed[name], decisions.answers
        duty = profile.duties.get(name)
        return (
            name,
            language,
            profile.languages[0],
            tuple(repr(answers.values[fact_id]) for fact_id in needed.reads),
            tuple(fact_id for fact_id in needed.reads if fact_id in answers.unanswered),
            tuple(clause_id for clause_id in needed.clauses if clause_id in decisions.clauses),
            (duty.status, duty.by, repr(duty.owner), repr(duty.reason)) if duty else None,
        )


def _clause_reading(found: Passage, side: Side) -> Reading:
    """Return the parts of a clause; what is said of its history is no part of what it says."""
    clause: Clause = side.clauses[found.id]
    page = side.library.pages[clause.page]
    status = found.status
    parts = {
        "level": found.level,
        "severity": found.severity,
        "title": found.title,
        "text": found.text,
        "good": found.good,
        "bad": found.bad,
        "why": found.why,
        "audience": ", ".join(found.audience),
        "owner": found.owner,
        "sources": "; ".join(citation.text for citation in found.citations),
        "channels": ", ".join(found.channels),
        "because": "; ".join(f"{reason.question} {reason.answer}" for reason in found.reasons),
        "status": " ".join(filter(None, (status.words, status.owner, status.reason)))
        if status
        else "",
        "pocket card": "yes" if found.pocket else "",
        "keywords": ", ".join(found.keywords),
        "since": found.since,
        "page": page.id,
        "book": page.book,
    }
    return {name: text for name, text in parts.items() if text}


def _page_reading(page: LibraryPage, prose: tuple[str, ...], language: str) -> Reading:
    parts = {
        "title": as_markdown(page.texts[language].title),
        "text": "\n\n".join(prose),
        "page": page.id,
        "book": page.book,
    }
    return {name: text for name, text in parts.items() if text}
