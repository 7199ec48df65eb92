"""The names that firms have as files and folders: small letters, digits and dashes."""

import re
import unicodedata
from typing import Final

EXPECTED_NAME: Final = "small letters, digits and dashes: de-vries"

_LONGEST: Final = 63
_NAME: Final = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{_LONGEST - 1}}}")
_KEPT_BY_WINDOWS: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def can_name_firm(word: str) -> bool:
    """Tell whether a file and a folder can have this name on every machine."""
    return bool(_NAME.fullmatch(word)) and word not in _KEPT_BY_WINDOWS


def name_from(text: str) -> str:
    """Return what a firm of this name is called on disk: `De Vries & Zn.` is `de-vries-zn`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return words[: _LONGEST - 4].strip("-") or "firm"
