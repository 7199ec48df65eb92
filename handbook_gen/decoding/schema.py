"""What an answer looks like as a JSON Schema, for editors."""

from collections.abc import Mapping
from typing import Any

from handbook_gen.model.facts import Fact
from handbook_gen.problems import Place

PERSON_FIELDS = {
    "name": Fact("name", "text", {}, {}, Place(""), longest=120, required=True),
    "email": Fact("email", "email", {}, {}, Place(""), required=True),
    "phone": Fact("phone", "phone", {}, {}, Place(""), optional=True),
}


def schema_of(fact: Fact) -> dict[str, Any]:
    """Return the JSON Schema of the answer to a fact, with its question and help in English."""
    described = {
        "description": " ".join(
            text for text in (fact.question.get("en", ""), fact.help.get("en", "")) if text
        )
    }
    shape = _shape(fact)
    if fact.is_state and not fact.required and fact.kind not in ("text", "prose"):
        shape = {"anyOf": [shape, {"const": "unknown"}]}
    return {**shape, **{key: text for key, text in described.items() if text}}


def _shape(fact: Fact) -> dict[str, Any]:
    match fact.kind:
        case "number":
            limits = {"minimum": fact.lowest, "maximum": fact.highest}
            return {"type": "integer", **{key: n for key, n in limits.items() if n is not None}}
        case "yes_no":
            return {"enum": ["yes", "no", "ja", "nee", True, False]}
        case "choice":
            return {"enum": list(fact.choices)}
        case "choices":
            return {"type": "array", "items": {"enum": list(fact.choices)}, "uniqueItems": True}
        case "person":
            return _object(PERSON_FIELDS)
        case "list":
            return {"type": "array", "items": _object(fact.fields)}
        case "date":
            return {"type": "string", "format": "date"}
        case "text" | "prose":
            per_language = {"type": "object", "additionalProperties": {"type": "string"}}
            return {"anyOf": [{"type": "string"}, {"type": "number"}, per_language]}
        case _:
            return {"type": "string"}


def _object(fields: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _shape(field) for field in fields.values()},
        "required": [field.name for field in fields.values() if field.required],
        "additionalProperties": False,
    }
