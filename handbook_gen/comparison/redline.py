"""The words that went and the words that came, in one running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from handbook_gen.filling import as_text

_TOKEN: Final = re.compile(r"(\s*)(\w+(?:['’.,:@/-]\w+)*|[^\w\s])")
"""A word or a sign with the space before it; a number, an address and `en/of` stay whole."""

_BREAK: Final = re.compile(r"(?:#{1,6}|[-*+]|\d+\.) |[|<]")
_HEADING: Final = re.compile(r"^#{1,6} +|\s*\{ ?#[\w-]+ ?\}\s*$")
_BULLET: Final = re.compile(r"^[-*+] +")
_LITTLE: Final = 0.5
"""Of the shorter of two texts, as a share of its letters."""

_ISLAND: Final = 3
"""Letters of a single word that may go along with the changes on either side of it."""

_Span = tuple[bool, int, int, int, int]
"""Whether it is the same, and where it begins and ends in the old and in the new tokens."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, that went, or that came."""

    kind: Literal["same", "added", "removed"]
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Return one text as changed into the other, by whole words; both are Markdown.

    What is the same and removed, put together, is `plain_words(old)`; what is the same and added is
    `plain_words(new)`. A paragraph that stayed is not looked into.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    left, left_ends = _tokens(before)
    right, right_ends = _tokens(after)
    spans: list[_Span] = []
    for tag, i1, i2, j1, j2 in _opcodes(before, after):
        i, j = left_ends[i1], right_ends[j1]
        if tag == "equal":
            spans.append((True, i, left_ends[i2], j, right_ends[j2]))
        else:
            olds, news = left[i : left_ends[i2]], right[j : right_ends[j2]]
            spans += _by_word([word for _, word in olds], [word for _, word in news], i, j)
    return _joined(_pieces(spans, left, right))


def readable_redline(old: str, new: str) -> tuple[Piece, ...]:
    """Return the same, but two texts of which little stayed one after the other.

    Nobody can read the one through the other.
    """
    pieces = redline(old, new)
    before, after = plain_words(old), plain_words(new)
    stayed = sum(len(piece.text.strip()) for piece in pieces if piece.kind == "same")
    if stayed < min(len(before), len(after)) * _LITTLE:
        return (Piece("removed", before), Piece("same", "\n\n"), Piece("added", after))
    return pieces


def plain_words(markdown: str) -> str:
    """Return what a reader sees of Markdown, a blank line between paragraphs and items."""
    return "\n\n".join(_paragraphs(markdown))


def _paragraphs(markdown: str) -> list[str]:
    found: list[list[str]] = [[]]
    for line in markdown.split("\n"):
        words = line.strip()
        if not words or _BREAK.match(words):
            found.append([])
        if words:
            found[-1].append(_BULLET.sub("• ", _HEADING.sub("", words)))
    seen = (as_text(" ".join(lines)) for lines in found)
    return [paragraph for paragraph in seen if paragraph]


def _tokens(paragraphs: list[str]) -> tuple[list[tuple[str, str]], list[int]]:
    """Return words with the space before each, and after how many of them each paragraph ends."""
    tokens: list[tuple[str, str]] = []
    ends = [0]
    for number, paragraph in enumerate(paragraphs):
        found = _TOKEN.findall(paragraph)
        if number:
            found[0] = ("\n\n", found[0][1])
        tokens += found
        ends.append(len(tokens))
    return tokens, ends


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _by_word(old: list[str], new: list[str], i: int, j: int) -> list[_Span]:
    """Return the spans of one stretch; a lone short word between two changes goes along with them."""
    spans = [
        (tag == "equal", i + i1, i + i2, j + j1, j + j2)
        for tag, i1, i2, j1, j2 in _opcodes(old, new)
    ]
    kept: list[_Span] = []
    for number, (same, i1, i2, j1, j2) in enumerate(spans):
        inside = 0 < number < len(spans) - 1
        lone = same and inside and i2 - i1 == 1 and _is_slight(old[i1 - i])
        changed = lone or not same
        if changed and kept and not kept[-1][0]:
            _, first, _, other, _ = kept.pop()
            kept.append((False, first, i2, other, j2))
        else:
            kept.append((not changed, i1, i2, j1, j2))
    return kept


def _is_slight(token: str) -> bool:
    return len(token) <= _ISLAND and not token.isdecimal()


def _pieces(
    spans: list[_Span], old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> Iterator[Piece]:
    for same, i1, i2, j1, j2 in spans:
        if same:
            for (left, word), (right, _) in zip(old[i1:i2], new[j1:j2], strict=True):
                yield from _gap(left, right)
                yield Piece("same", word)
            continue
        gone = "".join(space + word for space, word in old[i1:i2])
        come = "".join(space + word for space, word in new[j1:j2])
        if i1 < i2 and j1 < j2 and old[i1][0] == new[j1][0]:
            space = old[i1][0]
            yield Piece("same", space)
            gone, come = gone.removeprefix(space), come.removeprefix(space)
        yield Piece("removed", gone)
        yield Piece("added", come)


def _gap(left: str, right: str) -> Iterator[Piece]:
    if left == right:
        yield Piece("same", left)
    else:
        yield Piece("removed", left)
        yield Piece("added", right)


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Put neighbours of one kind together, and what went before what came in its place."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        elif (
            piece.kind == "removed"
            and len(found) > 1
            and (found[-2].kind, found[-1].kind) == ("removed", "added")
        ):
            found[-2] = Piece("removed", found[-2].text + piece.text)
        else:
            found.append(piece)
    return tuple(found)
