"""A release as canonical JSON and back, without loss, and the digest that shows a change."""

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from handbook_gen.model.release import RELEASE_FORMAT, Release
from handbook_gen.problems import HandbookError, Place, Problem


def release_to_json(release: Release) -> bytes:
    """Return the release as JSON: sorted keys, UTF-8, one space, a final newline.

    Its digest is worked out anew, so that what comes out can always be read back.
    """
    plain = _plain(release)
    return _written(plain | {"digest": _digest(plain)})


def release_digest(release: Release) -> str:
    """Return the sha256 over all of the release but its digest, as 64 hexadecimal digits."""
    return _digest(_plain(release))


def release_from_json(content: bytes, shown: str) -> Release:
    """Return the release that `release_to_json` wrote; `shown` names its file in a problem.

    Raises:
        HandbookError: it is no release, of a later format, or not what was frozen.
    """
    try:
        plain = json.loads(content)
    except ValueError as error:
        raise _distrust(shown, f"`{shown}` is no JSON", str(error)) from error
    if not isinstance(plain, dict) or "edition" not in plain or "digest" not in plain:
        help_ = "take the file of the release back from git, or put this one elsewhere"
        raise _distrust(shown, f"`{shown}` is not a release", help_=help_)
    if plain.get("format") != RELEASE_FORMAT:
        message = f"`{shown}` has release format {plain.get('format')}, and this program knows {RELEASE_FORMAT}"
        raise _distrust(
            shown, message, help_="use the version of the program that made it, or a later one"
        )
    found = plain["digest"] if is_as_written(content, plain["digest"]) else _digest_in(plain)
    if found != plain["digest"]:
        message = f"`{shown}` is not what was released: something in it was changed afterwards"
        label = f"its digest is {found[:12]}…, and the file says {str(plain['digest'])[:12]}…"
        help_ = f"take the file back from git: git log --follow -- {shown}"
        raise _distrust(shown, message, label, help_)
    try:
        return _adapter().validate_json(content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _distrust(shown, f"`{shown}` lacks something that a release has", where) from error


def _plain(release: Release) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter().dump_python(release, mode="json")
    del plain["digest"]
    return plain | {"format": RELEASE_FORMAT}


def _digest(plain: dict[str, Any]) -> str:
    return hashlib.sha256(_written(plain)).hexdigest()


def _digest_in(plain: dict[str, Any]) -> str:
    return _digest({key: value for key, value in plain.items() if key != "digest"})


def is_as_written(content: bytes, digest: object) -> bool:
    """Tell whether the file is byte for byte what was written; that is much quicker to find out."""
    line = f'\n "digest": "{digest}",'.encode()
    return hashlib.sha256(content.replace(line, b"", 1)).hexdigest() == digest


def _written(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _distrust(shown: str, message: str, label: str = "", help_: str = "") -> HandbookError:
    return HandbookError([Problem("HB110", message, Place(shown), label=label, help=help_)])


@cache
def _adapter() -> TypeAdapter[Release]:
    return TypeAdapter(Release)
