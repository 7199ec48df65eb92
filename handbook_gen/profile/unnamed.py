"""A firm's answers without anybody in them, and a guard that nobody is named in what comes out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final

from handbook_gen.model.facts import UNKNOWN, Answers, Fact, InLanguages, Person, Record, Value
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile

_SPACE: Final = re.compile(r"\s+")
_DIGITS_THAT_COUNT: Final = 8
"""The last digits of a phone number, which are the same with and without a country before them."""

_BETWEEN_DIGITS: Final = r"[\s().\-/\u2010-\u2015]*"
_UNSEEN: Final = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Personal:
    """A name, e-mail address or phone number of a profile, and the fact that it is from."""

    fact: str
    kind: str
    text: str


def unnamed(answers: Answers) -> Answers:
    """Return the answers in which every person, e-mail address and phone number is unknown.

    A text then prints the role instead of the name. What was decided with the real answers stays:
    whoever has a privacy officer keeps the rules about one.
    """
    values = {
        fact_id: _without(answers.facts[fact_id], value)
        for fact_id, value in answers.values.items()
    }
    return replace(answers, values=values)


def _without(fact: Fact, value: Value) -> Value:
    if fact.names_somebody:
        return UNKNOWN
    if fact.kind == "list" and isinstance(value, tuple):
        rows = [row for row in value if isinstance(row, Mapping)]
        return tuple(_record_without(fact, row) for row in rows)
    return value


def _record_without(fact: Fact, row: Record) -> Record:
    return {
        name: _without(fact.fields[name], value) if name in fact.fields else value
        for name, value in row.items()
    }


def personal_data(profile: Profile, library: Library) -> tuple[Personal, ...]:
    """Return every name, e-mail address and phone number of a profile, each once.

    A single word that is a role ("Marketing") is nobody's name.
    """
    found: dict[tuple[str, str], Personal] = {}
    people_first = sorted(profile.answers, key=lambda name: library.facts[name].kind != "person")
    for fact_id in people_first:
        for one in _personal(fact_id, library.facts[fact_id], profile.answers[fact_id].value):
            found.setdefault((one.kind, one.text), one)
    for duty in profile.duties.values():
        for text in _texts(duty.owner):
            found.setdefault(("name", text), Personal(f"duties.{duty.clause}.owner", "name", text))
    roles = _roles(library)
    return tuple(one for one in found.values() if one.kind != "name" or _is_name(one.text, roles))


def _personal(name: str, fact: Fact, value: Value) -> Iterator[Personal]:
    if isinstance(value, Person):
        parts = (("name", value.name), ("email", value.email), ("phone", value.phone))
        yield from (Personal(name, kind, text) for kind, text in parts if text)
    elif fact.kind == "list" and isinstance(value, tuple):
        for row in value:
            if isinstance(row, Mapping):
                for key, part in row.items():
                    if key in fact.fields:
                        yield from _personal(f"{name}.{key}", fact.fields[key], part)
    elif fact.names_somebody:
        kind = fact.kind if fact.kind in ("email", "phone") else "name"
        yield from (Personal(name, kind, text) for text in _texts(value))


def _texts(value: Value) -> Iterator[str]:
    """Yield a firm's own words, in every language in which they are given."""
    if isinstance(value, InLanguages):
        yield from (text for _, text in value.texts if text)
    elif isinstance(value, str) and value:
        yield value


def _roles(library: Library) -> frozenset[str]:
    """Return the words with which the library speaks of roles, in small letters."""
    said = [text for fact in library.facts.values() for text in fact.role.values()]
    said += [text for role in library.roles.values() for text in role.title.values()]
    said += [
        text
        for key, wording in library.phrases.items()
        if key.startswith("who_")
        for text in wording.values()
    ]
    return frozenset(word.casefold() for text in said for word in re.findall(r"\w+", text))


def _is_name(text: str, roles: frozenset[str]) -> bool:
    words = text.split()
    if len(words) > 1:
        return text != text.lower()
    return text != text.lower() and text.casefold() not in roles


def named_in(
    page: str, people: tuple[Personal, ...], firm_names: tuple[str, ...]
) -> list[Personal]:
    """Return whom a page of HTML still names, in its text or in any attribute.

    The firm's own name is public, also when it is somebody's name.
    """
    text = _text_of(page)
    return [one for one in people if _stands_in(one, text, firm_names)]


def _stands_in(one: Personal, text: str, firm_names: tuple[str, ...]) -> bool:
    if one.kind == "phone":
        return _phone(one.text).search(text) is not None
    if one.kind == "email":
        return one.text.casefold() in text.casefold()
    public = [found.span() for name in firm_names for found in _whole(name).finditer(text)]
    return any(
        not any(start <= found.start() and found.end() <= end for start, end in public)
        for found in _whole(one.text).finditer(text)
    )


def _whole(name: str) -> re.Pattern[str]:
    """Return what finds a name as whole words; of a single word the capitals count as well."""
    words = name.split()
    flags = re.IGNORECASE if len(words) > 1 else 0
    return re.compile(rf"(?<!\w){' '.join(map(re.escape, words))}(?!\w)", flags)


def _phone(number: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", number)[-_DIGITS_THAT_COUNT:]
    before = "" if len(digits) == _DIGITS_THAT_COUNT else r"(?<!\d)"
    return re.compile(rf"{before}{_BETWEEN_DIGITS.join(digits)}(?!\d)")


def _text_of(page: str) -> str:
    """Return all that a page says, with its attributes, on one line."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    together = "".join(reader.texts)  # as it is read when an element stands inside a word
    return _SPACE.sub(" ", "\n".join((together, *reader.texts, *reader.attributes)))


class _Reader(HTMLParser):
    """Keeps the texts and the attributes; scripts and styles are ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in _UNSEEN else self.inside
        self.attributes += [value for _, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.texts.append(data)
