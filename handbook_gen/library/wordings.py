"""Check the wordings of data files: there in every language, and plain Markdown."""

from collections.abc import Iterator, Mapping
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
    for name, field in type(header).model_fields.items():
        value, here = getattr(header, name), (*steps, name)
        if field.annotation in _PER_LANGUAGE:
            yield from _checked(value, node, languages, here)
        elif field.annotation == _PER_KEY:
            for key, wording in value.items():
                yield from _checked(wording, node, languages, (*here, key))
        elif isinstance(value, Header):
            yield from wording_problems(value, node, languages, here)
        elif isinstance(value, dict | list):
            rows = value.items() if isinstance(value, dict) else enumerate(value)
            for key, inner in rows:
                if isinstance(inner, Header):
                    yield from wording_problems(inner, node, languages, (*here, key))


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
