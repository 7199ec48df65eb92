"""Say for each page who looks after it and when it is reviewed again."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Block, Grid, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Person
from handbook_gen.model.known import ACCOUNTABLE, EFFECTIVE, REVIEW_MONTHS
from handbook_gen.model.library import Library, LibraryPage


@dataclass(frozen=True, slots=True)
class PageReview:
    """A page, the fact that names its owner, and after how many months it is reviewed."""

    page: LibraryPage
    owner: str
    months: int


def page_reviews(library: Library, decisions: Decisions) -> tuple[PageReview, ...]:
    """Return the pages that a firm has, in reading order, with owner and term."""
    term = handbook_months(decisions)
    return tuple(
        PageReview(page, page.owner or ACCOUNTABLE, page.review_months or term)
        for page in _in_reading_order(library, decisions)
    )


def handbook_months(decisions: Decisions) -> int:
    """Return after how many months the firm reviews its handbook."""
    months = decisions.answers.values[REVIEW_MONTHS]
    assert isinstance(months, int)
    return months


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def upkeep(words: Words) -> tuple[Block, ...]:
    """Return the table of pages with owner, last review and next review.

    A page counts as reviewed on the day from which the handbook holds.
    """
    start = words.value(EFFECTIVE)
    reviewed = words.filler.day(start) if isinstance(start, date) else ""
    rows = []
    for review in page_reviews(words.library, words.decisions):
        due = months_later(start, review.months) if isinstance(start, date) else None
        rows.append(
            (
                _title(review.page, words),
                _owner(review.owner, words),
                reviewed,
                words.filler.day(due) if due else "",
            )
        )
    heads = ("head_page", "head_owner", "head_reviewed_on", "head_review_by")
    said = words.phrase("upkeep_intro")
    if not reviewed:
        said += " " + words.phrase("upkeep_empty")
    return (Prose(said), Grid(tuple(words.phrase(head) for head in heads), tuple(rows)))


def _title(page: LibraryPage, words: Words) -> str:
    """Return the page's title; a link where the page stands in the same book."""
    title = as_markdown(page.texts[words.language].title)
    return f"[{title}](hb:page/{page.id})" if page.book == "control" else title


def _owner(fact_id: str, words: Words) -> str:
    """Return the name of whoever was named, or else the role."""
    value = words.value(fact_id)
    return as_markdown(value.name) if isinstance(value, Person) else words.fact(fact_id)


def _in_reading_order(library: Library, decisions: Decisions) -> Iterator[LibraryPage]:
    sections = list(library.sections)
    books: tuple[BookName, ...] = ("staff", "control")
    yield from sorted(
        decisions.pages.values(),
        key=lambda page: (
            books.index(page.book),
            sections.index(page.section),
            page.order,
            page.id,
        ),
    )
