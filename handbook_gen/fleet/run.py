"""Build many firms: pass by what has not changed, and build the others several at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from handbook_gen.fleet.inputs import read_inputs
from handbook_gen.fleet.plan import Built, Plan
from handbook_gen.fleet.record import unchanged


def build_firms(
    root: Path, firms: Iterable[str], plan: Plan, today: date, workers: int
) -> Iterator[Built]:
    """Yield what became of each firm as it is known; one bad firm never stops the others.

    First come the firms for which there is nothing to do. The library is only read for others.

    Raises:
        HandbookError: the library has problems.
    """
    inputs = read_inputs(root, plan.more)
    to_build: list[str] = []
    for name in firms:
        built = None if plan.project_only else unchanged(name, plan, inputs, today)
        if built is None:
            to_build.append(name)
        else:
            yield built
    if to_build:
        from handbook_gen.fleet.workers import build_in_workers, prepare  # noqa: PLC0415  # slow

        yield from build_in_workers(prepare(root, inputs, plan, today), to_build, workers)
