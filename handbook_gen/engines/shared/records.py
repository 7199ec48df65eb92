"""What is kept of a book that was built, so that the next time only what differs is made anew."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from handbook_gen.digests import content_digest
from handbook_gen.engines.shared.frames import Slot
from handbook_gen.engines.shared.pieces import Link

INDEX: Final = "search/search_index.json"
"""The search index of a site: what its pages put into it is kept there, and not twice."""

_SIZE: Final = 8
"""Where the characters that a page has in it are counted among what is kept of the page."""

_BETWEEN: Final = "\t"
"""Stands between the two texts that are kept of a page for when it changes."""


class Spot(NamedTuple):
    """Where a value stands in a page, counted in characters."""

    slot: Slot
    start: int
    end: int


def spots_to_json(spots: Sequence[tuple[Slot, int, int]]) -> str:
    """Return the spots of a page as one line of JSON."""
    return json.dumps(spots, separators=(",", ":"))


def spots_from_json(kept: str) -> tuple[Spot, ...]:
    """Return the spots of a page that was kept."""
    return tuple(Spot(*spot) for spot in json.loads(kept))


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page as it was built.

    Attributes:
        text: a digest of its Markdown.
        frame: a digest of all that its frame depends on.
        values: a digest of what its firm puts into every frame.
        file: a digest of the file that was written.
        spots: where the values stand in that file, as `spots_to_json` returns it.
        title: the title that the page gives itself.
        contents: whether it has a table of contents.
        entries: what it puts into the search index, as JSON with commas between.
        scripts: the hashes of the scripts in it.
        between: what stands between two items of its table of contents.
        parts: what is kept of its parts, as `parts.kept_of` returns it.
        headings: a digest of its headings.
    """

    text: str
    frame: str
    values: str
    file: str
    spots: str
    title: str | None
    contents: bool
    anchors: frozenset[str]
    links: frozenset[Link]
    entries: str
    scripts: tuple[str, ...]
    between: str
    parts: str
    headings: str


@dataclass(frozen=True, slots=True)
class BookRecord:
    """A book as it was built.

    Attributes:
        engine: a digest of the programs and settings that made it.
        search: what the search index begins with.
        scripts: the hashes of the scripts in the page for an address that leads nowhere.
        place: the folder in which the site stands.
        others: for each file that is no page a digest of what it was made of, and of the file.
        marks: what the disk told of the files when they were written, by their names.
    """

    engine: str
    search: str
    pages: Mapping[str, PageRecord]
    scripts: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    place: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)


def digest(*parts: object) -> str:
    """Return a digest of texts, bytes and plain values."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


def record_to_json(record: BookRecord) -> str:
    """Return a record as text; what is kept of the inside of pages is read only when they change."""
    pages = {
        path: [
            page.text,
            page.frame,
            page.values,
            page.file,
            page.title,
            page.contents,
            sorted(page.anchors),
            sorted(page.links),
            len(page.entries),
            page.scripts,
            page.between,
            page.headings,
        ]
        for path, page in record.pages.items()
    }
    whole = [
        record.engine,
        record.search,
        pages,
        record.scripts,
        dict(record.others),
        record.place,
        dict(record.marks),
    ]
    inside = (f"{page.spots}{_BETWEEN}{page.parts}" for page in record.pages.values())
    text = "\n".join([json.dumps(whole, separators=(",", ":")), *inside])
    return f"{digest(text)}\n{text}"


def record_from_json(text: str, index: Callable[[str], bytes]) -> BookRecord | None:
    """Return a record; None for a text or a search index that is not exactly what was written.

    `index` returns the search index of the site in a place that the record names; empty for none.
    """
    try:
        found, _, written = text.partition("\n")
        if found != digest(written):
            return None
        first, *inside = written.split("\n")
        engine, search, pages, scripts, others, place, marks = json.loads(first)
        searched = index(place)
        if content_digest(searched) != others[INDEX][1]:
            return None
        return BookRecord(
            engine,
            search,
            dict(_pages(pages, inside, searched.decode(), len(search))),
            tuple(scripts),
            {name: (made_of, file) for name, (made_of, file) in others.items()},
            place,
            marks,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _pages(
    pages: Mapping[str, Sequence[Any]], inside: Sequence[str], index: str, begun: int
) -> Iterator[tuple[str, PageRecord]]:
    """Yield pages with what they put into the search index; the first begins at `begun`."""
    for (path, fields), kept in zip(pages.items(), inside, strict=True):
        size = fields[_SIZE]
        yield path, _page(fields, kept, index[begun : begun + size])
        begun += size + 1 if size else 0  # a comma stands between


def _page(fields: Sequence[Any], inside: str, entries: str) -> PageRecord:
    text, frame, values, file, title, contents, anchors, links, _, scripts, between, heads = fields
    spots, _, parts = inside.partition(_BETWEEN)
    return PageRecord(
        text,
        frame,
        values,
        file,
        spots,
        title,
        contents,
        frozenset(anchors),
        frozenset(Link(*link) for link in links),
        entries,
        tuple(scripts),
        between,
        parts,
        heads,
    )
