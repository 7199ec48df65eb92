"""Decode a firm's answers, all of them at once, and describe them as a JSON Schema."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    create_model,
)

from handbook_gen.decoding.kinds import decode_kind, expected, refuse
from handbook_gen.model.facts import UNKNOWN, Fact, Person, Record, Value
from handbook_gen.problems import Place, Problem, nearest
from handbook_gen.source_yaml import Node, Scalar, Table, place_at, plain

_MOST_RECORDS = 500
_PERSON_FIELDS = {
    "name": Fact("name", "text", {}, {}, Place(""), longest=120, required=True),
    "email": Fact("email", "email", {}, {}, Place(""), required=True),
    "phone": Fact("phone", "phone", {}, {}, Place(""), optional=True),
}


def decode_value(fact: Fact, found: Any) -> Value:
    """Return one value from plain strings and lists, as in the library's own defaults.

    Raises:
        ValidationError: it does not fit the fact.
    """
    try:
        return _decoder(fact)(found)
    except ValueError:  # which pydantic tells with its place; making it tell takes long
        return TypeAdapter[Value](_type(fact)).validate_python(found)


def why_refused(fact: Fact, found: Any) -> tuple[str, str] | None:
    """Return what is wrong with one answer and what is expected, in words; None when it fits."""
    try:
        decode_value(fact, found)
    except ValidationError as error:
        first = error.errors()[0]
        missing = first["type"] == "missing"
        message = f"`{first['loc'][-1]}` is missing" if missing else first["msg"]
        return message, str(first.get("ctx", {}).get("expected", "")) or expected(fact)
    return None


def decode_answers(
    table: Table, facts: Mapping[str, Fact]
) -> tuple[dict[str, tuple[Value, Place]], list[Problem]]:
    """Return the answers with their places, and all that is wrong with them.

    `table` holds groups and lists only; a group or fact that the library does not know is a problem.
    A group with nothing below it answers nothing.
    """
    table = replace(table, entries=tuple(row for row in table.entries if not _is_bare(row[1])))
    model = _answers_model(_Same(facts))
    problems: list[Problem] = []
    try:
        decoded: BaseModel | None = model.model_validate(plain(table))
    except ValidationError as error:
        decoded = None
        problems = [_problem(dict(found), table, facts) for found in error.errors()]
    values = _values(decoded, table, facts) if decoded is not None else {}
    return values, problems


def _is_bare(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value and not node.quoted


def answer_schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the JSON Schema of the groups and lists of a profile, for editors."""
    return _answers_model(_Same(facts)).model_json_schema()


