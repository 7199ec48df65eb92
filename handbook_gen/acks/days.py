"""Days as form tools write them, in Dutch and ISO forms."""

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[t ])")
_DUTCH: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?=$|[ ,])")
_NAMED: Final = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})(?=$|[ ,])")

_MONTHS: Final = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mrt", "mar", "maart", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augustus", "august"),
    ("sep", "sept", "september"),
    ("okt", "oct", "oktober", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_NUMBER: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


def day_in(text: str, *, month_first: bool = False) -> date | None:
    """Return the day with which a text begins; None when it is no day of the calendar.

    `23-11-2026`, `23/11/2026 14:05`, `23 november 2026`, `2026-11-23T14:05:12Z`. With `month_first`
    the American `11/23/2026` is read too, and never the other way round.
    """
    line = text.strip().casefold()
    if found := _ISO.match(line):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DUTCH.match(line):
        day, month, year = (int(part) for part in found.groups())
        if month_first:
            day, month = month, day
        year += 2000 if year < 100 else 0
    elif found := _NAMED.match(line):
        day, month, year = int(found[1]), _NUMBER.get(found[2], 0), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
