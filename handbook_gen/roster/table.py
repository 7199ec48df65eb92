"""Read a table from CSV as spreadsheets write it, in Dutch or English, or from an Excel workbook."""

import csv
import io
import re
from collections.abc import Container, Iterator
from typing import Final

from handbook_gen.disk import Folder, read_bytes
from handbook_gen.problems import Place
from handbook_gen.roster.cell import (
    LARGEST_LIST,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Rows,
    too_large,
    unreadable,
)
from handbook_gen.roster.workbook import read_workbook

_WORKBOOK: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
"""What UTF-16 begins with, as PowerShell writes it."""

_SEPARATOR: Final = re.compile(r"sep=(.)\n")


def read_table(file: Folder, heads: Container[str]) -> Rows:
    """Return the rows of a table; empty rows and cells are left out, `heads` tell how CSV is cut.

    Raises:
        HandbookError: the file cannot be read.
        EnvironmentLacking: it is a workbook, and what reads those is not installed.
    """
    data = read_bytes(file, largest=LARGEST_LIST)
    if data.startswith(_OLD_WORKBOOK):
        help_ = "save it as .xlsx without a password, or as CSV UTF-8"
        raise unreadable(file.shown, "is an old workbook, or one with a password", help_)
    if data.startswith(_WORKBOOK):
        rows = read_workbook(data, file.shown)
    else:
        rows = list(_csv_rows(_decoded(data, file.shown), file.shown, heads))
    if not rows:
        raise unreadable(file.shown, "holds nothing", "the first row has the heads")
    return rows


def _decoded(data: bytes, shown: str) -> str:
    """Return the text: UTF-8, UTF-16 with a mark, or what Windows writes in western Europe."""
    encodings = ("utf-16",) if data.startswith(_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise unreadable(shown, "is no text", "save it as CSV UTF-8, or as .xlsx")


def _csv_rows(text: str, shown: str, heads: Container[str]) -> Iterator[tuple[Cell, ...]]:
    said = _SEPARATOR.match(text)  # which Excel can write before the heads
    skipped = 1 if said else 0
    lines = text.split("\n")
    sign = said[1] if said else _sign(lines[0], heads)
    reader = csv.reader(
        io.StringIO(text[said.end() :] if said else text), delimiter=sign, strict=True
    )
    first = skipped + 1
    try:
        for row, values in enumerate(reader, 1):
            last = skipped + reader.line_num
            if row > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise too_large(shown)
            stretches = _stretches(lines[first - 1], sign) if first == last else []
            cells = tuple(
                Cell(value.strip(), row, column, _place(shown, first, lines, stretches, column))
                for column, value in enumerate(values, 1)
                if value.strip()
            )
            if cells:
                yield cells
            first = last + 1
    except csv.Error as error:
        help_ = "look for a quotation mark too many or too few, or save the list again"
        raise unreadable(shown, f"is no CSV: {error}", help_, first) from error


def _sign(line: str, heads: Container[str]) -> str:
    """Return the sign that cuts the first row into the most heads that are known."""

    def fit(sign: str) -> tuple[int, int]:
        words = [word.strip().casefold() for word in next(csv.reader([line], delimiter=sign), [])]
        return sum(word in heads for word in words), len(words)

    return max(";,\t", key=fit)


def _stretches(line: str, sign: str) -> list[tuple[int, int]]:
    """Return where each cell of a line begins and ends, its quotation marks included."""
    found, start, quoted = [], 0, False
    for number, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == sign and not quoted:
            found.append((start, number))
            start = number + 1
    return [*found, (start, len(line))]


def _place(
    shown: str, line: int, lines: list[str], stretches: list[tuple[int, int]], column: int
) -> Place:
    if len(stretches) < column:  # a row over several lines is shown by its first one
        return Place(shown, line, 1, 1, lines[line - 1])
    start, end = stretches[column - 1]
    return Place(shown, line, start + 1, max(1, end - start), lines[line - 1])