def _values(
    decoded: BaseModel, table: Table, facts: Mapping[str, Fact]
) -> dict[str, tuple[Value, Place]]:
    found: dict[str, tuple[Value, Place]] = {}
    for fact in facts.values():
        if fact.kind == "derived":
            continue
        group = getattr(decoded, fact.group)
        value = group if fact.group == fact.id or group is None else getattr(group, fact.name)
        if value is not None:
            steps = (fact.group,) if fact.group == fact.id else (fact.group, fact.name)
            found[fact.id] = (value, place_at(table, steps))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Facts that are the same when they are the same object, to keep what was made of them by."""

    facts: Mapping[str, Fact]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.facts is other.facts

    def __hash__(self) -> int:
        return id(self.facts)


@lru_cache(maxsize=4)  # a fleet reads thousands of profiles against the facts of one library or two
def _answers_model(same: _Same) -> type[BaseModel]:
    facts = same.facts
    groups: dict[str, dict[str, Any]] = {}
    fields: dict[str, Any] = {}
    for fact in facts.values():
        if fact.group == fact.id:
            fields[fact.id] = (_type(fact) | None, None)
        elif fact.kind != "derived":
            groups.setdefault(fact.group, {})[fact.name] = (_type(fact) | None, None)
    for group, members in groups.items():
        model = create_model(group, __config__=ConfigDict(extra="forbid"), **members)
        fields[group] = (model | None, None)
    return create_model("profile", __config__=ConfigDict(extra="forbid"), **fields)


def _type(fact: Fact) -> Any:
    return Annotated[Any, PlainValidator(_decoder(fact)), WithJsonSchema(_schema(fact))]


def _decoder(fact: Fact) -> Callable[[Any], Value]:
    """Return the function that makes a value of what was typed, or refuses it."""
    return partial({"person": _person, "list": _records}.get(fact.kind, decode_kind), fact)


def _person(fact: Fact, found: Any) -> Value:
    if found == "unknown":
        return UNKNOWN
    if not isinstance(found, dict):
        refuse("HB022", f"`{fact.name}` is not a person", expected=expected(fact))
    record = _record_model(_Same(_PERSON_FIELDS), fact.name).model_validate(found)
    phone = getattr(record, "phone", None)
    return Person(str(record.name), str(record.email), phone if isinstance(phone, str) else "")  # type: ignore[attr-defined]  # the model is made at run time


def _records(fact: Fact, found: Any) -> Value:
    if found == "unknown":
        return decode_kind(fact, found)
    if not isinstance(found, list):
        refuse("HB022", f"`{fact.name}` is not a list", expected=expected(fact))
    if len(found) > _MOST_RECORDS:
        message = f"`{fact.name}` has {len(found)} records"
        refuse("HB023", message, expected=f"at most {_MOST_RECORDS}")
    rows: list[Any] = _rows_adapter(_Same(fact.fields), fact.name).validate_python(found)
    return tuple(_record(fact, row) for row in rows)


def _record(fact: Fact, row: BaseModel) -> Record:
    record: dict[str, Value] = {}
    for name, field in fact.fields.items():
        value = getattr(row, name)
        if value is None:
            value = field.default if field.default is not None else UNKNOWN
        record[name] = value
    return record


@lru_cache(maxsize=64)
def _rows_adapter(same: _Same, name: str) -> TypeAdapter[list[Any]]:
    model = _record_model(same, name)
    return TypeAdapter(list[model])  # type: ignore[valid-type]  # the model is made at run time


@lru_cache(maxsize=64)
def _record_model(same: _Same, name: str) -> type[BaseModel]:
    members: dict[str, Any] = {
        field.name: (_type(field), ...) if field.required else (_type(field) | None, None)
        for field in same.facts.values()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **members)


def _problem(found: dict[str, Any], table: Table, facts: Mapping[str, Fact]) -> Problem:
    steps: tuple[str | int, ...] = tuple(found["loc"])
    context = found.get("ctx", {})
    match found["type"]:
        case "missing":
            return _missing(steps, table)
        case "extra_forbidden":
            return _not_known(steps, table, facts)
        case "model_type" | "model_attributes_type" | "dict_type":
            return _not_a_table(steps, table, found["input"])
        case code if code.startswith("HB"):
            if "item" in context:
                steps = (*steps, context["item"])
            return Problem(
                code,
                found["msg"],
                place_at(table, steps),
                label=context.get("label", ""),
                expected=context.get("expected", ""),
            )
        case _:
            raise AssertionError(found)


def _not_a_table(steps: tuple[str | int, ...], table: Table, found: Any) -> Problem:
    place = place_at(table, steps, key=True)
    if isinstance(steps[-1], int):
        message = f"this is not a record of `{steps[-2]}`"
        return Problem("HB022", message, place, expected="its parts: {part: answer, part: answer}")
    if found == "":
        message, help_ = f"`{steps[-1]}` is empty", "answer below it, or leave the line out"
        return Problem("HB022", message, place, help=help_)
    message = f"`{steps[-1]}` is not a table"
    return Problem("HB022", message, place, expected="keys with their answers, indented below")


def _missing(steps: tuple[str | int, ...], table: Table) -> Problem:
    owner = [step for step in steps[:-1] if isinstance(step, str)]
    message = f"`{steps[-1]}` is missing" + (f" in `{owner[-1]}`" if owner else "")
    return Problem("HB026", message, place_at(table, steps[:-1], key=True))


def _not_known(steps: tuple[str | int, ...], table: Table, facts: Mapping[str, Fact]) -> Problem:
    place = place_at(table, steps, key=True)
    word, group = str(steps[-1]), str(steps[0])
    if len(steps) == 1:
        groups = sorted({fact.group for fact in facts.values()})
        problem = Problem("HB020", f"no group is called `{word}`", place)
        return _with_nearest(problem, word, groups, "groups of the library (handbook schema)")
    owner = facts.get(group) or facts.get(f"{group}.{steps[1]}")
    if owner is not None and (owner.id == group or len(steps) > 2):
        fields = list(owner.fields or _PERSON_FIELDS)
        problem = Problem("HB021", f"`{word}` is not part of a record of `{owner.name}`", place)
        listed = ", ".join(f"`{name}`" for name in fields)
        return _with_nearest(problem, word, fields, f"parts: {listed}")
    if f"{group}.{word}" in facts:
        message = f"`{group}.{word}` is worked out from other answers"
        return Problem("HB021", message, place, help="leave this line out")
    names = [fact.name for fact in facts.values() if fact.group == group]
    problem = Problem("HB021", f"no fact is called `{group}.{word}`", place)
    elsewhere = [fact.id for fact in facts.values() if fact.name == word]
    if elsewhere:
        label = f"did you mean `{elsewhere[0]}`?"
        return replace(problem, label=label, help=f"write it below `{facts[elsewhere[0]].group}:`")
    return _with_nearest(problem, word, names, f"facts in `{group}` (handbook schema)")


def _with_nearest(problem: Problem, word: str, known: Sequence[str], what: str) -> Problem:
    guess = nearest(word, known)
    label = f"did you mean `{guess}`?" if guess else ""
    return replace(problem, label=label, expected=f"one of the {len(known)} {what}")


def _schema(fact: Fact) -> dict[str, Any]:
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
            return _object(_PERSON_FIELDS)
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
