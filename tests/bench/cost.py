"""Measure a process: its CPU, its time on the clock and its memory, all its children included."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.e2e.running import DAY, REPOSITORY

_ALONE: Final = Path(__file__).with_name("alone.py")


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and on the clock, and the MiB of the largest process."""

    cpu: float
    wall: float
    memory: float = 0


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a command, which must end well, and return what it and its children took."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Python compiles a module once, as for users
    log = folder / "bench.log"
    runner = [sys.executable, str(_ALONE), str(log), *command]
    said = subprocess.run(runner, cwd=folder, env=environment, capture_output=True, check=True)
    code, cpu, wall, memory = json.loads(said.stdout)
    if code:
        sys.exit(f"{' '.join(command)} in {folder}:\n{log.read_text('utf-8')}")
    return Cost(cpu, wall, memory)


def program(workspace: Path, *arguments: str) -> Cost:
    """Run a command of the program in a workspace, as its users do."""
    return cost_of([sys.executable, "-m", "handbook_gen", *arguments], workspace)


def build(workspace: Path, *arguments: str) -> Cost:
    """Run `handbook build` for the day of the tests."""
    return program(workspace, "build", "--date", DAY, *arguments)


def own_seconds() -> float:
    """Return the CPU that this process took so far, its finished children included."""
    mine = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def bytes_below(folder: Path) -> int:
    """Return the bytes of all files below a folder; what has several names counts once."""
    sizes: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found = path.stat()
            sizes[found.st_dev, found.st_ino] = found.st_size
    return sum(sizes.values())
