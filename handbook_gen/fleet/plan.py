"""What to build, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from handbook_gen.model.choices import BookName, EngineName
from handbook_gen.problems import Problem

BOOKS: Final[tuple[BookName, ...]] = ("staff", "control")
ALONE: Final = "alone: "
ENGINE_NAMES: Final[tuple[EngineName, ...]] = ("mkdocs", "properdocs", "zensical")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to build: which books, where to, and with which engine.

    Attributes:
        more: folders with firms beside those of the workspace.
        plain: let the site builder make every page by itself, and share nothing between firms.
        verify: also look whether somebody has written over a file of a site that is there.
    """

    site: Path
    projects: Path
    books: tuple[BookName, ...] = BOOKS
    engine: EngineName = "mkdocs"
    project_only: bool = False
    verify: bool = False
    more: tuple[Path, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one firm: its first page, or the problems that stopped it.

    Attributes:
        warnings: how many things about the firm want a look, though it was built.
        counts: what was done for its pages; a name that begins with `ALONE` says why MkDocs made
            books all by itself.
        trace: where the program itself failed, for who mends it.
    """

    firm: str
    start: Path | None = None
    pages: int = 0
    changed: bool = False
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
    warnings: int = 0
    trace: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
