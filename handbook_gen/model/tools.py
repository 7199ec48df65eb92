"""The decision aids of the library: flows, tables, checklists, forms and quizzes, before tailoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handbook_gen.model.expression import Expression, Text
from handbook_gen.model.facts import Wording
from handbook_gen.problems import Place

Texts = Mapping[str, Text]
"""A text per language; empty where it is optional and left out."""

VerdictKind = Literal["go", "fix", "ask", "stop"]
FieldKind = Literal["line", "box", "choice", "date", "signature"]
ItemLevel = Literal["must", "should"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a step, and the step or verdict that it leads to."""

    label: Wording
    to: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A starting point in the reader's own words."""

    key: str
    label: Wording
    to: str
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a flow; `otherwise` is where arrows to it lead when it does not apply."""

    key: str
    question: Texts
    help: Texts
    answers: tuple[Answer, ...]
    applies_when: Expression | None
    otherwise: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """An end of a flow: what it comes to, why, what to do now, and whom to ask."""

    key: str
    kind: VerdictKind
    title: Wording
    text: Texts
    clauses: tuple[str, ...]
    ask: str
    draft: Texts


@dataclass(frozen=True, slots=True)
class Flow:
    """Questions that lead to a verdict; the first step is where everyone can start."""

    situations: tuple[Situation, ...]
    steps: tuple[Step, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class TimedRow:
    """A row of a table; `hours` are those after discovery, from and until, or empty."""

    cells: Mapping[str, tuple[Text, ...]]
    hours: tuple[float, ...]
    clauses: tuple[str, ...]
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class ToolTable:
    """Steps or levels as a table; every row has a cell per column."""

    columns: Mapping[str, tuple[str, ...]]
    rows: tuple[TimedRow, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line to tick off, or a statement to agree with."""

    text: Texts
    level: ItemLevel
    clauses: tuple[str, ...]
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together."""

    title: Wording
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A mark that the firm gives, from `lowest` to `highest`."""

    key: str
    label: Wording
    help: Texts
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Score:
    """How marks become a score: a formula over the factors, and the lowest score for a yes."""

    factors: tuple[Factor, ...]
    formula: str
    go_from: int
    text: Texts


@dataclass(frozen=True, slots=True)
class Checklist:
    """Groups of items, with a score where a decision is weighed."""

    groups: tuple[Group, ...]
    score: Score | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field to fill in on paper or in a file."""

    label: Wording
    kind: FieldKind
    options: Mapping[str, tuple[str, ...]]
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class Form:
    """What is agreed to, and the fields to fill in."""

    statements: tuple[Item, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a quiz; `right` counts the options from one."""

    key: str
    question: Texts
    options: Mapping[str, tuple[str, ...]]
    right: int
    answer: Texts
    clauses: tuple[str, ...]
    applies_when: Expression | None


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions with the right answer and the reason."""

    questions: tuple[Question, ...]


ToolBody = Flow | ToolTable | Checklist | Form | Quiz


@dataclass(frozen=True, slots=True)
class Tool:
    """A decision aid; its page is `tools/<id>` in its book."""

    id: str
    book: Literal["staff", "control"]
    order: int
    icon: str
    applies_when: Expression | None
    condition_text: str
    title: Wording
    intro: Texts
    closing: Texts
    clauses: tuple[str, ...]
    body: ToolBody
    place: Place


@dataclass(frozen=True, slots=True)
class Review:
    """A line of the year calendar: in fixed months, or every so many months as a fact says."""

    key: str
    months: tuple[int, ...]
    every: str
    what: Wording
    clauses: tuple[str, ...]
    applies_when: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A decision with who takes it, who carries it out, who is asked first and who is told.

    The parties are person facts such as `people.owner`, or `account_team`.
    """

    key: str
    what: Wording
    decides: str
    does: tuple[str, ...]
    advises: tuple[str, ...]
    hears: tuple[str, ...]
    clauses: tuple[str, ...]
    applies_when: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary with its explanation."""

    key: str
    term: Wording
    text: Wording
    clauses: tuple[str, ...]
    applies_when: Expression | None
    place: Place
