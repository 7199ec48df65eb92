"""Figures and decision aids as blocks of a page, tailored and filled in.

Texts are Markdown as in `blocks`; what a decision aid is before tailoring stands in `tools`.
"""

from dataclasses import dataclass
from typing import Literal

from handbook_gen.model.tools import FieldKind, ItemLevel, VerdictKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG without scripts; title and description are Markdown for who cannot see it."""

    id: str
    svg: str
    title: str
    description: str
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Timetable:
    """A table of steps against the clock; every cell is Markdown on one line.

    `hours` has a pair per row: from and until, in hours after discovery, or nothing.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hours: tuple[tuple[float, ...], ...]
    kind: Literal["timetable"] = "timetable"


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
    """An end of a flow; `contact` is Markdown that names whom to ask, `draft` a ready message.

    `name` is the contact's own name, for on a button; all three are empty when there is nobody.
    """

    key: str
    verdict: VerdictKind
    title: str
    text: str
    clauses: tuple[str, ...]
    contact: str
    name: str
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
class Mark:
    """A mark to give, a whole number from `lowest` to `highest`; `help` says what they stand for."""

    key: str
    label: str
    help: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Score:
    """Marks that come to a score.

    `formula` is of keys of marks and `+`, `-` and `*` between spaces; `said` is the same in words.
    From `go_from` on the answer is yes, when all that is required is ticked off too.
    """

    title: str
    text: str
    marks: tuple[Mark, ...]
    formula: str
    said: str
    go_from: int
    kind: Literal["score"] = "score"


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


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A role with the meaning digest of what applies to it.

    `address` is where its reader confirms, as Markdown; empty where there is no form and no mail.
    """

    role: str
    digest: str
    address: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """That a version was read, to be confirmed per role: on paper when `signed`."""

    version: str
    signed: bool
    rows: tuple[Confirmation, ...]
    kind: Literal["confirm"] = "confirm"


Aid = Figure | Timetable | Flow | Ticks | Score | Form | Quiz | Confirm
