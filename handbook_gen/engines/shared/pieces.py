"""What a part of a page comes to: its HTML, and all else that a site needs to know of it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple


class Unshared(Exception):  # noqa: N818  # no error: MkDocs then builds the book by itself
    """Something of which it is not certain that shared parts come to what MkDocs makes."""


class Heading(NamedTuple):
    """A heading for the table of contents: its level, anchor and HTML."""

    level: int
    anchor: str
    name: str


class Link(NamedTuple):
    """A link to a file of the project; without `file` to an anchor on the same page."""

    file: str
    anchor: str


class Said(NamedTuple):
    """Words for the section of the search index that is open.

    Attributes:
        after_words: what is added when the last thing there is no white space.
        after_space: what is added when it is.
        ends_in_space: whether white space is the last thing then; None when nothing is added.
    """

    after_words: str
    after_space: str
    ends_in_space: bool | None


class Opened(NamedTuple):
    """A heading: a new section of the search index."""

    anchor: str
    title: str
    excluded: bool


class Inside(NamedTuple):
    """The beginning or the end of an element around other parts."""

    begins: bool


Step = Said | Opened | Inside
"""What the search makes of a part, one after the other."""

_ANCHOR: Final = re.compile(r'\bid="([^"]*)"|<a [^>]*\bname="([^"]*)"')


class Piece(NamedTuple):
    """A rendered part of a page, the same wherever it stands.

    Attributes:
        html: as the site builder makes it, with the line ends behind it.
        title: the text of a heading of the first level, as the title of the page.
        anchors: what can be linked to.
        steps: what the search makes of it; None when that depends on what stands around it.
        kept: what `parts.kept_part` returns, if that was asked already.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    title: str | None = None
    anchors: frozenset[str] = frozenset()
    links: frozenset[Link] = frozenset()
    steps: tuple[Step, ...] | None = ()
    kept: str = ""


def anchors_in(html: str) -> frozenset[str]:
    """Return what can be linked to in HTML."""
    return frozenset(one or other for one, other in _ANCHOR.findall(html))


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces one after the other as one."""
    headings: list[Heading] = []
    title = None
    anchors: set[str] = set()
    links: set[Link] = set()
    steps: list[Step] | None = []
    for piece in pieces:
        headings += piece.headings
        if title is None:
            title = piece.title
        if piece.anchors:
            anchors |= piece.anchors
        if piece.links:
            links |= piece.links
        if piece.steps is None:
            steps = None
        elif steps is not None:
            steps += piece.steps
    return Piece(
        "".join([piece.html for piece in pieces]),
        tuple(headings),
        title,
        frozenset(anchors),
        frozenset(links),
        None if steps is None else tuple(steps),
    )


def shortened(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the same steps with neighbouring words put together."""
    found: list[Step] = []
    for step in steps:
        if isinstance(step, Said):
            if step.ends_in_space is None and not step.after_words and not step.after_space:
                continue
            if found and isinstance(found[-1], Said):
                found[-1] = _together(found[-1], step)
                continue
        found.append(step)
    return tuple(found)


def _together(one: Said, other: Said) -> Said:
    def after(begun: str, *, in_space: bool) -> str:
        last = in_space if one.ends_in_space is None or not begun else one.ends_in_space
        return begun + (other.after_space if last else other.after_words)

    ends = one.ends_in_space if other.ends_in_space is None else other.ends_in_space
    return Said(after(one.after_words, in_space=False), after(one.after_space, in_space=True), ends)
