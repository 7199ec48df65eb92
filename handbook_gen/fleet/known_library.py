"""The library as the last build read it, so that the next process need not understand it anew.

What is kept is of the library alone, which all firms share, and says from which files it was read
and by which program. Whatever is odd about it, the files themselves are read.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from handbook_gen.digests import LARGEST_WHOLE, content_digest, content_of
from handbook_gen.disk import write_new_text
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

    def taken(self, read: Callable[[], Library]) -> Library:
        """Return the library; it is only `read` when it is not kept as the inputs say.

        Raises:
            HandbookError: the library has problems.
        """
        library = _kept(self._file, self._inputs.library_key())
        if library is None:
            library = self._new = read()
        return library

    def keep(self) -> None:
        """Keep a library that was read, once, unless somebody wrote in its files meanwhile.

        It is asked for after a firm was built with it: a build that fails leaves nothing behind.
        """
        library, self._new = self._new, None
        if library is not None and library_now(self._root) == self._inputs.library:
            _keep(self._file, self._inputs.library_key(), library)


def _kept(file: Path, key: str) -> Library | None:
    """Return the library in a file that begins with this key, and a digest of all else in it."""
    content = content_of(str(file), largest=LARGEST_WHOLE) or b""
    head, _, body = content.partition(b"\n")
    try:
        return library_from_json(body) if head == _head(key, body) else None
    except ValueError:
        return None


def _keep(file: Path, key: str, library: Library) -> None:
    with suppress(HandbookError, ValueError):  # the disk or JSON refused: then it is read again
        body = library_to_json(library)
        content = b"%b\n%b" % (_head(key, body), body)
        write_new_text(file, content.decode(), replace=True)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {content_digest(body)}".encode()
