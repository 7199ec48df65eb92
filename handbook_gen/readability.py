"""Measure how easily the clauses read, in figures that editors know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handbook_gen.model.expression import Choose, Part, Print, Repeat, Text, Words
from handbook_gen.model.library import Library

LONG_WORD: Final = 6
"""LIX counts words of more letters than this (Björnsson 1968)."""

_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n[ \t]*(?:[-*]|\d+\.) |\n\n")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LINK = re.compile(r"\[\[[^\]]*\]\]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures of a clause in one language: its words, words a sentence on average and at most, and LIX.

    LIX is the words a sentence plus the percentage of long words. Below 30 is easy, 40 is a
    newspaper, from 50 on it is hard.
    """

    clause: str
    language: str
    words: int
    sentence_words: float
    longest: int
    lix: float


def readings(library: Library, language: str | None = None) -> Iterator[Reading]:
    """Yield the figures of every clause, in every language or in one."""
    for clause in library.clauses.values():
        for name, words in clause.texts.items():
            if language in (None, name):
                texts = (words.body, *words.parts.values())
                yield _reading(clause.id, name, "\n\n".join(_said(text) for text in texts))


def _reading(clause: str, language: str, text: str) -> Reading:
    sentences = [_WORD.findall(part) for part in _SENTENCE_END.split(text)]
    counts = [len(words) for words in sentences if words]
    words = [word for found in sentences for word in found]
    long = sum(len(word) > LONG_WORD for word in words)
    average = len(words) / len(counts)
    return Reading(
        clause, language, len(words), average, max(counts), average + 100 * long / len(words)
    )


def _said(text: Text) -> str:
    """Return all that a text may say, every branch after the other; a fact counts as one word."""
    return "".join(_parts(text.parts))


def _parts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Words(words):
                yield _LINK.sub("rule", words)
            case Print():
                yield "fact"
            case Choose(branches):
                for _, body in branches:
                    yield from _parts(body)
                    yield "\n"
            case Repeat(_, _, body):
                yield from _parts(body)
            case _:
                raise AssertionError(part)
