"""The names that an expression may use, and the type of what they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook_gen.model.expression import (
    Both,
    Compare,
    Constant,
    Expression,
    Name,
    Not,
    Quantify,
)
from handbook_gen.model.facts import Fact

PERSON_PARTS = {"name": "text", "email": "text", "phone": "text"}


@dataclass(frozen=True, slots=True)
class Type:
    """What a value is: a kind in plain words, with the allowed words for choices."""

    kind: str
    words: frozenset[str] = frozenset()


UNSURE = Type("anything")
_TYPES = {
    "number": Type("number"),
    "yes_no": Type("statement"),
    "date": Type("date"),
    "list": Type("list"),
    "person": Type("person"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use: all facts, and the records that have a name here."""

    facts: Mapping[str, Fact]
    records: Mapping[str, Fact] = field(default_factory=dict)

    def with_record(self, name: str, list_: Fact) -> "Scope":
        """Return the scope in which `name` stands for one record of the list."""
        return Scope(self.facts, {**self.records, name: list_})

    def find(self, name: Name) -> Fact | None:
        """Return the fact or the field of a record that a name means."""
        first, *rest = name.parts
        if first in self.records:
            return self.records[first].fields.get(".".join(rest))
        if name.text in self.facts:
            return self.facts[name.text]
        owner = self.facts.get(".".join(name.parts[:2]))
        if owner and owner.kind == "person" and name.parts[2:] in [(p,) for p in PERSON_PARTS]:
            return owner
        return None


def type_of_fact(fact: Fact, name: Name | None = None) -> Type:
    """Return the type of a fact's value; that of a text for a part of a person."""
    if fact.kind == "person" and name is not None and len(name.parts) == 3:
        return Type("text")
    if fact.kind in ("choice", "choices"):
        return Type(fact.kind, frozenset(fact.choices))
    if fact.kind == "derived":
        return Type("statement") if _is_statement(fact.formula) else Type("number")
    return _TYPES.get(fact.kind, Type("text"))


def _is_statement(tree: Expression | None) -> bool:
    match tree:
        case Compare() | Both() | Not():
            return True
        case Quantify(word):
            return word != "count"
        case Constant(value):
            return isinstance(value, bool)
        case _:
            return False
