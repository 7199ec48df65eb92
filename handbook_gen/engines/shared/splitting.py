"""Take a page apart where its parts cannot influence each other.

Every part is rendered as if it stood alone, so a cut is only made where Markdown allows no part to
reach into the next. A page with anything else in it is not taken apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handbook_gen.engines.shared.pieces import Unshared

_BOX: Final = re.compile(
    r"\n<(?:(?P<opens>div|section|details)(?: [^\n<>]*)? markdown>|/(?P<closes>div|section|details)>)(?=\n)"
)
"""The first or last line of an element with other parts in it; a line end stands before and behind it."""

_BLANK: Final = re.compile(r"\n\n+")
_LIST: Final = re.compile(r"[-*+]   ?\S|[-*+] \S|\d+\.  ?\S")
_MAY_LIST: Final = frozenset("-*+0123456789")
_HEADING: Final = re.compile(r"#{1,6} [^\n]+ \{ #[A-Za-z][\w-]* \}")
_ELEMENT: Final = re.compile(r"<(?P<tag>[a-z]+)\b[^<>]*>.*</(?P=tag)>", re.DOTALL)
_FAR_REACHING: Final = re.compile(
    r"\t|^ {0,3}(?:```|~~~|\*\[|\[[^\]\n]*\]:|: |>|<!--|<\?|<!\[|/// )|\[\^|^ {0,3}\S[^\n]*\n[=-]+ *$"
    r"|\n[ >]*\#|^[ >]*(?:(?:[-*+]|\d+[.)]) +)+\#"
    r"|handbookmark|handbookinside",
    re.MULTILINE,
)
"""Fences, abbreviations, references, footnotes, definitions, quotations, comments, headings that are
underlined or not by themselves, tabs; and the marks by which parts are told apart."""

_TABLE: Final = re.compile(r"\|[^\n]*\|\n\|[ :|-]+\|(?:\n\|[^\n]*\|)+")
_SHORT_ITEMS: Final = re.compile(r"- [^\n]+(?:\n- [^\n]+)*")
_BLOCKS: Final = re.compile(
    r"^ {0,3}</?(?:address|article|aside|blockquote|body|canvas|center|dd|details|dialog|dir|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|"
    r"math|menu|meta|nav|noscript|object|ol|option|output|p|param|pre|progress|script|section|select|"
    r"source|style|summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul|video)\b",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part that is rendered as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """An element with other parts in it."""

    opening: str
    inside: str
    closing: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table (`head` is its first two lines) or a short list (no `head`), cut into lines."""

    text: str
    head: str
    lines: tuple[str, ...]


Part = Block | Box | Rows


def is_separable(text: str) -> bool:
    """Tell whether nothing in a part reaches further than the part."""
    return not _FAR_REACHING.search(text)


def parts_of(text: str) -> Iterator[str]:
    """Yield the parts of a page, or of the inside of a box, as they are written.

    Raises:
        Unshared: the parts cannot be told apart.
    """
    text = f"\n{text}\n"
    begun = 0
    open_boxes: list[str] = []
    opening = 0
    for found in _BOX.finditer(text):
        opens = found["opens"]
        if opens:
            if not open_boxes:
                opening = found.start()
                yield from _blocks(text[begun:opening])
            open_boxes.append(opens)
        else:
            if not open_boxes or open_boxes.pop() != found["closes"]:
                raise Unshared(found[0])
            if not open_boxes:
                begun = found.end()
                yield text[opening + 1 : begun]
    if open_boxes:
        raise Unshared(open_boxes[0])
    yield from _blocks(text[begun:])


def part_of(text: str) -> Part:
    """Return what kind of part a text is.

    Raises:
        Unshared: it is of none that can be rendered by itself.
    """
    if text.startswith("<"):
        found = _BOX.match(f"\n{text}\n")
        if found is not None and found["opens"]:
            first, last = text.index("\n"), text.rindex("\n")
            return Box(text[:first], text[first:last], text[last + 1 :])
        if not _ELEMENT.fullmatch(text) and not _is_inline(text):
            raise Unshared(text)
        return Block(text)
    if text.startswith(" ") or _BLOCKS.search(text):
        raise Unshared(text)
    if text.startswith("#") and not _HEADING.fullmatch(text):
        raise Unshared(text)
    if _TABLE.fullmatch(text):
        first_line, second, *rows = text.split("\n")
        return Rows(text, f"{first_line}\n{second}", tuple(rows))
    if _SHORT_ITEMS.fullmatch(text):
        return Rows(text, "", tuple(text.split("\n")))
    return Block(text)


def _blocks(text: str) -> Iterator[str]:
    """Yield the parts of a text without boxes; what belongs to a list stays with it."""
    together: list[str] = []
    in_list = False
    for chunk in _BLANK.split(text.strip("\n")):
        if not chunk:
            continue
        begins_list = chunk[0] in _MAY_LIST and _LIST.match(chunk) is not None
        if in_list and (begins_list or chunk.startswith("    ")):
            together.append(chunk)
            continue
        if together:
            yield "\n\n".join(together)
        together = [chunk]
        in_list = begins_list
    if together:
        yield "\n\n".join(together)


def _is_inline(text: str) -> bool:
    """Tell whether a text that begins with a tag is a paragraph all the same."""
    return not _BLOCKS.search(text) and "\n<" not in text
