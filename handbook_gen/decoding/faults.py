"""What pydantic found wrong with a firm's answers, as problems with their places."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook_gen.decoding.schema import PERSON_FIELDS
from handbook_gen.model.facts import Fact
from handbook_gen.problems import Problem, nearest
from handbook_gen.source_yaml import Table, place_at


def problem_of(found: dict[str, Any], table: Table, facts: Mapping[str, Fact]) -> Problem:
    """Return one fault as the problem that it is."""
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
        fields = list(owner.fields or PERSON_FIELDS)
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
