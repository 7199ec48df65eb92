"""Turn a written project into HTML with the engine of choice, strictly: a broken link stops it."""

import importlib.util
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.disk import unwritable
from handbook_gen.engines import mkdocs_engine, other_engines
from handbook_gen.model.choices import EngineName
from handbook_gen.problems import HandbookError, Problem

Build = Callable[[Path, Path, date], list[Problem]]

ENGINES: Final[Mapping[EngineName, Build]] = {
    "mkdocs": mkdocs_engine.build,
    "properdocs": other_engines.build_with_properdocs,
    "zensical": other_engines.build_with_zensical,
}

_MATERIAL: Final = ("material", "mkdocs-material")
_NEEDED: Final[Mapping[EngineName, tuple[tuple[str, str], ...]]] = {
    "mkdocs": (("mkdocs", "mkdocs"), _MATERIAL),
    "properdocs": (("properdocs", "properdocs"), _MATERIAL),
    "zensical": (("zensical", "zensical"),),
}
"""The modules that an engine needs, and the packages that bring them."""


def require_engine(engine: EngineName) -> None:
    """Make sure that an engine is there, before anything is written.

    Raises:
        EnvironmentLacking: it is not installed.
    """
    if any(importlib.util.find_spec(module) is None for module, _ in _NEEDED[engine]):
        raise mkdocs_engine.lacking(engine, " ".join(package for _, package in _NEEDED[engine]))


def build_site(engine: EngineName, project: Path, site: Path, dated: date) -> None:
    """Build the project at `project` into the new folder `site`; build dates are those of `dated`.

    Raises:
        EnvironmentLacking: the engine is not installed.
        HandbookError: the engine reports a fault; it found something that we should not have written.
    """
    project, site = project.resolve(), site.resolve()  # a relative path means another place to each
    try:
        problems = ENGINES[engine](project, site, dated)
    except OSError as error:  # for example a full disk
        raise unwritable(site.parent, error) from error
    if not problems and not (site / "index.html").is_file():
        problems = [Problem("HB090", "the site builder ended well, and made no first page")]
    if problems:
        raise HandbookError(problems)
