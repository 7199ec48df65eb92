"""What is different between two editions of a firm's handbook, clause by clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from handbook_gen.model.blocks import Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.release import Edition

Difference = Literal["added", "removed", "level", "meaning", "audience", "wording", "moved"]
"""What can be different about a clause, what weighs most first."""

DIFFERENCES: Final[tuple[Difference, ...]] = get_args(Difference)

IN_MEANING: Final[frozenset[Difference]] = frozenset(
    {"added", "removed", "level", "meaning", "audience"}
)
"""The differences that a reader must know of."""


CauseKind = Literal["answer", "library", "own", "deviation", "duty", "other"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a clause is different.

    Attributes:
        kind: `answer` (the firm answered otherwise), `library` (the clause was changed in the
            library), `own` (the firm's own clause), `deviation`, `duty` or `other`.
        subject: the fact ID, or the version of the library, or the clause ID; may be empty.
        words: the cause in a sentence without its full stop, as Markdown, per language of the newer
            edition.
    """

    kind: CauseKind
    subject: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that reads otherwise, or that is only in one of two editions.

    Attributes:
        differences: what is different, what weighs most first; never empty.
        old: the clause as it was, per language; empty when it was added.
        new: the clause as it is, per language; empty when it was removed.
        old_page: the title of its page per language; empty when it was added.
        new_page: the same for the newer edition.
        causes: why; may be empty when nothing can be said.
    """

    id: str
    book: BookName
    differences: tuple[Difference, ...]
    old: Mapping[str, Passage]
    new: Mapping[str, Passage]
    old_page: Mapping[str, str]
    new_page: Mapping[str, str]
    causes: tuple[Cause, ...]

    @property
    def in_meaning(self) -> bool:
        """Whether a reader must know of it."""
        return bool(IN_MEANING & set(self.differences))

    @property
    def audience(self) -> frozenset[str]:
        """Whom it concerns or concerned, in the titles of roles of the newer edition's first language."""
        passages = [*list(self.new.values())[:1], *list(self.old.values())[:1]]
        return frozenset(role for passage in passages for role in passage.audience)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is different between two editions; `old` is None before a first release.

    Attributes:
        clauses: the clauses that differ, in the order of the newer edition's books; removed ones
            follow by ID.
        pages: pages whose prose differs while it holds no clause that does: page ID and titles.
        answers: the facts that were answered otherwise, by ID.
    """

    old: Edition | None
    new: Edition
    clauses: tuple[ClauseChange, ...]
    pages: tuple[tuple[str, Mapping[str, str]], ...]
    answers: tuple[str, ...]
