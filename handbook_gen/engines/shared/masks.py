"""Leave the words of a text open, so that all texts of the same build share what is made of one.

What is left open means nothing to Markdown, wherever it stands: words, and punctuation between them
that is no mark-up. What is left is the build of the text: its emphasis, links, cells and line ends. The
place of the words is taken by letters of a script that nobody writes in, so that Markdown sees
letters where there were letters.
"""

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import Final, NamedTuple

from handbook_gen.engines.shared.pieces import Link, Piece, Said, Step

_FIRST: Final = 0x10000
_MOST: Final = 0x70
"""Linear B: letters, as Markdown's patterns see them. A text that has one itself is left as it is."""

_SIGNS: Final = tuple(chr(_FIRST + number) for number in range(0x100))
SLOT: Final = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + 0xFF)}]")
_TEXT: Final = re.compile(
    r"""
      (?P<mark>
          ^[ ]*(?:(?:\d+[.)]|[-*+:])[ ]+)+ # an item of a list, also in another
        | <[^<>]*>
        | `[^`]*`
        | \{[^{}\n]*\}
        | &\#?\w*;?
      )
    | \]\((?P<page>[a-z0-9./-]+\.md(?:\#[A-Za-z0-9-]+)?)\)
    | \]\((?P<kind>mailto:|tel:)(?P<address>[A-Za-z0-9@.%?=&\#;+/-]+)\)
    | \]\([^)\n]*\)                     # where another link leads
    | (?P<words>
          [^\W_]
          (?:
            (?:[^\W_]|[ ](?=[^ \n])|[,.:;?!'"()/%@+-]|[€–—’‘“”„…·«»]|&\#\d+;)*
            [^\W_]
          )?
      )
    """,
    re.MULTILINE | re.VERBOSE,
)


class Target(NamedTuple):
    """Where a link to a page leads: its address in the site, and what the project must have for it."""

    address: str
    links: frozenset[Link]


Word = str | Target
"""What belongs in an open place."""


def masked(text: str, target: Callable[[str], Target]) -> tuple[str, tuple[Word, ...]]:
    """Return the build of a text, and the words that belong in its open places."""
    if text.startswith("#") or SLOT.search(text):
        return text, ()
    words: list[Word] = []

    def slot(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if len(words) > _MOST:
            return found[0]
        if kind == "words":
            words.append(found[0])
            return _SIGNS[len(words) - 1]
        if text.startswith("<"):  # HTML, in which a link may be no link
            return found[0]
        if kind == "page":
            words.append(target(found["page"]))
            return f"]({_SIGNS[len(words) - 1]})"
        if kind == "address":
            words.append(found["address"])
            return f"]({found['kind']}{_SIGNS[len(words) - 1]})"
        return found[0]

    build = _TEXT.sub(slot, text)
    return (build, tuple(words)) if len(words) <= _MOST else (text, ())


def unmasked(piece: Piece, words: Sequence[Word]) -> Piece:
    """Return a piece with words in the places that were left open."""
    links = [word.links for word in words if isinstance(word, Target)]
    written = [word.address if isinstance(word, Target) else word for word in words]
    return Piece(
        _filled(piece.html, written),
        piece.headings,
        piece.title,
        piece.anchors,
        piece.links.union(*links) if links else piece.links,
        None if piece.steps is None else _said(piece.steps, written),
    )


def _said(steps: Sequence[Step], words: Sequence[str]) -> tuple[Step, ...]:
    """Return steps with words as they read in the search index."""
    shown = [_in_search(word) if "&" in word else word for word in words]
    return tuple(
        Said(_filled(step.after_words, shown), _filled(step.after_space, shown), step.ends_in_space)
        if isinstance(step, Said)
        else step
        for step in steps
    )


def _in_search(word: str) -> str:
    return unescape(word).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _filled(text: str, words: Sequence[str]) -> str:
    for number, word in enumerate(words):  # no word has such a letter, so the order does not matter
        text = text.replace(_SIGNS[number], word)
    return text
