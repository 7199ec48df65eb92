"""MkDocs in this process: no start-up cost per site, and its warnings as problems."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from handbook_gen.problems import EnvironmentLacking, Place, Problem


def build(project: Path, site: Path, dated: date) -> list[Problem]:
    """Build a project with MkDocs and return the faults that it reports.

    Raises:
        EnvironmentLacking: MkDocs or its Material theme is not installed.
    """
    try:
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort, MkDocsException
    except ImportError as error:
        raise lacking("mkdocs", "mkdocs mkdocs-material") from error
    found: list[str] = []
    with _build_date(dated), _warnings(found):
        try:
            config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), strict=False)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except (Abort, MkDocsException) as error:
            found.append(str(error))
        except LookupError as error:  # what Jinja2 raises for a page's icon that the theme lacks
            found.append(f"there is no template or icon {error}")
    return [problem(message, project) for message in found]


def problem(message: str, project: Path) -> Problem:
    """Return a fault of a site builder as a problem, without the paths of this machine."""
    text = " ".join(message.replace(str(project.resolve()), "").replace(str(project), "").split())
    return Problem(
        "HB090",
        f"the site builder says: {text}",
        Place(f"{project.parent.name}/{project.name}"),
        help="this is a fault in the program or in a page of your own; the last good site stays in place",
    )


def lacking(engine: str, packages: str) -> EnvironmentLacking:
    """Return the error that an engine is not installed."""
    message = f"the site builder {engine} is not installed"
    return EnvironmentLacking([Problem("HB091", message, help=f"pip install {packages}")])


@contextmanager
def _build_date(dated: date) -> Iterator[None]:
    """Give the site builder the date of the handbook instead of today."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Collector(logging.Handler):
    """Keeps the messages of warnings and errors."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@contextmanager
def _warnings(found: list[str]) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    handler = _Collector(found)
    propagate, level = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
        logger.setLevel(level)
