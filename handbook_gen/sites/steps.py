"""The steps of a site: built by an engine, fitted, fingerprinted, hosted."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from handbook_gen import __version__
from handbook_gen.disk import (
    FileTree,
    Folder,
    exchange,
    exists,
    files_in,
    new_folder_beside,
    read_text,
    remove_folder,
    write_new_text,
    write_tree,
)
from handbook_gen.engines import build_site, remove_unused
from handbook_gen.hosting import headers, host_files, placed, script_hashes
from handbook_gen.model.choices import EngineName
from handbook_gen.model.handbook import Handbook

LARGEST_PAGE: Final = 5_000_000
"""Bytes; no page of a handbook comes near."""

_PACKAGES: Final = (
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "zensical",
    "pymdown-extensions",
    "segno",
)
"""What the bytes of a site depend on, beside the program itself."""


def build_book(
    engine: EngineName, project: Path, site: Path, handbook: Handbook, address: str
) -> None:
    """Build a written project into the new folder `site`, without what no reader of it loads.

    `address` is where the book will stand below the first page of the firm: `staff/nl`.

    Raises:
        EnvironmentLacking: the engine is not installed.
        HandbookError: the engine found a fault, or the disk refused.
    """
    build_site(engine, project, site, handbook.dated)
    remove_unused(site, handbook.language)
    _place_not_found(site, address)


def script_hashes_in(site: Path) -> tuple[str, ...]:
    """Return the hashes of all scripts inside the pages of a site."""
    folder = Folder(site, site.name)
    return script_hashes(
        read_text(folder.under(name), largest=LARGEST_PAGE)
        for name in files_in(folder)
        if name.endswith(".html")
    )


def write_host_files(scripts: Iterable[str], target: Path, languages: Sequence[str]) -> None:
    """Write settings for web servers beside the projects; nothing of them is published by itself.

    `scripts` are the hashes of the scripts inside the pages of the site.

    Raises:
        HandbookError: the disk refused.
    """
    built = new_folder_beside(target)
    try:
        write_tree(host_files(headers(scripts), languages), built)
        exchange(built, target)
    finally:
        remove_folder(built)


def fingerprint_of(trees: Mapping[str, FileTree], engine: str, dated: date) -> str:
    """Return a sha256 that changes with these projects, the program, and what makes HTML of them."""
    digest = hashlib.sha256()
    for line in (
        __version__,
        engine,
        str(dated),
        *(f"{name}={_version(name)}" for name in _PACKAGES),
    ):
        digest.update(line.encode() + b"\0")
    for part in sorted(trees):
        for path in sorted(trees[part]):
            digest.update(f"{part}/{path}\0".encode() + hashlib.sha256(trees[part][path]).digest())
    return digest.hexdigest()


def _place_not_found(site: Path, address: str) -> None:
    """Let the page for an address that leads nowhere find its own book again."""
    file = Folder(site / "404.html", "404.html")
    if exists(file):
        page = read_text(file, largest=LARGEST_PAGE)
        write_new_text(file.path, placed(page, address), replace=True)


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
