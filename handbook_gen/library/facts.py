"""Read `facts.yml`: every question with its kind, its limits and its value while it is unanswered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from handbook_gen.conditions import (
    Scope,
    check_condition,
    check_expression,
    facts_read,
    parse_expression,
    spot_in_scalar,
)
from handbook_gen.decoding import decode_value
from handbook_gen.decoding.headers import table_of
from handbook_gen.library.headers import FactHeader
from handbook_gen.library.wordings import decode_row
from handbook_gen.model.expression import Expression
from handbook_gen.model.facts import Fact, Value, Wording
from handbook_gen.problems import HandbookError, Place, Problem, gathering
from handbook_gen.source_yaml import Node, Scalar, Table, place_at

_STATE_KEYS = ("default", "while_unknown")
Lists = Mapping[str, Mapping[str, Wording]]
"""Choices that come from other files: `channels` and `risks`."""


def read_facts(
    node: Node, lists: Lists, languages: tuple[str, ...], problems: list[Problem]
) -> tuple[dict[str, Fact], dict[str, Wording]]:
    """Return the facts by ID and the titles of their groups, adding what is wrong to `problems`."""
    facts: dict[str, Fact] = {}
    groups: dict[str, Wording] = {}
    conditions: dict[str, Node] = {}
    setting = _Setting(lists, languages, problems)
    for key, group in table_of(node).entries:
        members = group.get("facts") if isinstance(group, Table) else None
        with gathering(problems):
            title = table_of(group).get("title")
            groups[key.value] = _wording(title)
            if any(language not in groups[key.value] for language in languages):
                message = f"the group `{key.value}` has no title in every language"
                problems.append(Problem("HB061", message, key.place))
            rows = table_of(members).entries if members is not None else ((key, group),)
            for name, row in rows:
                fact_id = key.value if members is None else f"{key.value}.{name.value}"
                with gathering(problems):
                    facts[fact_id] = _fact(fact_id, name.place, row, setting)
                    conditions[fact_id] = row
    for fact_id, row in conditions.items():
        facts[fact_id] = _with_expressions(facts[fact_id], row, facts, problems)
    problems += _circles(facts)
    return facts, groups


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every question of the file needs to be read."""

    lists: Lists
    languages: tuple[str, ...]
    problems: list[Problem]


def _fact(fact_id: str, place: Place, row: Node, setting: _Setting) -> Fact:
    problems = setting.problems
    header = decode_row(FactHeader, row, setting.languages, problems)
    for wording in (header.question, header.help):
        if not wording:
            message = f"`{fact_id}` has no question or help in `{setting.languages[0]}`"
            problems.append(Problem("HB061", message, place))
    problems += _shape_problems(fact_id, header, row)
    fact = _bare(fact_id, header, place, setting.lists)
    if header.kind == "derived":
        return fact

    def value(name: str) -> Value | None:
        found = getattr(header, name)
        return None if found is None else _value(fact, found, place_at(row, (name,)), problems)

    return replace(
        fact,
        default=value("default"),
        while_unknown=value("while_unknown"),
        when_closed=value("when_closed"),
    )


def _shape_problems(fact_id: str, header: FactHeader, row: Node) -> Iterator[Problem]:
    """Yield the keys of a question that do not go together."""
    place = place_at(row, ("kind",), key=True)
    given = [header.required, header.optional, *(key in _given(row) for key in _STATE_KEYS)]
    if header.kind == "derived":
        if not header.formula:
            yield Problem("HB060", f"`{fact_id}` is derived, without `formula`", place)
    elif sum(given) != 1:
        message = f"`{fact_id}` has {sum(given) or 'none'} of `default`, `while_unknown`, `required`, `optional`"
        yield Problem("HB060", message, place, expected="exactly one of them")
    if header.kind == "list" and header.key not in header.fields:
        message = f"`{fact_id}` does not say by which field a record is named"
        yield Problem("HB060", message, place, expected="`key:` with the name of a field")


def _bare(fact_id: str, header: FactHeader, place: Place, lists: Lists) -> Fact:
    choices = lists[header.choices_from] if header.choices_from else header.choices
    return Fact(
        id=fact_id,
        kind=header.kind,
        question=header.question or header.label,
        help=header.help,
        place=place,
        who=header.who,
        asked=header.asked,
        choices=choices,
        required=header.required,
        optional=header.optional,
        opens_text=header.opens_when,
        formula_text=header.formula,
        lowest=header.lowest,
        highest=header.highest,
        longest=header.longest,
        fewest=header.fewest,
        most=header.most,
        unit=header.unit,
        role=header.role,
        personal=header.personal,
        source=header.source,
        example=header.example,
        key=header.key,
        fields={name: _field(name, field, place, lists) for name, field in header.fields.items()},
    )


def _field(name: str, header: FactHeader, place: Place, lists: Lists) -> Fact:
    field = _bare(name, header, place, lists)
    problems: list[Problem] = []
    default = header.default
    value = None if default is None else _value(field, default, place, problems)
    if problems:
        raise HandbookError(problems)
    return replace(field, default=value)


def _value(fact: Fact, found: Any, place: Place, problems: list[Problem]) -> Value | None:
    try:
        return decode_value(fact, found)
    except ValidationError as error:
        first = error.errors()[0]
        problems.append(Problem("HB060", f"`{fact.id}`: {first['msg']}", place))
        return None


def _with_expressions(
    fact: Fact, row: Node, facts: Mapping[str, Fact], problems: list[Problem]
) -> Fact:
    opens = _expression(row, "opens_when", facts, problems, statement=True)
    formula = _expression(row, "formula", facts, problems, statement=False)
    return replace(fact, opens_when=opens, formula=formula)


def _expression(
    row: Node, key: str, facts: Mapping[str, Fact], problems: list[Problem], *, statement: bool
) -> Expression | None:
    node = row.get(key) if isinstance(row, Table) else None
    if not isinstance(node, Scalar):
        return None
    spot = spot_in_scalar(node)
    with gathering(problems):
        tree = parse_expression(node.value, spot)
        check = check_condition if statement else check_expression
        problems += check(tree, Scope(facts), spot)
        return tree
    return None


def _circles(facts: Mapping[str, Fact]) -> list[Problem]:
    """Return a problem per question that opens, in the end, on its own answer."""

    def leads_to(start: str, fact_id: str, seen: frozenset[str]) -> bool:
        fact = facts.get(fact_id)
        if fact is None or fact_id in seen:
            return False
        names = facts_read(fact.opens_when) | facts_read(fact.formula)
        reads = {".".join(name.split(".")[:2]) for name in names}
        return start in reads or any(leads_to(start, name, seen | {fact_id}) for name in reads)

    return [
        Problem("HB072", f"`{fact.id}` depends on its own answer", fact.place)
        for fact in facts.values()
        if leads_to(fact.id, fact.id, frozenset())
    ]


def _given(row: Node) -> frozenset[str]:
    return frozenset(key.value for key, _ in row.entries) if isinstance(row, Table) else frozenset()


def _wording(node: Node | None) -> Wording:
    if not isinstance(node, Table):
        return {}
    return {key.value: text.value for key, text in node.entries if isinstance(text, Scalar)}
