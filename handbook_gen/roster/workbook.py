"""Read the first sheet of an Excel workbook as text: its values, and never its formulas."""

import importlib.util
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from handbook_gen.problems import EnvironmentLacking, HandbookError, Place, Problem
from handbook_gen.roster.cell import MOST_COLUMNS, MOST_ROWS, Cell, Rows, too_large, unreadable

_LARGEST_UNPACKED: Final = 200_000_000
"""Bytes; a small file can unpack to one that fills the memory."""


def read_workbook(data: bytes, shown: str) -> Rows:
    """Return the rows of the first sheet; of a formula what it gave when the file was saved.

    Raises:
        HandbookError: it is no workbook, or a far too large one.
        EnvironmentLacking: what reads workbooks is not installed.
    """
    if importlib.util.find_spec("openpyxl") is None:
        message = f"what is needed to read the workbook `{shown}` is not installed"
        help_ = 'pip install "handbook-gen[xlsx]", or save the list as CSV UTF-8'
        raise EnvironmentLacking([Problem("HB137", message, help=help_)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise too_large(shown)
        return list(_rows(data, shown))
    except HandbookError:
        raise
    except Exception as error:  # the reader has an error of its own for every kind of damage
        what = f"is no workbook that can be read: {str(error) or type(error).__name__}"
        raise unreadable(shown, what, "save it as .xlsx once more, or as CSV UTF-8") from error


def _rows(data: bytes, shown: str) -> Iterator[tuple[Cell, ...]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about looks and checks of the sheet, which are not read
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size need not be true
        for number, values in enumerate(
            sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1
        ):
            cells = tuple(_cells(values, number, shown))
            if cells and (number > MOST_ROWS or cells[-1].column > MOST_COLUMNS):
                raise too_large(shown)
            if cells:
                yield cells


def _cells(values: Iterable[Any], row: int, shown: str) -> Iterator[Cell]:
    for column, value in enumerate(values, 1):
        if value is not None and (text := _text(value)):
            yield Cell(text, row, column, Place(shown, row, column))


def _text(value: Any) -> str:
    """Return a value as somebody would type it in a profile."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()
