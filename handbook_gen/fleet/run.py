"""Build many firms, several at a time; one bad firm never stops the others."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date

from handbook_gen.fleet.build import try_to_build
from handbook_gen.fleet.plan import Built, Plan
from handbook_gen.workspace import Workspace
from handbook_gen.writers import read_look


def build_firms(
    workspace: Workspace, firms: Iterable[str], plan: Plan, today: date, workers: int
) -> Iterator[Built]:
    """Yield what became of each firm as it is finished; one bad firm never stops the others."""
    names = tuple(firms)
    if workers <= 1 or len(names) <= 1:
        look = read_look()
        for name in names:
            yield try_to_build(workspace, name, plan, today, look)
        return
    with ProcessPoolExecutor(min(workers, len(names))) as pool:
        look = read_look()
        tasks = [pool.submit(try_to_build, workspace, name, plan, today, look) for name in names]
        for task in as_completed(tasks):
            yield task.result()
