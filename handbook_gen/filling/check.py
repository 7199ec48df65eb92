"""Check a text against the facts: every name exists, can be printed, and has an answer there."""

from collections.abc import Iterator

from handbook_gen.conditions import Scope, check_condition, known_by
from handbook_gen.conditions.check import unknown_name
from handbook_gen.filling.parse import spot_in_text
from handbook_gen.model.expression import Choose, Expression, Name, Part, Print, Repeat, Text
from handbook_gen.model.facts import Fact
from handbook_gen.problems import Problem


def check_text(text: Text, scope: Scope, applies_when: Expression | None = None) -> list[Problem]:
    """Return the problems of a text; what `applies_when` makes sure of counts as answered."""
    checker = _Checker(text, scope)
    checker.check(text.parts, known_by(applies_when), scope)
    return checker.problems


class _Checker:
    """Walks the text and remembers what the branches above make sure of."""

    def __init__(self, text: Text, scope: Scope) -> None:
        self.spot = spot_in_text(text.source, text.path, text.first_line, text.first_column)
        self.problems: list[Problem] = []

    def check(self, parts: tuple[Part, ...], known: frozenset[str], scope: Scope) -> None:
        for part in parts:
            match part:
                case Print(name):
                    self.problems += self._printed(name, known, scope)
                case Choose(branches):
                    self._branches(branches, known, scope)
                case Repeat():
                    self._loop(part, known, scope)
                case _:
                    pass

    def _branches(
        self,
        branches: tuple[tuple[Expression | None, tuple[Part, ...]], ...],
        known: frozenset[str],
        scope: Scope,
    ) -> None:
        for condition, body in branches:
            if condition is None:
                self.check(body, known, scope)
                continue
            self.problems += check_condition(condition, scope, self.spot)
            self.check(body, known | known_by(condition), scope)
            known |= known_by(condition, holds=False)

    def _loop(self, part: Repeat, known: frozenset[str], scope: Scope) -> None:
        list_ = scope.find(part.list_)
        if list_ is None:
            self.problems.append(unknown_name(part.list_, scope, self.spot))
        elif list_.kind != "list":
            place = self.spot(part.list_.offset, part.list_.width)
            message = f"`{part.list_.text}` is a {list_.kind}, and a loop wants a list"
            self.problems.append(Problem("HB073", message, place))
        else:
            self.check(part.body, known, scope.with_record(part.variable, list_))

    def _printed(self, name: Name, known: frozenset[str], scope: Scope) -> Iterator[Problem]:
        fact = scope.find(name)
        place = self.spot(name.offset, name.width)
        if fact is None:
            yield unknown_name(name, scope, self.spot)
        elif _cannot_print(fact):
            help_ = "write the sentence inside `{% if … %}` instead"
            message = f"`{name.text}` is a {_in_words(fact)}, which cannot be printed"
            yield Problem("HB074", message, place, help=help_)
        elif not _is_known(name, known) and not _prints(fact, name):
            message = f"`{name.text}` may be unanswered here"
            help_ = f"put it inside `{{% if {name.text} != unknown %}}`"
            yield Problem("HB075", message, place, help=help_)


def _is_known(name: Name, known: frozenset[str]) -> bool:
    """Tell whether a branch makes sure of it; a person who is named has a name and an e-mail."""
    person, _, part = name.text.rpartition(".")
    return name.text in known or (part in ("name", "email") and person in known)


def _prints(fact: Fact, name: Name) -> bool:
    if fact.kind == "person" and len(name.parts) == 3:
        return False
    return fact.always_prints


def _cannot_print(fact: Fact) -> bool:
    return fact.kind in ("yes_no", "list", "file")


def _in_words(fact: Fact) -> str:
    return {"yes_no": "yes-or-no question", "list": "list of records"}.get(fact.kind, fact.kind)
