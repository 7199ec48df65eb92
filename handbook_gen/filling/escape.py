"""Make an answer into Markdown that reads exactly as it was typed, wherever it stands."""

import html
import re
from typing import Final, NewType

Markdown = NewType("Markdown", str)
"""Text in which answers are escaped; only this package makes it."""

_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG: Final = re.compile(r"</?[a-z][^>]*>")
_EMPHASIS: Final = re.compile(r"\*+")
_SPACE: Final = re.compile(r"\s+")


def as_markdown(answer: str) -> Markdown:
    """Return the answer with all ASCII punctuation as numeric entities, on one line.

    No Markdown, HTML, template or address survives this, in headings, tables, link texts and
    attributes alike; the reader sees the characters that were typed.
    """
    line = _SPACE.sub(" ", answer).strip()
    return Markdown(_PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", line))


def decoded(markdown: str) -> str:
    """Return text in which the entities of `as_markdown` are characters again; not Markdown."""
    return html.unescape(markdown)


def as_text(markdown: str) -> str:
    """Return what a reader sees of a text without headings or lists; not Markdown.

    Links are their words, and signs of emphasis are gone; a star that a firm typed stays.
    """
    words = _EMPHASIS.sub("", _TAG.sub("", _LINK.sub(r"\1", markdown)))
    return decoded(_SPACE.sub(" ", words)).strip()


def on_one_line(markdown: str) -> Markdown:
    """Return Markdown that fits in one cell of a table."""
    return Markdown(_SPACE.sub(" ", markdown).strip().replace("|", "&#124;"))
