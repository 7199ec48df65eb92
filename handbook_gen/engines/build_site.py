"""Turn a written project into HTML with the engine of choice, strictly: a broken link stops it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

from handbook_gen.engines import mkdocs_engine, other_engines
from handbook_gen.problems import HandbookError, Problem

EngineName = Literal["mkdocs", "properdocs", "zensical"]
Build = Callable[[Path, Path, date], list[Problem]]

ENGINES: Final[Mapping[EngineName, Build]] = {
    "mkdocs": mkdocs_engine.build,
    "properdocs": other_engines.build_with_properdocs,
    "zensical": other_engines.build_with_zensical,
}


def build_site(engine: EngineName, project: Path, site: Path, dated: date) -> None:
    """Build the project at `project` into the new folder `site`; build dates are those of `dated`.

    Raises:
        EnvironmentLacking: the engine is not installed.
        HandbookError: the engine reports a fault; it found something that we should not have written.
    """
    project, site = project.resolve(), site.resolve()  # a relative path means another place to each
    problems = ENGINES[engine](project, site, dated)
    if not problems and not (site / "index.html").is_file():
        problems = [Problem("HB090", "the site builder ended well, and made no first page")]
    if problems:
        raise HandbookError(problems)
