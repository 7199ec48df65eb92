"""Which firms failed when they were last built, kept in `build/fleet.json`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from handbook_gen.digests import content_of
from handbook_gen.disk import write_new_text
from handbook_gen.locks import locked

_FILE: Final = "fleet.json"
_LOCK: Final = ".fleet.lock"


def failed_last(projects: Path) -> tuple[str, ...]:
    """Return the firms that failed when they were last built, sorted; none when that is not known."""
    try:
        found = json.loads(content_of(f"{projects}/{_FILE}") or b"{}")["failed"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(sorted(name for name in found if isinstance(name, str))) if found else ()


def keep_failed(projects: Path, good: Iterable[str], bad: Iterable[str]) -> None:
    """Keep which firms failed now; firms that were not built stay as they were.

    Raises:
        HandbookError: the disk refused.
    """
    bad = set(bad)
    if not bad and not failed_last(projects):
        return
    with locked(projects / _LOCK):
        failed = tuple(sorted({*failed_last(projects)} - {*good} | bad))
        text = json.dumps({"failed": failed}, indent=1)
        write_new_text(projects / _FILE, f"{text}\n", replace=True)
