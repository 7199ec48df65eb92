"""Decide, before anything is filled in, which clauses and pages a firm has, and why not the others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from handbook_gen.conditions import facts_read, holds
from handbook_gen.library.placing import placed_in
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Answers, Said
from handbook_gen.model.library import LIBRARIES, Clause, Library, LibraryPage
from handbook_gen.model.profile import Deviation, Profile
from handbook_gen.model.tools import Tool

OutKind = Literal["condition", "deviation", "replaced", "page", "empty"]


@dataclass(frozen=True, slots=True)
class Out:
    """Why a clause or page is left out: the kind of reason, with the facts or the words for it."""

    kind: OutKind
    facts: tuple[str, ...] = ()
    detail: str = ""
    said: Said = ""


@dataclass(frozen=True)
class Decisions:
    """What is in and what is out for one firm, the same in every language.

    Attributes:
        clauses: the clauses that are in, by ID.
        pages: the pages that are in, in order.
        out: the clauses and pages that are left out, with the reason.
        aliases: for every ID that can be linked to, the clause that states it now.
        aids: the decision aids that are in, in order.
    """

    answers: Answers
    clauses: Mapping[str, Clause]
    pages: Mapping[str, LibraryPage]
    out: Mapping[str, Out]
    aliases: Mapping[str, str]
    aids: Mapping[str, Tool]
    today: date

    @cached_property
    def clauses_of(self) -> Mapping[str, tuple[Clause, ...]]:
        """The clauses of each page, those that follow another after the rest."""
        found: dict[str, list[Clause]] = defaultdict(list)
        for clause in sorted(self.clauses.values(), key=lambda clause: bool(clause.after)):
            found[clause.page].append(clause)
        return {page: tuple(clauses) for page, clauses in found.items()}

    @cached_property
    def pages_of(self) -> Mapping[tuple[str, BookName], tuple[LibraryPage, ...]]:
        """The pages of each section in each book, in order."""
        found: dict[tuple[str, BookName], list[LibraryPage]] = defaultdict(list)
        for page in sorted(self.pages.values(), key=lambda page: (page.order, page.id)):
            found[page.section, page.book].append(page)
        return {key: tuple(pages) for key, pages in found.items()}

    @cached_property
    def book_of(self) -> Mapping[str, BookName]:
        """The book in which each clause stands, by the clause's ID."""
        pages = self.pages
        return {
            clause.id: pages[clause.page].book
            for clause in self.clauses.values()
            if clause.page in pages
        }

    @cached_property
    def followers(self) -> tuple[Clause, ...]:
        """The clauses of the firm's own that follow another."""
        return tuple(clause for clause in self.clauses.values() if clause.after)


def decide(library: Library, profile: Profile, answers: Answers, today: date) -> Decisions:
    """Return the set of clauses and pages of a firm; nothing is rendered for that."""
    out: dict[str, Out] = {}
    pages: dict[str, LibraryPage] = {}
    for page in library.pages.values():
        if holds(page.applies_when, answers, today):
            pages[page.id] = page
        else:
            out[page.id] = Out("condition", tuple(sorted(facts_read(page.applies_when))))
    deviations = {d.clause: d for d in profile.deviations if in_effect(d, today)}
    clauses: dict[str, Clause] = {}
    for clause in library.clauses.values():
        reason = why_not(clause, pages, deviations, answers, today)
        if reason is None:
            clauses[clause.id] = clause
        else:
            out[clause.id] = reason
        if clause.replaces:
            out[clause.replaces] = Out("replaced", detail=clause.id)
    for page_id in empty_pages(library, pages, clauses):
        del pages[page_id]
        out[page_id] = Out("empty")
    aids = {}
    for aid in library.tools.values():
        if holds(aid.applies_when, answers, today):
            aids[aid.id] = aid
        else:
            out[f"tools/{aid.id}"] = Out("condition", tuple(sorted(facts_read(aid.applies_when))))
    aliases = aliases_in(library)
    return Decisions(answers, clauses, pages, dict(sorted(out.items())), aliases, aids, today)


@lru_cache(maxsize=LIBRARIES)
def aliases_in(library: Library) -> Mapping[str, str]:
    """Return for every ID that can be linked to the clause that states it now."""
    return {
        name: clause.id
        for clause in library.clauses.values()
        for name in (clause.id, *clause.includes)
    }


def in_effect(deviation: Deviation, today: date) -> bool:
    """Tell whether a deviation still counts: it lapses after its last day."""
    return deviation.until is None or deviation.until >= today


def why_not(
    clause: Clause,
    pages: Mapping[str, LibraryPage],
    deviations: Mapping[str, Deviation],
    answers: Answers,
    today: date,
) -> Out | None:
    """Return why a firm does not have a clause; None when it has.

    `pages` are the pages whose own condition holds, `deviations` those in effect, by clause ID.
    """
    if clause.page not in pages:
        return Out("page", detail=clause.page)
    if not holds(clause.applies_when, answers, today):
        return Out("condition", tuple(sorted(facts_read(clause.applies_when))))
    deviation = next(
        (deviations[name] for name in (clause.id, *clause.includes) if name in deviations), None
    )
    if deviation is not None and not clause.protected:
        return Out("deviation", said=deviation.reason)
    return None


@lru_cache(maxsize=LIBRARIES)
def _pages_with_clauses(library: Library) -> frozenset[str]:
    return frozenset(clause.page for clause in library.clauses.values())


def empty_pages(
    library: Library, pages: Mapping[str, LibraryPage], clauses: Mapping[str, Clause]
) -> tuple[str, ...]:
    """Return the pages that had clauses in the library, and have none left."""
    had = _pages_with_clauses(library)
    have = {clause.page for clause in clauses.values()}
    return tuple(
        page.id
        for page in pages.values()
        if page.id in had
        and page.id not in have
        and not any(
            name[0].islower() for name in placed_in(next(iter(page.texts.values())).body.source)
        )
    )
