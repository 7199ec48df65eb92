"""Build many firms: pass by what has not changed, and build the others several at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from handbook_gen.fleet.inputs import Inputs, read_inputs
from handbook_gen.fleet.plan import Built, Plan
from handbook_gen.fleet.record import built_of, in_place, standing


def build_firms(
    root: Path, firms: Iterable[str], plan: Plan, today: date, workers: int
) -> Iterator[Built]:
    """Yield what became of each firm as it is known; one bad firm never stops the others.

    First come the firms for which there is nothing to do, then those of which only files have to be
    looked at or taken over. The library is only read for others.

    Raises:
        HandbookError: the library has problems.
    """
    inputs = read_inputs(root, plan.more)
    to_look_at: list[str] = []
    to_build: list[str] = []
    for name in firms:
        record = None if plan.project_only else standing(name, plan, inputs, today)
        if record is None:
            to_build.append(name)
        elif plan.verify or not in_place(name, plan, record):
            to_look_at.append(name)
        else:
            yield built_of(name, plan, record)
    if to_look_at:
        for built in _kept(to_look_at, plan, inputs, today, workers):
            if built.start is None:
                to_build.append(built.firm)
            else:
                yield built
    if to_build:
        from handbook_gen.fleet.build import prepare  # noqa: PLC0415  # slow
        from handbook_gen.fleet.workers import build_in_workers  # noqa: PLC0415  # the same

        yield from build_in_workers(prepare(root, inputs, plan, today), to_build, workers)


def _kept(
    names: list[str], plan: Plan, inputs: Inputs, today: date, workers: int
) -> Iterator[Built]:
    """Yield each firm, with its site if that could be had from files that are there."""
    from handbook_gen.fleet.kept import Kept  # noqa: PLC0415  # only who looks needs it
    from handbook_gen.fleet.workers import build_in_workers  # noqa: PLC0415  # the same
    from handbook_gen.locks import clear_left_over  # noqa: PLC0415  # the same

    clear_left_over(plan.site)
    yield from build_in_workers(Kept(plan, inputs, today), names, workers)
