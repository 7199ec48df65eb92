"""What happened to the clauses of the library, version by version."""

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
