"""The state of firms as canonical JSON, for other programs."""

import json
from datetime import date
from typing import Any, Final

from handbook_gen.status.dates import Dated
from handbook_gen.status.firm import FirmStatus
from handbook_gen.status.firms import FleetStatus

STATUS_FORMAT: Final = 1


def status_to_json(fleet: FleetStatus) -> str:
    """Return the state as JSON: sorted keys, two spaces, a final newline."""
    plain = {
        "format": STATUS_FORMAT,
        "date": fleet.today.isoformat(),
        "library": {
            "version": fleet.library_version,
            "old": [problem.message for problem in fleet.old],
        },
        "firms": [_firm(firm, fleet.today) for firm in fleet.firms],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _firm(status: FirmStatus, today: date) -> dict[str, Any]:
    return {
        "firm": status.firm,
        "problems": status.problems,
        "first_problem": status.first_problem,
        "release": _release(status),
        "questions": None if status.questions is None else dict(status.questions),
        "duties": None if status.duties is None else dict(status.duties),
        "dates": [_dated(item, today) for item in status.dates],
    }


def _release(status: FirmStatus) -> dict[str, Any] | None:
    release = status.release
    if release is None:
        return None
    return {
        "version": release.version,
        "effective": release.effective.isoformat(),
        "digest": release.digest,
        "library_version": release.library_version,
        "drifted": release.library_version != status.library_version,
        "whole": release.whole,
        "differing": None if release.differing is None else list(release.differing),
    }


def _dated(item: Dated, today: date) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "subject": item.subject,
        "title": item.title,
        "day": item.day.isoformat(),
        "days_left": (item.day - today).days,
        "late": item.is_late(today),
        "owner": item.owner,
    }
