"""Fill a checked text with a firm's answers, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from handbook_gen.conditions import holds
from handbook_gen.conditions.evaluate import look_up
from handbook_gen.filling.escape import Markdown, as_markdown, link_address, mail_address
from handbook_gen.model.expression import Choose, Name, Part, Print, Repeat, Text, Words
from handbook_gen.model.facts import (
    Answers,
    Fact,
    InLanguages,
    Person,
    Record,
    Said,
    Unknown,
    Value,
)


@lru_cache(maxsize=512)
def long_day(day: date, locale: str) -> Markdown:
    """Return a day as it is written in a sentence of a locale."""
    return Markdown(format_date(day, format="long", locale=locale))


@lru_cache(maxsize=128)
def _month(month: int, locale: str) -> Markdown:
    return Markdown(format_date(date(2000, month, 1), format="LLLL", locale=locale))


@lru_cache(maxsize=512)
def _decimal(number: float, locale: str) -> Markdown:
    return Markdown(format_decimal(number, locale=locale))


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills texts for one firm in one language.

    Attributes:
        first_language: the language in which the firm wrote texts that are not given per language.
        joiners: the words that join answers in this language ("and", "none"), and its locale.
    """

    answers: Answers
    language: str
    first_language: str
    today: date
    joiners: Mapping[str, str]
    _facts: dict[str, Markdown] = field(default_factory=dict, init=False, repr=False, compare=False)

    def filled(self, text: Text) -> Markdown:
        """Return the text with every answer in its place, escaped, and every branch decided."""
        parts = text.parts
        if len(parts) == 1 and isinstance(parts[0], Words):
            return Markdown(parts[0].text)
        return Markdown(self._parts(parts, {}))

    def fact(self, fact_id: str) -> Markdown:
        """Return the firm's answer to a question as it reads in a sentence."""
        if fact_id not in self._facts:
            answers = self.answers
            said = self.printed(answers.facts[fact_id], answers.values[fact_id])
            self._facts[fact_id] = said
        return self._facts[fact_id]

    def printed(self, fact: Fact, value: Value) -> Markdown:
        """Return one answer as it reads in a sentence."""
        match value:
            case Unknown():
                return Markdown(fact.role.get(self.language, self.joiners["unknown"]))
            case bool():
                return Markdown(self.joiners["yes" if value else "no"])
            case int() | float():
                return Markdown(self._number(fact, value))
            case date():
                return self.day(value)
            case Person():
                return self._person(fact, value)
            case InLanguages(texts):
                return self._translated(dict(texts))
            case tuple():
                return self._several(fact, value)
            case str():
                return self._word(fact, value)
            case _:
                raise AssertionError(value)

    def said(self, text: Said) -> Markdown:
        """Return a firm's own words in this language, marked when they are in another."""
        texts = dict(text.texts) if isinstance(text, InLanguages) else {self.first_language: text}
        return self._translated(texts) if any(texts.values()) else Markdown("")

    def day(self, day: date) -> Markdown:
        """Return a day as it is written in a sentence."""
        return long_day(day, self.joiners["locale"])

    def month(self, month: int) -> Markdown:
        """Return the name of a month, from 1 to 12."""
        return _month(month, self.joiners["locale"])

    def number(self, number: float) -> Markdown:
        """Return a number with the signs of this language between its thousands."""
        return _decimal(number, self.joiners["locale"])

    def _parts(self, parts: tuple[Part, ...], records: Mapping[str, Record]) -> str:
        return "".join(
            [part.text if isinstance(part, Words) else self._part(part, records) for part in parts]
        )

    def _part(self, part: Print | Choose | Repeat, records: Mapping[str, Record]) -> str:
        if isinstance(part, Print):
            return self._named(part.name, records)
        if isinstance(part, Choose):
            for condition, body in part.branches:
                if condition is None or holds(condition, self.answers, self.today, records):
                    return self._parts(body, records)
            return ""
        found = look_up(part.list_, self.answers, records)
        rows = found if isinstance(found, tuple) else ()
        return "".join(
            self._parts(part.body, {**records, part.variable: row})
            for row in rows
            if isinstance(row, Mapping)
        )

    def _named(self, name: Name, records: Mapping[str, Record]) -> str:
        if name.parts[0] not in records and name.text in self.answers.facts:
            return self._facts.get(name.text) or self.fact(name.text)
        value = look_up(name, self.answers, records)
        if name.parts[0] in records:
            return self.printed(self._field(name, records), value)
        return self.address(name.parts[2], value)

    def _field(self, name: Name, records: Mapping[str, Record]) -> Fact:
        list_ = next(
            fact
            for fact in self.answers.facts.values()
            if fact.kind == "list" and self._is_from(records[name.parts[0]], fact)
        )
        return list_.fields[name.parts[1]]

    def _is_from(self, record: Record, list_: Fact) -> bool:
        rows = self.answers.values.get(list_.id, ())
        return isinstance(rows, tuple) and any(row is record for row in rows)

    def _word(self, fact: Fact, value: str) -> Markdown:
        match fact.kind:
            case "choice" | "choices":
                return Markdown(fact.choices[value][self.language])
            case "email":
                return self.address("email", value)
            case "phone":
                return self.address("phone", value)
            case "url":
                return Markdown(f"[{as_markdown(value)}]({link_address(value)})")
            case _:
                return self._translated({self.first_language: value})

    def _translated(self, texts: Mapping[str, str]) -> Markdown:
        if self.language in texts:
            return as_markdown(texts[self.language])
        language = self.first_language if self.first_language in texts else min(texts)
        return Markdown(f'<span lang="{language}">{as_markdown(texts[language])}</span>')

    def _several(self, fact: Fact, values: tuple[object, ...]) -> Markdown:
        words = [self._word(fact, value) for value in values if isinstance(value, str)]
        if not words:
            return Markdown(self.joiners["none"])
        if len(words) == 1:
            return words[0]
        return Markdown(f"{', '.join(words[:-1])} {self.joiners['and']} {words[-1]}")

    def _number(self, fact: Fact, value: float) -> str:
        digits = self.number(value)
        if not fact.unit:
            return digits
        one, more = fact.unit[self.language]
        return f"{digits} {one if value == 1 else more}"

    def _person(self, fact: Fact, person: Person) -> Markdown:
        name = f"[{as_markdown(person.name)}]({mail_address(person.email)})"
        return Markdown(f"{fact.role[self.language]} ({name})")

    def address(self, part: str, value: Value) -> Markdown:
        """Return an e-mail address or phone number as a link; other parts as text."""
        text = str(value)
        match part:
            case "email":
                return Markdown(f"[{as_markdown(text)}]({mail_address(text)})")
            case "phone":
                return Markdown(
                    f"[{as_markdown(text)}]({link_address('tel:' + ''.join(text.split()))})"
                )
            case _:
                return as_markdown(text)
