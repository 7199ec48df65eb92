"""Give the first sentence of a text, for where there is room for no more."""

import re
from functools import lru_cache
from typing import Final

from handbook_gen.filling import on_one_line
from handbook_gen.model.blocks import Prose
from handbook_gen.model.handbook import Page

_SENTENCE_END: Final = re.compile(r"(?<=[.!?:])\s+(?=\S)")
_FULL_STOP: Final = re.compile(r"(?<=[.!?])\s+(?=\S)")
_LIST_ITEM: Final = re.compile(r"^[-*] +((?:.+\n?(?![-*] |\n))*.*)$", re.MULTILINE)


@lru_cache(maxsize=1024)
def first_sentence(markdown: str) -> str:
    """Return the first sentence of a passage, on one line; a list that it opens belongs to it."""
    opening, _, rest = markdown.strip().partition("\n\n")
    sentence = _SENTENCE_END.split(opening, maxsplit=1)[0]
    if sentence.endswith(":"):
        items = _LIST_ITEM.findall(rest or opening.removeprefix(sentence))
        sentence += " " + " ".join(items)
    return on_one_line(sentence)


def opening_line(page: Page) -> str:
    """Return the first sentence of a page, which says what it is for; empty when it has no words."""
    block = page.blocks[0] if page.blocks else None
    if not isinstance(block, Prose):
        return ""
    opening, _, _ = block.text.strip().partition("\n\n")
    return on_one_line(_FULL_STOP.split(opening, maxsplit=1)[0])
