"""A redline of a whole handbook is there before its reader looks away."""

import time
from collections.abc import Callable

from handbook_gen.comparison import redline
from handbook_gen.model.handbook import Handbook

LONGEST = 2.0
"""Seconds of one processor."""


def test_a_whole_handbook_with_every_clause_edited(
    shipped: Callable[[str], tuple[Handbook, ...]],
) -> None:
    handbook = shipped("example-accountants")[0]
    texts = [
        text
        for book in handbook.books
        for passage in book.passages
        for text in (passage.title, passage.text, passage.good, passage.bad, passage.why)
    ]
    began = time.process_time()
    redlines = [redline(text, edited(text)) for text in texts if text]
    took = time.process_time() - began

    assert all(any(piece.kind != "same" for piece in pieces) for pieces in redlines)
    assert took < LONGEST


def edited(text: str) -> str:
    """Return a text in which every fifth word is another, with a sentence before it."""
    words = text.split(" ")
    return "Dit staat er nu voor. " + " ".join(
        f"anders{number}" if number % 5 == 4 else word for number, word in enumerate(words)
    )
