"""What was published last time: of which project every copy was built, and what was sent where."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from handbook_gen.disk import Folder, exists, read_text, write_new_text
from handbook_gen.problems import HandbookError

Digests = Mapping[str, str]
"""The sha256 of every file, by its path."""

_LARGEST: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class BuiltCopy:
    """Of which project a copy was built, and the files that it then had."""

    fingerprint: str
    files: Digests


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept beside the projects from one time to the next; without it all is done anew."""

    copies: Mapping[str, BuiltCopy] = field(default_factory=dict)
    sent: Mapping[str, Digests] = field(default_factory=dict)


_ADAPTER: Final = TypeAdapter(Record)


def read_record(path: Path) -> Record:
    """Return the record; an empty one when there is none, or it cannot be understood."""
    file = Folder(path, str(path))
    if not exists(file):
        return Record()
    try:
        return _ADAPTER.validate_json(read_text(file, largest=_LARGEST))
    except (HandbookError, ValidationError):
        return Record()


def write_record(path: Path, record: Record) -> None:
    """Write the record in the place of the one of the last time.

    Raises:
        HandbookError: the disk refused.
    """
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    write_new_text(path, text + "\n", replace=True)
