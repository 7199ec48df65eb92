"""Random profiles that are valid for a library, and random words that a firm may type."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from handbook_gen.library import library_roots, read_library
from handbook_gen.model.facts import Fact
from handbook_gen.model.library import Library

Plain = Any
"""What stands in a profile: texts, lists and tables."""

_HIDDEN = "\u2028\u2029" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_SIGNS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_HIDDEN + "\ufffe\uffff")
_PUNCTUATION = st.sampled_from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_WORDS = st.sampled_from(
    [
        "{{ x }}",
        "[[GOV-01]]",
        "<b>",
        "&amp;",
        "&#60;",
        "**x**",
        "](javascript:x)",
        "| a |",
        "    x",
        "1. x",
    ]
)


@cache
def shipped() -> Library:
    """Return the library of `templates/`, which strategies need before any fixture exists."""
    return read_library(*library_roots(None))


def typed(longest: int = 60) -> st.SearchStrategy[str]:
    """Return what a firm may type on one line: any letters and signs, and much punctuation."""
    parts = st.lists(st.one_of(_SIGNS, _PUNCTUATION, _WORDS), min_size=1, max_size=12)
    cut = parts.map(lambda found: "".join(found)[:longest])
    return cut.filter(_can_be_read)


def _can_be_read(text: str) -> bool:
    return text != "unknown" and any(sign.isprintable() and not sign.isspace() for sign in text)


def profiles(library: Library) -> st.SearchStrategy[dict[str, Plain]]:
    """Return profiles that answer what is required, and any of the other questions."""
    fixed: dict[str, dict[str, st.SearchStrategy[Plain]]] = {}
    free: dict[str, dict[str, st.SearchStrategy[Plain]]] = {}
    lists: dict[str, st.SearchStrategy[Plain]] = {}
    for fact in library.facts.values():
        if fact.kind in ("derived", "file"):
            continue
        if fact.group == fact.id:
            lists[fact.id] = _answer(fact)
        else:
            (fixed if fact.required else free).setdefault(fact.group, {})[fact.name] = _answer(fact)
    groups: dict[str, st.SearchStrategy[Plain]] = {
        group: st.fixed_dictionaries(fixed.get(group, {}), optional=free.get(group, {}))
        for group in sorted(fixed.keys() | free.keys())
    }
    answered = st.fixed_dictionaries(
        {name: rows for name, rows in groups.items() if name in fixed},
        optional={name: rows for name, rows in groups.items() if name not in fixed} | lists,
    )
    return answered.map(lambda found: {"languages": ["nl", "en"], **found})


def _answer(fact: Fact) -> st.SearchStrategy[Plain]:
    value = _value(fact)
    if fact.required or fact.default is not None or fact.kind in ("text", "prose"):
        return value
    return st.one_of(value, st.just("unknown"))


def _value(fact: Fact) -> st.SearchStrategy[Plain]:
    match fact.kind:
        case "number":
            return st.integers(fact.lowest or 0, fact.highest or 100_000).map(str)
        case "yes_no":
            return st.sampled_from(["ja", "nee"])
        case "choice":
            return st.sampled_from(sorted(fact.choices))
        case "choices":
            chosen = st.sampled_from(sorted(fact.choices))
            return st.lists(chosen, min_size=fact.fewest, max_size=fact.most, unique=True)
        case "date":
            return st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(date.isoformat)
        case "person":
            return _person()
        case "list":
            return st.lists(_record(fact.fields), max_size=3)
        case "text" | "prose":
            text = typed(fact.longest or 60)
            return st.one_of(text, st.fixed_dictionaries({"nl": text, "en": text}))
        case _:
            return _PATTERNED[fact.kind]


def _person() -> st.SearchStrategy[Plain]:
    required = {"name": typed(), "email": _PATTERNED["email"]}
    return st.fixed_dictionaries(required, optional={"phone": _PATTERNED["phone"]})


def _record(fields: Mapping[str, Fact]) -> st.SearchStrategy[Plain]:
    return st.fixed_dictionaries(
        {name: _value(field) for name, field in fields.items() if field.required},
        optional={name: _value(field) for name, field in fields.items() if not field.required},
    )


_PATTERNED: Mapping[str, st.SearchStrategy[str]] = {
    "email": st.from_regex(
        r"[a-z.!#$%&'*+/=?^_`{|}~-]{1,9}@[a-z-]{1,9}\.[a-z]{2,5}", fullmatch=True
    ),
    "phone": st.from_regex(r"\+?[0-9][0-9 ()./-]{4,13}[0-9]", fullmatch=True),
    "url": st.from_regex(r"https://[a-z]{1,9}\.nl/[a-z()\[\]_*|&;=?#{}!~.-]{0,12}", fullmatch=True),
    "colour": st.from_regex(r"#([0-9a-f]{3}|[0-9a-f]{6})", fullmatch=True),
}
