"""The blocks that a page of a handbook is made of, decided and filled in.

Texts are Markdown in which answers are already escaped; a link to a clause or page is written as
`(hb:PRV-16)` or `(hb:page/privacy/chat)`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook_gen.model.changes import ChangeKind
from handbook_gen.model.library import Level, Severity
from handbook_gen.model.tools import FieldKind, ItemLevel, VerdictKind


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
class Revision:
    """What happened to a clause in one version of the library; `words` say which kind that is."""

    version: str
    change: ChangeKind
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it reads in this handbook.

    Attributes:
        channels: the names of the channels that it is about.
        news: says that the clause is new or changed in this version of the library; else empty.
        history: what happened to it, the newest version first.
    """

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
    channels: tuple[str, ...] = ()
    news: str = ""
    history: tuple[Revision, ...] = ()
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
class Entry:
    """A word of an index, and what it leads to: per target a label and its link (`hb:...`)."""

    word: str
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of an index that begin with a letter; `key` is its anchor."""

    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Words in the order of a dictionary, by letter."""

    letters: tuple[Letter, ...]
    kind: Literal["index"] = "index"


@dataclass(frozen=True, slots=True)
class Pocket:
    """The few rules for the pocket card: clause ID, title and first sentence.

    `aid` is the short name and the title of the decision aid that helps in doubt, or empty.
    """

    items: tuple[tuple[str, str, str], ...]
    aid: tuple[str, str] = ("", "")
    kind: Literal["pocket"] = "pocket"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG without scripts; title and description are Markdown for who cannot see it."""

    id: str
    svg: str
    title: str
    description: str
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer of a question and the key of the question or verdict that it leads to."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a flow."""

    key: str
    question: str
    help: str
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An end of a flow; `contact` is Markdown that names whom to ask, `draft` a ready message."""

    key: str
    verdict: VerdictKind
    title: str
    text: str
    clauses: tuple[str, ...]
    contact: str
    email: str
    phone: str
    draft: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Questions that lead to an outcome, and situations to start from."""

    situations: tuple[Choice, ...]
    questions: tuple[Ask, ...]
    outcomes: tuple[Outcome, ...]
    kind: Literal["flow"] = "flow"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line to tick off; `clauses` are links in Markdown."""

    text: str
    level: ItemLevel
    clauses: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """A titled list of lines to tick off; `id` is its anchor."""

    id: str
    title: str
    items: tuple[Tick, ...]
    kind: Literal["ticks"] = "ticks"


@dataclass(frozen=True, slots=True)
class Blank:
    """A field to fill in by hand or in a file."""

    label: str
    field: FieldKind
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What is agreed to, and the fields to fill in."""

    statements: tuple[Tick, ...]
    blanks: tuple[Blank, ...]
    kind: Literal["form"] = "form"


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question of the quiz; `right` counts the options from one."""

    key: str
    question: str
    options: tuple[str, ...]
    right: int
    answer: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions with their options, and the right answers with the reason."""

    questions: tuple[QuizItem, ...]
    kind: Literal["quiz"] = "quiz"


Block = Passage | Prose | Grid | Cards | Index | Pocket | Figure | Flow | Ticks | Form | Quiz
