"""Until which day a handbook reads as it does today.

A day reaches a handbook only through comparisons with `today`, and through the last days of
deviations. Between two of the days that are compared with, nothing can change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import methodcaller
from typing import Final

from handbook_gen.model.expression import Compare, Constant, ListOf, Name, Today, Words
from handbook_gen.model.library import Library
from handbook_gen.problems import Place
from handbook_gen.workspace import CheckedFirm

_LAST: Final = "9999-12-31"
_ONE: Final = timedelta(days=1)
_DULL: Final = frozenset({str, int, bool, float, bytes, type(None), Place, Words, Name})
"""In these, of which there are tens of thousands, no day can be."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that are written in a library.

    Attributes:
        written: all of them.
        bounded: whether `today` is only ever compared with a day that stands there or in an answer.
    """

    written: frozenset[date]
    bounded: bool


def days_in(library: object) -> Days:
    """Return the days in a library or a part of one."""
    written: set[date] = set()
    bounded = True
    for found in _all_below(library):
        if isinstance(found, Today):
            bounded = False
        elif isinstance(found, date):
            written.add(found)
    return Days(frozenset(written), bounded)


def until(firm: CheckedFirm, shared: Library, days: Days, today: date) -> str:
    """Return the first later day on which something may read differently for the firm.

    `days` are those of the library that all firms share; what the firm adds is looked at here.
    """
    own = days_in(_own(firm.library, shared))
    if not (days.bounded and own.bounded):
        return (today + _ONE).isoformat()
    answers = days_in((firm.profile, dict(firm.decisions.answers.values)))
    known = days.written | own.written | answers.written
    later = [day for day in _with_next(known) if day > today]
    return min(later).isoformat() if later else _LAST


def _own(library: Library, shared: Library) -> list[object]:
    """Return the clauses and pages that a firm has beside the shared ones."""
    pairs = ((library.clauses, shared.clauses), (library.pages, shared.pages))
    return [
        one for own, others in pairs for name, one in own.items() if one is not others.get(name)
    ]


def _with_next(days: Iterable[date]) -> Iterator[date]:
    """Yield each day, on which `>=` turns, and the day after it, on which `>` does."""
    for day in days:
        yield day
        if day < date.max:
            yield day + _ONE


def _all_below(top: object) -> Iterator[object]:
    """Yield every value in a tree of records, lists and tables, without what is compared soundly."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        yield one
        kind: type = type(one)
        parts = _sides(one) if isinstance(one, Compare) else _opener(kind)(one)
        waiting += [part for part in parts if type(part) not in _DULL]


@lru_cache(maxsize=256)
def _opener(kind: type) -> Callable[[object], Iterable[object]]:
    """Return the function that gives what is directly in a value of this kind."""
    if issubclass(kind, Mapping):
        return methodcaller("values")
    if issubclass(kind, tuple | list | frozenset | set):
        return methodcaller("__iter__")
    names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return lambda record: [getattr(record, name) for name in names]


def _sides(compared: Compare) -> list[object]:
    """Return both sides of a comparison; `today` is left out where it meets a day or an answer."""
    sides = [compared.left, compared.right]
    if all(_is_plain(side) for side in sides):
        return [side for side in sides if not isinstance(side, Today)]
    return list(sides)


def _is_plain(side: object) -> bool:
    if isinstance(side, ListOf):
        return all(isinstance(item, Constant | Name) for item in side.items)
    return isinstance(side, Constant | Name | Today)
