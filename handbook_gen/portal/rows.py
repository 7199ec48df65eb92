"""What the list says of each firm, from its state and from what is built of it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, exists
from handbook_gen.model.choices import BookName
from handbook_gen.status import FirmStatus, FleetStatus

_BOOKS: Final[tuple[BookName, ...]] = ("staff", "control")


@dataclass(frozen=True, slots=True)
class Row:
    """A firm in the list.

    Attributes:
        built: the books that are built, each with its language, the staff book first.
        late: how many things should have been done by now.
    """

    status: FirmStatus
    built: tuple[tuple[BookName, str], ...]
    late: int


def rows_of(fleet: FleetStatus, site: Path, languages: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each firm, in the order of the names that their readers know."""
    rows = (
        Row(
            firm,
            tuple(
                (book, language)
                for book in _BOOKS
                for language in languages
                if exists(Folder(site / address_of(firm.firm, book, language), ""))
            ),
            sum(item.is_late(fleet.today) for item in firm.dates),
        )
        for firm in fleet.firms
    )
    return tuple(sorted(rows, key=lambda row: (_in_order(row.status.name), row.status.firm)))


def _in_order(name: str) -> str:
    """Return a name as it is looked up: without accents, and as if in small letters."""
    plain = (sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return "".join(plain).casefold()


def address_of(firm: str, book: BookName, language: str) -> str:
    """Return where the first page of a book is, seen from the list."""
    return f"{firm}/{book}/{language}/index.html"
