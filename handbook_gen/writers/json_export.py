"""A handbook as canonical JSON and back, without loss."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import SchemaSerializer, core_schema

from handbook_gen.model.handbook import Handbook

_PLAIN: Final[Mapping[Any, core_schema.CoreSchema]] = {
    str: core_schema.str_schema(),
    bool: core_schema.bool_schema(),
    int: core_schema.int_schema(),
    float: core_schema.float_schema(),
    date: core_schema.date_schema(),
}


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
    return SchemaSerializer(_written(Handbook))


@cache
def _written(kind: Any) -> core_schema.CoreSchema:
    """Return how pydantic writes values of a kind; the fields of every class are sorted by name.

    The schema that it works out by itself can read as well, and takes longer than writing.
    """
    match get_origin(kind), get_args(kind):
        case origin, (item, last) if origin is tuple and last is Ellipsis:
            return core_schema.tuple_schema([_written(item)], variadic_item_index=0)
        case origin, items if origin is tuple:
            return core_schema.tuple_schema([_written(item) for item in items])
        case origin, (one, other) if origin is UnionType and other is NoneType:
            return core_schema.nullable_schema(_written(one))
        case origin, choices if origin is UnionType:
            return core_schema.union_schema([_written(choice) for choice in choices])
        case origin, _ if origin is Literal:
            return core_schema.str_schema()
    if kind in _PLAIN:
        return _PLAIN[kind]
    fields = sorted(get_type_hints(kind).items())
    listed = [core_schema.dataclass_field(name, _written(of)) for name, of in fields]
    arguments = core_schema.dataclass_args_schema(kind.__name__, listed)
    return core_schema.dataclass_schema(kind, arguments, [name for name, _ in fields])
