"""Count how long a book takes to read."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from handbook_gen.model.blocks import Grid, Passage, Prose
from handbook_gen.model.handbook import Page, Part

WORDS_PER_MINUTE: Final = 230
"""Silent reading of plain prose by adults: 238 in English (Brysbaert 2019), rounded down."""

_ADDRESS = re.compile(r"\]\([^)]*\)|\{ #[\w-]+ \}|<[^>]+>")
_ENTITY = re.compile(r"&#?\w+;")
_WORD = re.compile(r"\w[\w'’-]*")


@lru_cache(maxsize=4096)
def words_in(markdown: str) -> int:
    """Return the number of words that a reader sees; addresses and anchors are none."""
    if "](" in markdown or "{ #" in markdown or "<" in markdown:
        markdown = _ADDRESS.sub("]", markdown)
    if "&" in markdown:
        markdown = _ENTITY.sub("'", markdown)
    return len(_WORD.findall(markdown))


def reading_minutes(parts: Iterable[Part]) -> int:
    """Return the whole minutes, rounded up, that the sections of a book take to read once.

    What is folded away (why a rule applies) and what is looked up (lists, aids, sheets) does not
    count.
    """
    total = sum(_page_words(page) for part in parts for page in part.pages)
    return -(-total // WORDS_PER_MINUTE)


def _page_words(page: Page) -> int:
    return words_in(page.title) + sum(_block_words(page.blocks))


def _block_words(found: Sequence[object]) -> Iterable[int]:
    for block in found:
        match block:
            case Passage():
                yield words_in(block.title) + words_in(block.text)
                yield words_in(block.good) + words_in(block.bad)
            case Prose(text):
                yield words_in(text)
            case Grid(heads, rows):
                yield sum(words_in(cell) for row in (heads, *rows) for cell in row)
            case _:
                yield 0
