"""Build the published site of a firm from its frozen releases, and put it in place in one step."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.disk import (
    Folder,
    copy_folder,
    exchange,
    exists,
    files_in,
    new_folder_beside,
    read_bytes,
    read_text,
    remove_folder,
    write_new_text,
    write_tree,
)
from handbook_gen.model.choices import BookName, EngineName
from handbook_gen.model.release import Release
from handbook_gen.publish.record import BuiltCopy, Digests, read_record, write_record
from handbook_gen.publish.versions import LATEST, Copy, copies, leading_files, shelves
from handbook_gen.sites import (
    LARGEST_PAGE,
    build_book,
    fingerprint_of,
    script_hashes_in,
    write_host_files,
)
from handbook_gen.writers import Look, mkdocs_project

ENGINE: Final[EngineName] = "mkdocs"
HOSTING: Final = "hosting"
"""The folder beside the record with settings for web servers."""

RECORD: Final = "published.json"
_LARGEST_FILE: Final = 100_000_000
_CHARSET: Final = '<meta charset="utf-8">'
_UNLISTED: Final = f'{_CHARSET}<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Published:
    """What was published of a firm.

    Attributes:
        files: every file with its sha256, by its path below the folder of the firm.
        new: how many copies differ from those of the last time.
        changed: whether anything differs from what was there.
    """

    site: Path
    latest: str
    files: Digests
    new: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What to publish of a firm, and where.

    Attributes:
        site: the folder of the firm that is published.
        work: the folder for what is not: the record, and settings for web servers.
    """

    site: Path
    work: Path
    books: tuple[BookName, ...]
    today: date


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where the new site and the projects for it are made, out of sight."""

    built: Path
    projects: Path
    look: Look


def publish_site(releases: Sequence[Release], plan: Plan, look: Look) -> Published:
    """Build every release in every language, and put all in the place of what was there.

    A book of which nothing has changed is taken over as it is.

    Raises:
        HandbookError: the site builder found a fault, or the disk refused; what was there stays.
    """
    before = read_record(plan.work / RECORD)
    bench = _Bench(new_folder_beside(plan.site), new_folder_beside(plan.work / "projects"), look)
    try:
        made = {
            copy.address: _placed_copy(copy, before.copies.get(copy.address), plan.site, bench)
            for copy in copies(releases, plan.books, plan.today)
        }
        write_tree(leading_files(releases, plan.books, plan.today), bench.built)
        found = shelves(releases, plan.today)
        languages = [shelf.language for shelf in found]
        _keep_page_for_nowhere(bench.built, plan.books, languages)
        files = digests_in(Folder(bench.built, plan.site.name))
        changed = files != digests_in(Folder(plan.site, plan.site.name))
        if changed:
            exchange(bench.built, plan.site)
    finally:
        remove_folder(bench.built)
        remove_folder(bench.projects)
    write_host_files(script_hashes_in(plan.site), plan.work / HOSTING, languages)
    write_record(plan.work / RECORD, replace(before, copies=made))
    new = sum(before.copies.get(address) != copy for address, copy in made.items())
    return Published(plan.site, found[0].latest.version, files, new, changed)


def digests_in(folder: Folder) -> Digests:
    """Return the sha256 of every file below the folder, by its path."""
    return {
        name: hashlib.sha256(read_bytes(folder.under(name), largest=_LARGEST_FILE)).hexdigest()
        for name in files_in(folder)
    }


def remember_sent(work: Path, where: str, files: Digests) -> None:
    """Write down what stands at an address now.

    Raises:
        HandbookError: the disk refused.
    """
    record = read_record(work / RECORD)
    write_record(work / RECORD, replace(record, sent={**record.sent, where: files}))


def sent_before(work: Path, where: str) -> Digests:
    """Return what was sent to an address the last time; nothing when that is not known."""
    return read_record(work / RECORD).sent.get(where, {})


def _placed_copy(copy: Copy, kept: BuiltCopy | None, site: Path, bench: _Bench) -> BuiltCopy:
    """Put a copy in place: the one of last time when nothing differs, else a new one."""
    tree = mkdocs_project(copy.handbook, copy.book, bench.look, copy.folder)
    fingerprint = fingerprint_of({copy.address: tree}, ENGINE, copy.handbook.dated)
    there = Folder(site / copy.address, copy.address)
    target = Folder(bench.built / copy.address, copy.address)
    if kept and kept.fingerprint == fingerprint and digests_in(there) == kept.files:
        copy_folder(there, target.path)
        return kept
    write_tree(tree, bench.projects / copy.address)
    build_book(ENGINE, bench.projects / copy.address, target.path, copy.handbook, copy.address)
    if copy.folder != LATEST:
        _keep_unlisted(target)
    return BuiltCopy(fingerprint, digests_in(target))


def _keep_unlisted(folder: Folder) -> None:
    """Ask search engines to leave out a version; also where the host sends no headers.

    It stands in every version from the first day on, because nothing in one changes later.
    """
    for name in files_in(folder):
        if name.endswith(".html"):
            page = read_text(folder.under(name), largest=LARGEST_PAGE)
            write_new_text(folder.path / name, page.replace(_CHARSET, _UNLISTED, 1), replace=True)


def _keep_page_for_nowhere(site: Path, books: Sequence[BookName], languages: Sequence[str]) -> None:
    """Put the page for an address that leads nowhere where the settings for servers look for it."""
    for book in books:
        for language in languages:
            folder = Folder(site, site.name).under(book).under(language)
            page = folder.under(LATEST).under("404.html")
            if exists(page):
                text = read_text(page, largest=LARGEST_PAGE)
                write_new_text(folder.path / "404.html", text)
