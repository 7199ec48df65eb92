"""Draw the year calendar of reviews, month by month."""

from collections.abc import Mapping, Sequence
from datetime import date

from handbook_gen.assemble.aids import applies, rule_links
from handbook_gen.assemble.figures.svg import LINE, box, figure, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Block, Grid
from handbook_gen.model.known import EFFECTIVE
from handbook_gen.model.tools import Review

_COLUMNS, _WIDTH, _MONTHS = 3, 200.0, 12
_SELDOM = 2
"""What comes more often in a year stands above the months."""


def review_calendar(words: Words) -> tuple[Block, ...]:
    """Return the calendar and its table; nothing when the library lists no reviews.

    What comes back every month, or more than twice a year, stands once above the months.
    """
    reviews = [row for row in words.library.calendar if applies(row.applies_when, words)]
    if not reviews:
        return ()
    when = {row.key: months_of(row, words) for row in reviews}
    often = [row for row in reviews if len(when[row.key]) > _SELDOM]
    body: list[str] = []
    top = 0.0
    for phrase, wanted in (("calendar_monthly", True), ("calendar_often", False)):
        rows = [row for row in often if (len(when[row.key]) == _MONTHS) == wanted]
        if rows:
            lines = _lines(rows, _COLUMNS * 29, words)
            height = 40 + LINE * len(lines)
            width = _COLUMNS * _WIDTH
            body += _box((0, top), (width, height), words.phrase(phrase), lines)
            top += height + 8
    rare = [row for row in reviews if len(when[row.key]) <= _SELDOM]
    seldom = {
        month: [row for row in rare if month in when[row.key]] for month in range(1, _MONTHS + 1)
    }
    for first in range(1, _MONTHS + 1, _COLUMNS):
        top = _quarter(body, first, top, seldom, words)
    said = ". ".join(
        f"{words.filler.month(month)}: " + "; ".join(row.what[words.language] for row in rows)
        for month, rows in seldom.items()
        if rows
    )
    title = words.phrase("calendar_title")
    drawing = figure("review-calendar", (_COLUMNS * _WIDTH, top), body, title, said)
    return (drawing, _table(reviews, words))


def _quarter(
    body: list[str], first: int, top: float, seldom: Mapping[int, list[Review]], words: Words
) -> float:
    """Draw three months side by side, and return where the next row begins."""
    months = range(first, first + _COLUMNS)
    lines = {month: _lines(seldom[month], 24, words) for month in months}
    height = 40 + LINE * max(len(found) for found in lines.values())
    for place, month in enumerate(months):
        at, size = (place * _WIDTH, top), (_WIDTH, height)
        body += _box(at, size, words.filler.month(month), lines[month])
    return top + height + 8


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


def _lines(reviews: Sequence[Review], width: int, words: Words) -> list[tuple[str, bool]]:
    """Return lines of at most `width` characters, each with whether an entry begins there."""
    return [
        (text, number == 0)
        for review in reviews
        for number, text in enumerate(wrapped(review.what[words.language], width, 4))
    ]


def _box(
    at: tuple[float, float],
    size: tuple[float, float],
    name: str,
    lines: list[tuple[str, bool]],
) -> list[str]:
    x, top = at
    found = [box(x + 2, top + 2, size[0] - 8, size[1] - 4)]
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
