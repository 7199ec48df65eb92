"""What is kept of a firm's last build, so that the next one sees whether there is anything to do.

`built.json` answers that from the digests of the inputs alone. `files.json` has a mark of every file
that was made, so that the site can be looked at byte by byte, and made anew in another folder.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.digests import (
    LARGEST_WHOLE,
    FileMarks,
    Marks,
    content_digest,
    content_of,
    folders_below,
    stamp_of,
    status_below,
)
from handbook_gen.disk import Folder, remove_files, write_new_text
from handbook_gen.fleet.inputs import Inputs
from handbook_gen.fleet.plan import Built, Plan

SITE: Final = "site"
HOSTING: Final = "hosting"
"""The folder beside the projects with settings for web servers."""

LOCK: Final = ".lock"
"""The file beside the projects that one at a time holds who works on the firm."""

_RECORD: Final = "built.json"
_FILES: Final = "files.json"
_DAY: Final = "2026-11-23"
_LISTS: Final = ("layers", "clauses", "folders")
_BETWEEN: Final = "|"
"""What is kept as one text with this between: it is read a thousand times for nothing."""

_THEME: Final = "/assets/"


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
        place: how to come from the projects to the sites among which this one is.
        files: a digest of the list of files.
        projects: whether the written projects were left beside the site.
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
    place: str
    files: str
    projects: bool


def standing(name: str, plan: Plan, inputs: Inputs, today: date) -> Record | None:
    """Return the record of a firm's last build when the next would make the same; else None.

    Whether all of it is there is another question. Neither library nor profile is read for this.
    """
    record = read_record(plan, name)
    if record is None or not record.key or not record.day <= today.isoformat() < record.until:
        return None
    if plan.keeps_projects and not record.projects:
        return None
    same = inputs.key(inputs.firm(name), plan, record.layers, record.clauses) == record.key
    return record if same else None


def in_place(name: str, plan: Plan, record: Record) -> bool:
    """Tell whether nothing was added to the site of a record or taken from it."""
    return stamp(plan, name, record.folders) == record.stamp


def built_of(name: str, plan: Plan, record: Record, *, changed: bool = False) -> Built:
    """Return what became of a firm, as its record tells it."""
    start = Path(f"{plan.site}/{name}/{record.start}")
    counts = {"kept": record.pages} if changed else {}
    return Built(name, start, record.pages, changed, warnings=record.warnings, counts=counts)


def read_record(plan: Plan, name: str) -> Record | None:
    """Return the record of a firm's last build; None when there is none, or it makes no sense."""
    content = content_of(f"{plan.projects}/{name}/{_RECORD}")
    try:
        kept = json.loads(content or b"{}")
        for key in _LISTS:
            kept[key] = tuple(kept[key].split(_BETWEEN)) if kept[key] else ()
        record = Record(**kept)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return record if _makes_sense(record) else None


def write_record(plan: Plan, name: str, record: Record) -> None:
    """Keep what was built, after everything else is in place.

    Raises:
        HandbookError: the disk refused.
    """
    kept = {**asdict(record), **{key: _BETWEEN.join(getattr(record, key)) for key in _LISTS}}
    text = json.dumps(kept, sort_keys=True, indent=1)
    write_new_text(plan.projects / name / _RECORD, f"{text}\n", replace=True)


def move_record(plan: Plan, name: str, record: Record) -> None:
    """Keep a record for the site that is there now, with the same files as before.

    Raises:
        HandbookError: the disk refused.
    """
    moved = replace(record, place=plan.place, stamp=stamp(plan, name, record.folders))
    if moved != record:
        write_record(plan, name, moved)


def forget(plan: Plan, name: str) -> None:
    """Remove the record of a firm, before anything of what it speaks of is touched."""
    remove_files(Folder(plan.projects / name, name), (_RECORD,))


def write_files(plan: Plan, name: str, marks: FileMarks, known: Mapping[str, str]) -> None:
    """Keep the marks of all files that were made; the digests of some of the site are `known`.

    Raises:
        HandbookError: the disk refused.
    """
    listed = {
        part: marks.below(place, known if part == SITE else {})
        for part, place in _places(plan, name).items()
    }
    text = json.dumps(listed)
    write_new_text(plan.projects / name / _FILES, text, replace=True)


def digest_of_files(plan: Plan, name: str) -> str:
    """Return the digest of a firm's list of files."""
    return content_digest(_list_of(plan, name))


def read_files(plan: Plan, name: str, record: Record) -> Mapping[str, Marks] | None:
    """Return the marks of the site and the hosting of a record; None unless they are as written."""
    content = _list_of(plan, name)
    if content_digest(content) != record.files:
        return None
    try:
        listed: Mapping[str, Marks] = json.loads(content)
        return {part: {**listed[part]} for part in (SITE, HOSTING)}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def has_files(plan: Plan, name: str, record: Record, marks: FileMarks) -> bool:
    """Tell whether all files of a record are there as they were made, and no others.

    Every byte is looked at when that was asked for, and in a folder that it was not made for;
    else their sizes.
    """
    listed = read_files(plan, name, record) or {}
    every_byte = plan.verify or record.place != plan.place
    return bool(listed) and all(
        marks.hold(place, listed[part]) if every_byte else has_sizes(place, listed[part])
        for part, place in _places(plan, name).items()
    )


def has_sizes(folder: str, listed: Marks) -> bool:
    """Tell whether exactly the listed files are in a folder, each as large as it was."""
    try:
        found = status_below(folder)
    except (OSError, ValueError):
        return False
    return found.keys() == listed.keys() and all(
        listed[name].startswith(f"{status.st_size} ") for name, status in found.items()
    )


def folders_of(plan: Plan, name: str) -> tuple[str, ...]:
    """Return the folders of a firm's site in which pages come and go; its own is the empty one.

    Those of the theme, which are a third of all, are left to who looks at every byte.
    """
    found = folders_below(_places(plan, name)[SITE])
    return tuple(folder for folder in found if _THEME not in folder)


def stamp(plan: Plan, name: str, folders: Sequence[str]) -> str:
    """Return when folders of a firm's site, and its hosting, were changed; empty when one is gone."""
    places = _places(plan, name)
    one, other = stamp_of(places[SITE], folders), stamp_of(places[HOSTING], ("",))
    return f"{one} {other}" if one and other else ""


def _list_of(plan: Plan, name: str) -> bytes:
    return content_of(f"{plan.projects}/{name}/{_FILES}", largest=LARGEST_WHOLE) or b""


def _places(plan: Plan, name: str) -> dict[str, str]:
    return {SITE: f"{plan.site}/{name}", HOSTING: f"{plan.projects}/{name}/{HOSTING}"}


def _makes_sense(record: Record) -> bool:
    words = (record.fingerprint, record.key, record.day, record.until, record.start, record.stamp)
    return (
        set(map(type, (*words, record.place, record.files))) == {str}
        and type(record.pages) is type(record.warnings) is int
        and type(record.projects) is bool
        and "" in record.folders
        and bool(record.stamp)
        and len(record.day) == len(record.until) == (len(_DAY) if record.key else 0)
    )
