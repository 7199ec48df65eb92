"""A book, or one of its pages, as one HTML file that has all it needs inside and asks for nothing."""

import base64
import hashlib
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handbook_gen.model.blocks import Block, Passage, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Book, Handbook, Page, Part
from handbook_gen.model.past import Changes
from handbook_gen.source_yaml import plain_yaml
from handbook_gen.writers.anchors import ELSEWHERE, NOWHERE, Setting, page_anchor, set_in
from handbook_gen.writers.look import Look
from handbook_gen.writers.markdown import (
    FILE,
    Addresses,
    about_markdown,
    ask_markdown,
    blocks_markdown,
    is_past,
    notice_markdown,
    title_markdown,
    with_links,
)
from handbook_gen.writers.mkdocs_project import brand_style
from handbook_gen.writers.rendering import Extensions, html_from

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK: Final = '[data-md-color-scheme="slate"]'
_DARK_RULE: Final = re.compile(rf"([^{{}}]*{re.escape(_DARK)}[^{{}}]*){{([^{{}}]*)}}")
_LOGO_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "webp": "image/webp"}
_MAIN: Final = "__main"
_CONTENTS: Final = "__contents"
"""Anchors of the file itself; no page has one that begins so."""

Files = Mapping[str, str]
"""File names: of this text per language, or of pages by their IDs."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the parts of one file are written with."""

    handbook: Handbook
    book: Book
    extensions: Extensions

    def html(self, markdown: str) -> str:
        return html_from(markdown, self.extensions)


def book_in_one_file(
    handbook: Handbook, book_name: BookName, look: Look, languages: Files
) -> bytes:
    """Return a whole book: the contents, and then every page in reading order.

    Anchors of clauses stay what they are on the site; every other one has its page before it.
    """
    book = _without_past(handbook.book(book_name))
    writing = _Writing(handbook, book, _extensions(handbook, look))
    targets = {passage.id: passage.anchor for passage in book.passages}
    targets |= {f"page/{page.id}": page_anchor(page.id) for page in book.pages}
    kept = frozenset(passage.anchor for passage in book.passages)

    def sheet(page: Page, *, first: bool) -> str:
        setting = Setting(page_anchor(page.id), kept, deeper=1)
        written = _page(page, writing, lambda target: f"({ELSEWHERE}#{targets[target]})")
        opening = " hx-sheet--first" if first else ""
        back = (
            f'<p class="hx-back"><a href="#{_CONTENTS}">{_phrase(handbook, "to_contents")}</a></p>'
        )
        return (
            f'<article class="md-typeset hx-sheet{opening}">\n{set_in(written, setting)}\n'
            f"{back}\n</article>\n"
        )

    sheets = "".join(
        sheet(page, first=number == 0)
        for part in book.parts
        for number, page in enumerate(part.pages)
    )
    ask = set_in(writing.html(ask_markdown(None, handbook, book)), Setting())
    title = handbook.phrase("site_name" if book_name == "staff" else "book_control")
    about = writing.html("\n\n".join(about_markdown(handbook, whole=True)))
    head = f'<div class="md-typeset"><h1>{html.escape(title)}</h1>\n{about}</div>'
    main = f'{sheets}<div class="md-typeset">{ask}</div>\n'
    return _document(writing, look, title, languages, (head, _contents(book, handbook), main))


def page_in_one_file(
    handbook: Handbook, page: Page, look: Look, languages: Files, beside: Files
) -> bytes:
    """Return one page of the staff book, with links to the files of the pages `beside` it.

    It carries no facts strip; a link to what neither it nor another file holds becomes plain words.
    """
    writing = _Writing(handbook, handbook.book("staff"), _extensions(handbook, look))

    def address(target: str) -> str:
        file = beside.get(target.removeprefix("page/"))
        return f"({ELSEWHERE}{file})" if file else f"({NOWHERE})"

    notice = writing.html(notice_markdown(handbook))
    head = f'<div class="md-typeset">{notice}</div>' if notice else ""
    text = set_in(_page(page, writing, address), Setting())
    ask = set_in(writing.html(ask_markdown(page, handbook, writing.book)), Setting())
    main = f'<article class="md-typeset hx-sheet">\n{text}\n{ask}\n</article>\n'
    others = [other for other in writing.book.pages if other.id in beside and other.id != page.id]
    more = _list_of([(beside[other.id], other.title) for other in others])
    main += _nav(handbook, "more_cards", more) if others else ""
    title = html.unescape(page.title)
    return _document(writing, look, title, languages, (head, "", main))


def _page(page: Page, writing: _Writing, address: Callable[[str], str]) -> str:
    parts = [
        title_markdown(page),
        *blocks_markdown(_without_keywords(page), writing.handbook, Addresses.of(writing.book)),
    ]
    return writing.html(with_links("\n\n".join(part for part in parts if part), address))


def _without_past(book: Book) -> Book:
    """Return the book of today alone: how it stood before, and files beside it, are on the site."""
    parts = (
        replace(part, pages=tuple(_alone(page) for page in part.pages if not is_past(page)))
        for part in book.parts
    )
    return replace(book, parts=tuple(part for part in parts if part.pages))


