"""A handbook: both books of one firm in one language, decided and filled in.

It is the one thing that writers read, so it holds every phrase and picture that they need. Texts
are Markdown in which answers are already escaped; a link to a clause or page is written as
`(hb:PRV-16)` or `(hb:page/privacy/chat)`, which a writer turns into its own kind of address.

Where something is derived again and again it is kept, which a class with slots could not.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from handbook_gen.model.blocks import Block, Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.past import Extra

FORMAT_VERSION = 2


@dataclass(frozen=True)
class Page:
    """A page of a book; its ID is its address without `.html`.

    `searched` is false for a page that only points to others, which would crowd the results.
    """

    id: str
    title: str
    icon: str
    blocks: tuple[Block, ...]
    own: bool = False
    generated: bool = False
    searched: bool = True

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The clauses on this page, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Passage))


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a book with its pages; `title` is empty for pages at the top.

    `within` is the ID of the section in whose menu it stands, or empty.
    """

    id: str
    title: str
    icon: str
    pages: tuple[Page, ...]
    within: str = ""


@dataclass(frozen=True)
class Book:
    """The staff book or the control book.

    Attributes:
        ask: Markdown that says whom to ask, for every page.
        related: for a clause, the few others of this book that its reader may want next.
    """

    name: BookName
    title: str
    ask: str
    parts: tuple[Part, ...]
    related: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in reading order."""
        return tuple(page for part in self.parts for page in part.pages)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All clauses in reading order."""
        return tuple(passage for page in self.pages for passage in page.passages)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every clause, by its ID."""
        return {passage.id: passage.title for passage in self.passages}

    def near(self, clause_id: str) -> tuple[str, ...]:
        """Return the few clauses that a reader of this one may want next."""
        return self._near.get(clause_id, ())

    @cached_property
    def _near(self) -> Mapping[str, tuple[str, ...]]:
        return dict(self.related)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause or page that this firm does not have, with the reason in words."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Brand:
    """Colours as `#rrggbb`, with readable shades for text on them and for links on light and dark."""

    colour: str
    on_colour: str
    link: str
    link_dark: str
    logo_name: str = ""
    logo_base64: str = ""


@dataclass(frozen=True)
class Handbook:
    """Both books of one firm in one language.

    Attributes:
        site_name: the firm's name where it can be shown raw, a fixed phrase where it cannot.
        firm_name: the firm's name exactly as typed; not Markdown.
        version: the firm's own number of this handbook as typed, empty when it has none.
        feedback_form: the address of the firm's own form, or empty.
        feedback_email: of whoever is told that something is wrong, or empty.
        facts_strip: pairs of label and Markdown for under each title (in force, approved, ...).
        notice: Markdown for the top of every page, empty when the handbook is in force.
        names: for every clause and page that can be linked to, its title.
        moved: for each merged, replaced or retired ID, the clauses that took over.
        phrases: the fixed words of the site.
        acknowledgement: how readers confirm that they read it: `digital`, `signed`, `none` or empty.
        acknowledge_form: the address of the firm's own form for that, with places to fill in, or empty.
        review_by: the day by which it has to be reviewed; None while it has no date of its own.
        not_yet: says until when something else holds, for before the effective date; Markdown.
        overdue: says that it should have been reviewed, for after `review_by`; Markdown.
        extras: files beside the pages, for programs.
    """

    format_version: int
    firm: str
    firm_name: str
    site_name: str
    site_address: str
    language: str
    languages: tuple[tuple[str, str], ...]
    library_version: str
    version: str
    feedback_form: str
    feedback_email: str
    effective: date | None
    dated: date
    status: str
    facts_strip: tuple[tuple[str, str], ...]
    notice: str
    books: tuple[Book, ...]
    left_out: tuple[LeftOut, ...]
    moved: tuple[tuple[str, tuple[str, ...]], ...]
    brand: Brand
    phrases: tuple[tuple[str, str], ...]
    acknowledgement: str = ""
    acknowledge_form: str = ""
    review_by: date | None = None
    not_yet: str = ""
    overdue: str = ""
    extras: tuple[Extra, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether readers are asked to confirm that they read it."""
        return self.acknowledgement in {"digital", "signed"}

    def book(self, name: BookName) -> Book:
        """Return the staff book or the control book."""
        return next(book for book in self.books if book.name == name)

    def phrase(self, key: str) -> str:
        """Return a fixed word of the site in this language."""
        return self._words[key]

    def phrases_like(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """Return the phrases whose key begins with a prefix that ends in `_`, without that."""
        head, _, _ = prefix.partition("_")
        return tuple(
            (key.removeprefix(prefix), text)
            for key, text in self._phrases_by_head.get(head, ())
            if key.startswith(prefix)
        )

    @cached_property
    def _phrases_by_head(self) -> Mapping[str, list[tuple[str, str]]]:
        return _by_head(self.phrases)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return dict(self.phrases)


@lru_cache(maxsize=4)
def _by_head(phrases: tuple[tuple[str, str], ...]) -> Mapping[str, list[tuple[str, str]]]:
    """Return phrases by what their keys begin with, up to the first `_`."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, text in phrases:
        found[key.partition("_")[0]].append((key, text))
    return found
