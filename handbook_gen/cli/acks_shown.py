"""Who has read it, as words, JSON and CSV."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Final

from handbook_gen.acks import STATES, Asked, Changed, Standing

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins to calculate."""

_KINDS: Final = {
    "added": "new",
    "removed": "gone",
    "level": "another level",
    "meaning": "another meaning",
    "answer": "another answer of the firm",
}


def as_words(found: Sequence[Standing], firm: str, asked: Asked) -> str:
    """Return who is to be asked, and below that what they have not read yet."""
    counts = [sum(standing.state == state for standing in found) for state in STATES]
    told = ", ".join(f"{number} {state}" for state, number in zip(STATES, counts, strict=True))
    lines = [f"{firm}, release {asked.version}: {told}"]
    width = max((len(standing.who) for standing in found), default=0)
    for standing in found:
        read = f"  {standing.version} on {standing.day}" if standing.day else ""
        line = f"  {standing.state:10}  {standing.who:{width}}  {standing.role}{read}"
        lines.append(line.rstrip())
    for (version, role), changed in _lists(found).items():
        lines += ["", f"not yet read by who confirmed {version} as {role}:"]
        lines += [f"  {c.clause:8} {c.title}: {_KINDS[c.kind]}" for c in changed]
    return "\n".join(lines) + "\n"


def as_json(found: Sequence[Standing], firm: str, asked: Asked) -> str:
    """Return the same as JSON."""
    people = [
        {
            "who": standing.who,
            "role": standing.role,
            "state": standing.state,
            "version": standing.version,
            "day": standing.day.isoformat() if standing.day else "",
            "changed": [{"clause": c.clause, "kind": c.kind} for c in standing.changed],
        }
        for standing in found
    ]
    plain = {
        "firm": firm,
        "version": asked.version,
        "digests": dict(asked.digests),
        "people": people,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Sequence[Standing], firm: str, asked: Asked) -> str:
    """Return a line per person and role, in which no cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["firm", "release", "who", "role", "state", "version", "day", "changed"])
    for standing in found:
        day = standing.day.isoformat() if standing.day else ""
        changed = " ".join(change.clause for change in standing.changed)
        row = [firm, asked.version, standing.who, standing.role, standing.state]
        writer.writerow([_safe(cell) for cell in (*row, standing.version, day, changed)])
    return written.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _lists(found: Sequence[Standing]) -> dict[tuple[str, str], tuple[Changed, ...]]:
    return {
        (standing.version, standing.role): standing.changed
        for standing in found
        if standing.state == "outdated"
    }
