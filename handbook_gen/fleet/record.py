"""What is kept of a firm's last build, so that the next one sees whether there is anything to do.

`built.json` answers that from the digests of the inputs alone. `files.json` names every file that
was made, for who wants to be surer than that.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.digests import Marks, content_of, file_marks, folder_times, has_times
from handbook_gen.disk import Folder, remove_files, write_new_text
from handbook_gen.fleet.inputs import Inputs
from handbook_gen.fleet.plan import Built, Plan

HOSTING: Final = "hosting"
"""The folder beside the projects with settings for web servers."""

_RECORD: Final = "built.json"
_FILES: Final = "files.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A build that ended well.

    Attributes:
        fingerprint: of what the site was made from, after everything was decided and filled in.
        key: of all inputs as raw bytes; empty when they were not looked at.
        layers: the layers that the profile lies on.
        clauses: the clauses of the library whose body was read.
        day: the first day for which it holds.
        until: the first later day on which something may read differently.
        site, hosting: when each folder of what was made was last changed.
    """

    fingerprint: str
    key: str
    layers: tuple[str, ...]
    clauses: tuple[str, ...]
    day: str
    until: str
    start: str
    pages: int
    warnings: int
    site: Mapping[str, int]
    hosting: Mapping[str, int]


def unchanged(name: str, plan: Plan, inputs: Inputs, today: date) -> Built | None:
    """Return what was built when it would come out the same; None when that has to be looked into.

    Neither the library nor the profile is read for this.
    """
    record = read_record(plan, name)
    if record is None or not record.key or not record.day <= today.isoformat() < record.until:
        return None
    if inputs.key(inputs.firm(name), plan, record.layers, record.clauses) != record.key:
        return None
    site, hosting = _places(plan, name)
    if not has_times(site, record.site) or not has_times(hosting, record.hosting):
        return None
    if plan.verify and not has_files(plan, name, times=True):
        return None
    start = Path(site, record.start)
    return Built(name, start, record.pages, warnings=record.warnings)


def read_record(plan: Plan, name: str) -> Record | None:
    """Return the record of a firm's last build; None when there is none, or it makes no sense."""
    content = content_of(f"{plan.projects}/{name}/{_RECORD}")
    try:
        record = Record(**json.loads(content or b"{}"))
    except (ValueError, TypeError, RecursionError):
        return None
    return record if _makes_sense(record) else None


def write_record(plan: Plan, name: str, record: Record) -> None:
    """Keep what was built, after everything else is in place.

    Raises:
        HandbookError: the disk refused.
    """
    file = plan.projects / name / _RECORD
    write_new_text(file, json.dumps(asdict(record), sort_keys=True), replace=True)


def forget(plan: Plan, name: str) -> None:
    """Remove the record of a firm, before anything of what it speaks of is touched."""
    remove_files(Folder(plan.projects / name, name), (_RECORD,))


def write_files(plan: Plan, name: str) -> None:
    """Keep the names, sizes and times of all files that were made.

    Raises:
        HandbookError: the disk refused.
    """
    text = json.dumps(_marks(plan, name), sort_keys=True)
    write_new_text(plan.projects / name / _FILES, text, replace=True)


def has_files(plan: Plan, name: str, *, times: bool) -> bool:
    """Tell whether all files that were made are there with their sizes, and no others.

    With `times` none of them may have been written again since.
    """
    try:
        kept = json.loads(content_of(f"{plan.projects}/{name}/{_FILES}") or b"{}")
        found = _marks(plan, name)
        return set(kept) == set(found) and all(
            _alike(kept[part], found[part], times=times) for part in found
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError):
        return False


def times_of(plan: Plan, name: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return when each folder of a firm's site, and of its hosting, was last changed."""
    site, hosting = _places(plan, name)
    return folder_times(site), folder_times(hosting)


def _alike(kept: Marks, found: Marks, *, times: bool) -> bool:
    if kept.keys() != found.keys():
        return False
    shown = 2 if times else 1
    return all(tuple(kept[name][:shown]) == found[name][:shown] for name in found)


def _marks(plan: Plan, name: str) -> dict[str, Marks]:
    site, hosting = _places(plan, name)
    return {"site": file_marks(site), HOSTING: file_marks(hosting)}


def _places(plan: Plan, name: str) -> tuple[str, str]:
    return f"{plan.site}/{name}", f"{plan.projects}/{name}/{HOSTING}"


def _makes_sense(record: Record) -> bool:
    words = (record.fingerprint, record.key, record.day, record.until, record.start)
    return (
        all(isinstance(word, str) for word in (*words, *record.layers, *record.clauses))
        and isinstance(record.pages, int)
        and isinstance(record.warnings, int)
        and all(isinstance(times, dict) and times for times in (record.site, record.hosting))
    )
