"""Leave the words of a text open, so that all texts of the same build share what is made of one.

What is left open means nothing to Markdown, wherever it stands: words, and punctuation between them
that is no mark-up. What is left is the build of the text: its emphasis, links, cells and line ends. The
place of the words is taken by letters of a script that nobody writes in, so that Markdown sees
letters where there were letters.
"""

import re
from collections.abc import Callable, Sequence
from html import unescape
from operator import itemgetter
from typing import Final, NamedTuple

from handbook_gen.engines.shared.pieces import Link, Piece, Said, Step, Unshared

_FIRST: Final = 0xA000
_MOST: Final = 0x400
"""Signs of the Yi script: letters, as Markdown's patterns see them. A page that has one itself is left to
MkDocs; a text with more words than there are signs is rendered as it is."""

_SIGNS: Final = tuple(chr(_FIRST + number) for number in range(_MOST))
SLOT: Final = re.compile(f"[{_SIGNS[0]}-{_SIGNS[-1]}]")
_SLOTS: Final = re.compile(f"({SLOT.pattern})")
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
    | \]\((?P<kind>mailto:|tel:|https://)(?P<address>[A-Za-z0-9@.%?=&\#;+/-]+)\)
    | \]\([^)\n]*\)                     # where another link leads
    | (?P<words>
          [^\W_]++
          (?:
            (?:[ ](?=[^ \n])|[,.:;?!'"()/%@+€–—’‘“”„…·«»-]|&\#\d+;)++
            [^\W_]++
          )*+
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
    """Return the build of a text, and the words that belong in its open places.

    Raises:
        Unshared: the text has signs of its own.
    """
    if SLOT.search(text):
        raise Unshared(text)
    if text.startswith("#"):
        return text, ()
    words: list[Word] = []

    def slot(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if len(words) == _MOST:
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
    return (build, tuple(words)) if len(words) < _MOST else (text, ())


class Form(NamedTuple):
    """A text with open places, ready to be filled again and again.

    Attributes:
        text: the text with `%s` in each place; as it is when it has none.
        words: takes the words for these places out of all words; None when it has none.
    """

    text: str
    words: Callable[[Sequence[str]], str | tuple[str, ...]] | None

    @classmethod
    def of(cls, text: str) -> "Form":
        """Return a text that was rendered with open places."""
        cut = _SLOTS.split(text)
        places = [ord(sign) - _FIRST for sign in cut[1::2]]
        if not places:
            return cls(text, None)
        parts = [part.replace("%", "%%") for part in cut[::2]]
        return cls("%s".join(parts), itemgetter(*places))

    def filled(self, words: Sequence[str]) -> str:
        """Return the text with words in its places."""
        return self.text if self.words is None else self.text % self.words(words)


class Build(NamedTuple):
    """What is made of all texts of the same build: a piece with open places.

    Attributes:
        piece: the piece, without what stands in `html` and `steps`.
        html: its HTML; None when there are no open places, and the piece is whole.
        steps: of each step what it says after words and after white space; None for one that says
            nothing.
    """

    piece: Piece
    html: Form | None = None
    steps: tuple[tuple[Form, Form] | None, ...] = ()

    @classmethod
    def of(cls, piece: Piece) -> "Build":
        """Return what was rendered with open places."""
        steps = piece.steps or ()
        html = Form.of(piece.html)
        if html.words is None and not SLOT.search("".join(map(str, steps))):
            return cls(piece)
        said = tuple(_forms(step) if isinstance(step, Said) else None for step in steps)
        rest = tuple(
            Said("", "", step.ends_in_space) if isinstance(step, Said) else step for step in steps
        )
        return cls(piece._replace(html="", steps=None if piece.steps is None else rest), html, said)

    def filled(self, words: Sequence[Word]) -> Piece:
        """Return the piece with words in the places that were left open."""
        piece = self.piece
        if self.html is None:
            return piece
        links = [word.links for word in words if isinstance(word, Target)]
        written = [word.address if isinstance(word, Target) else word for word in words]
        return Piece(
            self.html.filled(written),
            piece.headings,
            piece.title,
            piece.anchors,
            piece.links.union(*links) if links else piece.links,
            None if piece.steps is None else self._said(piece.steps, written),
        )

    def _said(self, steps: Sequence[Step], words: Sequence[str]) -> tuple[Step, ...]:
        """Return the steps with words as they read in the search index."""
        shown = [_in_search(word) if "&" in word else word for word in words]
        said: list[Step] = []
        for step, forms in zip(steps, self.steps, strict=True):
            if forms is None or not isinstance(step, Said):
                said.append(step)
                continue
            after_words = forms[0].filled(shown)
            after_space = after_words if forms[1] is forms[0] else forms[1].filled(shown)
            said.append(Said(after_words, after_space, step.ends_in_space))
        return tuple(said)


def _forms(step: Said) -> tuple[Form, Form]:
    form = Form.of(step.after_words)
    return form, form if step.after_space == step.after_words else Form.of(step.after_space)


def _in_search(word: str) -> str:
    return unescape(word).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
