"""Blocks of a handbook as the Markdown and HTML that all site builders read alike."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from handbook_gen.filling import decoded, link_address, mail_address
from handbook_gen.model.aids import Flow, Quiz
from handbook_gen.model.blocks import (
    Actions,
    Block,
    Cards,
    Entry,
    Grid,
    Index,
    Passage,
    Pocket,
    Prose,
)
from handbook_gen.model.handbook import Book, Handbook, Page
from handbook_gen.model.past import Changes, PastBook
from handbook_gen.writers.aids_markdown import aid_markdown
from handbook_gen.writers.clause_markdown import clause_markdown, level_chip
from handbook_gen.writers.past_markdown import changes_markdown, dated_markdown, past_markdown
from handbook_gen.writers.pieces import div, escaped, table
from handbook_gen.writers.qr import qr_svg
from handbook_gen.writers.short_addresses import short_address

RULES_FIRST: Final = 4
"""How much more a page with rules counts in the search than one that explains or lists."""

ABOUT: Final = "about"
"""The page on which a phone too shows every fact about the handbook."""

FILE: Final = "file/"
"""What the target of a link begins with that is a file beside the pages."""

_ALONE: Final = frozenset((Flow, Quiz, Index))
"""One question at a time, or letters at the top: nothing else leads through such a page."""

_PATHS: Final = 2048
"""So many paths from a folder to a page are kept; the books of the library have fewer."""

_TARGET = re.compile(r"\(hb:([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the clauses and pages of one book stand, as paths of Markdown files."""

    book: Book
    places: Mapping[str, tuple[str, str]]
    """Of each target the file and the anchor in it, with its `#`."""
    _seen: dict[str, Callable[[str], str]] = field(default_factory=dict, init=False, compare=False)

    @classmethod
    def of(cls, book: Book) -> "Addresses":
        """Return the addresses of all that can be linked to in a book."""
        places: dict[str, tuple[str, str]] = {}
        for page in book.pages:
            file = f"{page.id}.md"
            places[f"page/{page.id}"] = (file, "")
            for passage in page.passages:
                places[passage.id] = (file, f"#{passage.anchor}")
        return cls(book, places)

    def seen_from(self, page: Page) -> Callable[[str], str]:
        """Return what gives the address of a target on a page, in brackets as Markdown wants it.

        A target is `PRV-16`, `page/privacy/chat` or `file/feed.xml`.
        """
        folder, _, _ = page.id.rpartition("/")
        if folder not in self._seen:
            self._seen[folder] = _SeenFrom(folder, self.places).__getitem__
        return self._seen[folder]


