"""Which firms have other inputs than at a revision of git."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from handbook_gen.fleet.inputs import Inputs, read_inputs
from handbook_gen.fleet.plan import Plan
from handbook_gen.fleet.record import read_record
from handbook_gen.git import files_at

_ANY_SIZE: Final = 2**62
"""Bytes; the files of then have other times than those of now, so all of them are read."""


def changed_since(root: Path, revision: str, names: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the firms that have other inputs than at a revision: own files, layers or library.

    Of a firm that was never built it is not known which clauses it has, so that any counts.

    Raises:
        HandbookError: git does not know the revision.
    """
    with files_at(root, revision, ("firm_profiles", "templates")) as then:
        before, now = (read_inputs(place, largest=_ANY_SIZE) for place in (then, root))
        return tuple(name for name in names if _differs(name, before, now, plan))


def _differs(name: str, before: Inputs, now: Inputs, plan: Plan) -> bool:
    if before.library.head != now.library.head or before.firm(name) != now.firm(name):
        return True
    record = read_record(plan, name)
    known = record is not None and record.key
    layers = record.layers if record and known else {*before.layers, *now.layers}
    clauses = record.clauses if record and known else {*before.library.bodies, *now.library.bodies}
    return any(before.layers.get(one) != now.layers.get(one) for one in layers) or any(
        before.library.bodies.get(one) != now.library.bodies.get(one) for one in clauses
    )
