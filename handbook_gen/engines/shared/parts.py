"""What is kept of the parts of a page: of a page that changed, only the parts that differ are rendered."""

from collections.abc import Mapping, Sequence
from typing import Any

from handbook_gen.engines.shared.pieces import (
    Heading,
    Inside,
    Link,
    Opened,
    Piece,
    Said,
    Step,
    anchors_in,
    shortened,
)
from handbook_gen.engines.shared.records import digest

Written = tuple[str, Piece]
"""A part of a page as it was written, and what it came to."""

_SAID, _OPENED, _INSIDE = "said", "opened", "inside"


def kept_of(parts: Sequence[Written]) -> list[Any]:
    """Return what is kept of the parts of a page in order, as plain values for JSON.

    The last is left out: a page ends without the white space behind it.
    """
    return [
        [
            digest(text) if piece.steps is not None else "",
            len(piece.html),
            piece.headings,
            piece.title,
            sorted(piece.links),
            [_plain(step) for step in shortened(piece.steps or ())],
        ]
        for text, piece in parts[:-1]
    ]


def pieces_in(kept: Sequence[Any], content: str) -> Mapping[str, Piece]:
    """Return the parts of a page that was built before, by the digest of their text.

    `content` is that of the page, exactly as it was then.
    """
    found: dict[str, Piece] = {}
    begun = 0
    for text, size, headings, title, links, steps in kept:
        html = content[begun : begun + size]
        begun += size
        if text:
            found[text] = Piece(
                html,
                tuple(Heading(*heading) for heading in headings),
                title,
                anchors_in(html),
                frozenset(Link(*link) for link in links),
                tuple(map(_step, steps)),
            )
    return found


def _plain(step: Step) -> list[Any]:
    if isinstance(step, Said):
        same = step.after_space == step.after_words
        return [_SAID, step.after_words, None if same else step.after_space, step.ends_in_space]
    return [_OPENED if isinstance(step, Opened) else _INSIDE, *step]


def _step(kept: Sequence[Any]) -> Step:
    kind, *values = kept
    if kind == _SAID:
        words, after_space, ends_in_space = values
        return Said(words, words if after_space is None else after_space, ends_in_space)
    return Opened(*values) if kind == _OPENED else Inside(*values)
