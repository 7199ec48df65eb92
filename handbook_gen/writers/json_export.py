"""A handbook as canonical JSON and back, without loss."""

import hashlib
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import SchemaSerializer

from handbook_gen.model.handbook import Handbook


def handbook_to_json(handbook: Handbook) -> bytes:
    """Return the handbook as JSON: sorted keys, UTF-8, two spaces, a final newline."""
    return _serializer().to_json(handbook, indent=2) + b"\n"


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


@cache
def _serializer() -> SchemaSerializer:
    return SchemaSerializer(_in_order(_adapter().core_schema))


def _in_order(schema: Any) -> Any:
    """Return a schema of pydantic in which the fields of every class are sorted by name."""
    if isinstance(schema, list | tuple):
        return type(schema)(_in_order(part) for part in schema)
    if not isinstance(schema, dict):
        return schema
    ordered = {key: _in_order(part) for key, part in schema.items()}
    match ordered.get("type"):
        case "dataclass":
            ordered["fields"] = sorted(ordered["fields"])
        case "dataclass-args":
            ordered["fields"] = sorted(ordered["fields"], key=lambda field: field["name"])
    return ordered
