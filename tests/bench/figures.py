"""The figures of one firm and of single commands: help, check, a redline, the impact of an edit."""

import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from handbook_gen.comparison import redline
from handbook_gen.library import library_roots, read_library
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from tests.bench.cost import build, program
from tests.bench.stock import processes, write_projects
from tests.e2e.running import DAY, FIRM, REPOSITORY, new_workspace
from tests.firms import write_firms

EDIT = ("privacy/chat/PRV-21-into-the-file.md", "binnen vijf werkdagen", "binnen drie werkdagen")
"""A clause that every firm has, and other words in it."""


def small_figures(folder: Path, firms: int, rounds: int) -> list[dict[str, float]]:
    """Return the CPU of each command in each round, in seconds.

    `build` is a fresh build of the example firm, `stock` what MkDocs takes for the same four
    projects, and `impact` that of one edited clause on so many firms.
    """
    one, fleet = new_workspace(folder / "one"), folder / "fleet"
    _new_fleet(fleet, firms)
    write_projects(one, FIRM)
    return [
        {
            "help": program(one, "--help").cpu,
            "check": program(one, "check", "--date", DAY, FIRM).cpu,
            "build": _fresh_build(one),
            "stock": processes(one, [FIRM]).cpu,
            "redline": _redline_seconds(),
            "impact": program(fleet, "impact", "--date", DAY).cpu,
        }
        for _ in range(rounds)
    ]


def edit_clause(library: Path, turn: int) -> None:
    """Change words in a clause that every firm has; every turn leaves other words there."""
    name, old, new = EDIT
    file = library / name
    text = file.read_text(encoding="utf-8")
    if old not in text and new not in text:
        sys.exit(f"{name} no longer says `{old}`")
    words = (new, old) if turn % 2 else (old, new)
    file.write_text(text.replace(*words), encoding="utf-8")


def own_library(workspace: Path) -> None:
    """Give a workspace a library of its own, so that it can be edited."""
    shutil.copytree(REPOSITORY / "templates", workspace / "templates")


def _fresh_build(workspace: Path) -> float:
    for folder in ("site", "build"):
        shutil.rmtree(workspace / folder, ignore_errors=True)
    return build(workspace, FIRM).cpu


def _redline_seconds() -> float:
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
        redline(text, _edited(text))
    return time.process_time() - began


def _edited(text: str) -> str:
    """Return a text in which every fifth word is another, with a sentence before it."""
    words = text.split(" ")
    return "Dit staat er nu voor. " + " ".join(
        f"anders{number}" if number % 5 == 4 else word for number, word in enumerate(words)
    )


def _new_fleet(workspace: Path, firms: int) -> None:
    """Make many firms and a library of their own, in git, with one clause edited since the commit."""
    write_firms(workspace / "firm_profiles", firms, read_library(*library_roots(None)))
    own_library(workspace)
    who = ("-c", "user.name=bench", "-c", "user.email=bench@firm.example")
    for arguments in (("init",), ("add", "."), (*who, "commit", "--quiet", "--message", "all")):
        subprocess.run(["git", *arguments], cwd=workspace, capture_output=True, check=True)
    edit_clause(workspace / "templates", 0)
