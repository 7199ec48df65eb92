"""Check an expression against the facts: every name exists, and only like is compared with like."""

from collections.abc import Mapping
from datetime import date

from handbook_gen.conditions.parse import Spot
from handbook_gen.conditions.scope import UNSURE, Scope, Type, type_of_fact
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
from handbook_gen.problems import Problem, nearest

_SPOKEN = {
    "anything": "something unknown",
    "choices": "a list of choices",
    "words": "a list of words",
    "values": "a list of values",
    "yes_no": "a yes-or-no question",
    "email": "an e-mail address",
    "url": "a web address",
    "derived": "worked out",
}


def check_condition(tree: Expression, scope: Scope, spot: Spot) -> list[Problem]:
    """Return the problems of an expression that must be a statement, true or not."""
    checker = _Checker(scope, spot)
    checker.statement(tree)
    return checker.problems


def check_expression(tree: Expression, scope: Scope, spot: Spot) -> list[Problem]:
    """Return the problems of a formula, whose value must be a number or a statement."""
    checker = _Checker(scope, spot)
    checker.number_or_statement(tree)
    return checker.problems


def unknown_name(name: Name, scope: Scope, spot: Spot) -> Problem:
    """Return the problem that a name stands for no fact, with the nearest name that does."""
    place = spot(name.offset, name.width)
    if name.parts[0] in scope.records:
        record = scope.records[name.parts[0]]
        guess = nearest(".".join(name.parts[1:]), record.fields)
        label = f"did you mean `{name.parts[0]}.{guess}`?" if guess else ""
        message = f"a record of `{record.id}` has no `{'.'.join(name.parts[1:])}`"
        expected = f"one of {_quoted(record.fields)}"
        return Problem("HB071", message, place, label=label, expected=expected)
    guess = nearest(name.text, scope.facts)
    label = f"did you mean `{guess}`?" if guess else ""
    expected = "a fact of templates/facts.yml, written `group.name`"
    message = f"no fact is called `{name.text}`"
    return Problem("HB071", message, place, label=label, expected=expected)


