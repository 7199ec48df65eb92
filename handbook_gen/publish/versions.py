"""Which copies of a firm's releases are published, and the small files that lead between them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handbook_gen.disk import FileTree
from handbook_gen.history import with_history
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Release
from handbook_gen.problems import Problem
from handbook_gen.writers.short_addresses import (
    SHORT,
    Way,
    forwarding_page,
    short_codes,
    short_pages,
)

LATEST: Final = "latest"
"""The folder whose address stays the same, with the version that is in force."""

VERSIONS: Final = "versions.json"
"""The file beside the versions that the theme's selector reads."""

_FOLDER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_TAKEN: Final = frozenset({LATEST, VERSIONS, "index.html", "404.html"})


@dataclass(frozen=True, slots=True)
class Copy:
    """A book of a release in one language, and the folder in which it stands."""

    handbook: Handbook
    book: BookName
    folder: str

    @property
    def address(self) -> str:
        """Where it stands below the first page of the firm."""
        return f"{self.book}/{self.handbook.language}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The releases of a firm in one language, the oldest first, and the one that `latest` holds."""

    language: str
    releases: tuple[Release, ...]
    latest: Release


def folder_problems(releases: Sequence[Release]) -> list[Problem]:
    """Return which versions cannot be the name of a folder beside the others."""
    return [
        Problem(
            "HB110",
            f"release `{release.version}` cannot be published: no folder can be called so",
            help="letters, digits, dots and dashes make a version, for example `2027.1`",
        )
        for release in releases
        if release.version in _TAKEN or not _FOLDER.fullmatch(release.version)
    ]


def in_force(releases: Sequence[Release], today: date) -> Release:
    """Return the newest release that holds on this day; the newest of all when none does yet."""
    return next((found for found in reversed(releases) if found.effective <= today), releases[-1])


def shelves(releases: Sequence[Release], today: date) -> tuple[Shelf, ...]:
    """Return a shelf for every language that a release has, the first one of `latest` first."""
    languages = dict.fromkeys(
        (
            *in_force(releases, today).edition.languages,
            *(language for release in releases for language in release.edition.languages),
        )
    )
    return tuple(_shelf(language, releases, today) for language in languages)


def _shelf(language: str, releases: Sequence[Release], today: date) -> Shelf:
    found = tuple(release for release in releases if language in release.edition.languages)
    return Shelf(language, found, in_force(found, today))


def copies(releases: Sequence[Release], books: Sequence[BookName], today: date) -> Iterator[Copy]:
    """Yield every copy that is published: of each release its own folder, and `latest`.

    The history in a copy ends with its own release, so that a later one changes nothing in it.
    """
    place = {release.version: number for number, release in enumerate(releases, start=1)}
    for shelf in shelves(releases, today):
        for release in shelf.releases:
            until = releases[: place[release.version]]
            handbook = release.edition.handbook(shelf.language)
            folders = (release.version, LATEST) if release is shelf.latest else (release.version,)
            for folder in folders:
                told = with_history(handbook, until, folder)
                for book in books:
                    yield Copy(told, book, folder)


def leading_files(releases: Sequence[Release], books: Sequence[BookName], today: date) -> FileTree:
    """Return what leads to the copies: forwarding pages, short addresses and lists of versions."""
    found = shelves(releases, today)
    first = found[0].latest.edition.handbooks[0]
    files = dict(_forwarding(first, "index.html", f"{books[0]}/{first.language}/{LATEST}/"))
    for shelf in found:
        handbook = shelf.latest.edition.handbook(shelf.language)
        for book in books:
            place = f"{book}/{shelf.language}"
            files[f"{place}/{VERSIONS}"] = versions_json(shelf)
            files |= _forwarding(handbook, f"{place}/index.html", f"{LATEST}/")
    short = short_pages(in_force(releases, today).edition.handbooks, books, LATEST)
    for name, content in {**short, **short_codes(first, short)}.items():
        files[f"{SHORT}/{name}"] = content
    return files


def versions_json(shelf: Shelf) -> bytes:
    """Return the list that the theme's version selector reads, the newest version first."""
    listed = [
        {
            "version": release.version,
            "title": release.version,
            "aliases": [LATEST] if release is shelf.latest else [],
        }
        for release in reversed(shelf.releases)
    ]
    return (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()


def _forwarding(handbook: Handbook, file: str, folder: str) -> FileTree:
    way = Way(f"{folder}index.html", handbook.phrase("site_name"), handbook.language)
    return {file: forwarding_page(way.words, [way]).encode()}
