"""The other side: the same written projects, built by MkDocs as anybody would.

As a program it is the loop in one process: `python -m tests.bench.stock WORKSPACE FIRM...` builds
every project of the firms after each other, without a start of Python and MkDocs for each.
"""

import sys
from datetime import date
from pathlib import Path

from handbook_gen.engines import mkdocs_engine
from tests.bench.cost import Cost, build, bytes_below, cost_of
from tests.e2e.running import DAY

OUT = "stock"
"""The folder with what stock MkDocs built."""


def projects(workspace: Path, firm: str) -> list[Path]:
    """Return the written projects of a firm: one for each book and language."""
    folder = workspace / "projects" / firm
    return sorted(path.parent for path in folder.glob("*/*/mkdocs.yml"))


def write_projects(workspace: Path, *firms: str) -> None:
    """Write the projects beside those of the builds that are measured; this counts for nobody."""
    build(workspace, "--project-only", "--project-dir", "projects", *(firms or ("--all",)))


def loop(workspace: Path, firms: list[str]) -> Cost:
    """Build all projects of the firms in one process."""
    return cost_of([sys.executable, "-m", "tests.bench.stock", str(workspace), *firms], workspace)


def processes(workspace: Path, firms: list[str]) -> Cost:
    """Build all projects of the firms with a command `mkdocs build` for each."""
    costs = [one_process(project) for firm in firms for project in projects(workspace, firm)]
    return Cost(
        sum(cost.cpu for cost in costs),
        sum(cost.wall for cost in costs),
        max(cost.memory for cost in costs),
    )


def one_process(project: Path) -> Cost:
    """Run `mkdocs build` for one project."""
    return cost_of([sys.executable, "-m", "mkdocs", "build", "--clean", "--strict"], project)


def disk(workspace: Path) -> int:
    """Return the bytes of what the loop built."""
    return bytes_below(workspace / OUT)


def _build(workspace: Path, firms: list[str]) -> None:
    for firm in firms:
        for project in projects(workspace, firm):
            site = workspace / OUT / project.relative_to(workspace / "projects")
            found = mkdocs_engine.build(project, site, date.fromisoformat(DAY))
            if found:
                sys.exit(found[0].message)


if __name__ == "__main__":
    _build(Path(sys.argv[1]), sys.argv[2:])
