"""What is wished for of the renderer, and how the result is cut into what was wished for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.masks import SLOT, Build
from handbook_gen.engines.shared.pieces import Inside, Piece, Said, Unshared
from handbook_gen.engines.shared.searching import SPACE, steps_of

_TABLE: Final = ("<tbody>\n", "</tbody>\n</table>\n", "</tr>\n")
_LIST: Final = ("<ul>\n", "</ul>\n", "</li>\n")
"""What stands before all lines, behind them, and behind each."""

_TELLS_MORE: Final = re.compile(rf"<a\b|\{{|!\[|\]\((?!(?:mailto:|tel:|https://)?{SLOT.pattern}\))")
"""In a line: links and anchors, of which one could not tell whose they are when many lines are one."""

INNER: Final = "handbookinside"
_LISTED: Final = Said("<ul> ", "<ul> ", True)
_UNLISTED: Final = Said("</ul> ", "</ul> ", True)
AFTER_ROWS: Final = Piece(_TABLE[1], steps=(SPACE,))
AFTER_ITEMS: Final = Piece(_LIST[1], steps=(_UNLISTED,))
"""What stands behind the lines of a table, and of a list."""

Key = tuple[str, ...]
"""Where a part stands (in a box or not, and in which folder), and its text; of a line in a table or
list its text below that of the head."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A part that is still to be rendered: its text, and where to cut the result."""

    text: str
    opening: str = ""
    head: str | None = None


Wished = tuple[Key, Wish]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a rendered wish comes to, under the key by which it is asked for."""

    key: Key
    piece: Piece
    is_open: bool = True
    """Whether it has places for words."""

    def build(self) -> Build:
        """Return it ready for use."""
        return Build.of(self.piece) if self.is_open else Build(self.piece)


def groups_of(wishes: Sequence[Wished]) -> Iterator[list[Wished]]:
    """Yield wishes that are rendered together: each by itself, and lines with the same head."""
    lines: dict[str, list[Wished]] = {}
    for key, wish in wishes:
        if wish.head is None or _TELLS_MORE.search(wish.text):
            yield [(key, wish)]
        else:
            lines.setdefault(wish.head, []).append((key, wish))
    for found in lines.values():  # the head comes with any line
        own = [(key, wish) for key, wish in found if key[2] != INNER]
        yield own or found


def texts_of(group: Sequence[Wished]) -> Iterator[str]:
    """Yield the lines of the text in which these wishes are rendered."""
    head = group[0][1].head
    if head:
        yield head
    for _, wish in group:
        yield wish.text


def cut(wishes: Sequence[Wished], piece: Piece) -> Iterator[Cut]:
    """Yield what rendered wishes come to."""
    (key, wish), *_ = wishes
    if wish.opening:
        begin, found, end = piece.html.partition(f"<p>{INNER}</p>\n")
        if not found:
            raise Unshared(wish.text)
        yield Cut(key, piece._replace(html=begin, steps=(Inside(True), SPACE)), is_open=False)
        closing = wish.text.rpartition("\n")[2]
        yield Cut((*key, closing), Piece(end, steps=(Inside(False), SPACE)), is_open=False)
    elif wish.head is None:
        html = piece.html
        yield Cut(key, piece._replace(html=unsearched(html), steps=steps_of(html)))
    else:
        yield from _cut_lines(wishes, wish.head, piece)


def _cut_lines(wishes: Sequence[Wished], head: str, piece: Piece) -> Iterator[Cut]:
    before, after, line_end = _TABLE if head else _LIST
    begin, found, rest = piece.html.partition(before)
    *lines, end = rest.removesuffix(after).split(line_end)
    if not found or not rest.endswith(after) or piece.headings or end or len(lines) != len(wishes):
        raise Unshared(head)
    if len(wishes) > 1 and (piece.links or piece.anchors):
        raise Unshared(head)
    for (key, _), line in zip(wishes, lines, strict=True):
        html = line + line_end
        if key[2] != INNER:
            yield Cut(key, piece._replace(html=unsearched(html), steps=steps_of(html)))
    steps = steps_of(f"{begin}{before}</tbody></table>") if head else (_LISTED,)
    inner = (wishes[0][0][0], head, INNER)
    yield Cut(inner, Piece(begin + before, steps=steps), is_open=False)
