"""The book as it stood in each release, each on one page."""

from collections.abc import Sequence

from handbook_gen.filling import as_markdown
from handbook_gen.history.steps import Step, digest_of
from handbook_gen.history.words import Telling
from handbook_gen.model.handbook import Book, Page
from handbook_gen.model.past import PastBook, PastClause


def past_pages(book: Book, steps: Sequence[Step], telling: Telling) -> tuple[Page, ...]:
    """Return a page per release, in the same order."""
    return tuple(_page(book, step, telling) for step in steps)


def page_id(step: Step) -> str:
    """Return the ID of the page of a release."""
    return f"changes/as-of-{step.anchor.removeprefix('v-')}"


def _page(book: Book, step: Step, telling: Telling) -> Page:
    release = step.release
    then = release.edition.handbook(telling.language).book(book.name)
    version = as_markdown(release.version)
    past = PastBook(
        facts=(*telling.facts(release), (telling.phrase("past_digest"), digest_of(release))),
        notice=telling.phrase("past_notice", version=version),
        pages=tuple(
            (page.title, tuple(_clauses(page, book, telling)))
            for page in then.pages
            if page.passages
        ),
    )
    title = telling.phrase("past_title", version=version)
    return Page(page_id(step), title, "material/history", (past,), generated=True, searched=False)


def _clauses(page: Page, book: Book, telling: Telling) -> list[PastClause]:
    return [
        PastClause(
            passage.id,
            passage.anchor,
            passage.title,
            passage.level,
            telling.linked(passage.text, book.name),
        )
        for passage in page.passages
    ]
