"""Which facts an expression reads, and which it makes sure of."""

from functools import lru_cache

from handbook_gen.model.expression import (
    Both,
    Calculate,
    Compare,
    Expression,
    ListOf,
    Name,
    Not,
    Quantify,
    UnknownWord,
)


@lru_cache(maxsize=4096)
def facts_read(tree: Expression | None) -> frozenset[str]:
    """Return the names that the expression reads, as written; parts of records are not among them."""
    match tree:
        case Name(parts):
            return frozenset() if parts[0] == "it" else frozenset({".".join(parts)})
        case ListOf(items):
            return frozenset().union(*(facts_read(item) for item in items))
        case Compare(_, left, right) | Both(_, left, right) | Calculate(_, left, right):
            return facts_read(left) | facts_read(right)
        case Not(inner):
            return facts_read(inner)
        case Quantify(_, list_, test):
            return facts_read(list_) | facts_read(test)
        case _:
            return frozenset()


def known_by(tree: Expression | None, *, holds: bool = True) -> frozenset[str]:
    """Return the names that are surely answered when the expression holds (or does not hold)."""
    match tree:
        case Compare(sign, Name() as name, UnknownWord()) | Compare(
            sign, UnknownWord(), Name() as name
        ):
            return frozenset({name.text}) if (sign == "!=") == holds else frozenset()
        case Compare(_, left, right) if holds:
            named = [side for side in (left, right) if isinstance(side, Name)]
            return frozenset(name.text for name in named)
        case Both(word, left, right):
            one, other = known_by(left, holds=holds), known_by(right, holds=holds)
            return one | other if (word == "and") == holds else one & other
        case Not(inner):
            return known_by(inner, holds=not holds)
        case _:
            return frozenset()
