"""Write an impact as canonical JSON, for a program that posts or keeps it."""

import json
from typing import Final

from handbook_gen.impact.found import Group, Impact
from handbook_gen.problems.formats import as_json

_FORMAT_VERSION: Final = 1


def impact_to_json(impact: Impact) -> str:
    """Return everything that was found, every firm by its name; the same impact gives the same bytes."""
    found = {
        "format_version": _FORMAT_VERSION,
        "from": impact.before,
        "to": impact.after,
        "library": [
            {
                "kind": change.kind,
                "id": change.id,
                "title": change.title,
                "what": change.what,
                "parts": list(change.parts),
                "declared": change.declared,
            }
            for change in impact.changes
        ],
        "groups": [_group(group) for group in impact.groups],
        "look_again": [
            {"firm": one.firm, "clause": one.clause, "own": one.own} for one in impact.look_again
        ],
        "broken": {firm: json.loads(as_json(found)) for firm, found in impact.broken.items()},
        "firms": {
            "all": impact.firms,
            "touched": len(impact.touched),
            "untouched": impact.untouched,
        },
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _group(group: Group) -> dict[str, object]:
    return {
        "kind": group.kind,
        "id": group.id,
        "language": group.language,
        "title": group.title,
        "book": group.book,
        "page": group.page,
        "what": group.what,
        "parts": [
            {"name": part.name, "before": part.before, "after": part.after} for part in group.parts
        ],
        "firms": list(group.firms),
    }
