"""The library as the last build read it, so that the next process need not understand it anew.

What is kept is of the library alone, which all firms share, and says from which files it was read
and by which program. Whatever is odd about it, the files themselves are read.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.digests import LARGEST_WHOLE, content_digest, content_of
from handbook_gen.disk import write_new_text
from handbook_gen.fleet.days import Days, days_in
from handbook_gen.fleet.inputs import Inputs, library_now
from handbook_gen.fleet.plan import Plan
from handbook_gen.model.library import Library
from handbook_gen.model.library_json import library_from_json, library_to_json
from handbook_gen.problems import HandbookError

_FILE: Final = "library.json"


class KnownLibrary:
    """The library of a workspace, taken from what is kept when that is of the same files."""

    def __init__(self, root: Path, plan: Plan, inputs: Inputs) -> None:
        """Look at nothing yet; the inputs are from before anything is read."""
        self._root = root
        self._inputs = inputs
        self._file = plan.store / _FILE
        self._new: Library | None = None
        self._days: Days | None = None

    def taken(self, read: Callable[[], Library]) -> Library:
        """Return the library; it is only `read` when it is not kept as the inputs say.

        Raises:
            HandbookError: the library has problems.
        """
        found = _kept(self._file, self._inputs.library_key())
        if found is None:
            self._new = read()
            return self._new
        library, self._days = found
        return library

    def days(self, library: Library) -> Days:
        """Return the days in the library that was taken."""
        if self._days is None:
            self._days = days_in(library)
        return self._days

    def keep(self) -> None:
        """Keep a library that was read, once, unless somebody wrote in its files meanwhile.

        It is asked for after a firm was built with it: a build that fails leaves nothing behind.
        """
        library, self._new = self._new, None
        if library is not None and library_now(self._root) == self._inputs.library:
            _keep(self._file, self._inputs.library_key(), library, self.days(library))


def _kept(file: Path, key: str) -> tuple[Library, Days] | None:
    """Return the library and its days in a file that begins with this key, and a digest of the rest."""
    content = content_of(str(file), largest=LARGEST_WHOLE) or b""
    head, _, body = content.partition(b"\n")
    if head != _head(key, body):
        return None
    days, _, library = body.partition(b"\n")
    try:
        bounded, *written = json.loads(days)
        known = Days(frozenset(map(date.fromisoformat, written)), bounded)
        return library_from_json(library), known
    except (ValueError, TypeError):
        return None


def _keep(file: Path, key: str, library: Library, days: Days) -> None:
    with suppress(HandbookError, ValueError):  # the disk or JSON refused: then it is read again
        written = json.dumps([days.bounded, *(day.isoformat() for day in sorted(days.written))])
        body = b"%b\n%b" % (written.encode(), library_to_json(library))
        content = b"%b\n%b" % (_head(key, body), body)
        write_new_text(file, content.decode(), replace=True)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {content_digest(body)}".encode()
