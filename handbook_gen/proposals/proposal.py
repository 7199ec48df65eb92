"""A proposal: what a new version of the library does to one firm's handbook, and what the firm answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from handbook_gen.model.library import Level

Kind = Literal["added", "meaning", "wording", "removed"]
"""What happens to a clause for the firm, in the order in which it is told."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Verdict = Literal["accept", "adapt", "decline"]

PROPOSAL_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A part of a clause or page that differs: its name, and how it is and would be read."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class InWords:
    """A clause or page of a proposal in one language; texts are Markdown.

    Attributes:
        parts: what differs; of what is new or goes, what it says.
        because: the questions and the firm's answers that make the clause apply.
        note: what the library says of the change; may be empty.
    """

    title: str
    parts: tuple[ProposedPart, ...]
    because: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProposedClause:
    """A clause that the firm would read otherwise, get or lose.

    Attributes:
        level: how strong it would be, or was when it goes.
        protected: whether the firm must have it, in whatever words.
        digest: that of the clause in the newer library, for `based_on`; empty when it is gone there.
        said: per language of the firm.
    """

    id: str
    kind: Kind
    level: Level
    protected: bool
    digest: str
    said: Mapping[str, InWords]

    @property
    def can_be_declined(self) -> bool:
        """Whether the firm may do without the change."""
        return not self.protected or self.kind == "removed"


@dataclass(frozen=True, slots=True)
class ProposedPage:
    """A page of which the words around the clauses would read otherwise."""

    id: str
    said: Mapping[str, InWords]


@dataclass(frozen=True, slots=True)
class Own:
    """A choice of the firm about a clause that changes: its own clause, or else a deviation."""

    clause: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A library at one end of a change: its version, digest, and what git calls it."""

    version: str
    digest: str
    called: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a firm is asked to take over.

    Attributes:
        id: the version of the newer library, with the number when the firm has one of it already.
        number: counts the proposals of this firm, from 1.
        name: what the firm calls itself.
        made: the day on which it was written.
        before: an answer is late from this day on.
        clauses: what changes, in the order in which it is told.
        beside: kinds of things that differ in the library and show on pages that the program makes.
        digest: the sha256 over the canonical JSON of all the rest, as 64 hexadecimal digits.
    """

    id: str
    number: int
    firm: str
    name: str
    old: Edge
    new: Edge
    made: date
    before: date
    note: str
    languages: tuple[str, ...]
    clauses: tuple[ProposedClause, ...]
    pages: tuple[ProposedPage, ...]
    own: tuple[Own, ...]
    beside: tuple[str, ...]
    digest: str = ""

    def clause(self, name: str) -> ProposedClause | None:
        """Return the clause with this ID; None when the proposal is not about it."""
        return next((clause for clause in self.clauses if clause.id == name), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a firm answered to a proposal on a day.

    Attributes:
        clauses: the clauses that it is about.
        whole: whether it answers the proposal as one, and no clause by its ID.
    """

    verdict: Verdict
    day: date
    by: str
    reason: str
    clauses: tuple[str, ...]
    whole: bool
