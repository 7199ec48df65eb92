"""A handbook as canonical JSON and back, without loss."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import SchemaSerializer

from handbook_gen.model.blocks import Block
from handbook_gen.model.handbook import Handbook, Page

_OPEN: Final = b'"blocks": []'
"""Where the blocks of a page go; within a text the quotes would be escaped."""

_DEEP: Final = b"\n" + b"  " * 7
"""A new line, as far to the right as the blocks of a page begin and end."""


def handbook_to_json(handbook: Handbook) -> bytes:
    """Return the handbook as JSON: sorted keys, UTF-8, two spaces, a final newline."""
    return b"".join(_pieces(handbook))


def content_digest(handbook: Handbook) -> str:
    """Return the sha256 of the handbook's JSON, as 64 hexadecimal digits.

    It is that of the file of `handbook_to_json`, so whoever has the file can check it.
    """
    digest = hashlib.sha256()
    for piece in _pieces(handbook):
        digest.update(piece)
    return digest.hexdigest()


def handbook_from_json(content: bytes) -> Handbook:
    """Return the handbook that `handbook_to_json` wrote.

    Raises:
        ValidationError: the content is no handbook of this format.
    """
    return _adapter().validate_json(content)


@cache
def _adapter() -> TypeAdapter[Handbook]:
    return TypeAdapter(Handbook)


def _pieces(handbook: Handbook) -> Iterator[bytes]:
    """Yield the JSON in pieces.

    Blocks are written one by one: where any kind may stand, each would be copied first.
    """
    first, *others = _writer(Handbook).to_json(handbook, indent=2).split(_OPEN)
    yield first
    pages = (page for book in handbook.books for page in book.pages)
    for page, after in zip(pages, others, strict=True):
        yield _OPEN[:-2] + _listed(page.blocks) + after
    yield b"\n"


def _listed(blocks: Sequence[Block]) -> bytes:
    if not blocks:
        return b"[]"
    written = b",\n".join(map(_written, blocks))
    return b"[" + (b"\n" + written).replace(b"\n", _DEEP + b"  ") + _DEEP + b"]"


def _written(block: Any) -> bytes:
    kind: Any = type(block)
    return _writer(kind).to_json(block, indent=2)


@cache
def _writer(kind: Any) -> SchemaSerializer:
    return SchemaSerializer(_schema(kind))


def _schema(hint: Any) -> Any:
    """Return how pydantic writes a value: classes with their fields sorted by name.

    The blocks of a page are written as an empty list.
    """
    parts = [part for part in get_args(hint) if part not in (..., type(None))]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        names = sorted(field.name for field in fields(hint))
        of_fields = [
            {"type": "dataclass-field", "name": name, "schema": _field(hint, name, hints[name])}
            for name in names
        ]
        inside = {"type": "dataclass-args", "dataclass_name": "", "fields": of_fields}
        return {"type": "dataclass", "cls": hint, "fields": names, "schema": inside}
    if not any(map(_has_class, parts)):
        return {"type": "any"}
    if get_origin(hint) is not tuple:
        (part,) = parts  # or None
        return {"type": "nullable", "schema": _schema(part)}
    many = {"variadic_item_index": 0} if ... in get_args(hint) else {}
    return {"type": "tuple", "items_schema": [_schema(part) for part in parts], **many}


def _field(kind: Any, name: str, hint: Any) -> Any:
    if (kind, name) == (Page, "blocks"):
        nothing = {"type": "function-plain", "function": lambda _: []}
        return {"type": "any", "serialization": nothing}
    return _schema(hint)


def _has_class(hint: Any) -> bool:
    return is_dataclass(hint) or any(map(_has_class, get_args(hint)))
