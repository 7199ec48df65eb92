"""Look at the releases of a firm without reading every word: enough to tell how they stand.

A file of which the digest is right byte for byte is what `release_to_json` wrote, so that its lines
are where they were put, and a part can be cut out of it. Any other file is read in whole.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from handbook_gen.assemble.clause_words import SAID, ClauseWords
from handbook_gen.disk import Folder, read_bytes
from handbook_gen.model.release import RELEASE_FORMAT, Link, Release
from handbook_gen.problems import HandbookError, Problem, gathering
from handbook_gen.releases.files import LARGEST_RELEASE, chained, named_wrongly, versions_in
from handbook_gen.releases.frozen import is_as_written, release_from_json

_DIGEST: Final = re.compile(rb'^ "digest": "([0-9a-f]{64})",$', re.MULTILINE)
_EDITION: Final = b'\n "edition": '
_END: Final = b'\n },\n "effective": '


@dataclass(frozen=True, slots=True)
class Glance:
    """A release, without what it says."""

    version: str
    effective: date
    released: date
    approved_by: str
    previous: Link | None
    digest: str


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the clauses of a release say, by language and ID, and how it calls itself.

    Attributes:
        status: as the handbook says it, such as `in_force`.
    """

    library_version: str
    contacts: bool
    status: str
    clauses: Mapping[str, Mapping[str, ClauseWords]]


@dataclass(frozen=True, slots=True)
class Glances:
    """The releases of a firm that can be read, the oldest first; of the last one, what it says.

    Attributes:
        problems: what is wrong with the others, and with the chain.
    """

    releases: tuple[Glance, ...] = ()
    last: LastWords | None = None
    problems: tuple[Problem, ...] = ()


def glance_at_releases(folder: Folder) -> Glances:
    """Return how the releases in a folder stand; `read_releases` would find the same of them."""
    problems: list[Problem] = []
    found: list[Glance] = []
    for version in versions_in(folder):
        with gathering(problems):
            found.append(_glance(folder, version)[0])
    ordered = tuple(sorted(found, key=lambda one: (one.effective, one.released, one.version)))
    if not problems:
        in_chain, problems = chained(found, folder)
        ordered = in_chain or ordered
    last = _last_words(folder, ordered[-1].version) if ordered else None
    return Glances(ordered, last, tuple(problems))


def _glance(folder: Folder, version: str) -> tuple[Glance, bytes, Release | None]:
    """Return the head of a release with its file; and the release when it was read in whole."""
    file = folder.under(f"{version}.json")
    content = read_bytes(file, largest=LARGEST_RELEASE)
    head = _head_of(content)
    if head is not None:
        previous = head["previous"]
        glance = Glance(
            head["version"],
            date.fromisoformat(head["effective"]),
            date.fromisoformat(head["released"]),
            head["approved_by"],
            Link(previous["version"], previous["digest"]) if previous else None,
            head["digest"],
        )
        whole = None
    else:
        whole = release_from_json(content, file.shown)
        glance = Glance(
            whole.version,
            whole.effective,
            whole.released,
            whole.approved_by,
            whole.previous,
            whole.digest,
        )
    if glance.version != version:
        raise HandbookError([named_wrongly(file, glance.version)])
    return glance, content, whole


def _head_of(content: bytes) -> dict[str, Any] | None:
    """Return all of a release but its edition; None when it must be read in whole."""
    digest = _DIGEST.search(content)
    if digest is None or not is_as_written(content, digest[1].decode()):
        return None
    start, end = _edition_in(content)
    head: dict[str, Any] = json.loads(content[:start] + b"null" + content[end:])
    return head if head.get("format") == RELEASE_FORMAT else None


def _edition_in(content: bytes) -> tuple[int, int]:
    """Return where the edition begins and ends, its braces included; line ends stand in no text."""
    return content.index(_EDITION) + len(_EDITION), content.rindex(_END) + len(b"\n }")


def _last_words(folder: Folder, version: str) -> LastWords:
    _, content, whole = _glance(folder, version)
    if whole is not None:
        return _words_of(whole)
    start, end = _edition_in(content)
    edition = json.loads(content[start:end])
    clauses = {
        handbook["language"]: {
            block["id"]: tuple(
                tuple(block[name]) if isinstance(block[name], list) else block[name]
                for name in SAID
            )
            for book in handbook["books"]
            for part in book["parts"]
            for page in part["pages"]
            for block in page["blocks"]
            if block["kind"] == "passage"
        }
        for handbook in edition["handbooks"]
    }
    status = edition["handbooks"][0]["status"]
    return LastWords(edition["library_version"], edition["contacts"], status, clauses)


def _words_of(release: Release) -> LastWords:
    edition = release.edition
    clauses = {
        handbook.language: {
            passage.id: tuple(getattr(passage, name) for name in SAID)
            for book in handbook.books
            for passage in book.passages
        }
        for handbook in edition.handbooks
    }
    status = edition.handbooks[0].status
    return LastWords(edition.library_version, edition.contacts, status, clauses)
