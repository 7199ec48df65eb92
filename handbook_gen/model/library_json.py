"""A library as JSON and back, without loss: every text, condition and place in it.

A word, a number and nothing stand for themselves, a table with words as keys is an object, and all
else is a list that begins with what it is: `["Place", "templates/facts.yml", 3, 1, 5, ""]`. A `+`
before that says that something in it is more than a word or a number, and is to be made first.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from handbook_gen.model import changes, expression, facts, library, tools
from handbook_gen.model.library import Library

_MODULES: Final = (changes, expression, facts, library, tools)
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_TUPLE: Final = "tuple"
_LIST: Final = "list"
_DAY: Final = "date"

_RECORDS: Final[Mapping[str, type]] = {
    found.__name__: found
    for module in _MODULES
    for found in vars(module).values()
    if isinstance(found, type) and is_dataclass(found)
}
"""All that a library may be made of, by name; nothing else is ever made of what stands in a file."""

_MADE: Final[Mapping[str, Callable[..., Any]]] = {
    **_RECORDS,
    _TUPLE: lambda *items: items,
    _LIST: lambda *items: list(items),
    _DAY: date.fromisoformat,
}
_MADE_LAST: Final = {f"+{name}": make for name, make in _MADE.items()}

_FIELDS: Final = {
    kind: tuple(field.name for field in fields(kind) if field.init) for kind in _RECORDS.values()
}


def library_to_json(library: Library) -> bytes:
    """Return a library as JSON.

    Raises:
        ValueError: something in it is of a kind that no library is made of.
    """
    return json.dumps(_told(library), ensure_ascii=False, separators=(",", ":")).encode()


def library_from_json(content: bytes) -> Library:
    """Return the library that `library_to_json` wrote.

    Raises:
        ValueError: the content is none.
    """
    try:
        found = _made(json.loads(content))
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError("this is no library") from error
    if not isinstance(found, Library):
        raise ValueError("this is no library")
    return found


def _told(one: Any) -> Any:
    kind = type(one)
    if kind in _PLAIN:
        return one
    if isinstance(one, Mapping):
        return {_word(key): _told(value) for key, value in one.items()}
    if kind is date:
        return [_DAY, one.isoformat()]
    if kind in (tuple, list):
        name, parts = kind.__name__, [_told(part) for part in one]
    elif kind not in _FIELDS:
        raise ValueError(kind)
    else:
        name = kind.__name__
        parts = [_told(getattr(one, field)) for field in _FIELDS[kind]]
    return [name if _PLAIN.issuperset(map(type, parts)) else f"+{name}", *parts]


def _word(key: object) -> str:
    if type(key) is not str:
        raise ValueError(key)
    return key


def _made(told: Any) -> Any:
    """Return what an object or a list stands for."""
    if type(told) is dict:
        return {
            key: value if type(value) in _PLAIN else _made(value) for key, value in told.items()
        }
    make = _MADE.get(told[0])
    if make is not None:
        return make(*told[1:])
    parts = [part if type(part) in _PLAIN else _made(part) for part in told[1:]]
    return _MADE_LAST[told[0]](*parts)
