"""Decode the headers and data files of a library into models, with the place of every fault."""

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from handbook_gen.problems import HandbookError, Problem, nearest
from handbook_gen.source_yaml import Node, Table, place_at, plain

M = TypeVar("M", bound=BaseModel)


def decode_header(model: type[M], node: Node, *, steps: tuple[str | int, ...] = ()) -> M:
    """Return the node as an instance of `model`.

    `steps` lead to the node inside the file, for the places of problems.

    Raises:
        HandbookError: keys are unknown or missing, or values do not fit; all of them at once.
    """
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        raise HandbookError([_problem(dict(e), node, model) for e in error.errors()]) from error


def _problem(found: dict[str, Any], node: Node, model: type[BaseModel]) -> Problem:
    steps: tuple[str | int, ...] = tuple(found["loc"])
    name = ".".join(str(step) for step in steps)
    match found["type"]:
        case "extra_forbidden":
            known = model.model_fields if len(steps) == 1 else {}
            guess = nearest(str(steps[-1]), known)
            label = f"did you mean `{guess}`?" if guess else ""
            expected = ", ".join(f"`{key}`" for key in known)
            message = f"`{name}` is not a key here"
            place = place_at(node, steps, key=True)
            return Problem("HB060", message, place, label=label, expected=expected)
        case "missing" if isinstance(steps[-1], int):
            name = name.rpartition(".")[0]
            expected = _WANTED["tuple"]
            message = f"`{name}` cannot be understood"
            return Problem("HB060", message, place_at(node, steps[:-1]), expected=expected)
        case "missing":
            message = f"the key `{name}` is missing"
            place = place_at(node, steps[:-1], key=True)
            return Problem("HB060", message, place, help=f"add `{steps[-1]}:`")
        case "literal_error":
            words = found["ctx"]["expected"].replace("'", "`")
            message = f"`{_input(found)}` is not possible for `{name}`"
            return Problem("HB060", message, place_at(node, steps), expected=words)
        case kind:
            message = f"`{name}` cannot be understood" if name else "this cannot be understood"
            expected = next((wanted for word, wanted in _WANTED.items() if word in kind), "")
            return Problem("HB060", message, place_at(node, steps), expected=expected)


_WANTED: Final = {
    "model": "keys with values, indented below",
    "dict": "keys with values, indented below",
    "list": "a list: [one, two]",
    "tuple": "a list of two words, for one and for more: [day, days]",
    "too_long": "a list of two words, for one and for more: [day, days]",
    "too_short": "more entries than there are",
    "than_equal": "a number or day within the limits that the manual gives",
    "pattern": "a language in two small letters: nl",
    "int": "a whole number",
    "bool": "`yes` or `no`",
    "date": "a date such as 2027-03-01",
    "string": "a text",
}
"""What a value should be, by a word in the name that pydantic gives to the fault."""


def _input(found: dict[str, Any]) -> str:
    return str(found["input"])[:40]


def table_of(node: Node) -> Table:
    """Return the node, which must be a table.

    Raises:
        HandbookError: it is a text or a list.
    """
    if isinstance(node, Table):
        return node
    raise HandbookError([Problem("HB060", "keys with values are expected here", node.place)])
