"""The days that matter to a handbook as a whole, and what is said around them."""

from calendar import monthrange
from datetime import date

from handbook_gen.assemble.words import Words
from handbook_gen.model import known
from handbook_gen.model.facts import Unknown


def in_force_from(words: Words) -> date | None:
    """Return the first day on which the handbook holds; None while it is not known."""
    value = words.value(known.EFFECTIVE)
    return value if isinstance(value, date) else None


def review_day(words: Words) -> date | None:
    """Return the day by which the handbook has to be reviewed; None while it is not in force."""
    begins = _decided(words)
    months = words.value(known.REVIEW_MONTHS)
    if begins is None or isinstance(months, Unknown) or not isinstance(months, int | float):
        return None
    return _months_later(begins, int(months))


def not_yet(words: Words) -> str:
    """Return what is said before the handbook is in force; empty when no day was decided."""
    begins = _decided(words)
    return words.phrase("not_yet", date=words.filler.day(begins)) if begins else ""


def overdue(words: Words) -> str:
    """Return what is said after the day of review; empty when there is none."""
    day = review_day(words)
    return words.phrase("overdue", date=words.filler.day(day)) if day else ""


def _decided(words: Words) -> date | None:
    """Return the first day of a handbook that is approved; a draft says of itself that it is one."""
    return in_force_from(words) if words.value(known.STATUS) == "in_force" else None


def _months_later(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
