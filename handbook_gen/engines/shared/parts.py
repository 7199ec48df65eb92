"""What is kept of the parts of a page: of a page that changed, only the parts that differ are rendered."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

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

_LARGEST: Final = 8_000
"""Characters of HTML; what is longer is a table of all rules, and changes with anything."""

Written = tuple[str, Piece]
"""A part of a page as it was written, and what it came to."""

_SAID, _OPENED, _INSIDE = "said", "opened", "inside"


def kept_of(parts: Sequence[Written]) -> str:
    """Return what is kept of the parts of a page in order, as one line of JSON.

    Of a part that is not taken over later it is only its size. The last is left out: a page ends
    without the white space behind it.
    """
    kept = [piece.kept or kept_part(text, piece) for text, piece in parts[:-1]]
    return f"[{','.join(kept)}]"


def kept_part(text: str, piece: Piece) -> str:
    """Return what is kept of one part."""
    size = len(piece.html)
    if piece.steps is None or size > _LARGEST:
        return f"[{size}]"
    steps = [plain_step(step) for step in shortened(piece.steps)]
    kept = [size, digest(text), piece.headings, piece.title, sorted(piece.links), steps]
    return json.dumps(kept, separators=(",", ":"))


def pieces_in(kept: str, content: str) -> Mapping[str, Piece]:
    """Return the parts of a page that was built before, by the digest of their text.

    `content` is that of the page, exactly as it was then.
    """
    found: dict[str, Piece] = {}
    begun = 0
    for size, *rest in json.loads(kept):
        html = content[begun : begun + size]
        begun += size
        if rest:
            text, headings, title, links, steps = rest
            found[text] = Piece(
                html,
                tuple(Heading(*heading) for heading in headings),
                title,
                anchors_in(html),
                frozenset(Link(*link) for link in links),
                tuple(map(step_of, steps)),
            )
    return found


def plain_step(step: Step) -> list[Any]:
    """Return a step of the search as plain values."""
    if isinstance(step, Said):
        same = step.after_space == step.after_words
        return [_SAID, step.after_words, None if same else step.after_space, step.ends_in_space]
    return [_OPENED if isinstance(step, Opened) else _INSIDE, *step]


def step_of(kept: Sequence[Any]) -> Step:
    """Return the step that `plain_step` made plain."""
    kind, *values = kept
    if kind == _SAID:
        words, after_space, ends_in_space = values
        return Said(words, words if after_space is None else after_space, ends_in_space)
    return Opened(*values) if kind == _OPENED else Inside(*values)
