"""Evaluate checked expressions over a firm's answers: pure, and the same every time."""

from collections.abc import Mapping
from datetime import date, timedelta
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
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
_ARITHMETIC: Final = {"+": add, "-": sub, "*": mul, "/": truediv}


def holds(
    tree: Expression | None,
    answers: Answers,
    today: date,
    records: Mapping[str, Record] | None = None,
) -> bool:
    """Tell whether the condition is true for this firm; no condition always is."""
    return tree is None or bool(evaluate(tree, answers, today, records))


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
    return _Evaluator(answers, today, records or {}).value(tree)


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
    first, *rest = name.parts
    if first in records:
        return records[first].get(".".join(rest), UNKNOWN)
    if name.text in answers.values:
        return answers.values[name.text]
    person = answers.values[".".join(name.parts[:2])]
    if not isinstance(person, Person):
        return UNKNOWN
    return getattr(person, name.parts[2]) or UNKNOWN


class _Evaluator:
    """Carries what every step of the walk needs."""

    def __init__(self, answers: Answers, today: date, records: Mapping[str, Record]) -> None:
        self.answers = answers
        self.today = today
        self.records = records

    def value(self, tree: Expression) -> Any:
        match tree:
            case Name():
                return look_up(tree, self.answers, self.records)
            case Constant():
                return tree.value
            case Compare():
                return self._compared(tree.sign, tree.left, tree.right)
            case Both(word, left, right):
                first = self.true(left)
                return first and self.true(right) if word == "and" else first or self.true(right)
            case Not(inner):
                return not self.true(inner)
            case ListOf(items):
                return tuple(self.value(item) for item in items)
            case Today():
                return self.today
            case Calculate(sign, left, right):
                return self._calculated(sign, self.value(left), self.value(right))
            case Quantify():
                return self._quantified(tree)
            case _:
                raise AssertionError(tree)

    def true(self, tree: Expression) -> bool:
        return self.value(tree) is True

    def _calculated(self, sign: str, left: Any, right: Any) -> Any:
        if isinstance(left, Unknown) or isinstance(right, Unknown) or (sign == "/" and right == 0):
            return UNKNOWN
        if isinstance(left, date):
            return (left - right).days if isinstance(right, date) else _shifted(left, sign, right)
        return _ARITHMETIC[sign](left, right)

    def _quantified(self, tree: Quantify) -> bool | int:
        found = look_up(tree.list_, self.answers, self.records)
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

    def _compared(self, sign: str, left: Expression, right: Expression) -> bool:
        if isinstance(left, UnknownWord):
            left, right = right, left
        if isinstance(right, UnknownWord):
            return self._is_unknown(left) == (sign == "==")
        one, other = self.value(left), self.value(right)
        if isinstance(one, Unknown) or isinstance(other, Unknown):
            return False
        if sign in ("in", "not in"):
            return (one in other) == (sign == "in")
        return bool(_ORDER[sign](one, other))

    def _is_unknown(self, tree: Expression) -> bool:
        if isinstance(tree, Name) and tree.text in self.answers.unanswered:
            return True
        return isinstance(self.value(tree), Unknown)


def _shifted(day: date, sign: str, days: float) -> date | Unknown:
    """Return the day so many days later or earlier; unknown when no calendar holds it."""
    try:
        return day + timedelta(days=days if sign == "+" else -days)
    except OverflowError:
        return UNKNOWN
