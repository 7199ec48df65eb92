"""Put what a firm's releases tell into its handbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from handbook_gen.filling import as_markdown, long_day
from handbook_gen.history.feed import feed
from handbook_gen.history.past import past_pages
from handbook_gen.history.records import changes_json
from handbook_gen.history.steps import Step, steps_of
from handbook_gen.history.told import told
from handbook_gen.history.wordings import Wordings
from handbook_gen.history.words import Telling
from handbook_gen.model.blocks import Block, Passage, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Book, Handbook, Page, Part
from handbook_gen.model.past import Changes, Extra
from handbook_gen.model.release import Release

CHANGES: Final = "changes/index"
"""The page that tells what changed."""

_ICON: Final = "material/history"
_WITHIN: Final[Mapping[BookName, str]] = {"staff": "reference", "control": "administration"}
"""The section of each book in whose menu it stands."""


def told_in(handbook: Handbook, releases: Sequence[Release], folder: str) -> Handbook:
    """Return the handbook with what its firm's releases tell of it; it has one at least."""
    steps = steps_of(releases)
    telling = Telling.of(handbook)
    news = _news(steps[-1], telling)
    wordings = Wordings.of(steps, telling)
    books = tuple(
        replace(book, parts=(*_parts(book, news, wordings), _part(book, steps, telling)))
        for book in handbook.books
    )
    extras = tuple(
        extra
        for book in handbook.books
        for extra in (
            Extra(book.name, "feed.xml", feed(releases, handbook, book.name, folder).decode()),
            Extra(book.name, "changes.json", changes_json(steps, handbook, book.name)),
        )
    )
    return replace(
        handbook,
        books=books,
        not_yet=_not_yet(handbook, releases, telling),
        extras=(*handbook.extras, *extras),
    )


def _parts(book: Book, news: Mapping[str, str], wordings: Wordings) -> tuple[Part, ...]:
    """Return the parts of a book, with the firm's own news and past on every clause."""

    def block(one: Block) -> Block:
        if not isinstance(one, Passage):
            return one
        past = wordings.of_clause(one, book.name)
        return replace(one, news=news.get(one.id, ""), wordings=past)

    def page(one: Page) -> Page:
        return replace(one, blocks=tuple(map(block, one.blocks)))

    return tuple(replace(part, pages=tuple(map(page, part.pages))) for part in book.parts)


def _part(book: Book, steps: Sequence[Step], telling: Telling) -> Part:
    newest = tuple(reversed(steps))
    releases = tuple(told(step, book, telling) for step in newest)
    title = telling.phrase("changes_title")
    blocks = (
        Prose(telling.phrase("changes_intro")),
        Prose(telling.phrase("changes_feed")),
        Changes(telling.phrase("everyone"), releases),
    )
    first = Page(CHANGES, title, _ICON, blocks, generated=True, searched=False)
    pages = (first, *past_pages(book, newest, telling))
    return Part("changes", title, _ICON, pages, within=_WITHIN[book.name])


def _news(last: Step, telling: Telling) -> Mapping[str, str]:
    """Return for what the last release added or changed in meaning the words that say so."""
    version = last.release.version
    return {
        change.id: telling.phrase(
            "new_in" if "added" in change.differences else "changed_in", version=version
        )
        for change in last.changes
        if change.in_meaning
    }


def _not_yet(handbook: Handbook, releases: Sequence[Release], telling: Telling) -> str:
    """Return what is said before the handbook is in force, with the version that holds until then."""
    day = handbook.effective
    if day is None or not handbook.not_yet:
        return handbook.not_yet
    before = [
        release
        for release in releases
        if release.effective < day and release.version != handbook.version
    ]
    if not before:
        return handbook.not_yet
    return telling.phrase(
        "not_yet_until",
        date=long_day(day, telling.phrase("locale")),
        version=as_markdown(before[-1].version),
    )
