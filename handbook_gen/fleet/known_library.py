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


def known_library(root: Path, plan: Plan, inputs: Inputs, read: Callable[[], Library]) -> Library:
    """Return the library of a workspace; it is only `read` when it is not kept as the inputs say.

    Where projects alone are asked for, nothing stands beside them.

    Raises:
        HandbookError: the library has problems; nothing is kept of such a one.
    """
    if plan.project_only:
        return read()
    key = inputs.library_key()
    library = _kept(plan.store / _FILE, key)
    if library is None:
        library = read()
        if library_now(root) == inputs.library:  # nobody wrote in it meanwhile
            _keep(plan.store / _FILE, key, library)
    return library


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
