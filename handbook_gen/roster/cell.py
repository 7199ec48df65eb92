"""A filled cell of a table with its place, as the spreadsheet that made the table calls it."""

from dataclasses import dataclass
from typing import Final

from handbook_gen.problems import HandbookError, Place, Problem

LARGEST_LIST: Final = 20_000_000
"""Bytes of a file; a thousand firms take less than one million."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; rows and columns count from 1."""

    text: str
    row: int
    column: int
    place: Place

    @property
    def address(self) -> str:
        """The cell as a spreadsheet calls it: `B3`."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


Rows = list[tuple[Cell, ...]]
"""The rows that have anything in them, each with its filled cells from left to right."""


def unreadable(shown: str, what: str, help_: str = "", line: int = 0) -> HandbookError:
    """Return the error that a list of firms cannot be read."""
    return HandbookError(
        [Problem("HB137", f"`{shown}` {what}", Place(shown, line, min(line, 1)), help=help_)]
    )


def too_large(shown: str) -> HandbookError:
    """Return the error that a list has more in it than is read."""
    what = f"has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
    return unreadable(shown, what, "save only the table with the firms, in a file of its own")
