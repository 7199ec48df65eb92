"""A handbook as canonical JSON and back, without loss."""

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from handbook_gen.model.handbook import Handbook


def handbook_to_json(handbook: Handbook) -> bytes:
    """Return the handbook as JSON: sorted keys, UTF-8, two spaces, a final newline."""
    plain: Any = _adapter().dump_python(handbook, mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def content_digest(handbook: Handbook) -> str:
    """Return the sha256 of the handbook's JSON, as 64 hexadecimal digits.

    It is that of the file of `handbook_to_json`, so whoever has the file can check it.
    """
    return hashlib.sha256(handbook_to_json(handbook)).hexdigest()


def handbook_from_json(content: bytes) -> Handbook:
    """Return the handbook that `handbook_to_json` wrote.

    Raises:
        ValidationError: the content is no handbook of this format.
    """
    return _adapter().validate_json(content)


@cache
def _adapter() -> TypeAdapter[Handbook]:
    return TypeAdapter(Handbook)
