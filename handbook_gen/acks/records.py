"""Who confirmed what: the records of a firm, kept beside the profiles and out of git."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, exists, read_text, write_new_text
from handbook_gen.problems import HandbookError, Place, Problem

FOLDER: Final = "acks"
"""The folder of a workspace that holds the records; `handbook init` tells git to ignore it."""

KEEP_MONTHS: Final = 24
"""How long a confirmation is kept when nothing else is said."""

_FORMAT: Final = 1
_LARGEST: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Ack:
    """That somebody confirmed, for a role, to have read and understood a version.

    Attributes:
        who: a name or an e-mail address, as the form gave it.
        role: the key of the role.
        digest: the first digits of the meaning digest that was confirmed.
        day: the last day on which it was confirmed.
    """

    who: str
    role: str
    version: str
    digest: str
    day: date


def records_name(firm: str) -> str:
    """Return the name of the file with the records of a firm, seen from the workspace."""
    return f"{FOLDER}/{firm}.json"


def read_acks(root: Path, firm: str) -> tuple[Ack, ...]:
    """Return what is kept of a firm; nothing when nothing was ever kept.

    Raises:
        HandbookError: the file is not what this program wrote.
    """
    name = records_name(firm)
    file = Folder(root / name, name)
    if not exists(file):
        return ()
    try:
        plain = json.loads(read_text(file, largest=_LARGEST))
        if plain["format"] != _FORMAT:
            raise ValueError(f"it has format {plain['format']}, and this program knows {_FORMAT}")
        return tuple(_ack(row) for row in plain["acks"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"`{name}` does not hold what `handbook acks` keeps"
        label = str(error).partition("\n")[0]
        help_ = "put the file back from a backup, or remove it and import the answers again"
        raise HandbookError(
            [Problem("HB120", message, Place(name), label=label, help=help_)]
        ) from error


def write_acks(root: Path, firm: str, acks: Iterable[Ack]) -> None:
    """Keep these records of a firm and no others.

    Raises:
        HandbookError: the disk does not allow it; what was there stays.
    """
    rows = [asdict(ack) | {"day": ack.day.isoformat()} for ack in merged(acks)]
    text = json.dumps({"format": _FORMAT, "acks": rows}, ensure_ascii=False, indent=1)
    write_new_text(root / records_name(firm), text + "\n", replace=True)


def merged(acks: Iterable[Ack]) -> tuple[Ack, ...]:
    """Return the records sorted; what somebody confirmed twice is one, with the last day."""
    found: dict[tuple[str, ...], Ack] = {}
    for ack in sorted(acks, key=lambda ack: (ack.day, ack.who)):
        found[(ack.who.casefold(), ack.role, ack.version, ack.digest)] = ack
    return tuple(found[key] for key in sorted(found))


def split_by_age(
    acks: Iterable[Ack], today: date, months: int
) -> tuple[tuple[Ack, ...], tuple[Ack, ...]]:
    """Return the records to keep, and those older than so many months."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    oldest = _day(year, month + 1, today.day)
    all_ = tuple(acks)
    kept = tuple(ack for ack in all_ if ack.day >= oldest)
    return kept, tuple(ack for ack in all_ if ack.day < oldest)


def _day(year: int, month: int, day: int) -> date:
    """Return the day, or the last one before it that the month has; the first of days for long ago."""
    if year < date.min.year:
        return date.min
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _ack(row: Mapping[str, str]) -> Ack:
    return Ack(
        who=str(row["who"]),
        role=str(row["role"]),
        version=str(row["version"]),
        digest=str(row["digest"]),
        day=date.fromisoformat(row["day"]),
    )
