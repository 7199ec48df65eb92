"""Print what the program costs: `python tests/bench.py [ROUNDS]`, or `make bench`.

CPU of this process's children is counted, in seconds, theirs included; wall time would measure
what else the machine does. Rounds are interleaved, so that a slow minute weighs on all alike, and
the median of each is shown. The targets are those of the design: help 0.4 s, check 1.5 s, and a
fresh build at most 1.3 times what stock MkDocs takes for the same four projects; a redline of a
whole handbook of which every text is edited 2 s, and the impact of one clause edit on 1,000 firms 20 s. `stock` is what the same machine takes for something known, so
`fleet`, the impact as a multiple of it, can be compared between machines.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbook_gen.comparison import redline  # the path comes first
from handbook_gen.library import library_roots, read_library
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from tests.e2e.running import DAY, FIRM, REPOSITORY, handbook, new_workspace
from tests.firms import write_firms

PARTS = tuple(f"{book}/{language}" for book in ("staff", "control") for language in ("nl", "en"))
TARGETS = {"help": 0.4, "check": 1.5, "ratio": 1.3, "redline": 2, "impact": 20}
FIRMS = 1000
EDIT = ("privacy/chat/PRV-21-into-the-file.md", "binnen vijf werkdagen", "binnen drie werkdagen")
"""A clause that every firm has, and other words in it."""


def cpu_seconds(work: Callable[[], None]) -> float:
    """Return the CPU that the children take while `work` runs, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(workspace: Path, *arguments: str) -> None:
    """Run one command, which must end well."""
    done = handbook(workspace, *arguments)
    if done.code:
        sys.exit(done.out + done.err)


def fresh_build(workspace: Path) -> None:
    """Build both books in both languages, of which nothing is there yet."""
    for folder in ("site", "build"):
        shutil.rmtree(workspace / folder, ignore_errors=True)
    run(workspace, "build", "--date", DAY, FIRM)


def stock_build(workspace: Path) -> None:
    """Build the four written projects as anybody with MkDocs would, one command for each."""
    for part in PARTS:
        project = workspace / "build" / FIRM / part
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--clean", "--strict"],
            cwd=project,
            capture_output=True,
            check=True,
        )


def redline_seconds() -> float:
    """Return the CPU of this process for a redline of every text of the example firm's handbook."""
    firm = check_firm(open_workspace(REPOSITORY), FIRM, date.fromisoformat(DAY))
    texts = [
        text
        for book in handbooks(firm)[0].books
        for passage in book.passages
        for text in (passage.title, passage.text, passage.good, passage.bad, passage.why)
    ]
    began = time.process_time()
    for text in texts:
        redline(text, edited(text))
    return time.process_time() - began


def edited(text: str) -> str:
    """Return a text in which every fifth word is another, with a sentence before it."""
    words = text.split(" ")
    return "Dit staat er nu voor. " + " ".join(
        f"anders{number}" if number % 5 == 4 else word for number, word in enumerate(words)
    )


def new_fleet(workspace: Path) -> None:
    """Make many firms and a library of their own, in git, with one clause edited since the commit."""
    write_firms(workspace / "firm_profiles", FIRMS, read_library(*library_roots(None)))
    shutil.copytree(REPOSITORY / "templates", workspace / "templates")
    who = ("-c", "user.name=bench", "-c", "user.email=bench@firm.example")
    for arguments in (("init",), ("add", "."), (*who, "commit", "--quiet", "--message", "all")):
        subprocess.run(["git", *arguments], cwd=workspace, capture_output=True, check=True)
    name, old, new = EDIT
    file = workspace / "templates" / name
    text = file.read_text(encoding="utf-8")
    if old not in text:
        sys.exit(f"{name} no longer says `{old}`")
    file.write_text(text.replace(old, new), encoding="utf-8")


def main(rounds: int) -> None:
    """Measure, and print the medians."""
    taken: dict[str, list[float]] = {
        "help": [],
        "check": [],
        "build": [],
        "stock": [],
        "redline": [],
        "impact": [],
    }
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder) / "one")
        fleet = Path(folder) / "fleet"
        new_fleet(fleet)
        for _ in range(rounds):
            taken["help"].append(cpu_seconds(lambda: run(workspace, "--help")))
            taken["check"].append(cpu_seconds(lambda: run(workspace, "check", "--date", DAY, FIRM)))
            taken["build"].append(cpu_seconds(lambda: fresh_build(workspace)))
            taken["stock"].append(cpu_seconds(lambda: stock_build(workspace)))
            taken["redline"].append(redline_seconds())
            taken["impact"].append(cpu_seconds(lambda: run(fleet, "impact", "--date", DAY)))
    median = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratios = [one / other for one, other in zip(taken["build"], taken["stock"], strict=True)]
    median["ratio"] = statistics.median(ratios)
    fleets = [one / other for one, other in zip(taken["impact"], taken["stock"], strict=True)]
    median["fleet"] = statistics.median(fleets)
    print(f"medians of {rounds} rounds, CPU in seconds")  # noqa: T201
    for name, figure in median.items():
        target = f"   target {TARGETS[name]}" if name in TARGETS else ""
        print(f"  {name:7} {figure:6.2f}{target}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
