"""Write plain data as YAML, and read what the program itself wrote or ships."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import yaml

_FAST_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WIDTH: Final = 1000
_EVERYDAY: Final = re.compile("[ -~\xa0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]{0,500}")
_LONGEST_KEY: Final = 100
"""Texts of these signs, and keys up to so long, are written alike wherever they stand."""

_SIGN: Final = '[ -"$-9;-~\xa0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]'
_PLAIN: Final = re.compile(f"[A-Za-z\xc0-\u024f](?:{_SIGN}{{0,400}}(?! ){_SIGN})?")
_NO_TEXTS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
"""Everyday texts that begin with a letter and hold no `:` or `#` are written as they are, but these."""


def written_yaml(data: Any) -> str:
    """Return plain data as YAML, keys in the given order."""
    if data and isinstance(data, dict) and _is_everyday(data, set()):
        return "\n".join(_lines(data, "")) + "\n"
    written: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return written


def flow_yaml(data: Any) -> str:
    """Return plain data as YAML on one line: text, `[a, b]` or `{key: value}`."""
    text = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=True
    )
    return text.removesuffix("\n").removesuffix("\n...")


def plain_yaml(text: str) -> Any:
    """Return YAML that the program itself wrote or ships, with its own types."""
    return yaml.load(text, Loader=_FAST_LOADER)  # noqa: S506  # it is a safe one


def _is_everyday(data: Any, seen: set[int]) -> bool:
    """Tell whether these data are written line by line, each without a look at the others.

    A list that stands in two places, for one, would get a name in the first of them.
    """
    if isinstance(data, dict | list):
        if id(data) in seen:
            return False
        seen.add(id(data))
    match data:
        case str():
            return _EVERYDAY.fullmatch(data) is not None
        case dict():
            keys = all(isinstance(key, str) and 0 < len(key) <= _LONGEST_KEY for key in data)
            inside = (*data, *data.values())
            return keys and all(_is_everyday(part, seen) for part in inside)
        case list():
            return all(_is_everyday(part, seen) for part in data)
        case _:
            return data is None or isinstance(data, bool | int | float)


def _lines(data: dict[str, Any] | list[Any], indent: str) -> Iterator[str]:
    """Yield the lines of a table or a list, both with something in them."""
    if isinstance(data, list):
        for item in data:
            if item and isinstance(item, dict | list):
                first, *others = _lines(item, f"{indent}  ")
                yield f"{indent}- {first.lstrip(' ')}"
                yield from others
            else:
                yield f"{indent}- {_leaf(item)}"
        return
    for key, value in data.items():
        if value and isinstance(value, dict | list):
            yield f"{indent}{_scalar(key)}:"
            yield from _lines(value, indent if isinstance(value, list) else f"{indent}  ")
        else:
            yield f"{indent}{_scalar(key)}: {_leaf(value)}"


def _leaf(value: Any) -> str:
    match value:
        case dict():
            return "{}"
        case list():
            return "[]"
        case _:
            return _scalar(value)


@lru_cache(maxsize=4096, typed=True)
def _scalar(value: str | float | None) -> str:
    """Return a text, a number, a truth or nothing as YAML writes it after a key."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXTS:
        return value
    written: str = yaml.safe_dump({"a": value}, allow_unicode=True, width=_WIDTH)
    return written.removeprefix("a: ").removesuffix("\n")
