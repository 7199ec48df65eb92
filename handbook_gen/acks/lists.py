"""Read the lists that form tools export: CSV with headings in Dutch or English."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handbook_gen.disk import Folder, read_text
from handbook_gen.problems import HandbookError, Place, Problem, nearest

LARGEST_LIST: Final = 20_000_000
"""Bytes; a hundred thousand answers."""

Headings = Mapping[str, Sequence[str]]
"""For each column that is read, the headings that it may have, the best one first."""

ANSWERS: Final[Headings] = {
    "who": (
        *("who", "wie", "e-mail", "email", "e-mailadres", "emailadres", "email address"),
        *("e-mail address", "naam", "name", "je naam", "your name", "volledige naam"),
        *("full name", "gebruikersnaam", "username"),
    ),
    "when": (
        *("when", "wanneer", "tijd van voltooien", "completion time", "tijdstempel"),
        *("timestamp", "submitdate", "datum ingezonden", "datum ingediend", "date submitted"),
        *("datum", "date"),
    ),
    "version": ("version", "versie", "versie van het handboek", "version of the handbook"),
    "role": ("role", "rol", "je rol", "your role"),
    "digest": ("digest", "code"),
}
"""The columns of a list of answers."""

PEOPLE: Final[Headings] = {
    "name": ("naam", "name", "who", "wie", "volledige naam", "full name"),
    "email": ("e-mail", "email", "e-mailadres", "emailadres", "email address", "e-mail address"),
    "role": ("role", "rol"),
}
"""The columns of a list of people."""

_NOBODY: Final = frozenset({"", "anonymous", "anoniem", "-"})
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[\w-]+")
_SEPARATOR: Final = re.compile(r"sep=(.)\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: the line on which it begins, and its cells by the column that they are of."""

    line: int
    cells: Mapping[str, str]
    source: str


def read_list(
    file: Folder,
    headings: Headings,
    required: Sequence[str],
    chosen: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """Return the rows of a list; empty lines are left out.

    `chosen` names the heading of a column where the program would not know it. Of several columns
    that fit, such as e-mail and name, a row has the first that is filled in.

    Raises:
        HandbookError: the file cannot be read, or a required column is not there.
    """
    text = read_text(file, largest=LARGEST_LIST)
    if not text.strip():
        raise _unreadable(file, "holds nothing", "export the answers again")
    lines = text.split("\n")
    wanted = {**headings, **{column: (name,) for column, name in (chosen or {}).items()}}
    table = _table(text, file, wanted)
    line, names = table[0]
    found = _columns(names, wanted)
    missing = [column for column in required if not found[column]]
    if missing:
        place = Place(file.shown, line, 1, max(1, len(lines[line - 1])), lines[line - 1])
        raise _without(place, missing, names, chosen or {})
    return tuple(
        Row(line, _cells(values, found), lines[line - 1])
        for line, values in table[1:]
        if any(value.strip() for value in values)
    )


def _table(text: str, file: Folder, wanted: Headings) -> list[tuple[int, list[str]]]:
    """Return the lines on which the rows begin with their values, the headings first."""
    said = _SEPARATOR.match(text)  # which Excel writes before the headings
    skipped = 1 if said else 0
    body = text[said.end() :] if said else text
    head = body.partition("\n")[0]
    sign = said[1] if said else max(";,\t", key=lambda sign: _fit(head, sign, wanted))
    reader = csv.reader(io.StringIO(body), delimiter=sign, strict=True)
    found = []
    line = skipped + 1
    try:
        for values in reader:
            found.append((line, values))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        help_ = "look for a quotation mark too many or too few, or export the answers again"
        raise _unreadable(file, f"is no CSV: {error}", help_, line) from error
    return found


def _fit(head: str, sign: str, wanted: Headings) -> tuple[int, int]:
    """Return how well the headings fit when cut at a sign: how many are known, and how many there are."""
    names = next(csv.reader([head], delimiter=sign), [])
    return (sum(bool(numbers) for numbers in _columns(names, wanted).values()), len(names))


def _columns(names: Sequence[str], wanted: Headings) -> dict[str, list[int]]:
    """Return for each column where it stands, the best heading first."""
    places: dict[str, int] = {}
    for number, name in enumerate(names):
        for form in _forms(name):
            places.setdefault(form, number)
    found: dict[str, list[int]] = {}
    for column, headings in wanted.items():
        numbers = (places.get(_plain(heading)) for heading in headings)
        exact = list(dict.fromkeys(number for number in numbers if number is not None))
        found[column] = exact or _asking(names, headings)
    return found


def _asking(names: Sequence[str], headings: Sequence[str]) -> list[int]:
    """Return the one column that asks for it in a question, such as `Welke versie heb je gelezen?`."""
    words = {_plain(heading) for heading in headings}
    asking = [
        number for number, name in enumerate(names) if words & set(_WORD.findall(name.casefold()))
    ]
    return asking if len(asking) == 1 else []


def _forms(name: str) -> Iterator[str]:
    """Yield a heading as it may be known: whole, or its code or text where a tool writes both."""
    whole = _plain(name)
    yield whole
    code, dot, text = whole.partition(". ")
    if dot:
        yield code
        yield text


def _plain(name: str) -> str:
    return _SPACE.sub(" ", name).strip().strip("?:*").strip().casefold()


def _cells(values: Sequence[str], columns: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {
        column: next(
            (
                values[number].strip()
                for number in numbers
                if number < len(values) and values[number].strip().casefold() not in _NOBODY
            ),
            "",
        )
        for column, numbers in columns.items()
    }


def _without(
    place: Place, missing: Sequence[str], names: Sequence[str], chosen: Mapping[str, str]
) -> HandbookError:
    problems = []
    for column in missing:
        if column in chosen:
            guess = nearest(chosen[column], names)
            message = f"no column of `{place.path}` has the heading `{chosen[column]}`"
            help_ = f"did you mean `{guess}`?" if guess else "write the heading as it stands there"
        else:
            message = f"no column of `{place.path}` says {_SAID[column]}"
            help_ = f"name the column that does: --column {column}=HEADING"
        problems.append(Problem("HB120", message, place, help=help_))
    return HandbookError(problems)


_SAID: Final = {
    "who": "who it was",
    "when": "when it was",
    "version": "which version was read",
    "name": "who there is",
}


def _unreadable(file: Folder, what: str, help_: str, line: int = 0) -> HandbookError:
    place = Place(file.shown, line)
    return HandbookError([Problem("HB120", f"`{file.shown}` {what}", place, help=help_)])
