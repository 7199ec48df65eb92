"""Parts of a page, outside all boxes, that are HTML already: Markdown hands them on as they are."""

import re
from typing import Final

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.pieces import Piece, anchors_in
from handbook_gen.engines.shared.searching import steps_of, unsaid

_RAW: Final = re.compile(
    r"<(?P<tag>p|dl|figure)\b(?P<attributes>[^<>]*)>(?:[^\n]|(?<!\n)\n(?!\n))*</(?P=tag)>"
)
_MARKDOWN: Final = re.compile(r"\bmarkdown\b[^<>]*>")


def is_raw(text: str) -> bool:
    """Tell whether a part is one element, with no Markdown in it and no line empty."""
    found = _RAW.fullmatch(text) if text.startswith("<") else None
    return found is not None and text.count(f"<{found['tag']}") == 1 and not _MARKDOWN.search(text)


def is_unsearched(text: str) -> bool:
    """Tell whether a part is such an element, and one that the search leaves out."""
    opening = text.partition(">")[0]
    return "data-search-exclude" in opening and is_raw(text)


def raw(text: str) -> Piece:
    """Return such a part as a piece; Markdown leaves a line empty behind it."""
    html = f"{text}\n\n"
    found = _RAW.fullmatch(text)
    steps = None
    if found is not None and "data-search-exclude" in found["attributes"]:
        steps = unsaid(text, found["tag"])
    return Piece(unsearched(html), anchors=anchors_in(text), steps=steps or steps_of(html))
