"""Expressions and texts after parsing, as trees that can be checked, explained and evaluated."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

Comparison = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Arithmetic = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A quoted word, a number, a date, or the word `true`."""

    value: str | int | date | bool
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """The word `unknown`, which an unanswered question reads as."""

    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Today:
    """The day of building, which is an argument."""

    offset: int
    width: int


@dataclass(frozen=True)
class Name:
    """A fact (`firm.size`), a part of a person (`people.owner.email`) or of a record (`it.status`)."""

    parts: tuple[str, ...]
    offset: int

    @cached_property
    def text(self) -> str:
        """The name as written."""
        return ".".join(self.parts)

    @property
    def width(self) -> int:
        """The name's length in characters."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values in square brackets."""

    items: tuple["Expression", ...]
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values with a sign between them."""

    sign: Comparison
    left: "Expression"
    right: "Expression"
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Both:
    """Two statements joined by `and` or `or`."""

    word: Literal["and", "or"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Not:
    """A statement that must not hold."""

    inner: "Expression"
    offset: int


@dataclass(frozen=True, slots=True)
class Calculate:
    """Two numbers with a sign between them."""

    sign: Arithmetic
    left: "Expression"
    right: "Expression"
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Quantify:
    """`any`, `all` or `count` over the records of a list, each called `it` in the test."""

    word: Literal["any", "all", "count"]
    list_: Name
    test: "Expression"
    offset: int
    width: int


Expression = (
    Constant | UnknownWord | Today | Name | ListOf | Compare | Both | Not | Calculate | Quantify
)


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Print:
    """The place where a fact is printed."""

    name: Name


@dataclass(frozen=True, slots=True)
class Choose:
    """The branches of an `if`; the last has no condition when there is an `else`."""

    branches: tuple[tuple[Expression | None, tuple["Part", ...]], ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Text printed once per record of a list."""

    variable: str
    list_: Name
    body: tuple["Part", ...]


Part = Words | Print | Choose | Repeat


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language after parsing, with where it stands.

    `lines` are the source lines; an offset counts characters from the start of `source`.
    """

    parts: tuple[Part, ...]
    source: str
    path: str
    first_line: int
    first_column: int = 1