class _Checker:
    """Walks the tree and collects what does not fit."""

    def __init__(self, scope: Scope, spot: Spot) -> None:
        self.scope = scope
        self.spot = spot
        self.problems: list[Problem] = []

    def statement(self, tree: Expression) -> None:
        found = self.type_of(tree)
        if found.kind in ("statement", "anything"):
            return
        offset, width = _extent(tree)
        help_ = "compare it with something"
        if found.kind == "choices" and isinstance(tree, Name):
            help_ = f'write for example: "{min(found.words, default="…")}" in {tree.text}'
        message = f"this is {_a(found.kind)}, and a statement that is true or not is expected"
        self._add(message, offset, width, help_=help_)

    def number_or_statement(self, tree: Expression) -> None:
        found = self.type_of(tree)
        if found.kind not in ("number", "statement", "anything"):
            message = f"this is a {found.kind}, and a number or a statement is expected"
            self._add(message, *_extent(tree))

    def type_of(self, tree: Expression) -> Type:
        match tree:
            case Constant(value):
                return _literal_type(value)
            case UnknownWord(offset, width):
                self._add("`unknown` can only be compared with `==` or `!=`", offset, width)
                return UNSURE
            case Today():
                return Type("date")
            case Name():
                return self._name(tree)
            case ListOf(items):
                kinds = [self.type_of(item) for item in items]
                words = frozenset(
                    i.value for i in items if isinstance(i, Constant) and isinstance(i.value, str)
                )
                return Type("words" if all(k.kind == "text" for k in kinds) else "values", words)
            case Both(_, left, right):
                self.statement(left)
                self.statement(right)
                return Type("statement")
            case Not(inner):
                self.statement(inner)
                return Type("statement")
            case Calculate():
                return self._calculation(tree)
            case Quantify():
                return self._quantifier(tree)
            case Compare():
                self._comparison(tree)
                return Type("statement")
            case _:
                raise AssertionError(tree)

    def _name(self, name: Name) -> Type:
        fact = self.scope.find(name)
        if fact is None:
            self.problems.append(unknown_name(name, self.scope, self.spot))
            return UNSURE
        return type_of_fact(fact, name)

    def _quantifier(self, tree: Quantify) -> Type:
        list_ = self.scope.find(tree.list_)
        if list_ is None:
            self.problems.append(unknown_name(tree.list_, self.scope, self.spot))
        elif list_.kind != "list":
            message = f"`{tree.list_.text}` is {_a(list_.kind)}, and a list of records is expected"
            self._add(message, tree.list_.offset, tree.list_.width)
        else:
            inner = _Checker(self.scope.with_record("it", list_), self.spot)
            inner.statement(tree.test)
            self.problems += inner.problems
        return Type("number" if tree.word == "count" else "statement")

    def _calculation(self, tree: Calculate) -> Type:
        left, right = self.type_of(tree.left), self.type_of(tree.right)
        if left.kind == "date" and tree.sign in "+-" and right.kind == "number":
            return Type("date")
        if left.kind == right.kind == "date" and tree.sign == "-":
            return Type("number")
        for side, found in ((tree.left, left), (tree.right, right)):
            if found.kind not in ("number", "anything"):
                self._add(f"this is {_a(found.kind)}, and a number is expected", *_extent(side))
        return Type("number")

    def _comparison(self, tree: Compare) -> None:
        if isinstance(tree.right, UnknownWord) or isinstance(tree.left, UnknownWord):
            self._with_unknown(tree)
            return
        left, right = self.type_of(tree.left), self.type_of(tree.right)
        if UNSURE in (left, right):
            return
        if tree.sign in ("in", "not in"):
            self._membership(tree, left, right)
        elif tree.sign in ("==", "!="):
            self._equality(tree, left, right)
        else:
            ordered = {"number", "date"}
            if left.kind != right.kind or left.kind not in ordered:
                self._add(
                    f"{_a(left.kind)} and {_a(right.kind)} have no order", tree.offset, tree.width
                )

    def _with_unknown(self, tree: Compare) -> None:
        name = tree.left if isinstance(tree.right, UnknownWord) else tree.right
        if tree.sign not in ("==", "!=") or not isinstance(name, Name):
            message = "`unknown` can only be compared with a fact, by `==` or `!=`"
            self._add(message, tree.offset, tree.width)
            return
        self._name(name)

    def _membership(self, tree: Compare, left: Type, right: Type) -> None:
        if right.kind == "choices" and left.kind == "text":
            self._word(tree.left, right)
        elif (
            right.kind == "words"
            and left.kind in ("choice", "text")
            and isinstance(tree.right, ListOf)
        ):
            for item in tree.right.items:
                self._word(item, left)
        elif not (right.kind == "values" and left.kind in ("number", "date")):
            message = f"{_a(left.kind)} cannot be searched for in {_a(right.kind)}"
            self._add(message, tree.offset, tree.width)

    def _equality(self, tree: Compare, left: Type, right: Type) -> None:
        if left.kind == "choice" and right.kind == "text":
            self._word(tree.right, left)
        elif right.kind == "choice" and left.kind == "text":
            self._word(tree.left, right)
        elif left.kind != right.kind or left.kind in ("choices", "list", "person"):
            help_ = (
                "use `in` for facts with several answers"
                if "choices" in (left.kind, right.kind)
                else ""
            )
            message = f"{_a(left.kind)} cannot be compared with {_a(right.kind)}"
            self._add(message, tree.offset, tree.width, help_=help_)

    def _word(self, item: Expression, among: Type) -> None:
        if not isinstance(item, Constant) or not isinstance(item.value, str) or not among.words:
            return
        if item.value not in among.words:
            guess = nearest(item.value, among.words)
            label = f'did you mean "{guess}"?' if guess else ""
            message = f"`{item.value}` is not one of the choices"
            place = self.spot(item.offset, item.width)
            expected = f"one of {_quoted(among.words)}"
            self.problems.append(Problem("HB072", message, place, label=label, expected=expected))

    def _add(self, message: str, offset: int, width: int, *, help_: str = "") -> None:
        self.problems.append(Problem("HB072", message, self.spot(offset, width), help=help_))


def _a(kind: str) -> str:
    """Return a kind of value with its article, in words for who writes a condition."""
    return _SPOKEN.get(kind, f"a {kind}")


def _literal_type(value: object) -> Type:
    match value:
        case bool():
            return Type("statement")
        case int():
            return Type("number")
        case date():
            return Type("date")
        case _:
            return Type("text")


def _extent(tree: Expression) -> tuple[int, int]:
    match tree:
        case Both(_, left, _):
            return _extent(left)
        case Not(_, offset):
            return offset, 3
        case _:
            return tree.offset, tree.width


def _quoted(words: Mapping[str, object] | frozenset[str]) -> str:
    return ", ".join(f"`{word}`" for word in sorted(words))
