"""Reading time: the words that a reader sees, and the minutes that they take."""

import pytest

from handbook_gen.assemble.reading import reading_minutes, words_in
from handbook_gen.model.aids import Figure, Tick, Ticks
from handbook_gen.model.blocks import Cards, Grid, Passage, Prose
from handbook_gen.model.handbook import Page, Part


def passage(**texts: str) -> Passage:
    """Return a clause with some of its texts."""
    return Passage(
        id="PRV-01",
        anchor="prv-01",
        level="must",
        severity="medium",
        title=texts.get("title", ""),
        text=texts.get("text", ""),
        good=texts.get("good", ""),
        bad=texts.get("bad", ""),
        why=texts.get("why", ""),
        audience=("everyone",),
        reasons=(),
        citations=(),
        owner="the partner",
        keywords=("picture", "photo"),
        since="2026.1",
        pocket=False,
        own=False,
    )


def part(*blocks: object, title: str = "") -> Part:
    """Return a part with one page of these blocks."""
    page = Page("a/b", title, "", blocks)  # type: ignore[arg-type]  # blocks of any kind
    return Part("a", "Part", "", (page,))


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("", 0),
        ("Ask first.", 2),
        ("Vraag het **eerst**, en plaats dan.", 6),
        ("well-being isn't a number", 4),
        ("foto's en video's", 3),
        ("See [Ask first (PRV-01)](hb:PRV-01) today", 5),
        ("[mail us](mailto:a@b.example)", 2),
        ("## Ask first { #ask-first }", 2),
        ('<span lang="nl">Jansen</span> asks', 2),
        ("Jansen en Co&#46;", 3),
        ("A&#46; Aal", 2),
        ("| one | two |", 2),
        ("one\ntwo\n\nthree", 3),
        ("→ ● —", 0),
        ("72 hours", 2),
    ],
)
def test_words_are_what_a_reader_sees(markdown: str, count: int) -> None:
    assert words_in(markdown) == count


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 0), (1, 1), (229, 1), (230, 1), (231, 2), (460, 2), (2300, 10)]
)
def test_minutes_are_rounded_up(words: int, minutes: int) -> None:
    assert reading_minutes([part(Prose("word " * words))]) == minutes


def test_a_clause_counts_without_its_reason_which_is_folded_away() -> None:
    short = passage(title="a " * 50, text="b " * 60, good="c " * 60, bad="d " * 60)
    long = passage(title="a " * 50, text="b " * 60, good="c " * 60, bad="d " * 60, why="e " * 900)

    assert reading_minutes([part(short)]) == 1
    assert reading_minutes([part(long)]) == 1
    assert reading_minutes([part(long, Prose("f"))]) == 2


def test_tables_count_with_their_heads() -> None:
    grid = Grid(("a " * 100, "b " * 100), (("c " * 30, ""),))

    assert reading_minutes([part(grid)]) == 1
    assert reading_minutes([part(grid, Prose("d"))]) == 2


def test_what_is_looked_up_does_not_count() -> None:
    figure = Figure("map", "<svg></svg>", "a " * 500, "b " * 500)
    cards = Cards((("c " * 500, "hb:page/a/b", "d " * 500),))
    ticks = Ticks("x", "e " * 500, (Tick("f " * 500, "must", ""),))

    assert reading_minutes([part(figure, cards, ticks)]) == 0


def test_titles_of_pages_count_and_all_parts_add_up() -> None:
    parts = [part(title="a " * 230), part(Prose("b " * 230))]

    assert reading_minutes(parts) == 2


def test_a_book_without_sections_takes_no_time() -> None:
    assert reading_minutes([]) == 0
