"""What happened to the clauses of the library, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from handbook_gen.model.facts import Wording
from handbook_gen.problems import Place

ChangeKind = Literal["added", "meaning", "wording", "merged", "retired"]

CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause in one version of the library.

    Attributes:
        notes: what is different, per language; empty for a clause that is only listed.
        into: of a clause that was merged, the clause that states it now; else empty.
    """

    version: str
    clause: str
    kind: ChangeKind
    notes: Wording
    into: str = ""
    place: Place = field(default_factory=lambda: Place("templates/CHANGES.md"), compare=False)


def newly_told(old: Sequence[Change], new: Sequence[Change]) -> tuple[Change, ...]:
    """Return what the newer `CHANGES.md` says that the older one did not, in its order."""
    known = {_telling(change) for change in old}
    return tuple(change for change in new if _telling(change) not in known)


def _telling(change: Change) -> tuple[object, ...]:
    notes = tuple(sorted(change.notes.items()))
    return change.version, change.clause, change.kind, change.into, notes
