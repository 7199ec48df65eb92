"""A handbook: both books of one firm in one language, decided and filled in.

It is the one thing that writers read, so it holds every phrase and picture that they need. Texts
are Markdown in which answers are already escaped; a link to a clause or page is written as
`(hb:PRV-16)` or `(hb:page/privacy/chat)`, which a writer turns into its own kind of address.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook_gen.model.library import BookName, Level, Severity

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is printed; `key` leads to it on the page of sources."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A question and the firm's own answer, in the reader's words."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far the firm is with a duty: `open`, `done`, `planned` or `not ours`, and in words."""

    state: str
    words: str
    owner: str = ""
    by: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it reads in this handbook."""

    id: str
    anchor: str
    level: Level
    severity: Severity
    title: str
    text: str
    good: str
    bad: str
    why: str
    audience: tuple[str, ...]
    reasons: tuple[Reason, ...]
    citations: tuple[Citation, ...]
    owner: str
    keywords: tuple[str, ...]
    since: str
    pocket: bool
    own: bool
    status: Status | None = None
    kind: Literal["passage"] = "passage"


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between passages."""

    text: str
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every cell is Markdown on one line."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Cards:
    """Links with a line of explanation, shown as cards."""

    items: tuple[tuple[str, str, str], ...]
    """Per card its title, its link (`hb:...`) and its line."""
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True, slots=True)
class Pocket:
    """The few rules for the pocket card: clause ID, title and first sentence."""

    items: tuple[tuple[str, str, str], ...]
    kind: Literal["pocket"] = "pocket"


Block = Passage | Prose | Grid | Cards | Pocket


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a book; its ID is its address without `.html`."""

    id: str
    title: str
    icon: str
    blocks: tuple[Block, ...]
    own: bool = False
    generated: bool = False

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The clauses on this page, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Passage))


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a book with its pages; `title` is empty for pages at the top."""

    id: str
    title: str
    icon: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The staff book or the control book; `ask` is Markdown that says whom to ask, for every page."""

    name: BookName
    title: str
    ask: str
    parts: tuple[Part, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages in reading order."""
        return tuple(page for part in self.parts for page in part.pages)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All clauses in reading order."""
        return tuple(passage for page in self.pages for passage in page.passages)


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


@dataclass(frozen=True, slots=True)
class Handbook:
    """Both books of one firm in one language.

    Attributes:
        site_name: the firm's name where it can be shown raw, a fixed phrase where it cannot.
        firm_name: the firm's name exactly as typed; not Markdown.
        facts_strip: pairs of label and Markdown for under each title (in force, approved, ...).
        notice: Markdown for the top of every page, empty when the handbook is in force.
        names: for every clause and page that can be linked to, its title.
        phrases: the fixed words of the site.
    """

    format_version: int
    firm: str
    firm_name: str
    site_name: str
    site_address: str
    language: str
    languages: tuple[tuple[str, str], ...]
    library_version: str
    effective: date | None
    dated: date
    status: str
    facts_strip: tuple[tuple[str, str], ...]
    notice: str
    books: tuple[Book, ...]
    left_out: tuple[LeftOut, ...]
    brand: Brand
    phrases: tuple[tuple[str, str], ...]

    def book(self, name: BookName) -> Book:
        """Return the staff book or the control book."""
        return next(book for book in self.books if book.name == name)

    def phrase(self, key: str) -> str:
        """Return a fixed word of the site in this language."""
        return dict(self.phrases)[key]
