"""Render the content of pages, each part that recurs once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.masks import Target, masked, unmasked
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.pieces import Inside, Piece, Said, Unshared, joined
from handbook_gen.engines.shared.raw import is_raw, raw
from handbook_gen.engines.shared.rendering import Renderer
from handbook_gen.engines.shared.searching import SPACE, steps_of, unsaid
from handbook_gen.engines.shared.splitting import (
    Box,
    Part,
    Rows,
    is_separable,
    parts_of,
)

_FEW: Final = 4
"""A table or list of no more lines is rendered as one part."""

_TABLE: Final = ("<tbody>\n", "</tbody>\n</table>\n")
_LIST: Final = ("<ul>\n", "</ul>\n")
_ROUNDS: Final = 4
_INNER: Final = "handbookinside"
_LISTED: Final = Said("<ul> ", "<ul> ", True)
_UNLISTED: Final = Said("</ul> ", "</ul> ", True)

Key = tuple[str, str]
"""Where a part stands (in a box or not, and in which folder), and its text."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A part that is still to be rendered: its text, and where to cut the result."""

    text: str
    opening: str = ""
    head: str | None = None


class Content:
    """Renders the pages of many books in one language; what recurs is rendered once."""

    def __init__(self, renderer: Renderer, pieces: Memo[Key, Piece]) -> None:
        """Use this renderer, and keep what it makes."""
        self._renderer = renderer
        self._pieces = pieces
        self._targets: Memo[Key, Target] = Memo()
        self._wishes: dict[Key, _Wish] = {}
        self._fresh: dict[Key, Piece] = {}
        """What was made for the pages at hand: it stays until they are done."""
        self._alone: set[Key] = set()
        """What cannot be rendered by itself: a page with it is rendered whole."""

    def pages(self, texts: Mapping[str, str]) -> dict[str, Piece | None]:
        """Return pages, without their heads, by path; None for one that cannot be taken apart."""
        self._wishes, self._fresh, self._alone = {}, {}, set()
        found: dict[str, Piece | None] = dict.fromkeys(texts, _LATER)
        for _ in range(_ROUNDS):  # the second is enough, unless the memo has just let something go
            for path, piece in found.items():
                if piece is _LATER:
                    found[path] = self._page(texts[path], path)
            if not self._wishes:
                break
            self._fulfil()
        self._fresh = {}
        return {path: None if piece is _LATER else piece for path, piece in found.items()}

    def _page(self, text: str, path: str) -> Piece | None:
        """Return a page; `_LATER` while parts of it are still to be rendered."""
        if not text.startswith("# "):
            return None
        try:
            parts = [self._part(part, "+" + path.rpartition("/")[0]) for part in parts_of(text)]
        except Unshared:
            return None
        return _whole(parts)

    def _part(self, part: Part, where: str) -> Piece:
        found = self._pieces.get((where, part.text))
        if found is not None:
            return found
        if isinstance(part, Box):
            made = self._box(part, where)
        elif isinstance(part, Rows) and len(part.lines) > _FEW:
            made = self._rows(part, where)
        else:
            return self._leaf(part.text, where)
        return made if made is _LATER else self._pieces.put_again((where, part.text), made)

    def _leaf(self, text: str, where: str, head: str | None = None) -> Piece:
        """Return a part rendered by itself, its words left open."""
        own = (where, text if head is None else f"{head}\n{_INNER}{text}")
        found = self._pieces.get(own)
        if found is not None:
            return found
        if not is_separable(text):
            raise Unshared(text)
        build, words = masked(text, lambda page: self._target(page, where[1:]))
        if head is None and where[0] == "+" and is_raw(text):
            piece = self._pieces.made((where, build), lambda: raw(build))
        elif head is None:
            piece = self._wished((where, build), _Wish(build))
        else:
            line = f"{head}\n{build}".lstrip("\n")
            piece = self._wished((where, _INNER + line), _Wish(line, head=head))
        if piece is _LATER or not words:
            return piece
        return self._pieces.put_again(own, unmasked(piece, words))

    def _target(self, page: str, folder: str) -> Target:
        return self._targets.made((folder, page), lambda: self._renderer.target(page, folder))

    def _wished(self, key: Key, wish: _Wish) -> Piece:
        if key in self._alone:
            raise Unshared(key[1])
        found = self._fresh.get(key) or self._pieces.get(key)
        if found is None:
            self._wishes[key] = wish
            return _LATER
        return found

    def _box(self, box: Box, where: str) -> Piece:
        boxed = "-" + where[1:]
        wish = _Wish(f"{box.opening}\n\n{_INNER}\n\n{box.closing}", opening=box.opening)
        end = self._wished((where, box.opening + box.closing), wish)
        begin = self._wished((where, box.opening), wish)
        inside = [self._part(part, boxed) for part in parts_of(box.inside)]
        if any(piece is _LATER for piece in (begin, end, *inside)):
            return _LATER
        made = joined((begin, *inside, end))
        if "data-search-exclude" in box.opening:
            steps = unsaid(made.html, box.closing[2:-1]) or steps_of(made.html)
            return replace(made, html=unsearched(made.html), steps=steps)
        return made

    def _rows(self, rows: Rows, where: str) -> Piece:
        head = self._wished(
            (where, rows.head + _INNER),
            _Wish(f"{rows.head}\n{rows.lines[0]}".lstrip("\n"), head=rows.head),
        )
        inside = [self._leaf(line, where, rows.head) for line in rows.lines]
        if any(piece is _LATER for piece in (head, *inside)):
            return _LATER
        after = _TABLE[1] if rows.head else _LIST[1]
        end = Piece(after, steps=(SPACE if rows.head else _UNLISTED,))
        return joined((head, *inside, end))

    def _fulfil(self) -> None:
        """Render all that was wished for, what stands in the same folder together."""
        groups: dict[str, list[tuple[Key, _Wish]]] = {}
        for key, wish in self._wishes.items():
            groups.setdefault(key[0], []).append((key, wish))
        self._wishes = {}
        for where, wishes in groups.items():
            try:
                self._render(where, wishes)
            except Unshared:
                for one in wishes:
                    try:
                        self._render(where, [one])
                    except Unshared:
                        self._alone.add(one[0])

    def _render(self, where: str, wishes: Sequence[tuple[Key, _Wish]]) -> None:
        texts = [wish.text for _, wish in wishes]
        made = self._renderer.parts(texts, where[1:], boxed=where.startswith("-"))
        for (key, wish), piece in zip(wishes, made, strict=True):
            for name, cut in _cut(key, wish, piece):
                self._fresh[name] = self._pieces.put(name, cut)


