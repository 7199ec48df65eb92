"""Evaluate checked expressions over a firm's answers: pure, and the same every time."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from types import MappingProxyType
from typing import Any, Final

from handbook_gen.model.expression import (
    Both,
    Calculate,
    Compare,
    Constant,
    Expression,
    ListOf,
    Name,
    Not,
    Quantify,
    Today,
    UnknownWord,
)
from handbook_gen.model.facts import UNKNOWN, Answers, Person, Record, Unknown, Value

_ORDER: Final = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_NO_RECORDS: Final[Mapping[str, Record]] = MappingProxyType({})
_ARITHMETIC: Final = {"+": add, "-": sub, "*": mul, "/": truediv}


def holds(
    tree: Expression | None,
    answers: Answers,
    today: date,
    records: Mapping[str, Record] | None = None,
) -> bool:
    """Tell whether the condition is true for this firm; no condition always is."""
    if tree is None:
        return True
    return bool(_Evaluator(answers, today, records or _NO_RECORDS).value(tree))


def evaluate(
    tree: Expression,
    answers: Answers,
    today: date,
    records: Mapping[str, Record] | None = None,
) -> Any:
    """Return the value of a checked expression.

    An unanswered state counts as its `while_unknown`; comparing with an optional question that has
    no answer is false, except with `unknown` itself.
    """
    return _Evaluator(answers, today, records or _NO_RECORDS).value(tree)


def is_settled(tree: Expression, answers: Answers) -> bool:
    """Tell whether all states that the expression reads are answered.

    A comparison with `unknown` asks for exactly that, so it does not count.
    """
    match tree:
        case Name():
            return tree.text not in answers.unanswered
        case Compare(_, left, right) if UnknownWord in (type(left), type(right)):
            return True
        case Compare(_, left, right) | Both(_, left, right) | Calculate(_, left, right):
            return is_settled(left, answers) and is_settled(right, answers)
        case ListOf(items):
            return all(is_settled(item, answers) for item in items)
        case Not(inner):
            return is_settled(inner, answers)
        case Quantify(_, list_, test):
            return is_settled(list_, answers) and is_settled(test, answers)
        case _:
            return True


def look_up(name: Name, answers: Answers, records: Mapping[str, Record]) -> Value:
    """Return the value that a name stands for: a fact's, a part of a person, or a record's field."""
    parts, values = name.parts, answers.values
    if records and parts[0] in records:
        return records[parts[0]].get(".".join(parts[1:]), UNKNOWN)
    if name.text in values:
        return values[name.text]
    person = values[".".join(parts[:2])]
    if not isinstance(person, Person):
        return UNKNOWN
    return getattr(person, parts[2]) or UNKNOWN


class _Evaluator:
    """Carries what every step of the walk needs."""

    __slots__ = ("answers", "records", "today")

    def __init__(self, answers: Answers, today: date, records: Mapping[str, Record]) -> None:
        self.answers = answers
        self.today = today
        self.records = records

    def value(self, tree: Expression) -> Any:
        return _STEPS[type(tree)](self, tree)

    def true(self, tree: Expression) -> bool:
        return _STEPS[type(tree)](self, tree) is True

    def named(self, tree: Name) -> Value:
        return look_up(tree, self.answers, self.records)

    def both(self, tree: Both) -> bool:
        first = self.true(tree.left)
        if first == (tree.word == "or"):
            return first
        return self.true(tree.right)

    def listed(self, tree: ListOf) -> tuple[Any, ...]:
        return tuple(
            [item.value if isinstance(item, Constant) else self.value(item) for item in tree.items]
        )

    def calculated(self, tree: Calculate) -> Any:
        sign, left, right = tree.sign, self.value(tree.left), self.value(tree.right)
        if isinstance(left, Unknown) or isinstance(right, Unknown) or (sign == "/" and right == 0):
            return UNKNOWN
        if isinstance(left, date):
            return (left - right).days if isinstance(right, date) else _shifted(left, sign, right)
        return _ARITHMETIC[sign](left, right)

    def quantified(self, tree: Quantify) -> bool | int:
        found = self.named(tree.list_)
        records = found if isinstance(found, tuple) else ()
        results = [
            _Evaluator(self.answers, self.today, {**self.records, "it": record}).true(tree.test)
            for record in records
            if isinstance(record, Mapping)
        ]
        match tree.word:
            case "any":
                return any(results)
            case "all":
                return all(results)
            case _:
                return sum(results)

    def compared(self, tree: Compare) -> bool:
        sign, left, right = tree.sign, tree.left, tree.right
        if isinstance(left, UnknownWord):
            left, right = right, left
        if isinstance(right, UnknownWord):
            return self._is_unknown(left) == (sign == "==")
        one: Any = self.named(left) if isinstance(left, Name) else self.value(left)
        other: Any = right.value if isinstance(right, Constant) else self.value(right)
        if isinstance(one, Unknown) or isinstance(other, Unknown):
            return False
        if sign in ("in", "not in"):
            return (one in other) == (sign == "in")
        return bool(_ORDER[sign](one, other))

    def _is_unknown(self, tree: Expression) -> bool:
        if isinstance(tree, Name) and tree.text in self.answers.unanswered:
            return True
        return isinstance(self.value(tree), Unknown)


_STEPS: Final[Mapping[type[Expression], Callable[[_Evaluator, Any], Any]]] = {
    Name: _Evaluator.named,
    Constant: lambda _, tree: tree.value,
    Compare: _Evaluator.compared,
    Both: _Evaluator.both,
    Not: lambda walk, tree: not walk.true(tree.inner),
    ListOf: _Evaluator.listed,
    Today: lambda walk, _: walk.today,
    Calculate: _Evaluator.calculated,
    Quantify: _Evaluator.quantified,
}


def _shifted(day: date, sign: str, days: float) -> date | Unknown:
    """Return the day so many days later or earlier; unknown when no calendar holds it."""
    try:
        return day + timedelta(days=days if sign == "+" else -days)
    except OverflowError:
        return UNKNOWN
