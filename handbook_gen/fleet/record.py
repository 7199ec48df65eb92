"""What is kept of a firm's last build, so that the next one sees whether there is anything to do.

`built.json` answers that from the digests of the inputs alone. `files.json` names every file that
was made, for who wants to be surer than that.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from handbook_gen.digests import Marks, content_of, file_marks, folders_below, stamp_of
from handbook_gen.disk import Folder, remove_files, write_new_text
from handbook_gen.fleet.inputs import Inputs
from handbook_gen.fleet.plan import Built, Plan

HOSTING: Final = "hosting"
"""The folder beside the projects with settings for web servers."""

_RECORD: Final = "built.json"
_FILES: Final = "files.json"
_DAY: Final = "2026-11-23"
_LISTS: Final = ("layers", "clauses", "folders")
"""What is kept as one text with a line for each: it is read a thousand times for nothing."""


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
        folders: all folders of the site.
        stamp: when these, and the one with settings for web servers, were last changed.
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
    folders: tuple[str, ...]
    stamp: str


def unchanged(name: str, plan: Plan, inputs: Inputs, today: date) -> Built | None:
    """Return what was built when it would come out the same; None when that has to be looked into.

    Neither the library nor the profile is read for this.
    """
    record = read_record(plan, name)
    if record is None or not record.key or not record.day <= today.isoformat() < record.until:
        return None
    if inputs.key(inputs.firm(name), plan, record.layers, record.clauses) != record.key:
        return None
    if stamp(plan, name, record.folders) != record.stamp:
        return None
    if plan.verify and not has_files(plan, name, times=True):
        return None
    start = plan.site / name / record.start
    return Built(name, start, record.pages, warnings=record.warnings)


def read_record(plan: Plan, name: str) -> Record | None:
    """Return the record of a firm's last build; None when there is none, or it makes no sense."""
    content = content_of(f"{plan.projects}/{name}/{_RECORD}")
    try:
        kept = json.loads(content or b"{}")
        for key in _LISTS:
            kept[key] = tuple(kept[key].split("\n")) if kept[key] else ()
        record = Record(**kept)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return record if _makes_sense(record) else None


def write_record(plan: Plan, name: str, record: Record) -> None:
    """Keep what was built, after everything else is in place.

    Raises:
        HandbookError: the disk refused.
    """
    kept = {**asdict(record), **{key: "\n".join(getattr(record, key)) for key in _LISTS}}
    text = json.dumps(kept, sort_keys=True, indent=1)
    write_new_text(plan.projects / name / _RECORD, f"{text}\n", replace=True)


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


def folders_of(plan: Plan, name: str) -> tuple[str, ...]:
    """Return all folders of a firm's site; the firm's own is the empty one."""
    return folders_below(_places(plan, name)[0])


def stamp(plan: Plan, name: str, folders: Sequence[str]) -> str:
    """Return when folders of a firm's site, and its hosting, were changed; empty when one is gone."""
    site, hosting = _places(plan, name)
    one, other = stamp_of(site, folders), stamp_of(hosting, ("",))
    return f"{one} {other}" if one and other else ""


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
    words = (record.fingerprint, record.key, record.day, record.until, record.start, record.stamp)
    return (
        set(map(type, words)) == {str}
        and type(record.pages) is type(record.warnings) is int
        and "" in record.folders
        and bool(record.stamp)
        and len(record.day) == len(record.until) == (len(_DAY) if record.key else 0)
    )
