"""Decode a firm's answers, all of them at once, and describe them as a JSON Schema."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
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

from handbook_gen.decoding.faults import problem_of
from handbook_gen.decoding.kinds import decode_kind, expected, refuse
from handbook_gen.decoding.schema import PERSON_FIELDS, schema_of
from handbook_gen.model.facts import UNKNOWN, Fact, Person, Record, Value
from handbook_gen.problems import Place, Problem
from handbook_gen.source_yaml import Node, Scalar, Table, place_at, plain

_MOST_RECORDS = 500


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
    told = plain(table)
    try:
        found = _answered(facts, told)
    except ValueError:  # which pydantic tells with its place; making it tell takes long
        try:
            decoded = _answers_model(_Same(facts)).model_validate(told)
        except ValidationError as error:
            return {}, [problem_of(dict(found), table, facts) for found in error.errors()]
        found = {name: _by_name(part) for name, part in decoded}
    return _values(found, table, facts), []


def _answered(facts: Mapping[str, Fact], told: dict[str, Any]) -> dict[str, Any]:
    """Return the values by group and name, and those of lists by name.

    Raises:
        ValueError: something is wrong.
    """
    lists, groups = _grouped(_Same(facts))
    _require_known(told, lists.keys() | groups.keys())
    return {
        name: _record_of(groups[name], given) if name in groups else _decoder(lists[name])(given)
        for name, given in told.items()
    }


def _record_of(fields: Mapping[str, Fact], told: Any) -> dict[str, Any]:
    """Return the values of a group or record by name.

    Raises:
        ValueError: something is wrong.
    """
    if not isinstance(told, dict):
        raise ValueError(told)
    _require_known(told, fields.keys())
    return {name: _decoder(fields[name])(given) for name, given in told.items()}


def _whole_record(fields: Mapping[str, Fact], told: Any) -> dict[str, Any]:
    """Return the values of a record, which must have all that is required.

    Raises:
        ValueError: something is wrong.
    """
    record = _record_of(fields, told)
    if any(field.required and name not in record for name, field in fields.items()):
        raise ValueError(told)
    return record


def _require_known(told: dict[str, Any], known: AbstractSet[str]) -> None:
    if not told.keys() <= known:
        raise ValueError(told.keys() - known)


def _by_name(part: Any) -> Any:
    return dict(part) if isinstance(part, BaseModel) else part


def _is_bare(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value and not node.quoted


def answer_schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the JSON Schema of the groups and lists of a profile, for editors."""
    return _answers_model(_Same(facts)).model_json_schema()


def _values(
    decoded: Mapping[str, Any], table: Table, facts: Mapping[str, Fact]
) -> dict[str, tuple[Value, Place]]:
    found: dict[str, tuple[Value, Place]] = {}
    for fact in facts.values():
        if fact.kind == "derived":
            continue
        group = decoded.get(fact.group)
        value = group if fact.group == fact.id or group is None else group.get(fact.name)
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
    lists, groups = _grouped(same)
    fields: dict[str, Any] = {name: (_type(fact) | None, None) for name, fact in lists.items()}
    for group, facts in groups.items():
        members: dict[str, Any] = {name: (_type(fact) | None, None) for name, fact in facts.items()}
        model = create_model(group, __config__=ConfigDict(extra="forbid"), **members)
        fields[group] = (model | None, None)
    return create_model("profile", __config__=ConfigDict(extra="forbid"), **fields)


@lru_cache(maxsize=4)
def _grouped(same: _Same) -> tuple[dict[str, Fact], dict[str, dict[str, Fact]]]:
    """Return the lists by name, and the facts that can be answered by group and name."""
    lists: dict[str, Fact] = {}
    groups: dict[str, dict[str, Fact]] = {}
    for fact in same.facts.values():
        if fact.group == fact.id:
            lists[fact.id] = fact
        elif fact.kind != "derived":
            groups.setdefault(fact.group, {})[fact.name] = fact
    return lists, groups


def _type(fact: Fact) -> Any:
    return Annotated[Any, PlainValidator(_decoder(fact)), WithJsonSchema(schema_of(fact))]


def _decoder(fact: Fact) -> Callable[[Any], Value]:
    """Return the function that makes a value of what was typed, or refuses it."""
    return partial({"person": _person, "list": _records}.get(fact.kind, decode_kind), fact)


def _person(fact: Fact, found: Any) -> Value:
    if found == "unknown":
        return UNKNOWN
    if not isinstance(found, dict):
        refuse("HB022", f"`{fact.name}` is not a person", expected=expected(fact))
    try:
        record = _whole_record(PERSON_FIELDS, found)
    except ValueError:  # pydantic tells it
        record = dict(_record_model(_Same(PERSON_FIELDS), fact.name).model_validate(found))
    phone = record.get("phone")
    return Person(
        str(record["name"]), str(record["email"]), phone if isinstance(phone, str) else ""
    )


def _records(fact: Fact, found: Any) -> Value:
    if found == "unknown":
        return decode_kind(fact, found)
    if not isinstance(found, list):
        refuse("HB022", f"`{fact.name}` is not a list", expected=expected(fact))
    if len(found) > _MOST_RECORDS:
        message = f"`{fact.name}` has {len(found)} records"
        refuse("HB023", message, expected=f"at most {_MOST_RECORDS}")
    try:
        return tuple(_record(fact, _whole_record(fact.fields, row)) for row in found)
    except ValueError:  # pydantic tells it
        rows: list[Any] = _rows_adapter(_Same(fact.fields), fact.name).validate_python(found)
        return tuple(_record(fact, dict(row)) for row in rows)


def _record(fact: Fact, row: Mapping[str, Any]) -> Record:
    record: dict[str, Value] = {}
    for name, field in fact.fields.items():
        value = row.get(name)
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
