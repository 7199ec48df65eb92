"""What a handbook tells of its firm's releases: what changed in each, and how it read before.

Texts are Markdown in which answers are escaped already. Links lead only to what the book of today
has: what is gone from it stands in plain words.
"""

from dataclasses import dataclass
from typing import Literal

from handbook_gen.model.choices import BookName
from handbook_gen.model.library import Level


@dataclass(frozen=True, slots=True)
class PastWording:
    """How a clause read from a release on; `text` is empty for the words that it has now."""

    version: str
    since: str
    approved_by: str
    title: str
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A clause that a release changed, as its readers are told.

    Attributes:
        link: `hb:...` to the clause; empty when the book of today has no such clause.
        change: what kind of change it is, in words.
        audience: whom it concerns or concerned.
        lines: what changed, as a label (may be empty) and Markdown with `<ins>` and `<del>`.
        why: the causes, each in a sentence.
    """

    id: str
    anchor: str
    title: str
    link: str
    change: str
    audience: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """A release in the words of the handbook; `meaning` and `wording` are the clauses it changed.

    `as_of` is the link to the book as it stood then; empty where that cannot be read.
    """

    anchor: str
    title: str
    facts: tuple[tuple[str, str], ...]
    kind: str
    note: str
    summary: str
    meaning: tuple[ChangedClause, ...]
    wording: tuple[ChangedClause, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All releases, the newest first; a clause for `everyone` concerns every role."""

    everyone: str
    releases: tuple[ReleaseTold, ...]
    kind: Literal["changes"] = "changes"


@dataclass(frozen=True, slots=True)
class PastClause:
    """A clause as it read in a release."""

    id: str
    anchor: str
    title: str
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class PastBook:
    """A book as it stood in a release: its facts, and per page its clauses."""

    facts: tuple[tuple[str, str], ...]
    notice: str
    pages: tuple[tuple[str, tuple[PastClause, ...]], ...]
    kind: Literal["past"] = "past"


@dataclass(frozen=True, slots=True)
class Extra:
    """A file that stands beside the pages of a book, for programs: its path and its text."""

    book: BookName
    path: str
    text: str
