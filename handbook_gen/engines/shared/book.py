"""Build one book: its pages assembled, and what has not changed since the last time taken over."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any, Final
from urllib.parse import urlsplit

from handbook_gen.digests import content_digest
from handbook_gen.engines.shared.frames import Slot, canonical, filled, values_of
from handbook_gen.engines.shared.navigation import (
    Node,
    Shown,
    closed_sections,
    leaves,
    navigation_of,
    shown_nowhere,
    surroundings,
)
from handbook_gen.engines.shared.page import Old, SpoiledError, Wanted, put_together, unchanged
from handbook_gen.engines.shared.parts import pieces_in
from handbook_gen.engines.shared.pieces import Unshared
from handbook_gen.engines.shared.project import languages_of
from handbook_gen.engines.shared.records import INDEX, BookRecord, PageRecord, digest
from handbook_gen.engines.shared.sources import Source
from handbook_gen.engines.shared.workshop import Job, Told, Workshop

NOWHERE: Final = "404.html"
_SITEMAP: Final = ("sitemap.xml", "sitemap.xml.gz")
_SCRIPT: Final = "search/search_index.js"
"""The search index for who opens the site without a server."""

_PLAIN_ADDRESS: Final = re.compile(
    r"https://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/"
)
"""An address to which that of a page is added as it is."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last build of a book.

    Attributes:
        record: what is known of it.
        read: returns a file of it, or None.
        stands: tells whether a file of it is still as it was written, which has this digest.
    """

    record: BookRecord
    read: Callable[[str], bytes | None]
    stands: Callable[[str, str], bool]


@dataclass(slots=True)
class Made:
    """A book that was built.

    Attributes:
        files: the files to write, by their path in the site.
        kept: the files to take over from the last build.
        record: what the next build should know.
        scripts: the hashes of all scripts inside its pages.
    """

    record: BookRecord
    files: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A written project, as far as it is read before anything is rendered."""

    config: Mapping[str, Any]
    sources: Mapping[str, Source]
    others: Mapping[str, bytes]
    dated: date
    placed: Callable[[str], str]
    """Gives the page for an address that leads nowhere the addresses of its own book."""

    @property
    def base(self) -> str:
        """The address of the book; empty when its firm has none."""
        return str(self.config.get("site_url", ""))


def build_book(book: Book, workshop: Workshop, engine: str, before: Before | None) -> Made:
    """Return a book as stock MkDocs would make it, built from what is there already.

    Raises:
        Unshared: there is something about it that is better left to MkDocs itself.
    """
    if before is not None and before.record.engine != engine:
        before = None
    try:
        return _built(book, workshop, engine, before)
    except SpoiledError:
        return _built(book, workshop, engine, None)


def _built(book: Book, workshop: Workshop, engine: str, before: Before | None) -> Made:
    if book.base and not _PLAIN_ADDRESS.fullmatch(book.base):
        raise Unshared("the address of the site")
    olds = dict(_olds(book, before)) if before else {}
    told = _told(book, workshop, olds)
    nodes = navigation_of(
        book.config["nav"],
        {path: one.title for path, one in told.items()},
        {path: source.meta for path, source in book.sources.items()},
    )
    _check_pages(nodes, book, told)
    made = Made(BookRecord(engine, "", {}), dict(book.others))
    work = _Work(book, workshop, told, before, olds)
    pages = dict(_pages(nodes, work, made))
    made.record = replace(made.record, pages=pages)
    _add_search(made, work)
    _add_sitemap(made, work)
    within = (one for page in pages.values() for one in page.scripts)
    made.scripts = tuple(sorted({*made.record.scripts, *within}))
    workshop.counts.books += 1
    return made


def _olds(book: Book, before: Before) -> Iterator[tuple[str, Old]]:
    """Yield the pages of the last build of which the file is still as it was written."""
    for path in book.sources:
        record = before.record.pages.get(path)
        name = f"{path.removesuffix('.md')}.html"
        if record is not None and before.stands(name, record.file):
            yield path, Old(record, partial(before.read, name))


def _told(book: Book, workshop: Workshop, olds: Mapping[str, Old]) -> dict[str, Told]:
    """Return what is known of each page: from the last build, or because it is rendered now."""
    told: dict[str, Told] = {}
    new: dict[str, Source] = {}
    for path, source in book.sources.items():
        old = olds.get(path)
        if old is not None and old.record.text == source.digest:
            told[path] = Told.known(old.record)
        else:
            new[path] = source
    if not new:
        return told
    known = {
        path: pieces_in(olds[path].record.parts, olds[path].value("content"))
        for path in new
        if path in olds
    }
    return told | workshop.rendered(book.config, new, known)


def _check_pages(nodes: Sequence[Node], book: Book, told: Mapping[str, Told]) -> None:
    """Leave to MkDocs what it would warn about: links to nowhere, and pages out of the menu."""
    paths = [leaf.path for leaf in leaves(nodes)]
    if len(paths) != len(set(paths)) or set(paths) != book.sources.keys():
        raise Unshared("pages that are not in the navigation")
    for path, one in told.items():
        for file, anchor in one.links:
            target = file or path
            if anchor and target in told:
                if anchor not in told[target].anchors:
                    raise Unshared(f"{path} leads to {target}#{anchor}")
            elif target not in told and target not in book.others:
                raise Unshared(f"{path} leads to {target}")


