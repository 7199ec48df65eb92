"""Where each clause stands in an edition, and how it reads there in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook_gen.model.blocks import Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.release import Edition


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause of an edition: its book, its page with titles, and its passages, per language."""

    book: BookName
    page: str
    titles: Mapping[str, str]
    passages: Mapping[str, Passage]


def standings(edition: Edition) -> Mapping[str, Standing]:
    """Return the clauses of both books by ID, in the order of the books."""
    titles: dict[str, dict[str, str]] = {}
    passages: dict[str, dict[str, Passage]] = {}
    places: dict[str, tuple[BookName, str]] = {}
    for handbook in edition.handbooks:
        for book in handbook.books:
            for page in book.pages:
                for passage in page.passages:
                    places.setdefault(passage.id, (book.name, page.id))
                    titles.setdefault(passage.id, {})[handbook.language] = page.title
                    passages.setdefault(passage.id, {})[handbook.language] = passage
    return {
        name: Standing(book, page, titles[name], passages[name])
        for name, (book, page) in places.items()
    }


def common_languages(old: Edition, new: Edition) -> tuple[str, ...]:
    """Return the languages that both editions have, in the order of the newer one."""
    return tuple(language for language in new.languages if language in old.languages)
