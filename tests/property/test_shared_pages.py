"""A page put together from shared parts is the page that MkDocs makes, whatever stands in it."""

import re
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook_gen.engines.shared.content import Content
from handbook_gen.engines.shared.entries import entries_of, unsearched
from handbook_gen.engines.shared.navigation import Leaf
from handbook_gen.engines.shared.parts import kept_of, pieces_in
from handbook_gen.engines.shared.pieces import Piece, Unshared
from handbook_gen.engines.shared.renderings import Renderings
from handbook_gen.engines.shared.templates import Templates
from handbook_gen.engines.shared.theme import Theme
from handbook_gen.filling import as_markdown
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from handbook_gen.writers import book_project, read_look
from tests.e2e.running import FIRM, REPOSITORY
from tests.same_as_stock import HOSTILE

PATH = "privacy/page.md"
WORDS = st.sampled_from(
    [
        "regel", "AVG", "e-mail", "12", "2027.", "(zo)", "dat's", "“ja”", "10%", "a/b", "&#42;", "&amp;", "&",
        "!", "...", "*los*", "**vet**", "__sterk__", "_schuin_", "`code`", "~~x~~", "x_y_z", "<br>", "[x]",
        "[tekst](../privacy/chat.md#prv-16)", "[A](mailto:a.b@c.example)", "[B](https://b.example/x_y(z))",
        "[C](tel:+31205550120)", "[D](https://d.example/a&#95;b/?c=d&#38;e#f)", '<span lang="nl">zo</span>', "—", "€ 5", "\\*", "#", "+", "|", "{x}", "\ua003",
    ]
)  # fmt: skip
ANSWERS = st.sampled_from([as_markdown(text) for text in HOSTILE])
LINE = st.lists(WORDS | ANSWERS, min_size=1, max_size=8).map(" ".join)
CELL = LINE.map(lambda text: text.replace("|", "&#124;"))


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Return one block of a page."""
    kind = draw(st.integers(0, 9 if depth < 2 else 5))
    line = draw(LINE)
    match kind:
        case 0 | 1:
            return "\n".join([line, *draw(st.lists(LINE, max_size=2))])
        case 2:
            return f"{'#' * draw(st.integers(2, 3))} {line} {{ #a{draw(st.integers(0, 10**6))} }}"
        case 3:
            return "\n".join(f"- {item}" for item in [line, *draw(st.lists(LINE, max_size=6))])
        case 4:
            rows = draw(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=7))
            table = [f"| {one} | {other} |" for one, other in [("A", "B"), ("---", "---"), *rows]]
            return "\n".join(table)
        case 5:
            return f'<p class="hb-kw" hidden>{re.sub("[<>&]", "", line)}</p>'
        case 6:
            inside = draw(st.lists(blocks(depth + 1), min_size=1, max_size=3))
            return '<div class="x" markdown>\n\n' + "\n\n".join(inside) + "\n\n</div>"
        case 7:
            inside = draw(st.lists(blocks(depth + 1), min_size=1, max_size=3))
            head = (
                f'<section class="c" markdown>\n\n## {line} {{ #b{draw(st.integers(0, 10**6))} }}'
            )
            return head + "\n\n" + "\n\n".join(inside) + "\n\n</section>"
        case 8:
            inside = draw(st.lists(LINE, min_size=1, max_size=2))
            lines = "\n\n".join(inside)
            return f"<div data-search-exclude markdown>\n\n{lines}\n\n</div>"
        case _:
            items = [line, *draw(st.lists(LINE, max_size=2))]
            return "\n\n".join(f"-   __[{n}](x.md)__\n\n    {item}" for n, item in enumerate(items))


@cache
def theme() -> Theme:
    firm = check_firm(open_workspace(REPOSITORY), FIRM, date(2026, 11, 28))
    return Theme(book_project(handbooks(firm)[0], "staff", read_look()).config, Templates())


@cache
def content() -> Content:
    """Return what renders pages; it is the same for all examples, so that they share."""
    return Content(lambda: theme().renderer, "")


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=8))
def test_a_page_of_parts_is_the_page_of_mkdocs(found: list[str]) -> None:
    text = "# Titel { #top }\n\n" + "\n\n".join(found) + "\n"
    try:
        whole = theme().whole_page(text, PATH)
    except Unshared:
        return  # MkDocs warns, and builds such a book itself
    page = content().pages({PATH: text}, {})[PATH]
    if page is None:
        return  # it is rendered whole
    piece = page.piece

    assert piece.html.strip() == unsearched(whole.html)
    assert piece.title == whole.title
    assert piece.headings == whole.headings
    assert piece.anchors == whole.anchors
    assert piece.links == whole.links
    leaf = Leaf(PATH, "Titel", "")
    entries = None if piece.steps is None else entries_of(leaf.url, piece.steps)
    if entries is not None:
        assert entries == theme().entries(whole, leaf, {})


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=6), blocks(), st.integers(0, 6), st.integers(0, 2))
def test_parts_of_the_page_as_it_was_serve_the_page_as_it_is(
    before: list[str], block: str, place: int, gone: int
) -> None:
    after = [*before[:place], block, *before[place + gone :]]
    old, new = ("\n\n".join(["# Titel { #top }", *found]) + "\n" for found in (before, after))
    was, clean = (content().pages({PATH: text}, {})[PATH] for text in (old, new))
    if was is None or clean is None:
        return  # one of them is rendered whole
    kept = kept_of(was.parts)

    known = pieces_in(kept, was.piece.html.strip())
    page = Content(lambda: theme().renderer, "").pages({PATH: new}, {PATH: known})[PATH]

    assert page is not None
    assert page.piece._replace(steps=None) == clean.piece._replace(steps=None)
    assert entries_in(page.piece) == entries_in(clean.piece)


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=6), blocks())
def test_what_was_rendered_before_comes_to_the_same(found: list[str], block: str) -> None:
    old, new = ("\n\n".join(["# Titel { #top }", *some]) for some in (found, [*found, block]))
    was, clean = (content().pages({PATH: text}, {})[PATH] for text in (old, new))
    first = Renderings("a program")
    Content(lambda: theme().renderer, "").pages({PATH: old}, {}, first)

    kept = first.news()
    for text, expected in ((old, was), (new, clean)):
        alone = Content(lambda: theme().renderer, "")
        page = alone.pages({PATH: text}, {}, Renderings("a program", kept))[PATH]
        assert (page is None) == (expected is None)
        if page is not None and expected is not None:
            assert page.piece._replace(steps=None) == expected.piece._replace(steps=None)
            assert entries_in(page.piece) == entries_in(expected.piece)


def entries_in(piece: Piece) -> object:
    return None if piece.steps is None else entries_of("page.html", piece.steps)


def test_most_pages_are_taken_apart() -> None:
    text = "# Titel { #top }\n\nEen *zin* met [een link](../privacy/chat.md).\n\n- a\n- b\n"

    page = content().pages({PATH: text}, {})[PATH]

    assert page is not None
    assert page.piece.steps is not None
