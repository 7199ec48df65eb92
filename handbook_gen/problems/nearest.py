"""Find the known word that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to `word`, or None when none is close enough to suggest."""
    words = sorted(known)
    by_lower = {candidate.lower(): candidate for candidate in words}
    found = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
