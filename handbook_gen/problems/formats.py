"""Show problems as text for people, JSON for programs, SARIF for code hosts, and GitHub annotations."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from handbook_gen.problems.codes import CODES
from handbook_gen.problems.problem import Place, Problem

Format = Literal["text", "json", "sarif", "github"]

_LONGEST: Final = 600
_INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_SARIF_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVELS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def shown(problems: Sequence[Problem], how: Format) -> str:
    """Return the problems in the asked format, with a final newline unless there is nothing to say."""
    formats: Mapping[str, Callable[[Sequence[Problem]], str]] = {
        "text": as_text,
        "json": as_json,
        "sarif": as_sarif,
        "github": as_github,
    }
    return formats[how](problems)


def as_text(problems: Sequence[Problem]) -> str:
    """Return one block per problem: code, message, place with the marked words, and what to do."""
    return "\n".join(_block(problem) for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list with one object per problem."""
    rows = [
        {
            "code": problem.code,
            "level": problem.level,
            "message": problem.message,
            "path": problem.place.path if problem.place else None,
            "line": problem.place.line if problem.place else None,
            "column": problem.place.column if problem.place else None,
            "width": problem.place.width if problem.place else None,
            "label": problem.label,
            "expected": problem.expected,
            "help": problem.help,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log with one run, as code hosts read it."""
    used = sorted({problem.code for problem in problems})
    run = {
        "tool": {
            "driver": {
                "name": "handbook",
                "rules": [
                    {"id": code, "shortDescription": {"text": CODES[code].title}} for code in used
                ],
            }
        },
        "results": [_sarif_result(problem) for problem in problems],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """Return one workflow command per problem, which GitHub shows beside the changed line."""
    return "".join(_annotation(problem) for problem in problems)


def _block(problem: Problem) -> str:
    lines = [f"{problem.level}[{problem.code}]: {_visible(problem.message)}"]
    place = problem.place
    margin = " " * (len(str(place.line)) if place and place.line else 1)
    if place:
        lines.append(f"  --> {_address(place)}")
        if place.line and place.source.strip():
            lines += _marked(place, problem.label, margin)
        elif problem.label:
            lines.append(f"  {margin} = help: {_visible(problem.label)}")
    if problem.expected:
        lines.append(f"  {margin} = expected: {_visible(problem.expected)}")
    if problem.help:
        lines.append(f"  {margin} = help: {_visible(problem.help)}")
    return "\n".join(lines) + "\n"


def _visible(text: str) -> str:
    """Return the text, cut when very long, without what could steer a terminal or hide in it."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return _INVISIBLE.sub("\ufffd", text)


def _marked(place: Place, label: str, margin: str) -> list[str]:
    source, column = place.source.replace("\t", " "), max(1, place.column)
    if len(source) > 160:  # a very long line would push the mark out of sight
        start = max(0, column - 60)
        source, column = "…" + source[start : start + 120] + "…", column - start + 1
    marks = " " * (column - 1) + "^" * max(1, min(place.width, len(source) - column + 1))
    return [
        f"  {margin} |",
        f"  {place.line} | {_visible(source)}",
        f"  {margin} | {marks}{' ' + _visible(label) if label else ''}",
    ]


def _address(place: Place) -> str:
    path = _visible(place.path)
    return f"{path}:{place.line}:{place.column}" if place.line else path


def _details(problem: Problem) -> str:
    parts = [problem.message, problem.label]
    parts += [f"expected: {problem.expected}"] if problem.expected else []
    parts += [f"help: {problem.help}"] if problem.help else []
    return "; ".join(part for part in parts if part)


def _sarif_result(problem: Problem) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": problem.code,
        "level": _SARIF_LEVELS[problem.level],
        "message": {"text": _details(problem)},
    }
    if problem.place:
        location: dict[str, object] = {"artifactLocation": {"uri": problem.place.path}}
        if problem.place.line:
            location["region"] = {
                "startLine": problem.place.line,
                "startColumn": problem.place.column,
                "endColumn": problem.place.column + problem.place.width,
            }
        result["locations"] = [{"physicalLocation": location}]
    return result


def _annotation(problem: Problem) -> str:
    properties = {"title": problem.code}
    if problem.place:
        properties = {"file": problem.place.path, **properties}
        if problem.place.line:
            properties |= {"line": str(problem.place.line), "col": str(problem.place.column)}
    fields = ",".join(
        f"{key}={_escaped(value, property_=True)}" for key, value in properties.items()
    )
    return f"::{_GITHUB_LEVELS[problem.level]} {fields}::{_escaped(_details(problem))}\n"


def _escaped(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
