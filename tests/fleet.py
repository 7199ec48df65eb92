"""A few firms of the tiny library, and a site builder that copies, so that a fleet is built at once.

As a program it builds the workspace that is named, slowly enough to be killed at any step:
`python -m tests.fleet WORKSPACE ARGUMENT...`
"""

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from handbook_gen.cli.main import run
from handbook_gen.fleet import Built, Plan, books, build_firms
from handbook_gen.sites import SharedBooks
from tests.small_library import write_small_library

TODAY = date(2026, 11, 23)
FIRMS: Mapping[str, str] = {
    "large": "firm: {name: Groot, size: 60}\nprofession: {kinds: [accountant]}\n",
    "middle": "extends: club\nfirm: {name: Midden, size: 12}\nprofession: {kinds: [tax]}\n",
    "small": "languages: [nl]\nfirm: {name: Klein, size: 5}\nprofession: {kinds: [accountant]}\n",
}
"""One firm with both clauses for large firms, one with one of them, and one with none."""


def new_fleet(root: Path) -> Path:
    """Write the library, a layer and the firms; return the workspace."""
    write_small_library(root / "templates")
    for name, text in {**FIRMS, "_layers/club": "photos: {days: 7}\n"}.items():
        file = root / "firm_profiles" / f"{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def build(
    root: Path,
    *firms: str,
    today: date = TODAY,
    workers: int = 1,
    into: str = "",
    site: str = "site",
    verify: bool = False,
    keeps: bool = True,
) -> dict[str, Built]:
    """Build the firms, or all, and return what became of each; `into` is put behind the folders."""
    places = root / f"{site}{into}", root / f"build{into}"
    plan = Plan(*places, verify=verify, plain=True, keeps_projects=keeps)
    results = build_firms(root, firms or tuple(FIRMS), plan, today, workers)
    return {built.firm: built for built in results}


def changed(results: Mapping[str, Built]) -> set[str]:
    """Return the firms that were built, and not just found to be as they were."""
    assert all(built.start for built in results.values()), results
    return {name for name, built in results.items() if built.changed}


def copying(pause: float = 0.0) -> Callable[..., None]:
    """Return a site builder that copies the project, with a pause after each file."""

    def build_book(_engine: str, project: Path, site: Path, *_rest: object) -> None:
        def copy(one: str, other: str) -> None:
            shutil.copyfile(one, other)
            time.sleep(pause)

        shutil.copytree(project, site, copy_function=copy)
        (site / "index.html").write_text("<!doctype html>", encoding="utf-8")

    return build_book


if __name__ == "__main__":
    books.build_book = copying(0.002)
    SharedBooks.build = lambda *_: None  # type: ignore[method-assign]  # all is copied
    sys.exit(run(["-C", *sys.argv[1:2], "build", "--all", "--date", str(TODAY), *sys.argv[2:]]))
