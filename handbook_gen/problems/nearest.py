"""Words in a message: the known one that somebody probably meant, and the first few of many."""

from collections.abc import Iterable, Sequence


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to `word`, or None when none is close enough to suggest."""
    from difflib import get_close_matches  # noqa: PLC0415  # only who mistyped needs it

    words = sorted(known)
    by_lower = {candidate.lower(): candidate for candidate in words}
    found = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def first_of(names: Sequence[str], most: int) -> str:
    """Return the first names in a row, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