def _alone(page: Page) -> Page:
    """Return a page without what it says of files and pages that are on the site only."""
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Changes):
            releases = tuple(replace(told, as_of="") for told in block.releases)
            blocks.append(replace(block, releases=releases))
        elif not isinstance(block, Prose) or f"(hb:{FILE}" not in block.text:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))


def _without_keywords(page: Page) -> Page:
    """Return the page without the words that only the search of the site reads."""
    blocks = tuple(
        replace(block, keywords=()) if isinstance(block, Passage) else block
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


def _contents(book: Book, handbook: Handbook) -> str:
    groups = "".join(_group(part) for part in book.parts)
    return _nav(handbook, "contents", f"<ul>\n{groups}</ul>\n")


def _group(part: Part) -> str:
    rows = [(f"#{page_anchor(page.id)}", page.title) for page in part.pages]
    if not part.title:
        return "".join(map(_row, rows))
    opens = part.pages[0].id.endswith("/index")
    title = _link(*rows[0]) if opens else html.escape(part.title, quote=False)
    return f"<li>{title}\n{_list_of(rows[opens:])}</li>\n"


def _list_of(rows: Sequence[tuple[str, str]]) -> str:
    return f"<ul>\n{''.join(map(_row, rows))}</ul>\n" if rows else ""


def _row(row: tuple[str, str]) -> str:
    return f"<li>{_link(*row)}</li>\n"


def _link(address: str, title: str) -> str:
    return f'<a href="{address}">{title}</a>'


def _nav(handbook: Handbook, phrase: str, inside: str) -> str:
    kind = "hx-contents" if phrase == "contents" else "hx-more"
    heading = f'<h2 id="{_CONTENTS}">{_phrase(handbook, phrase)}</h2>'
    return (
        f'<nav class="{kind} md-typeset" aria-labelledby="{_CONTENTS}">\n'
        f"{heading}\n{inside}</nav>\n"
    )


def _document(
    writing: _Writing, look: Look, title: str, languages: Files, parts: tuple[str, str, str]
) -> bytes:
    handbook = writing.handbook
    head, nav, main = parts
    style, script = _style(handbook, look), _script(look)
    firm = html.escape(handbook.firm_name)
    return (
        "<!doctype html>\n"
        f'<html lang="{handbook.language}" data-md-color-scheme="default" data-md-color-primary="custom">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.escape(title)} · {firm}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="hx-skip" href="#{_MAIN}">{_phrase(handbook, "skip_to_text")}</a>\n'
        f'<header class="hx-header">\n<div class="hx-name">{_logo(handbook)}<p>{firm}</p>'
        f"{_languages(handbook, languages)}</div>\n{head}\n</header>\n"
        f'<div class="hx-columns">\n{nav}<main id="{_MAIN}" tabindex="-1">\n{main}</main>\n</div>\n'
        f'<footer class="hx-footer md-typeset"><p>{_phrase(handbook, "file_footer")}</p></footer>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


def _languages(handbook: Handbook, files: Files) -> str:
    links = "".join(
        f'<a href="{files[code]}" hreflang="{code}" lang="{code}">{html.escape(name)}</a>'
        for code, name in handbook.languages
        if code != handbook.language
    )
    label = _phrase(handbook, "choose_language")
    return f'<nav class="hx-languages" aria-label="{label}">{links}</nav>' if links else ""


def _logo(handbook: Handbook) -> str:
    name = handbook.brand.logo_name
    if not name:
        return ""
    kind = _LOGO_TYPES[name.rpartition(".")[2].lower()]
    return f'<img src="data:{kind};base64,{handbook.brand.logo_base64}" alt="">'


def _extensions(handbook: Handbook, look: Look) -> Extensions:
    extensions: dict[str, dict[str, object]] = plain_yaml(look.config)["markdown_extensions"]
    extensions["toc"]["permalink_title"] = handbook.phrase("permalink_heading")
    return extensions


def _style(handbook: Handbook, look: Look) -> str:
    ours = _COMMENT.sub("", (look.one_file_style + b"\n" + look.style).decode())
    assert "</" not in ours
    return by_preference(ours) + brand_style(handbook)


def by_preference(style: str) -> str:
    """Return a style sheet whose rules for the dark scheme count when the reader's system is dark.

    The theme has a switch for that, which sets an attribute; one file has neither.
    """
    return _DARK_RULE.sub(
        lambda rule: (
            "\n@media screen and (prefers-color-scheme: dark) {"
            f"{rule[1].replace(_DARK, '[data-md-color-scheme]')}{{{rule[2]}}}\n}}"
        ),
        style,
    )


def _script(look: Look) -> str:
    """Return the script in a form that no part of it can end the element around it."""
    return look.script.decode().replace("</", "<\\/").replace("<!--", "<\\!--")


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _phrase(handbook: Handbook, key: str) -> str:
    return html.escape(handbook.phrase(key))
