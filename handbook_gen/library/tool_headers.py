"""The shape of the files in `tools/` and of the glossary, before texts and conditions are parsed."""

from typing import Annotated, Literal

from pydantic import Field

from handbook_gen.library.headers import Header, Languages
from handbook_gen.model.choices import BookName
from handbook_gen.model.tools import FieldKind, ItemLevel, VerdictKind

Lists = dict[str, list[str]]


class AnswerRow(Header):
    """An answer of a step."""

    label: Languages
    to: str


class SituationRow(Header):
    """A starting point of a flow."""

    id: str
    label: Languages
    to: str
    applies_when: str = ""


class StepRow(Header):
    """A question of a flow."""

    id: str
    question: Languages
    help: Languages = {}
    answers: list[AnswerRow] = Field(min_length=2)
    applies_when: str = ""
    otherwise: str = ""


class VerdictRow(Header):
    """An end of a flow."""

    id: str
    kind: VerdictKind
    title: Languages
    text: Languages
    clauses: list[str] = []
    ask: str = ""
    draft: Languages = {}


class TableRow(Header):
    """A row of a table."""

    cells: Lists
    hours: list[float] = []
    clauses: list[str] = []
    applies_when: str = ""


class ItemRow(Header):
    """A line of a checklist or a statement of a form."""

    text: Languages
    level: ItemLevel = "must"
    clauses: list[str] = []
    applies_when: str = ""


class GroupRow(Header):
    """A group of a checklist."""

    title: Languages
    items: list[ItemRow] = Field(min_length=1)


class FactorRow(Header):
    """A mark that counts in a score."""

    id: str
    label: Languages
    help: Languages = {}
    lowest: int = 0
    highest: int = 5


class ScoreRow(Header):
    """The score of a checklist."""

    factors: list[FactorRow]
    formula: str
    go_from: int
    text: Languages


class FieldRow(Header):
    """A field of a form."""

    label: Languages
    kind: FieldKind
    options: Lists = {}
    applies_when: str = ""


class QuestionRow(Header):
    """A question of a quiz."""

    id: str
    question: Languages
    options: Lists
    right: int
    answer: Languages
    clauses: list[str] = []
    applies_when: str = ""


class ToolHeader(Header):
    """What every decision aid has; the other keys depend on its kind."""

    id: str
    kind: Literal["flow", "table", "checklist", "form", "quiz"]
    book: BookName
    order: int
    icon: str = ""
    applies_when: str = ""
    title: Languages
    intro: Languages
    closing: Languages = {}
    clauses: list[str] = []
    situations: list[SituationRow] = []
    steps: list[StepRow] = []
    verdicts: list[VerdictRow] = []
    columns: Lists = {}
    rows: list[TableRow] = []
    groups: list[GroupRow] = []
    score: ScoreRow | None = None
    statements: list[ItemRow] = []
    fields: list[FieldRow] = []
    questions: list[QuestionRow] = []


NEEDS = {
    "flow": ("steps", "verdicts"),
    "table": ("columns", "rows"),
    "checklist": ("groups",),
    "form": ("statements", "fields"),
    "quiz": ("questions",),
}
"""The keys that a decision aid of each kind must have."""


class ReviewRow(Header):
    """A line of `tools/calendar.yml`."""

    id: str
    months: list[Annotated[int, Field(ge=1, le=12)]] = []
    every: str = ""
    what: Languages
    clauses: list[str] = []
    applies_when: str = ""


class ResponsibilityRow(Header):
    """A line of `tools/decisions.yml`."""

    id: str
    what: Languages
    decides: str
    does: list[str] = []
    advises: list[str] = []
    hears: list[str] = []
    clauses: list[str] = []
    applies_when: str = ""


class TermRow(Header):
    """A word of `glossary.yml`."""

    term: Languages
    text: Languages
    clauses: list[str] = []
    applies_when: str = ""
