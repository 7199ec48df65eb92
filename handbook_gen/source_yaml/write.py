"""Write plain data as YAML, and read what the program itself wrote or ships."""

import re
from typing import Any, Final

import yaml

_FAST_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_FAST_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_EVERYDAY: Final = re.compile("[ -~\xa0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")
_LONGEST_KEY: Final = 100
"""Of texts of these signs on one line, and keys up to so long, both dumpers write the same."""


def written_yaml(data: Any) -> str:
    """Return plain data as YAML, keys in the given order."""
    dumper = _FAST_DUMPER if isinstance(data, dict) and _is_everyday(data) else yaml.SafeDumper
    written: str = yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
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


def _is_everyday(data: Any) -> bool:
    """Tell whether the fast dumper writes these data as the other one does."""
    match data:
        case str():
            return _EVERYDAY.fullmatch(data) is not None
        case dict():
            keys = all(isinstance(key, str) and 0 < len(key) <= _LONGEST_KEY for key in data)
            return keys and all(map(_is_everyday, data)) and all(map(_is_everyday, data.values()))
        case list():
            return all(map(_is_everyday, data))
        case _:
            return data is None or isinstance(data, bool | int | float)
