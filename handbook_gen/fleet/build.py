"""Build a firm: write its projects, let the site builder make HTML, and exchange old for new."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.disk import (
    FileTree,
    Folder,
    copy_folder,
    exchange,
    exists,
    is_folder,
    new_folder_beside,
    read_text,
    remove_folder,
    sizes_in,
    write_new_text,
    write_tree,
)
from handbook_gen.fleet.plan import BOOKS, Built, Plan
from handbook_gen.history import with_history
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError
from handbook_gen.releases import read_releases
from handbook_gen.sites import build_book, fingerprint_of, write_host_files
from handbook_gen.workspace import CheckedFirm, Workspace, check_firm, handbooks
from handbook_gen.writers import Look, mkdocs_project
from handbook_gen.writers.short_addresses import (
    SHORT,
    Way,
    forwarding_page,
    short_codes,
    short_pages,
)

_RECORD: Final = "built.json"
HOSTING: Final = "hosting"
"""The folder beside the projects with settings for web servers."""


def try_to_build(workspace: Workspace, name: str, plan: Plan, today: date, look: Look) -> Built:
    """Build one firm and return what became of it; its problems are in the result."""
    try:
        firm = check_firm(workspace, name, today)
        releases = read_releases(workspace.home_of(name), name)
        return build_firm(firm, plan, look, releases)
    except HandbookError as error:
        return Built(name, problems=error.problems, exit_code=error.exit_code)


def build_firm(
    firm: CheckedFirm, plan: Plan, look: Look, releases: Sequence[Release] = ()
) -> Built:
    """Build the books of one firm in all its languages, and put them in place in one step.

    Its releases, the oldest first, tell what changed. Nothing is built when nothing has changed since the last time.

    Raises:
        HandbookError: the site builder found a fault, or the disk refused; what was there stays.
    """
    name = firm.profile.firm
    written = tuple(with_history(handbook, releases) for handbook in handbooks(firm))
    trees = {
        f"{book}/{handbook.language}": mkdocs_project(handbook, book, look)
        for book in plan.books
        for handbook in written
    }
    pages = sum(path.endswith(".md") for tree in trees.values() for path in tree)
    start = plan.site / name / plan.books[0] / written[0].language / "index.html"
    record = plan.projects / name / _RECORD
    made = {**trees, SHORT: short_pages(written, plan.books)}
    fingerprint = fingerprint_of(made, plan.engine, written[0].dated)
    hosting = plan.projects / name / HOSTING
    current = exists(Folder(hosting, name)) and _is_current(
        record, fingerprint, plan.site / name, made
    )
    if not plan.project_only and current:
        return Built(name, start, pages, problems=firm.problems)
    _write_projects(trees, plan.projects / name)
    if plan.project_only:
        return Built(name, plan.projects / name, pages, changed=True, problems=firm.problems)
    _build_sites(trees, plan, written)
    write_host_files(plan.site / name, hosting, firm.profile.languages)
    listing = _listing(plan.site / name, made)
    write_new_text(record, json.dumps({"fingerprint": fingerprint, "files": listing}), replace=True)
    return Built(name, start, pages, changed=True, problems=firm.problems)


def _write_projects(trees: Mapping[str, FileTree], target: Path) -> None:
    for part in trees:
        built = new_folder_beside(target / part)
        try:
            write_tree(trees[part], built)
            exchange(built, target / part)
        finally:
            remove_folder(built)


def _build_sites(trees: Mapping[str, FileTree], plan: Plan, written: Sequence[Handbook]) -> None:
    first = written[0]
    spoken = {handbook.language: handbook for handbook in written}
    target = plan.site / first.firm
    built = new_folder_beside(target)
    try:
        for part in trees:
            project = plan.projects / first.firm / part
            build_book(plan.engine, project, built / part, spoken[part.rpartition("/")[2]], part)
        for book in BOOKS:
            if book not in plan.books:  # the other book stays as it is
                copy_folder(Folder(target / book, book), built / book)
        there = tuple(book for book in BOOKS if is_folder(Folder(built / book, book)))
        short = short_pages(written, there)
        write_tree({**short, **short_codes(first, short)}, built / SHORT)
        starts = (f"{book}/{first.language}/index.html" for book in (*BOOKS, *plan.books))
        start = next(start for start in starts if exists(Folder(built / start, start)))
        way = Way(start, first.phrase("site_name"), first.language)
        write_new_text(built / "index.html", forwarding_page(way.words, [way]))
        exchange(built, target)
    finally:
        remove_folder(built)


def _is_current(record: Path, fingerprint: str, site: Path, trees: Mapping[str, FileTree]) -> bool:
    """Tell whether the last build was of exactly this, and its files are all still there."""
    file = Folder(record, str(record))
    if not exists(file):
        return False
    try:
        found = json.loads(read_text(file))
    except (HandbookError, ValueError):
        return False
    same = isinstance(found, dict) and found.get("fingerprint") == fingerprint
    return same and bool(found.get("files")) and found["files"] == _listing(site, trees)


def _listing(site: Path, trees: Mapping[str, FileTree]) -> dict[str, int]:
    """Return the files that were built with their sizes in bytes."""
    return {
        f"{part}/{name}": size
        for part in sorted(trees)
        for name, size in sizes_in(Folder(site / part, part)).items()
    }
