"""Describe every question of the library for people who fill in a profile: a page of the manual."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from handbook_gen.model.facts import Answerer, Asked, Fact, Kind, Record, Unknown, Value, Wording
from handbook_gen.model.library import Library

LANGUAGE: Final = "en"
"""The manual is in English; what a library lacks in it is shown in its first language."""

_KINDS: Final[dict[Kind, str]] = {
    "text": "text on one line",
    "prose": "text",
    "number": "whole number",
    "yes_no": "yes or no",
    "choice": "one of the choices below",
    "choices": "a list of the choices below",
    "date": "date",
    "person": "person: name, e-mail and, if you like, phone",
    "email": "e-mail address",
    "phone": "phone number",
    "url": "web address that begins with https://",
    "colour": "colour code in quotes",
    "file": "name of a file in the firm's own folder",
    "list": "list of records, with the parts below",
    "derived": "worked out from other answers; you cannot answer it",
}
_WHO: Final[dict[Answerer, str]] = {
    "partner": "a partner",
    "marketing": "marketing",
    "hr": "HR",
    "it": "IT",
    "privacy": "the privacy officer",
    "quality": "the quality manager",
}
_ASKED: Final[dict[Asked, str]] = {
    "draft": "in the first round, by `handbook new`",
    "release": "before the handbook takes effect",
    "later": "when you want to be more precise",
}
_HEAD: Final = """\
# Every question

This page is made by `handbook schema --markdown`, from library {version}.
[The profile](profile.md) explains how a profile works; this page is for looking things up.

Beside these questions a profile may hold `extends`, `languages`, `library`, `duties` and
`deviations`, each explained in [the profile](profile.md).

A question is written `group.name`, and stands in the profile as the name below its group:

```yaml
firm:
  name: De Vries
```
"""


def profile_reference(library: Library) -> str:
    """Return a Markdown page with every question, by group, in the order of the library."""
    parts = [_HEAD.format(version=library.version)]
    group = ""
    for fact in library.facts.values():
        if fact.group != group:
            group = fact.group
            title = _said(library.groups.get(group, {}), library) or group
            parts.append(f"## {title}: `{group}` {{ #{_anchor(group)} }}\n")
        parts.append("\n".join(_fact_lines(fact, library)) + "\n")
    return "\n".join(parts)


def _fact_lines(fact: Fact, library: Library) -> Iterator[str]:
    if fact.id != fact.group:  # a list that stands on its own has the heading of its group
        yield f"### `{fact.id}` {{ #{_anchor(fact.id)} }}"
        yield ""
    yield f"**{_said(fact.question, library)}**"
    yield _said(fact.help, library)
    yield ""
    yield f"- Kind: {_KINDS[fact.kind]}{_limits(fact)}"
    yield from (f"- {line}" for line in _unanswered(fact, library))
    if fact.kind != "derived":
        yield f"- Who can answer it: {_WHO[fact.who]}"
        yield f"- Asked: {_ASKED[fact.asked]}"
    if fact.opens_text:
        closed = f"; if not, it counts as {_shown(fact, fact.when_closed, library)}"
        yield f"- Only asked when `{fact.opens_text}`" + (
            closed if fact.when_closed is not None else ""
        )
    if fact.source:
        yield f"- Source: {fact.source}"
    if fact.choices:
        yield "- Choices:"
        for key, wording in fact.choices.items():
            yield f"    - {_choice(key, wording, library)}"
    if fact.fields:
        yield "- Parts of a record:"
        for part in fact.fields.values():
            yield from _part_lines(part, library)


def _part_lines(part: Fact, library: Library) -> Iterator[str]:
    need = "required" if part.required else "may be left out"
    if part.default is not None:
        need = f"default {_shown(part, part.default, library)}"
    label = _said(part.question, library)
    kind = _KINDS[part.kind].replace(" below", "")
    yield f"    - `{part.name}` ({label}): {kind}{_limits(part)}; {need}"
    for key, wording in part.choices.items():
        yield f"        - {_choice(key, wording, library)}"


def _choice(key: str, wording: Wording, library: Library) -> str:
    label = _said(wording, library)
    return f"`{key}`" if label == key else f"`{key}`: {label}"


def _unanswered(fact: Fact, library: Library) -> Iterator[str]:
    if fact.formula_text:
        yield f"Worked out as: `{fact.formula_text}`"
    elif fact.required:
        yield "Must be answered"
    elif fact.default is not None:
        yield f"Default: {_shown(fact, fact.default, library)}"
    elif fact.while_unknown is not None:
        value = _shown(fact, fact.while_unknown, library)
        yield f"While it is unknown, conditions use {value}, the safe side"
    else:
        yield "May be left out"
    if fact.role:
        yield f"Without a name, texts say “{_said(fact.role, library)}”"


def _limits(fact: Fact) -> str:
    found = []
    if fact.lowest is not None and fact.highest is not None:
        found.append(f"from {fact.lowest} to {fact.highest}")
    if fact.unit:
        found.append(f"in {fact.unit.get(LANGUAGE, next(iter(fact.unit.values())))[1]}")
    if fact.longest is not None:
        found.append(f"at most {fact.longest} characters")
    if fact.fewest:
        found.append(f"at least {fact.fewest}")
    if fact.most is not None:
        found.append(f"at most {fact.most}")
    return "".join(f", {words}" for words in found)


def _shown(fact: Fact, value: Value | None, library: Library) -> str:
    match value:
        case None | Unknown():
            return "unknown"
        case bool():
            return "`yes`" if value else "`no`"
        case str() if value in fact.choices:
            label = _said(fact.choices[value], library)
            return f"`{value}`" if label == value else f"`{value}` ({label})"
        case tuple() if not value:
            return "an empty list"
        case str() | int() | float() | date():
            return f"`{value}`"
        case tuple():
            words = ", ".join(_item(item) for item in value)
            return f"`[{words}]`"
        case _:
            raise AssertionError(value)


def _item(item: str | Record) -> str:
    assert isinstance(item, str), "the library has no records as a default"
    return item


def _said(wording: Wording, library: Library) -> str:
    return wording.get(LANGUAGE) or wording.get(library.languages[0]) or ""


def _anchor(fact_id: str) -> str:
    return fact_id.replace(".", "-").replace("_", "-")
