"""How a page of the library names what is to stand on it."""

import re
from typing import Final

CLAUSE_ID: Final = re.compile(r"[A-Z]{2,5}-\d{2,3}")

PLACEMENT: Final = re.compile(r"^\[\[([A-Z]{2,5}-\d{2,3}|[a-z-]+)\]\][ \t]*$", re.MULTILINE)
"""A line that places a clause, or something the program makes (`[[risks]]`)."""


def placed_in(source: str) -> tuple[str, ...]:
    """Return what the lines of a page place, in order."""
    return tuple(PLACEMENT.findall(source))
