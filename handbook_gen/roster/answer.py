"""Make answers of the cells of a row, or say of which cell nothing can be made."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from handbook_gen.decoding import why_refused
from handbook_gen.interview import Asked, Plain, understood
from handbook_gen.model.facts import Fact
from handbook_gen.problems import Problem
from handbook_gen.roster.cell import Cell
from handbook_gen.roster.heads import PERSON_PARTS, Head

Filled = tuple[Head, Cell]
"""A filled cell, and what its column says."""

_CUT: Final = re.compile(r"\s*[;,\n]\s*")
_FAULT: Final = re.compile(
    r"#(?:N/[AB]|(?:REF|VERW|VALUE|WAARDE|DIV/0|DEEL/0|NUM|GETAL|NULL|LEEG)!|(?:NAME|NAAM)\?)"
)
"""What a spreadsheet shows where a formula went wrong, in English and Dutch."""

_SOMEBODY: Final = {"name": "N. N.", "email": "n@n.example"}


def answers_in(filled: Iterable[Filled], problems: list[Problem]) -> dict[str, Asked]:
    """Return the answers in the cells of a row by fact; what is wrong is added to the problems."""
    found: dict[str, Asked] = {}
    people: dict[str, list[Filled]] = {}
    for head, cell in filled:
        if head.fact is None:
            continue
        if _FAULT.fullmatch(cell.text):
            message = "the spreadsheet shows a fault here"
            problems.append(wrong_cell(head, cell, message, "an answer, or nothing"))
        elif head.part:
            people.setdefault(head.fact.id, []).append((head, cell))
        else:
            value = _value(head.fact, cell.text)
            problems += _refused(head, cell, value)
            found[head.fact.id] = Asked(value, given=True)
    for fact_id, parts in people.items():
        problems += _refused_parts(parts)
        person = {head.part: cell.text for head, cell in parts}
        ordered: dict[str, str] = {part: person[part] for part in PERSON_PARTS if part in person}
        found[fact_id] = Asked(ordered, given=True)
    return found


def words_in(text: str) -> list[str]:
    """Return the words of a cell that holds several, with commas, semicolons or lines between them."""
    return [word for word in _CUT.split(text.strip()) if word]


def wrong_cell(head: Head, cell: Cell, message: str, expected: str, label: str = "") -> Problem:
    """Return the problem that nothing can be made of a cell."""
    said = f"cell {cell.address}, `{head.word}`: {message}"
    return Problem("HB136", said, cell.place, label=label, expected=expected)


def _value(fact: Fact, text: str) -> Plain:
    """Return what stands in a cell as it is written in YAML; a choice may be given by its label."""
    if text.casefold() == "unknown":
        return "unknown"
    keyed = fact.fields[fact.key] if fact.kind == "list" and fact.key else fact
    if fact.kind in ("choices", "list"):
        words = (_key(keyed, word) for word in words_in(text))
        return understood(fact, ",".join(words))
    return understood(fact, _key(keyed, text))


def _key(fact: Fact, word: str) -> str:
    """Return the choice that is called so in one of the languages, or else the word itself."""
    for key, label in fact.choices.items():
        if word.casefold() in {name.casefold() for name in label.values()}:
            return key
    return word


def _refused(head: Head, cell: Cell, value: Plain) -> Iterator[Problem]:
    assert head.fact is not None
    refused = why_refused(head.fact, str(value) if isinstance(value, int) else value)
    if refused is not None:
        message, expected = refused
        yield wrong_cell(head, cell, message, expected)


def _refused_parts(parts: list[Filled]) -> Iterator[Problem]:
    """Yield what is wrong with the parts of a person, each at its own cell."""
    given = {head.part for head, _ in parts}
    sound = True
    for head, cell in parts:
        for problem in _refused(head, cell, {**_SOMEBODY, head.part: cell.text}):
            sound = False
            yield problem
    missing = [part for part in _SOMEBODY if part not in given]
    if sound and missing:
        head, cell = parts[0]
        assert head.fact is not None
        lacking = " and ".join(f"`{head.fact.id}.{part}`" for part in missing)
        message = f"there is no {lacking} beside it"
        yield wrong_cell(head, cell, message, "a name and an e-mail address, or none of the two")
