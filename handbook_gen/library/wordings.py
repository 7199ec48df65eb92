"""Check the wordings of data files: there in every language, and plain Markdown."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from handbook_gen.decoding import decode_header
from handbook_gen.library.headers import Header, Languages
from handbook_gen.library.safe_markdown import html_in
from handbook_gen.problems import Problem
from handbook_gen.source_yaml import Node, place_at

H = TypeVar("H", bound=Header)
Steps = tuple[str | int, ...]

_PER_LANGUAGE = (Languages, dict[str, tuple[str, str]], dict[str, list[str]])
"""What a key holds whose keys are languages."""

_PER_KEY = dict[str, Languages]

_WITHOUT = (str, int, bool, list[str])
"""What holds no header in which a wording could stand."""


def decode_row(
    model: type[H], node: Node, languages: tuple[str, ...], problems: list[Problem]
) -> H:
    """Return the node as an instance of `model`, adding what is wrong with its wordings.

    Raises:
        HandbookError: keys are unknown or missing, or values do not fit.
    """
    header = decode_header(model, node)
    problems += wording_problems(header, node, languages)
    return header


def wording_problems(
    header: Header, node: Node, languages: tuple[str, ...], steps: Steps = ()
) -> Iterator[Problem]:
    """Yield the wordings below `steps` that lack a language or use HTML."""
    for name, kind in _looked_into(type(header)):
        value, here = getattr(header, name), (*steps, name)
        if kind == "wording":
            yield from _checked(value, node, languages, here)
        elif kind == "wordings":
            for key, wording in value.items():
                yield from _checked(wording, node, languages, (*here, key))
        elif isinstance(value, Header):
            yield from wording_problems(value, node, languages, here)
        elif isinstance(value, dict | list):
            rows = value.items() if isinstance(value, dict) else enumerate(value)
            for key, inner in rows:
                if isinstance(inner, Header):
                    yield from wording_problems(inner, node, languages, (*here, key))


@lru_cache(maxsize=100)  # there are some twenty kinds of headers
def _looked_into(model: type[Header]) -> tuple[tuple[str, str], ...]:
    """Return the keys that can hold wordings: a wording, one per key, or other headers."""
    kinds = ((name, _kind(field.annotation)) for name, field in model.model_fields.items())
    return tuple((name, kind) for name, kind in kinds if kind)


def _kind(annotation: object) -> str:
    if annotation in _PER_LANGUAGE:
        return "wording"
    if annotation == _PER_KEY:
        return "wordings"
    return "" if annotation in _WITHOUT else "headers"


def _checked(
    wording: Mapping[str, str | tuple[str, ...] | list[str]],
    node: Node,
    languages: tuple[str, ...],
    steps: Steps,
) -> Iterator[Problem]:
    missing = [language for language in languages if wording and not wording.get(language)]
    if missing:
        yield Problem(
            "HB061", f"`{steps[-1]}` has no text in `{missing[0]}`", place_at(node, steps, key=True)
        )
    for text in wording.values():
        for part in [text] if isinstance(text, str) else text:
            if found := html_in(part):
                yield Problem(
                    "HB076", f"`{found}` is not allowed here", place_at(node, steps, key=True)
                )
