"""What to build, and what became of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbook_gen.engines import EngineName
from handbook_gen.model.library import BookName
from handbook_gen.problems import Problem

BOOKS: Final[tuple[BookName, ...]] = ("staff", "control")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to build: which books, where to, and with which engine."""

    site: Path
    projects: Path
    books: tuple[BookName, ...] = BOOKS
    engine: EngineName = "mkdocs"
    project_only: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one firm: its first page, or the problems that stopped it."""

    firm: str
    start: Path | None = None
    pages: int = 0
    changed: bool = False
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
