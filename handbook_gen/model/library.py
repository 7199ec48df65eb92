"""The library: everything that a handbook says, before a firm has answered anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from handbook_gen.model.changes import Change
from handbook_gen.model.choices import BookName
from handbook_gen.model.expression import Expression, Text
from handbook_gen.model.facts import Fact, Wording
from handbook_gen.model.tools import Responsibility, Review, Term, Tool
from handbook_gen.problems import Place

Level = Literal["must", "must not", "should", "should not", "may"]
Severity = Literal["critical", "high", "medium", "tip"]
PART_NAMES = ("good", "bad", "why")

HOUSE_RULE = "house-rule"
"""The source of what rests on good practice alone."""

LIBRARIES: Final = 4
"""Of so many libraries is kept what follows from them: the one that nearly all firms share, and the
last few with a firm's own clauses."""

EDITORS = "editors"
"""Who reviewed a source when nobody with a name did."""


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause in one language: its title, its rule, and the optional parts."""

    title: str
    body: Text
    parts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered statement with one duty.

    `replaces` and `after` are only set on a firm's own clauses; `digest` is the sha256 of the file,
    which tells whether the clause has changed since a firm replaced it.
    """

    id: str
    page: str
    level: Level
    severity: Severity
    applies_when: Expression | None
    condition_text: str
    audience: tuple[str, ...]
    sources: tuple[str, ...]
    owner: str
    since: str
    texts: Mapping[str, ClauseText]
    place: Place
    digest: str
    channels: tuple[str, ...] = ()
    """The channels of the catalogue that the clause is about; empty when it is about any."""
    pocket: bool = False
    protected: bool = False
    includes: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guidance: str = ""
    review: str = ""
    """What an editor must check before relying on the clause; empty when nothing stands out."""
    replaces: str = ""
    after: str = ""
    based_on: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where each key of the header stands."""

    @property
    def anchor(self) -> str:
        """The clause's address on its page."""
        return self.id.lower()


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's title and prose in one language."""

    title: str
    body: Text


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A page of the library; its ID is `section/name`, which is its address too.

    `owner` is the person who keeps the page right, empty for who is accountable; `review_months`
    is how long it holds before it is looked at again, None for as long as the handbook.
    """

    id: str
    section: str
    book: BookName
    order: int
    icon: str
    applies_when: Expression | None
    condition_text: str
    texts: Mapping[str, PageText]
    place: Place
    own: bool = False
    owner: str = ""
    review_months: int | None = None
    owner_place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of pages by subject, with the clause prefixes that belong there."""

    id: str
    prefixes: tuple[str, ...]
    icon: str
    titles: Wording
    introductions: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Source:
    """A law, code, judgment or house rule that a clause rests on; all days are dates of the source."""

    key: str
    short: Wording
    title: Wording
    article: Wording
    reference: str
    link: str
    in_force_from: date | None
    in_force_until: date | None
    verified_on: date | None
    confidence: str
    reviewed_by: str
    countries: tuple[str, ...]
    professions: tuple[str, ...]
    pending: Wording
    notes: str
    place: Place


@dataclass(frozen=True, slots=True)
class Channel:
    """A platform of the catalogue; `minimum_age` in years, `reach` in people of the Netherlands.

    `party` is who the firm has its contract with in the EU, `page` whether the firm has a page with
    statistics there, and `fit` how well it serves each use of `goals.uses`, from 1 to 3.
    """

    key: str
    name: Wording
    status: str
    owner: str
    party: str
    minimum_age: int | None
    reach: tuple[int, int] | None
    page: bool
    use: Wording
    risk: Wording
    data: Wording
    exit: Wording
    fit: Mapping[str, int]
    settings: Mapping[str, tuple[str, ...]]
    verified_on: date | None
    closed_on: date | None
    successor: str
    place: Place


@dataclass(frozen=True, slots=True)
class Role:
    """An audience and who belongs to it."""

    key: str
    title: Wording
    who: Wording


@dataclass(frozen=True, slots=True)
class Rule:
    """A check over the answers: when it holds, the message and the way out are shown."""

    id: str
    level: Literal["error", "warning", "info"]
    when: Expression
    condition_text: str
    message: Wording
    way_out: Wording
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Risk:
    """One of the threats and conditions, with the library's starting scores from 1 to 5."""

    key: str
    title: Wording
    likelihood: int
    impact: int
    why: Wording
    measure: Wording
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteAudit:
    """What the exhaustive tests of the reader's site found, and what they did not look at.

    `pages` is the least number of pages that were looked at, each in every view and at every width
    in CSS pixels; `violations` is what the checker found against the standard.
    """

    standard: str
    checker: str
    tested_on: date
    firms: int
    pages: int
    widths: tuple[int, ...]
    violations: int
    tested: Mapping[str, tuple[str, ...]]
    not_tested: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All of `templates/` after reading and checking; every mapping is in the order to show.

    It equals only itself, so that what follows from it for all firms alike can be kept by it.
    """

    name: str
    version: str
    released: date
    languages: tuple[str, ...]
    sections: Mapping[str, Section]
    groups: Mapping[str, Wording]
    facts: Mapping[str, Fact]
    clauses: Mapping[str, Clause]
    pages: Mapping[str, LibraryPage]
    sources: Mapping[str, Source]
    channels: Mapping[str, Channel]
    roles: Mapping[str, Role]
    rules: tuple[Rule, ...]
    risks: tuple[Risk, ...]
    tools: Mapping[str, Tool]
    calendar: tuple[Review, ...]
    responsibilities: tuple[Responsibility, ...]
    glossary: tuple[Term, ...]
    site_audit: SiteAudit | None
    phrases: Mapping[str, Wording]
    retired: Mapping[str, Mapping[str, Any]]
    changes: tuple[Change, ...] = ()
    """What became of the clauses, the newest version first."""

    def section_of(self, clause: Clause) -> Section:
        """Return the section that the clause's page belongs to."""
        return self.sections[self.pages[clause.page].section]
