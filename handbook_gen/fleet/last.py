"""Which firms failed when they were last built, and how much was shared: `build/fleet.json`."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from handbook_gen.digests import content_of
from handbook_gen.disk import write_new_text
from handbook_gen.fleet.plan import Built
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


def keep_last(projects: Path, good: Sequence[Built], bad: Sequence[Built]) -> None:
    """Keep which firms failed now, and how much was shared; firms that were not built stay as they were.

    Raises:
        HandbookError: the disk refused.
    """
    failed = {one.firm for one in bad}
    counts: Counter[str] = Counter()
    for one in good:
        counts.update(one.counts)
    if not failed and not counts and not failed_last(projects):
        return
    with locked(projects / _LOCK):
        still = {*failed_last(projects)} - {one.firm for one in good} | failed
        kept = {"failed": sorted(still), "engine": dict(sorted(counts.items()))}
        write_new_text(projects / _FILE, f"{json.dumps(kept, indent=1)}\n", replace=True)
