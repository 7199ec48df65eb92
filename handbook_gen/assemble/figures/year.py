"""Draw the year calendar of reviews, month by month."""

from collections.abc import Sequence
from datetime import date

from handbook_gen.assemble.aids import applies, rule_links
from handbook_gen.assemble.figures.svg import LINE, box, figure, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Block, Grid
from handbook_gen.model.known import EFFECTIVE
from handbook_gen.model.tools import Review

_COLUMNS, _WIDTH, _MONTHS = 3, 200.0, 12


def review_calendar(words: Words) -> tuple[Block, ...]:
    """Return the calendar and its table; nothing when the library lists no reviews."""
    reviews = [row for row in words.library.calendar if applies(row.applies_when, words)]
    if not reviews:
        return ()
    months = {
        month: [row for row in reviews if month in months_of(row, words)]
        for month in range(1, _MONTHS + 1)
    }
    body: list[str] = []
    top = 0.0
    for first in range(1, _MONTHS + 1, _COLUMNS):
        row = list(range(first, first + _COLUMNS))
        lines = {month: _lines(months[month], words) for month in row}
        height = 40 + LINE * max(len(found) for found in lines.values())
        for place, month in enumerate(row):
            name = words.filler.month(month)
            body += _month((place * _WIDTH, top), height, name, lines[month])
        top += height + 8
    said = ". ".join(
        f"{words.filler.month(month)}: " + "; ".join(row.what[words.language] for row in rows)
        for month, rows in months.items()
        if rows
    )
    title = words.phrase("calendar_title")
    size = (_COLUMNS * _WIDTH, top)
    return (figure("review-calendar", size, body, title, said), _table(reviews, words))


def months_of(review: Review, words: Words) -> tuple[int, ...]:
    """Return the months of a review; one that recurs counts from the month of the handbook's start."""
    if not review.every:
        return review.months
    every = words.value(review.every)
    start = words.value(EFFECTIVE)
    first = start.month if isinstance(start, date) else 1
    if not isinstance(every, int) or every <= 0:
        return ()
    if every > _MONTHS:
        return (first,)
    return tuple(sorted({(first - 1 + step) % _MONTHS + 1 for step in range(0, _MONTHS, every)}))


def _lines(reviews: Sequence[Review], words: Words) -> list[tuple[str, bool]]:
    """Return the lines of a month, each with whether an entry begins there."""
    return [
        (text, number == 0)
        for review in reviews
        for number, text in enumerate(wrapped(review.what[words.language], 25, 3))
    ]


def _month(
    at: tuple[float, float], height: float, name: str, lines: list[tuple[str, bool]]
) -> list[str]:
    x, top = at
    found = [box(x + 2, top + 2, _WIDTH - 8, height - 4)]
    found.append(words_at(x + 12, top + 18, [name], "fg-strong", anchor="start"))
    for number, (text, begins) in enumerate(lines):
        y = top + 42 + number * LINE
        mark = "· " if begins else ""
        found.append(words_at(x + (12 if begins else 19), y, [mark + text], anchor="start"))
    return found


def _table(reviews: Sequence[Review], words: Words) -> Grid:
    return Grid(
        (words.phrase("head_what"), words.phrase("head_months"), words.phrase("head_rules")),
        tuple(
            (
                as_markdown(row.what[words.language]),
                ", ".join(words.filler.month(month) for month in months_of(row, words)),
                rule_links(row.clauses, "control", words),
            )
            for row in reviews
        ),
    )
