"""Facts: the questions that the library asks a firm, and the values that answer them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from handbook_gen.model.expression import Expression
from handbook_gen.problems import Place

Kind = Literal[
    "text",
    "prose",
    "number",
    "yes_no",
    "choice",
    "choices",
    "date",
    "person",
    "email",
    "phone",
    "url",
    "colour",
    "file",
    "list",
    "derived",
]
Asked = Literal["draft", "release", "later"]
Answerer = Literal["partner", "marketing", "hr", "it", "privacy", "quality"]

Wording = Mapping[str, str]
"""A text of the library per language code."""


class Unknown:
    """The value of a question that was not answered; there is one, `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the firm, with an address to reach them at; `phone` is empty when not given."""

    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class InLanguages:
    """A firm's own text given per language."""

    texts: tuple[tuple[str, str], ...]


Said = str | InLanguages
"""A firm's own words, in its first language or per language."""

Record = Mapping[str, "Value"]
Value = (
    str
    | int
    | float
    | bool
    | date
    | Person
    | InLanguages
    | tuple[str, ...]
    | tuple[Record, ...]
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One question with all that is known about its answer.

    A *choice* has a `default`; a *state* has none and is answered or unknown, and conditions then
    use `while_unknown`, the value on the safe side. `when_closed` is its value while `opens_when`
    does not hold. `personal` marks a text that names somebody.
    """

    id: str
    kind: Kind
    question: Wording
    help: Wording
    place: Place
    who: Answerer = "partner"
    asked: Asked = "later"
    choices: Mapping[str, Wording] = field(default_factory=dict)
    default: Value | None = None
    while_unknown: Value | None = None
    when_closed: Value | None = None
    required: bool = False
    optional: bool = False
    opens_when: Expression | None = None
    opens_text: str = ""
    formula: Expression | None = None
    formula_text: str = ""
    lowest: int | None = None
    highest: int | None = None
    longest: int | None = None
    fewest: int = 0
    most: int | None = None
    unit: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    role: Wording = field(default_factory=dict)
    personal: bool = False
    source: str = ""
    example: str = ""
    key: str = ""
    fields: Mapping[str, "Fact"] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The part of the ID before the dot."""
        return self.id.split(".")[0]

    @property
    def name(self) -> str:
        """The part of the ID after the dot; the ID itself for a list that stands on its own."""
        return self.id.split(".")[-1]

    @property
    def is_state(self) -> bool:
        """Whether it says how the firm is; such a question never gets a default."""
        return self.default is None and not self.required and self.kind != "derived"

    @property
    def names_somebody(self) -> bool:
        """Whether its answer is personal data: a name, or where somebody can be reached."""
        return self.personal or self.kind in ("person", "email", "phone")

    @property
    def always_prints(self) -> bool:
        """Whether there is something to print also while the question is unanswered."""
        return (
            self.required
            or self.kind in ("person", "derived")
            or self.default is not None
            or self.while_unknown is not None
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """All facts of one firm with their values, ready to evaluate conditions and print texts.

    Attributes:
        values: what conditions use; UNKNOWN for an optional question without answer.
        unanswered: the questions that are open for this firm and have no answer.
        origins: per fact where its value comes from, in words ("library default", a layer, a file).
        places: where the answer stands, for the facts that have one.
        closed: the questions that this firm need not answer.
    """

    facts: Mapping[str, Fact]
    values: Mapping[str, Value]
    unanswered: frozenset[str]
    origins: Mapping[str, str]
    places: Mapping[str, Place]
    closed: frozenset[str]