class _SeenFrom(dict[str, str]):
    """Addresses as they are on the pages of a folder, each made when it is first asked for."""

    def __init__(self, folder: str, places: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.folder = folder
        self.places = places

    def __missing__(self, target: str) -> str:
        if target.startswith(FILE):
            file, anchor = target.removeprefix(FILE), ""
        else:
            assert target in self.places, f"{target} is not in this book"
            file, anchor = self.places[target]
        made = self[target] = f"({_relative(self.folder, file)}{anchor})"
        return made


@lru_cache(maxsize=_PATHS)
def _relative(folder: str, file: str) -> str:
    return posixpath.relpath(file, folder or ".")


def page_markdown(page: Page, handbook: Handbook, addresses: Addresses) -> str:
    """Return a page as the content of its Markdown file."""
    about = () if is_past(page) else about_markdown(handbook, whole=page.id == ABOUT)
    parts = [
        f"{_head(page)}{title_markdown(page)}",
        *about,
        *blocks_markdown(page, handbook, addresses),
        ask_markdown(page, handbook, addresses.book),
    ]
    text = "\n\n".join([part for part in parts if part])
    return with_links(text, addresses.seen_from(page)) + "\n"


def is_past(page: Page) -> bool:
    """Tell whether a page is a book as it once stood, of which today's facts are not true."""
    return PastBook in map(type, page.blocks)


def title_markdown(page: Page) -> str:
    """Return the title of a page, to which `#top` leads."""
    return f"# {page.title} {{ #top }}"


def blocks_markdown(page: Page, handbook: Handbook, addresses: Addresses) -> list[str]:
    """Return the blocks of a page; links are still `(hb:...)`."""
    parts = []
    for number, block in enumerate(page.blocks):
        text = block_markdown(block, handbook, addresses, page)
        opening = number == 0 and isinstance(block, Prose) and page.passages
        if opening and not (text.startswith("#") or "\n#" in text):  # it answers no question
            text = f"<div data-search-exclude markdown>\n\n{text}\n\n</div>"
        parts.append(text)
    return parts


def with_links(markdown: str, address: Callable[[str], str]) -> str:
    """Return Markdown with the address of its target, brackets included, for each `(hb:PRV-16)`."""
    parts = _TARGET.split(markdown)
    parts[1::2] = map(address, parts[1::2])
    return "".join(parts)


def ask_markdown(page: Page | None, handbook: Handbook, book: Book) -> str:
    """Return the box at the end of a page: whom to ask, and where to say that something is wrong.

    Without a page it is the box of the whole book.
    """
    parts = [book.ask]
    if handbook.feedback_form:
        address = link_address(handbook.feedback_form)
        parts.append(handbook.phrase("feedback_form").replace("{address}", address))
    elif handbook.feedback_email:
        title = decoded(page.title) if page else book.title
        subject = f"{handbook.phrase('site_name')}: {title} ({handbook.library_version})"
        address = mail_address(handbook.feedback_email, subject)
        parts.append(handbook.phrase("feedback_mail").replace("{address}", address))
    inside = "\n\n".join(parts)
    return f'<div class="hb-ask" data-search-exclude markdown>\n\n{inside}\n\n</div>'


def _head(page: Page) -> str:
    lines = [f"icon: {page.icon}"] if page.icon else []
    if page.id == "index":
        lines.append("hide: [navigation, toc]")
    elif not _ALONE.isdisjoint(map(type, page.blocks)):
        lines.append("hide: [toc]")
    if not page.searched:
        lines.append("search: {exclude: true}")
    elif page.passages:
        lines.append(f"search: {{boost: {RULES_FIRST}}}")
    return "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""


def block_markdown(block: Block, handbook: Handbook, addresses: Addresses, page: Page) -> str:
    """Return one block; links are still `(hb:...)`."""
    match block:
        case Passage():
            return clause_markdown(block, handbook, addresses.book)
        case Prose():
            return block.text
        case Grid():
            return div("hb-stack", [table(block.heads, block.rows)])
        case Actions(items):
            return div("hb-actions", [_buttons(items)])
        case Cards(items):
            return div("hb-cards", [_card(title, link, line) for title, link, line in items])
        case Index():
            return _index(block)
        case Pocket():
            return _pocket(block, handbook)
        case Changes():
            return changes_markdown(block, handbook)
        case PastBook():
            return past_markdown(block, handbook)
        case _:
            return aid_markdown(block, handbook)


def about_markdown(handbook: Handbook, *, whole: bool = False) -> list[str]:
    """Return what stands under a title: a notice when there is one, and the facts strip.

    On a phone the strip shows its first two facts, unless it is to be shown whole.
    """
    parts = (
        notice_markdown(handbook),
        *dated_markdown(handbook),
        _facts_strip(handbook.facts_strip, whole=whole),
    )
    return [part for part in parts if part]


def notice_markdown(handbook: Handbook) -> str:
    """Return the notice that the handbook is not in force; empty when it is."""
    if not handbook.notice:
        return ""
    return f'<div class="hb-notice" markdown>\n\n{handbook.notice}\n\n</div>'


@lru_cache(maxsize=8)
def _facts_strip(facts: tuple[tuple[str, str], ...], *, whole: bool) -> str:
    rows = "".join(
        f"<div><dt>{escaped(label)}</dt><dd>{value}</dd></div>" for label, value in facts
    )
    kind = "hb-facts hb-facts--all" if whole else "hb-facts"
    return f'<dl class="{kind}" data-search-exclude>{rows}</dl>'


def _buttons(items: tuple[tuple[str, str], ...]) -> str:
    kinds = (".md-button .md-button--primary", *(".md-button" for _ in items[1:]))
    return "\n".join(
        f"[{title}]({link}){{ {kind} }}" for (title, link), kind in zip(items, kinds, strict=True)
    )


def _card(title: str, link: str, line: str) -> str:
    card = f"-   __[{title}]({link})__"
    return f"{card}\n\n    {line}" if line else card


def _index(index: Index) -> str:
    jumps = " ".join(f"[{letter.title}](#{letter.key})" for letter in index.letters)
    parts = [f'<p class="hb-letters" markdown>{jumps}</p>', '<div class="hb-index" markdown>']
    for letter in index.letters:
        parts.append(f"## {letter.title} {{ #{letter.key} }}")
        parts.append("\n".join(_entry(entry) for entry in letter.entries))
    return "\n\n".join((*parts, "</div>"))


def _entry(entry: Entry) -> str:
    if len(entry.targets) == 1:
        ((label, link),) = entry.targets
        return (
            f'- [{entry.word}]({link}){{ title="{escaped(label)}" }}'  # which is printed on paper
        )
    links = ", ".join(f"[{label}]({link})" for label, link in entry.targets)
    return f"- {entry.word}: {links}"


def _pocket(pocket: Pocket, handbook: Handbook) -> str:
    levels = {passage.id: passage for book in handbook.books for passage in book.passages}
    rows = []
    for clause_id, title, sentence in pocket.items:
        chip = level_chip(levels[clause_id], handbook)
        code = f'<span class="hb-id">{clause_id}</span>'
        rows.append(f"1.  __[{title}](hb:{clause_id})__\n\n    {sentence}\n\n    {chip} {code}")
    card = '<div class="hb-pocket" markdown>\n\n' + "\n\n".join(rows) + "\n\n</div>"
    return f"{card}\n\n{_code(pocket, handbook)}".rstrip()


def _code(pocket: Pocket, handbook: Handbook) -> str:
    """Return a QR code that leads to the decision aid; nothing without an address of the site."""
    name, title = pocket.aid
    address = short_address(name, handbook) if name else ""
    if not address:
        return ""
    alt = handbook.phrase("qr_code").replace("{title}", decoded(title))
    shown = escaped(address.removeprefix("https://"))
    caption = f"<figcaption><strong>{title}</strong><br>{shown}</figcaption>"
    return (
        f'<figure class="hb-qr" data-search-exclude>\n{qr_svg(address, alt)}\n{caption}\n</figure>'
    )
