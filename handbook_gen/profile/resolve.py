"""Work out the value of every fact: answered, closed, the library's default, or unknown."""

from collections.abc import Mapping
from datetime import date

from handbook_gen.conditions import evaluate, facts_read, holds
from handbook_gen.model.expression import Expression
from handbook_gen.model.facts import UNKNOWN, Answers, Fact, Value
from handbook_gen.model.profile import Profile

LIBRARY_DEFAULT = "library default"


def resolve(profile: Profile, facts: Mapping[str, Fact], today: date) -> Answers:
    """Return every fact with its value for this firm and where that value comes from.

    A question opens on the answers of other questions, so these are worked out first.
    """
    resolver = _Resolver(profile, facts, today)
    for fact_id in facts:
        resolver.settle(fact_id)
    return Answers(
        facts=facts,
        values={fact_id: resolver.values[fact_id] for fact_id in facts},
        unanswered=frozenset(resolver.unanswered),
        origins={fact_id: resolver.origins[fact_id] for fact_id in facts},
        places={fact_id: answer.place for fact_id, answer in profile.answers.items()},
        closed=frozenset(resolver.closed),
    )


class _Resolver:
    """Settles one fact at a time, each after those that it opens on."""

    def __init__(self, profile: Profile, facts: Mapping[str, Fact], today: date) -> None:
        self.profile = profile
        self.facts = facts
        self.today = today
        self.values: dict[str, Value] = {}
        self.origins: dict[str, str] = {}
        self.unanswered: set[str] = set()
        self.closed: set[str] = set()

    def settle(self, fact_id: str) -> None:
        if fact_id in self.values:
            return
        fact = self.facts[fact_id]
        answer = self.profile.answers.get(fact_id)
        if answer is not None:
            self._set(fact_id, answer.value, answer.layer)
        elif fact.formula is not None:
            self._read_first(fact.formula)
            self._set(fact_id, evaluate(fact.formula, self._so_far(), self.today), "worked out")
        elif not self._is_open(fact):
            self.closed.add(fact_id)
            self._set(fact_id, _first(fact.when_closed, fact.default), "not asked")
        elif fact.default is not None:
            self._set(fact_id, fact.default, LIBRARY_DEFAULT)
        else:
            if not fact.optional:
                self.unanswered.add(fact_id)
            self._set(fact_id, _first(fact.while_unknown), "unknown")

    def _set(self, fact_id: str, value: Value, origin: str) -> None:
        self.values[fact_id] = value
        self.origins[fact_id] = origin

    def _is_open(self, fact: Fact) -> bool:
        if fact.opens_when is None:
            return True
        self._read_first(fact.opens_when)
        return holds(fact.opens_when, self._so_far(), self.today)

    def _read_first(self, tree: Expression) -> None:
        for name in sorted(facts_read(tree)):
            fact_id = ".".join(name.split(".")[:2])
            self.settle(fact_id)

    def _so_far(self) -> Answers:
        none: Mapping[str, str] = {}
        return Answers(self.facts, self.values, frozenset(self.unanswered), none, {}, frozenset())


def _first(*values: Value | None) -> Value:
    return next((value for value in values if value is not None), UNKNOWN)
