"""What to build, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from handbook_gen.disk import way
from handbook_gen.model.choices import BookName, EngineName
from handbook_gen.problems import Place, Problem

BOOKS: Final[tuple[BookName, ...]] = ("staff", "control")
ALONE: Final = "alone: "
ENGINE_NAMES: Final[tuple[EngineName, ...]] = ("mkdocs", "properdocs", "zensical")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to build: which books, where to, and with which engine.

    Attributes:
        more: folders with firms beside those of the workspace.
        plain: let the site builder make every page by itself, and share nothing between firms.
        verify: look at every byte of the sites that are there.
        keeps_projects: leave the written projects of a firm beside its site.
        keeps_renderings: leave there too what was rendered for a firm, so that its next build has
            less to do; it is over a megabyte.
    """

    site: Path
    projects: Path
    books: tuple[BookName, ...] = BOOKS
    engine: EngineName = "mkdocs"
    project_only: bool = False
    verify: bool = False
    more: tuple[Path, ...] = ()
    plain: bool = False
    keeps_projects: bool = True
    keeps_renderings: bool = False

    @property
    def store(self) -> Path:
        """The folder beside the projects with the files that all sites have in common."""
        return self.projects / ".shared"

    def renderings(self, name: str) -> Path | None:
        """Return the file with what was rendered for a firm; None when that is not kept."""
        return self.projects / name / "rendered.txt" if self.keeps_renderings else None

    @property
    def place(self) -> str:
        """How to come from the projects to the sites; both may be moved together."""
        return way(self.projects, self.site)


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


def failed(name: str, message: str, help_: str, trace: str = "") -> Built:
    """Return that a firm was not built, by no fault in what was written about it."""
    problem = Problem("HB095", message, Place(f"firm_profiles/{name}.yml"), help=help_)
    return Built(name, problems=(problem,), exit_code=1, trace=trace)
