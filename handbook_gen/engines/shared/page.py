"""Put one page together: its content in its frame, or what was built before."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handbook_gen.digests import content_digest
from handbook_gen.engines.shared.entries import entries_of, unsearched
from handbook_gen.engines.shared.frames import Frame, Slot, filled, frame_from
from handbook_gen.engines.shared.navigation import Leaf
from handbook_gen.engines.shared.parts import kept_of
from handbook_gen.engines.shared.pieces import Piece, Unshared
from handbook_gen.engines.shared.records import (
    PageRecord,
    Spot,
    digest,
    spots_from_json,
    spots_to_json,
)
from handbook_gen.engines.shared.sources import Source
from handbook_gen.engines.shared.workshop import Job, Told, Workshop

if TYPE_CHECKING:  # Material is loaded when it is to render something
    from handbook_gen.engines.shared.theme import Theme


class SpoiledError(Exception):
    """A file of the last build is not what was written, although the disk says so."""


class Old:
    """A page of the last build, of which the disk says that its file is still as it was written."""

    def __init__(self, record: PageRecord, read: Callable[[], bytes | None]) -> None:
        """Begin without the file; `read` returns it, or None when it cannot be read."""
        self.record = record
        self._read = read

    @cached_property
    def text(self) -> str:
        """The page, exactly as it was.

        Raises:
            SpoiledError: it is not.
        """
        data = self._read()
        if data is None or content_digest(data) != self.record.file:
            raise SpoiledError
        return data.decode()

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Where the values stand in the page."""
        return spots_from_json(self.record.spots)

    def value(self, slot: Slot) -> str:
        """Return what stands in an open place."""
        found = [spot for spot in self.spots if spot.slot == slot]
        return self.text[found[0].start : found[0].end] if found else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be put together.

    Attributes:
        frame: a digest of all that its frame depends on.
        digest: a digest of what its firm puts into every frame, which `values` returns.
        address: the line with the whole address of the page.
    """

    leaf: Leaf
    source: Source
    told: Told
    frame: str
    digest: str
    address: str
    values: Callable[[], Mapping[Slot, str]]


def unchanged(wanted: Wanted, old: PageRecord) -> bool:
    """Tell whether a page would become what it was."""
    return (old.text, old.frame, old.values) == (
        wanted.source.digest,
        wanted.frame,
        wanted.digest,
    )


def put_together(
    wanted: Wanted, old: Old | None, workshop: Workshop, job: Job
) -> tuple[PageRecord, bytes]:
    """Return a page with what the next build should know of it.

    Raises:
        Unshared: there is something about it that is better left to MkDocs itself.
    """
    told, piece = wanted.told, wanted.told.piece
    entries = told.entries
    if entries is None:
        assert piece is not None
        piece, entries = _searched(wanted, piece, workshop, job)
    frame, between, scripts = _frame(wanted, old, workshop, job)
    content = piece.html.strip() if piece else (old.value("content") if old else "")
    headings, contents = _contents(wanted, piece, old, between, lambda: workshop.theme(job.config))
    own = {"address": wanted.address, "content": content, "contents": contents}
    text, spots = filled(frame, {**_values(wanted, old), **own})
    if "<h1" not in content:
        raise Unshared("a page without a title")
    data = text.encode("utf-8", errors="xmlcharrefreplace")
    if "<script" in content:
        scripts = tuple(sorted({*scripts, *workshop.scripts(content)}))
    record = PageRecord(
        wanted.source.digest,
        wanted.frame,
        wanted.digest,
        content_digest(data),
        spots_to_json(spots),
        told.title,
        told.has_contents,
        told.anchors,
        told.links,
        entries,
        scripts,
        between,
        old.record.parts if old and not told.piece else kept_of(told.parts),
        headings,
    )
    return record, data


def _values(wanted: Wanted, old: Old | None) -> Mapping[Slot, str]:
    """Return what a firm puts into every frame, as it stands in the old page if that is the same."""
    if old is not None and (old.record.frame, old.record.values) == (wanted.frame, wanted.digest):
        return {spot.slot: old.text[spot.start : spot.end] for spot in old.spots}
    return wanted.values()


def _searched(wanted: Wanted, piece: Piece, workshop: Workshop, job: Job) -> tuple[Piece, str]:
    """Return a page with what it puts into the search index, as JSON with commas between."""
    search = wanted.source.meta.get("search") or {}
    if search.get("exclude"):
        return piece, ""
    steps = piece.steps
    found = None if steps is None else entries_of(wanted.leaf.url, steps, search.get("boost"))
    if found is None:
        whole = workshop.whole(job.config, wanted.source.body, wanted.leaf.path)
        found = workshop.theme(job.config).entries(whole, wanted.leaf, wanted.source.meta)
        piece = whole._replace(html=unsearched(whole.html))
    return piece, json.dumps(found, separators=(",", ":"))[1:-1]


def _frame(
    wanted: Wanted, old: Old | None, workshop: Workshop, job: Job
) -> tuple[Frame, str, tuple[str, ...]]:
    if old is not None and old.record.frame == wanted.frame:
        record = old.record
        return frame_from(old.text, old.spots), record.between, record.scripts
    return workshop.frame(job, wanted.frame, wanted.leaf.path, contents=wanted.told.has_contents)


def _contents(
    wanted: Wanted, piece: Piece | None, old: Old | None, between: str, theme: Callable[[], "Theme"]
) -> tuple[str, str]:
    """Return a digest of the headings of a page, and its table of contents."""
    if piece is None:
        return (old.record.headings, old.value("contents")) if old else ("", "")
    headings = digest(*piece.headings)
    if len(piece.headings) < 2:  # the title, and no more
        return headings, ""
    if old and (old.record.frame, old.record.headings) == (wanted.frame, headings):
        return headings, old.value("contents")
    return headings, theme().contents(piece.headings, between)
