"""Write a short address for every clause and decision aid, for posters and paper.

Each is a page so small that it needs no theme, style or script: it forwards to where the clause
stands now, and has a link for every language. It has the same address in every release, and also
under the numbers that the clause had before.
"""

import html
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from handbook_gen.disk import FileTree
from handbook_gen.filling import decoded
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.writers.qr import qr_svgs

SHORT: Final = "r"
"""The folder of the short addresses, beside the books."""

_AIDS: Final = "tools/"


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a page or clause, with its words and their language; `spoken` is the name of that."""

    address: str
    words: str
    language: str
    spoken: str = ""


def short_pages(
    handbooks: Sequence[Handbook], books: Collection[BookName], folder: str = ""
) -> FileTree:
    """Return the pages by their names in the folder; `books` are those that the site has.

    `handbooks` are those of one firm, in its languages; a page forwards to the first. `folder` is
    where they stand beside other versions; empty when there are none.
    """
    below = f"{folder}/" if folder else ""
    ways = [dict(_ways(handbook, books, below)) for handbook in handbooks]
    names: dict[str, tuple[str, tuple[str, ...]]] = {
        name: (way.words, (name,)) for name, way in ways[0].items()
    }
    for old, clauses in handbooks[0].moved:
        heirs = tuple(clause.lower() for clause in clauses if clause.lower() in ways[0])
        if heirs:
            names[old.lower()] = (old, heirs)
    return {
        f"{name}.html": forwarding_page(
            title,
            [found[heir] for heir in heirs for found in ways],
            forwards=len(heirs) == 1,
        ).encode()
        for name, (title, heirs) in sorted(names.items())
    }


def short_codes(handbook: Handbook, names: Collection[str]) -> FileTree:
    """Return a QR code for each of the short pages; none without an address of the site."""
    if not handbook.site_address:
        return {}
    pages = [name.removesuffix(".html") for name in sorted(names)]
    codes = qr_svgs(short_address(name, handbook) for name in pages)
    return {f"{name}.svg": svg.encode() for name, svg in zip(pages, codes, strict=True)}


def short_address(name: str, handbook: Handbook) -> str:
    """Return the whole address of a short page; empty without an address of the site."""
    if not handbook.site_address:
        return ""
    return f"{handbook.site_address.rstrip('/')}/{SHORT}/{name}.html"


def forwarding_page(title: str, ways: Sequence[Way], *, forwards: bool = True) -> str:
    """Return a page with these links; it goes to the first by itself if it `forwards`."""
    address = html.escape(ways[0].address)
    refresh = f'<meta http-equiv="refresh" content="0; url={address}">\n' if forwards else ""
    links = "".join(
        f'<li><a href="{html.escape(way.address)}" lang="{way.language}" '
        f'hreflang="{way.language}">{_said(way)}</a></li>\n'
        for way in ways
    )
    return (
        f'<!doctype html>\n<html lang="{ways[0].language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'<meta name="robots" content="noindex">\n<title>{html.escape(title)}</title>\n{refresh}'
        f"</head>\n<body>\n<ul>\n{links}</ul>\n</body>\n</html>\n"
    )


def _ways(handbook: Handbook, books: Collection[BookName], below: str) -> Iterator[tuple[str, Way]]:
    """Yield where each clause and decision aid stands in one language, by its short name."""
    language = handbook.language
    spoken = dict(handbook.languages)[language]
    for book in (book for book in handbook.books if book.name in books):
        for page in book.pages:
            address = f"../{book.name}/{language}/{below}{quote(page.id)}.html"
            for passage in page.passages:
                exact = f"{address}#{passage.anchor}"
                yield passage.anchor, Way(exact, passage.id, language, spoken)
            if page.id.startswith(_AIDS) and page.id != f"{_AIDS}index":
                name = page.id.removeprefix(_AIDS)
                yield name, Way(address, decoded(page.title), language, spoken)


def _said(way: Way) -> str:
    return html.escape(f"{way.words} ({way.spoken})" if way.spoken else way.words)