@dataclass(frozen=True, slots=True)
class _Work:
    """A book at work: with what is known of its pages, and its last build."""

    book: Book
    workshop: Workshop
    told: Mapping[str, Told]
    before: Before | None
    olds: Mapping[str, Old]


@dataclass(frozen=True, slots=True)
class _Common:
    """What all pages of a book have in their frames, and a digest of it."""

    job: Job
    own: Mapping[Slot, str]
    closed: Mapping[int, Shown]
    digest: str

    def values(self, workshop: Workshop, base: str) -> Mapping[Slot, str]:
        """Return it for a page from which `base` leads to the first folder of the site."""
        closed = workshop.closed_sections(self.job, self.closed, base)
        return {**self.own, **closed, **workshop.languages(self.job, base)}


def _pages(nodes: Sequence[Node], work: _Work, made: Made) -> Iterator[tuple[str, PageRecord]]:
    """Yield a record of each page, in the order of MkDocs, and put the pages among what is made."""
    book, workshop = work.book, work.workshop
    titles = {path: one.title for path, one in work.told.items()}
    own = values_of(book.config)
    closed = closed_sections(nodes)
    job = workshop.job(book.config, titles, book.sources)
    common = _Common(
        job, own, closed, digest(*own.values(), closed, book.base, languages_of(book.config))
    )
    values = cache(lambda base: common.values(workshop, base))
    around = {leaf.path: (leaf, shown) for leaf, shown in surroundings(nodes)}
    for path in sorted(book.sources, key=_place):
        leaf, shown = around[path]
        source, one = book.sources[path], work.told[path]
        key = workshop.key(common.job, path, source.head, one.has_contents, shown)
        base = "/".join([".."] * path.count("/")) or "."
        address = canonical(book.base, leaf.url)
        wanted = Wanted(leaf, source, one, key, common.digest, address, partial(values, base))
        old = work.olds.get(path)
        if old is not None and unchanged(wanted, old.record):
            made.kept.append(leaf.url)
            workshop.counts.kept += 1
            yield path, old.record
            continue
        record, made.files[leaf.url] = put_together(wanted, old, workshop, common.job)
        yield path, record
    _add_nowhere(made, work, common, shown_nowhere(nodes))


def _add_nowhere(made: Made, work: _Work, common: _Common, shown: Shown) -> None:
    """Put the page for an address that leads nowhere among what is made or taken over."""
    base = urlsplit(work.book.base).path or "/"
    made_of = digest(common.job.settings, shown, base, common.digest)
    if work.before is not None and _is_kept(made, work.before, NOWHERE, made_of):
        made.record = replace(made.record, scripts=work.before.record.scripts)
        return
    frame, _, scripts = work.workshop.frame_for_nowhere(common.job, shown, base)
    text, _ = filled(frame, common.values(work.workshop, base))
    made.record = replace(made.record, scripts=scripts)
    page = work.book.placed(text).encode("utf-8", errors="xmlcharrefreplace")
    _add_other(made, NOWHERE, made_of, page)


def _add_other(made: Made, name: str, made_of: str, content: bytes) -> None:
    made.files[name] = content
    others = {**made.record.others, name: (made_of, content_digest(content))}
    made.record = replace(made.record, others=others)


def _is_kept(made: Made, before: Before, name: str, made_of: str) -> bool:
    """Take a file over if it was made of the same and is still as it was written."""
    was, file = before.record.others.get(name, ("", ""))
    if was != made_of or not before.stands(name, file):
        return False
    made.kept.append(name)
    made.record = replace(made.record, others={**made.record.others, name: (was, file)})
    return True


def _add_search(made: Made, work: _Work) -> None:
    """Put the search index among what is made or taken over."""
    if work.before is not None:
        begins = work.before.record.search
    else:
        begins = work.workshop.theme(work.book.config).search_settings()
    made.record = replace(made.record, search=begins)
    docs = ",".join([page.entries for page in made.record.pages.values() if page.entries])
    index = f"{begins}{docs}]}}".encode()
    for name, content in ((INDEX, index), (_SCRIPT, b"var __index = " + index)):
        made_of = content_digest(content)
        if work.before is None or not _is_kept(made, work.before, name, made_of):
            _add_other(made, name, made_of, content)


def _add_sitemap(made: Made, work: _Work) -> None:
    """Put the sitemap among what is made or taken over."""
    book = work.book
    order = sorted(book.sources, key=_place) if book.base else []
    addresses = [f"{book.base}{path.removesuffix('.md')}.html" for path in order]
    day = book.dated.isoformat()
    made_of = digest(day, *addresses)
    if work.before and all(_is_kept(made, work.before, name, made_of) for name in _SITEMAP):
        return
    written = work.workshop.theme(book.config).sitemap(addresses, day)
    for name, content in zip(_SITEMAP, written, strict=True):
        if name in made.kept:
            made.kept.remove(name)
        _add_other(made, name, made_of, content)


def _place(path: str) -> tuple[tuple[str, ...], bool, str]:
    """Return where MkDocs has a page: the files of a folder first, of these its index first."""
    *folders, name = path.split("/")
    return tuple(folders), name != "index.md", name
