"""What a change of the library does to the firms of a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handbook_gen.model.changes import ChangeKind
from handbook_gen.problems import Problem

Subject = Literal["clause", "page"]
What = Literal["added", "removed", "changed"]
Declared = ChangeKind | Literal["not declared", ""]
"""What `CHANGES.md` says of a change; empty for what is no clause."""

Reading = Mapping[str, str]
"""A clause or the prose of a page as a firm reads it: its parts by name, as Markdown or plain words."""


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """Something in the library that differs: a clause, a page, a question, a rule, a source, ...

    Attributes:
        parts: what is different about it, in plain words; empty when it is added or removed.
    """

    kind: str
    id: str
    title: str
    what: What
    parts: tuple[str, ...]
    declared: Declared = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """A clause or page that one firm reads otherwise, in one language.

    Attributes:
        before: as it was read; None when the firm did not have it.
        after: as it would be read; None when the firm would not have it.
    """

    kind: Subject
    id: str
    language: str
    before: Reading | None
    after: Reading | None

    @property
    def what(self) -> What:
        """Whether the firm gets it, loses it, or reads it otherwise."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clause or page that differs: its name, and how it was and would be read."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """One identical change with the firms that have it, to be looked at once.

    Attributes:
        title: what the clause or page is called after the change, or was called before.
        parts: what differs; the answers that firms typed themselves stand as the fact's name.
    """

    kind: Subject
    id: str
    language: str
    title: str
    book: str
    page: str
    what: What
    parts: tuple[Part, ...]
    firms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A firm that made its own choice about a clause which the library now changes.

    `own` is the firm's own clause that replaces it; empty when the firm deviates from it.
    """

    firm: str
    clause: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """Which firms, pages and clauses a change of the library touches.

    Attributes:
        before: how the older library is called for people: a revision of git.
        after: the same for the newer one; `work tree` for what is not committed.
        broken: by firm, the problems that it has or gets, for firms that cannot be built.
    """

    before: str
    after: str
    changes: tuple[LibraryChange, ...]
    groups: tuple[Group, ...]
    look_again: tuple[LookAgain, ...]
    broken: Mapping[str, tuple[Problem, ...]]
    firms: int

    @property
    def touched(self) -> frozenset[str]:
        """The firms for which something reads otherwise."""
        return frozenset(firm for group in self.groups for firm in group.firms)

    @property
    def untouched(self) -> int:
        """How many firms keep the handbook that they have."""
        return self.firms - len(self.touched | set(self.broken))
