"""Describe a profile as a JSON Schema, so that editors complete and check it while typing."""

from typing import Any

from handbook_gen.decoding import answer_schema
from handbook_gen.model.library import Library


def profile_schema(library: Library) -> dict[str, Any]:
    """Return the JSON Schema of `firm_profiles/<firm>.yml` for this library."""
    schema = answer_schema(library.facts)
    clause_ids = sorted(library.clauses)
    schema["title"] = "Firm profile"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"] |= {
        "extends": {"type": "string", "description": "A layer in firm_profiles/_layers/."},
        "languages": {"type": "array", "items": {"enum": list(library.languages)}, "minItems": 1},
        "library": {
            "type": "string",
            "description": "The version of the library that the firm holds to, in quotes.",
        },
        "duties": {
            "type": "object",
            "propertyNames": {"enum": clause_ids},
            "additionalProperties": _duty(),
        },
        "deviations": {"type": "array", "items": _deviation(clause_ids)},
    }
    return schema


def _duty() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "status": {"enum": ["done", "planned", "not ours"]},
            "owner": {"type": "string"},
            "by": {"type": "string", "format": "date"},
            "reason": {"type": "string"},
        },
        "required": ["status"],
        "additionalProperties": False,
    }


def _deviation(clause_ids: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "clause": {"enum": clause_ids},
            "reason": {"type": "string"},
            "approved_by": {"type": "string"},
            "until": {"type": "string", "format": "date"},
        },
        "required": ["clause", "reason", "approved_by"],
        "additionalProperties": False,
    }