def _cut(key: Key, wish: _Wish, piece: Piece) -> Iterator[tuple[Key, Piece]]:
    """Yield what a rendered wish comes to, under the keys by which it is asked for."""
    where, text = key
    if wish.opening:
        key = (where, wish.opening)
        begin, found, end = piece.html.partition(f"<p>{_INNER}</p>\n")
        if not found:
            raise Unshared(text)
        yield key, replace(piece, html=begin, steps=(Inside(True), SPACE))
        closing = wish.text.rpartition("\n")[2]
        yield (where, wish.opening + closing), Piece(end, steps=(Inside(False), SPACE))
    elif wish.head is None:
        yield key, replace(piece, html=unsearched(piece.html), steps=steps_of(piece.html))
    else:
        yield from _cut_line(key, wish, piece)


def _cut_line(key: Key, wish: _Wish, piece: Piece) -> Iterator[tuple[Key, Piece]]:
    before, after = _TABLE if wish.head else _LIST
    begin, found, rest = piece.html.partition(before)
    if not found or not rest.endswith(after) or piece.headings:
        raise Unshared(wish.text)
    inside = rest.removesuffix(after)
    if not key[1].endswith(_INNER):
        yield key, replace(piece, html=unsearched(inside), steps=steps_of(inside))
    steps = steps_of(f"{begin}{before}</tbody></table>") if wish.head else (_LISTED,)
    yield (key[0], f"{wish.head}{_INNER}"), Piece(begin + before, steps=steps)


def _whole(parts: list[Piece]) -> Piece:
    return _LATER if any(part is _LATER for part in parts) else joined(parts)


_LATER: Final = Piece("")
"""Stands for a part that is still to be rendered."""
