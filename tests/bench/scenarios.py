"""What is measured, and on how many firms; every round has both sides, so that a slow minute weighs on both."""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from handbook_gen.library import library_roots, read_library
from tests.bench import stock
from tests.bench.cost import Cost, build, bytes_below
from tests.bench.figures import edit_clause, own_library, small_figures
from tests.bench.serving import serving_seconds
from tests.e2e.running import FIRM, answer, new_workspace
from tests.firms import write_firms

Round = dict[str, Any]
Scenario = Callable[[Path], list[Round]]


@dataclass(frozen=True)
class Scale:
    """How much is measured.

    Attributes:
        sizes: numbers of firms of which everything is built.
        beside: those of them with stock MkDocs beside them.
        stock: firms that stock MkDocs builds at most, of everything; the rest is extrapolated.
        few: the same beside what is built again.
        rounds: pairs of measurements, for up to 50 firms; one pair for more.
    """

    name: str
    sizes: tuple[int, ...]
    beside: tuple[int, ...]
    stock: int
    few: int
    processes: int
    warm: int
    unchanged: int
    clause: int
    impact: int
    rounds: int


QUICK = Scale("quick", (1, 3), (1, 3), 1, 1, 1, 2, 3, 2, 50, 1)
MIDDLE = Scale(
    "middle",
    (1, 10, 50, 100, 200, 500, 1000),
    (1, 10, 50, 200, 1000),
    10,
    5,
    2,
    50,
    1000,
    50,
    200,
    3,
)
FULL = replace(
    MIDDLE, name="full", stock=50, few=10, processes=5, clause=100, impact=1000, rounds=5
)


def scenarios(scale: Scale) -> Mapping[str, Scenario]:
    """Return all scenarios by their names, the quick ones first."""
    return {
        "commands": lambda folder: small_figures(folder, scale.impact, scale.rounds),
        "answer": lambda folder: _answer(folder, scale),
        "serve": lambda folder: serving_seconds(_built_example(folder), scale.rounds),
        "processes": lambda folder: _processes(folder, scale),
        "warm": lambda folder: _warm(folder, scale),
        "clause": lambda folder: _clause(folder, scale),
        **{
            f"full-{size}": lambda folder, size=size: _full(folder, size, scale)
            for size in scale.sizes
        },
        "unchanged": lambda folder: _unchanged(folder, scale),
    }


def firms_in(workspace: Path, number: int) -> list[str]:
    """Write the profiles of so many firms, the same every time, and return their names."""
    library = read_library(*library_roots(workspace))
    return list(write_firms(workspace / "firm_profiles", number, library))


def _full(folder: Path, size: int, scale: Scale) -> list[Round]:
    """Everything of so many firms, of which nothing is there yet."""
    firms = firms_in(folder, size)
    beside = firms[: scale.stock] if size in scale.beside else []
    if beside:
        stock.write_projects(folder, *beside)
    found = []
    for _ in range(scale.rounds if size <= 50 else 1):
        _set_aside(folder, "site", "build")
        one: Round = {"firms": size, "stock_firms": len(beside)}
        one["ours"] = asdict(build(folder, "--all", "-j", "1"))
        one["disk"] = bytes_below(folder / "site") / size
        one["told"] = _told(folder)
        if beside:
            one["stock"] = asdict(stock.loop(folder, beside))
            one["stock_disk"] = stock.disk(folder) / len(beside)
        _set_aside(folder, "site", "build")
        one["two"] = asdict(build(folder, "--all", "-j", "2"))
        found.append(one)
    return found


def _processes(folder: Path, scale: Scale) -> list[Round]:
    """The loop that anybody would write: a command for each project."""
    firms = firms_in(folder, scale.processes)
    stock.write_projects(folder)
    return [
        {"firms": len(firms), "stock": asdict(stock.processes(folder, firms))}
        for _ in range(min(scale.rounds, 3))
    ]


def _warm(folder: Path, scale: Scale) -> list[Round]:
    """Everything again, with what the program keeps: into a new folder, and where it was.

    Where it was, every byte is looked at; that nothing has changed is measured by itself.
    """
    firms = firms_in(folder, scale.warm)
    beside = firms[: scale.few]
    stock.write_projects(folder, *beside)
    build(folder, "--all")
    found = []
    for _ in range(scale.rounds):
        new = build(folder, "--all", "-j", "1", "-o", "other")
        _set_aside(folder, "other")
        build(folder, "--all")  # the records are of the first folder again
        there = build(folder, "--all", "-j", "1", "--verify")
        loop = stock.loop(folder, beside)
        found.append(_pair(len(firms), len(beside), new=new, there=there, stock=loop))
    return found


def _unchanged(folder: Path, scale: Scale) -> list[Round]:
    """The whole command when nothing has changed, beside `mkdocs build` for one project."""
    firms = firms_in(folder, scale.unchanged)
    stock.write_projects(folder, firms[0])
    build(folder, "--all")
    project = stock.projects(folder, firms[0])[0]
    return [
        _pair(
            len(firms), 0, ours=build(folder, "--all", "-j", "1"), stock=stock.one_process(project)
        )
        for _ in range(scale.rounds)
    ]


def _answer(folder: Path, scale: Scale) -> list[Round]:
    """One answer of one firm, in a new process, beside `mkdocs build` for one of its projects."""
    workspace = _built_example(folder)
    stock.write_projects(workspace, FIRM)
    projects = stock.projects(workspace, FIRM)
    found = []
    for turn in range(scale.rounds):
        answer(workspace, {"people.privacy_officer.name": f"S. Bakker-Ronde {turn}"})
        ours = build(workspace, FIRM)
        command = stock.one_process(projects[0])
        four = stock.processes(workspace, [FIRM])
        found.append(_pair(1, 1, ours=ours, stock=command, four=four))
    return found


def _clause(folder: Path, scale: Scale) -> list[Round]:
    """One clause that all of these firms have."""
    own_library(folder)
    firms = firms_in(folder, scale.clause)
    beside = firms[: scale.few]
    stock.write_projects(folder, *beside)
    build(folder, "--all")
    found = []
    for turn in range(min(scale.rounds, 3)):
        edit_clause(folder / "templates", 2 * turn)
        ours = build(folder, "--all", "-j", "1")
        edit_clause(folder / "templates", 2 * turn + 1)
        two = build(folder, "--all", "-j", "2")
        loop = stock.loop(folder, beside)
        found.append(_pair(len(firms), len(beside), ours=ours, two=two, stock=loop))
    return found


def _pair(firms: int, stock_firms: int, **costs: Cost) -> Round:
    return {"firms": firms, "stock_firms": stock_firms} | {
        name: asdict(cost) for name, cost in costs.items()
    }


def _built_example(folder: Path) -> Path:
    workspace = new_workspace(folder / "example")
    build(workspace, FIRM)
    return workspace


def _told(workspace: Path) -> dict[str, float]:
    """Return what the builder tells of its hits and fallbacks, where it tells anything."""
    file = workspace / "build" / "fleet.json"
    if not file.is_file():
        return {}
    told = json.loads(file.read_text(encoding="utf-8")).get("engine", {})
    if not isinstance(told, dict):
        sys.exit("build/fleet.json: `engine` is no table")
    return {name: value for name, value in told.items() if isinstance(value, int | float)}


def _set_aside(workspace: Path, *folders: str) -> None:
    """Take folders away without deleting anything."""
    for folder in folders:
        if (workspace / folder).exists():
            aside = Path(tempfile.mkdtemp(prefix="aside-", dir=workspace))
            (workspace / folder).rename(aside / folder)
