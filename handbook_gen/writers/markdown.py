"""Blocks of a handbook as the Markdown and HTML that all site builders read alike."""

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from handbook_gen.model.blocks import (
    Block,
    Cards,
    Figure,
    Flow,
    Form,
    Grid,
    Passage,
    Pocket,
    Prose,
    Quiz,
    Ticks,
)
from handbook_gen.model.handbook import Book, Handbook, Page
from handbook_gen.writers.aids_markdown import (
    figure_markdown,
    flow_markdown,
    form_markdown,
    quiz_markdown,
    ticks_markdown,
)

RULES_FIRST: Final = 4
"""How much more a page with rules counts in the search than one that explains or lists."""

_TARGET = re.compile(r"\(hb:([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the clauses and pages of one book stand, as paths of Markdown files."""

    book: Book
    clauses: Mapping[str, str]
    pages: frozenset[str]

    @classmethod
    def of(cls, book: Book) -> "Addresses":
        """Return the addresses of all that can be linked to in a book."""
        clauses = {
            passage.id: f"{page.id}.md#{passage.anchor}"
            for page in book.pages
            for passage in page.passages
        }
        return cls(book, clauses, frozenset(page.id for page in book.pages))

    def relative(self, target: str, page: Page) -> str:
        """Return the address of `PRV-16` or `page/privacy/chat`, seen from a page."""
        if target.startswith("page/"):
            name = target.removeprefix("page/")
            path = f"{name}.md" if name in self.pages else ""
        else:
            path = self.clauses.get(target, "")
        assert path, f"{target} is not in this book"
        file, hash_, anchor = path.partition("#")
        return posixpath.relpath(file, posixpath.dirname(page.id) or ".") + hash_ + anchor


def page_markdown(page: Page, handbook: Handbook, addresses: Addresses) -> str:
    """Return a page as the content of its Markdown file."""
    parts = [
        f"{_head(page)}{title_markdown(page)}",
        *about_markdown(handbook),
        *blocks_markdown(page, handbook, addresses),
        ask_markdown(addresses.book),
    ]
    text = "\n\n".join(part for part in parts if part)
    return with_links(text, lambda target: addresses.relative(target, page)) + "\n"


def title_markdown(page: Page) -> str:
    """Return the title of a page, to which `#top` leads."""
    return f"# {page.title} {{ #top }}"


def blocks_markdown(page: Page, handbook: Handbook, addresses: Addresses) -> list[str]:
    """Return the blocks of a page; links are still `(hb:...)`."""
    parts = []
    for number, block in enumerate(page.blocks):
        text = block_markdown(block, handbook, addresses, page)
        opening = number == 0 and isinstance(block, Prose) and page.passages
        if opening and "\n#" not in f"\n{text}":  # an introduction answers no question
            text = f"<div data-search-exclude markdown>\n\n{text}\n\n</div>"
        parts.append(text)
    return parts


def ask_markdown(book: Book) -> str:
    """Return the box that says whom to ask."""
    return f'<div class="hb-ask" data-search-exclude markdown>\n\n{book.ask}\n\n</div>'


def with_links(markdown: str, address: Callable[[str], str]) -> str:
    """Return Markdown in which each `(hb:PRV-16)` has the address of its target."""
    return _TARGET.sub(lambda found: f"({address(found[1])})", markdown)


def _head(page: Page) -> str:
    lines = [f"icon: {page.icon}"] if page.icon else []
    lines += ["hide: [navigation, toc]"] if page.id == "index" else []
    if not page.searched:
        lines.append("search: {exclude: true}")
    elif page.passages:
        lines.append(f"search: {{boost: {RULES_FIRST}}}")
    return "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""


def block_markdown(block: Block, handbook: Handbook, addresses: Addresses, page: Page) -> str:
    """Return one block; links are still `(hb:...)`."""
    match block:
        case Prose(text):
            return text
        case Passage():
            return _clause(block, handbook)
        case Grid():
            return _table(block)
        case Cards(items):
            rows = "\n\n".join(_card(title, link, line) for title, link, line in items)
            return f'<div class="hb-cards" markdown>\n\n{rows}\n\n</div>'
        case Pocket(items):
            return _pocket(items, handbook, page, addresses)
        case _:
            return _aid(block, handbook)


def _aid(block: Figure | Flow | Ticks | Form | Quiz, handbook: Handbook) -> str:
    match block:
        case Figure():
            return figure_markdown(block)
        case Flow():
            return flow_markdown(block, handbook)
        case Ticks():
            return ticks_markdown(block, handbook)
        case Form():
            return form_markdown(block, handbook)
        case Quiz():
            return quiz_markdown(block, handbook)
        case _:
            raise AssertionError(block)


def about_markdown(handbook: Handbook) -> list[str]:
    """Return what stands under a title: a notice when there is one, and the facts strip."""
    return [part for part in (notice_markdown(handbook), _facts_strip(handbook)) if part]


def notice_markdown(handbook: Handbook) -> str:
    """Return the notice that the handbook is not in force; empty when it is."""
    if not handbook.notice:
        return ""
    return f'<div class="hb-notice" markdown>\n\n{handbook.notice}\n\n</div>'


def _facts_strip(handbook: Handbook) -> str:
    rows = "".join(
        f"<div><dt>{_html(label)}</dt><dd>{value}</dd></div>"
        for label, value in handbook.facts_strip
    )
    return f'<dl class="hb-facts" data-search-exclude>{rows}</dl>'


def _clause(passage: Passage, handbook: Handbook) -> str:
    level = level_key(passage.level)
    parts = [
        f'<section class="hb-clause" data-level="{level}" markdown>',
        f"## {passage.title} {{ #{passage.anchor} }}",
        passage.text,
        _meta(passage, level, handbook),
        _examples(passage, handbook),
        _why(passage, handbook),
        _sources(passage, handbook),
    ]
    if passage.keywords:
        parts.append(
            f'<p class="hb-kw" hidden>{_html(", ".join((*passage.keywords, passage.title) * 2))}</p>'
        )
    parts.append("</section>")
    return "\n\n".join(part for part in parts if part)


def _meta(passage: Passage, level: str, handbook: Handbook) -> str:
    permalink = handbook.phrase("permalink").replace("{id}", passage.id)
    chips = [
        f'<span class="hb-level hb-level--{level}">{_html(handbook.phrase(_phrase(passage)))}</span>',
        f'<a class="hb-id" href="#{passage.anchor}" title="{_html(permalink)}">{passage.id}</a>',
        *(
            f'<span class="hb-chip">{_html(role[:1].upper() + role[1:])}</span>'
            for role in passage.audience
        ),
    ]
    if passage.own:
        chips.append(f'<span class="hb-chip">{_html(handbook.phrase("own_rule"))}</span>')
    if passage.status is not None:
        state = passage.status.state.replace(" ", "-")
        words = _html(passage.status.words)
        chips.append(f'<span class="hb-status hb-status--{state}">{words}</span>')
    return f'<p class="hb-meta" data-search-exclude>{"".join(chips)}</p>'


def _examples(passage: Passage, handbook: Handbook) -> str:
    boxes = "".join(
        f'<div class="hb-ex hb-ex--{kind}" markdown>\n\n__{handbook.phrase(kind)}__\n\n{text}\n\n</div>\n'
        for kind, text in (("good", passage.good), ("bad", passage.bad))
        if text
    )
    return f'<div class="hb-examples" markdown>\n{boxes}</div>' if boxes else ""


def _why(passage: Passage, handbook: Handbook) -> str:
    parts = [passage.why] if passage.why else []
    if passage.reasons:
        rows = "\n".join(f"- {reason.question} **{reason.answer}**" for reason in passage.reasons)
        said = f"{handbook.phrase('our_answers')}:\n\n{rows}"
        parts.append(f"<div data-search-exclude markdown>\n\n{said}\n\n</div>")
    if not parts:
        return ""
    summary = f"<summary>{_html(handbook.phrase('why'))}</summary>"
    inside = "\n\n".join(parts)
    return f'<details class="hb-why" markdown>\n{summary}\n\n{inside}\n\n</details>'


def _sources(passage: Passage, handbook: Handbook) -> str:
    cites = " · ".join(f"<cite>{_html(citation.text)}</cite>" for citation in passage.citations)
    return (
        f'<p class="hb-source" data-search-exclude>{_html(handbook.phrase("source"))}: {cites}</p>'
        if cites
        else ""
    )


def _table(grid: Grid) -> str:
    lines = [_row(grid.heads), _row(tuple("---" for _ in grid.heads)), *map(_row, grid.rows)]
    table = "\n".join(lines)
    return f'<div class="hb-stack" markdown>\n\n{table}\n\n</div>'


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _card(title: str, link: str, line: str) -> str:
    card = f"-   __[{title}]({link})__"
    return f"{card}\n\n    {line}" if line else card


def _pocket(
    items: tuple[tuple[str, str, str], ...], handbook: Handbook, page: Page, addresses: Addresses
) -> str:
    levels = {passage.id: passage for book in handbook.books for passage in book.passages}
    rows = []
    for clause_id, title, sentence in items:
        passage = levels[clause_id]
        level, word = level_key(passage.level), _html(handbook.phrase(_phrase(passage)))
        chip = f'<span class="hb-level hb-level--{level}">{word}</span>'
        code = f'<span class="hb-id">{clause_id}</span>'
        rows.append(f"1.  __[{title}](hb:{clause_id})__\n\n    {sentence}\n\n    {chip} {code}")
    return '<div class="hb-pocket" markdown>\n\n' + "\n\n".join(rows) + "\n\n</div>"


def level_key(level: str) -> str:
    """Return the level as it stands in class names: `must`, `mustnot`, `should`, ..."""
    return level.replace(" ", "")


def _phrase(passage: Passage) -> str:
    return "level_" + passage.level.replace(" ", "_")


def _html(text: str) -> str:
    return html.escape(text)
