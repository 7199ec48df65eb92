"""Render the content of pages, each part that recurs once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.masks import SLOT, Build, Target, masked
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.parts import Written, kept_part
from handbook_gen.engines.shared.pieces import Inside, Piece, Said, Unshared, joined, shortened
from handbook_gen.engines.shared.raw import is_raw, is_unsearched, raw
from handbook_gen.engines.shared.records import digest
from handbook_gen.engines.shared.rendering import Renderer
from handbook_gen.engines.shared.searching import SPACE, steps_of, unsaid
from handbook_gen.engines.shared.splitting import Box, Rows, is_separable, part_of, parts_of

_FEW: Final = 4
"""A table or list of no more lines is rendered as one part."""

_TABLE: Final = ("<tbody>\n", "</tbody>\n</table>\n", "</tr>\n")
_LIST: Final = ("<ul>\n", "</ul>\n", "</li>\n")
"""What stands before all lines, behind them, and behind each."""

_TELLS_MORE: Final = re.compile(rf"<a\b|\{{|!\[|\]\((?!(?:mailto:|tel:|https://)?{SLOT.pattern}\))")
"""In a line: links and anchors, of which one could not tell whose they are when many lines are one."""

_ROUNDS: Final = 4
_INNER: Final = "handbookinside"
_LISTED: Final = Said("<ul> ", "<ul> ", True)
_UNLISTED: Final = Said("</ul> ", "</ul> ", True)
_AFTER: Final = {
    _TABLE: Piece(_TABLE[1], steps=(SPACE,)),
    _LIST: Piece(_LIST[1], steps=(_UNLISTED,)),
}

_NOTHING: Final[Mapping[str, Piece]] = {}

Key = tuple[str, ...]
"""Where a part stands (in a box or not, and in which folder), and its text; of a line in a table or
list its text below that of the head."""


class Page(NamedTuple):
    """A rendered page, and its parts in order."""

    piece: Piece
    parts: Sequence[Written]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A part that is still to be rendered: its text, and where to cut the result."""

    text: str
    opening: str = ""
    head: str | None = None


_Wished = tuple[Key, _Wish]


class Content:
    """Renders the pages of many books in one language; what recurs is rendered once."""

    def __init__(self, renderer: Renderer) -> None:
        """Use this renderer, and keep what it makes."""
        self._renderer = renderer
        self._pieces: Memo[Key, Piece] = Memo()
        """Parts as they are written, if they came more than once."""
        self._builds: Memo[Key, Build] = Memo()
        self._targets: Memo[Key, Target] = Memo()
        self._wishes: dict[Key, _Wish] = {}
        self._done: dict[Key, Piece] = {}
        self._fresh: dict[Key, Build] = {}
        """What was made for the pages at hand: it stays until they are done."""
        self._alone: set[Key] = set()
        """What cannot be rendered by itself: a page with it is rendered whole."""

    def pages(
        self, texts: Mapping[str, str], known: Mapping[str, Mapping[str, Piece]]
    ) -> dict[str, Page | None]:
        """Return pages, without their heads, by path; None for one that cannot be taken apart.

        `known` are by path the parts that pages had before, by the digest of their text.
        """
        self._wishes, self._done, self._fresh, self._alone = {}, {}, {}, set()
        found: dict[str, Page | None] = {}
        for _ in range(_ROUNDS):  # the second is enough, unless the memo has just let something go
            for path, text in texts.items():
                if path not in found:
                    self._page(text, path, known.get(path, {}), found)
            if not self._wishes:
                break
            self._fulfil()
        self._done, self._fresh = {}, {}
        return {path: found.get(path) for path in texts}

    def _page(
        self, text: str, path: str, known: Mapping[str, Piece], found: dict[str, Page | None]
    ) -> None:
        """Put a page among what is found, unless parts of it are still to be rendered."""
        if not text.startswith("# "):
            found[path] = None
            return
        try:
            texts = list(parts_of(text))
            parts = self._parts(texts, "+" + path.rpartition("/")[0], known)
        except Unshared:
            found[path] = None
            return
        if parts is not None:
            found[path] = Page(joined(parts), list(zip(texts, parts, strict=True)))

    def _parts(
        self, texts: Iterable[str], where: str, known: Mapping[str, Piece] = _NOTHING
    ) -> list[Piece] | None:
        """Return all parts; None when some of them are still to be rendered."""
        parts = [
            (known.get(digest(text)) if known else None) or self._part(text, where)
            for text in texts
        ]
        return _all(parts)

    def _part(self, text: str, where: str) -> Piece | None:
        return self._once((where, text), lambda: self._made(text, where))

    def _made(self, text: str, where: str) -> Piece | None:
        part = part_of(text)
        if isinstance(part, Box):
            return self._box(part, where)
        if isinstance(part, Rows) and len(part.lines) > _FEW:
            return self._rows(part, where)
        return self._leaf(text, where)

    def _once(self, key: Key, make: Callable[[], Piece | None]) -> Piece | None:
        """Return what was made of a part before, or else make it."""
        found = self._pieces.get(key) or self._done.get(key)
        if found is None:
            made = make()
            found = None if made is None else self._kept(key, made)
        return found

    def _kept(self, key: Key, piece: Piece) -> Piece:
        """Keep a part for the pages at hand, and if it came before, for later pages too."""
        if self._pieces.comes_again(key):
            steps = piece.steps
            short = piece._replace(steps=None if steps is None else shortened(steps))
            if key[0][0] == "+" and len(key) == 2:  # a part of a page, not of another part
                short = short._replace(kept=kept_part(key[1], short))
            return self._pieces.put(key, short)
        self._done[key] = piece
        return piece

    def _leaf(self, text: str, where: str, head: str | None = None) -> Piece | None:
        """Return a part rendered by itself, its words put in."""
        if head is None and where[0] == "+" and is_unsearched(text) and is_separable(text):
            return raw(text)  # of which there is nothing to keep: it is as large as its text
        build, words = masked(text, lambda page: self._target(page, where[1:]))
        key = (where, build) if head is None else (where, head, build)
        found = self._built(key)
        if found is None:
            if not is_separable(build if head is None else f"{head}\n{build}"):
                raise Unshared(text)
            if head is not None or where[0] != "+" or not is_raw(build):
                return self._wished(key, _Wish(build, head=head))
            found = self._builds.put(key, Build.of(raw(build)))
        return found.filled(words)

    def _built(self, key: Key) -> Build | None:
        return self._builds.get(key) or self._fresh.get(key)

    def _target(self, page: str, folder: str) -> Target:
        return self._targets.made((folder, page), lambda: self._renderer.target(page, folder))

    def _wished(self, key: Key, wish: _Wish) -> Piece | None:
        if key in self._alone:
            raise Unshared(wish.text)
        found = self._built(key)
        if found is None:
            self._wishes[key] = wish
            return None
        return found.piece

    def _box(self, box: Box, where: str) -> Piece | None:
        wish = _Wish(f"{box.opening}\n\n{_INNER}\n\n{box.closing}", opening=box.opening)
        key = (where, box.opening)
        begin = self._wished(key, wish)
        end = self._built((*key, box.closing))
        if end is None:
            self._wishes[key] = wish
        inside = self._parts(parts_of(box.inside), "-" + where[1:])
        if begin is None or end is None or inside is None:
            return None
        made = joined([begin, *inside, end.piece])
        if "data-search-exclude" in box.opening:
            steps = unsaid(made.html, box.closing[2:-1]) or steps_of(made.html)
            html = unsearched(begin.html) + made.html[len(begin.html) :]
            return made._replace(html=html, steps=steps)
        return made

    def _rows(self, rows: Rows, where: str) -> Piece | None:
        head = rows.head
        wish = _Wish(rows.lines[0], head=head)
        found = [self._wished((where, head, _INNER), wish)]
        for line in rows.lines:
            make = partial(self._leaf, line, where, head)
            found.append(self._once((where, head, line), make))
        known = _all(found)
        return None if known is None else joined([*known, _AFTER[_TABLE if head else _LIST]])

    def _fulfil(self) -> None:
        """Render all that was wished for, what stands in the same folder together."""
        groups: dict[str, list[_Wished]] = {}
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

    def _render(self, where: str, wishes: Sequence[_Wished]) -> None:
        """Render wishes; the lines of tables with the same head, or of lists, as one."""
        groups = list(_groups(wishes))
        texts = ["\n".join(_texts(group)) for group in groups]
        made = self._renderer.parts(texts, where[1:], boxed=where.startswith("-"))
        for group, piece in zip(groups, made, strict=True):
            for name, build in _cut(group, piece):
                self._fresh[name] = self._builds.offer(name, build)


def _all(pieces: Sequence[Piece | None]) -> list[Piece] | None:
    """Return the pieces; None when some of them are still to be rendered."""
    found = [piece for piece in pieces if piece is not None]
    return found if len(found) == len(pieces) else None


def _groups(wishes: Sequence[_Wished]) -> Iterator[list[_Wished]]:
    """Yield wishes that are rendered together: each by itself, and lines with the same head."""
    lines: dict[str, list[_Wished]] = {}
    for key, wish in wishes:
        if wish.head is None or _TELLS_MORE.search(wish.text):
            yield [(key, wish)]
        else:
            lines.setdefault(wish.head, []).append((key, wish))
    for found in lines.values():  # the head comes with any line
        own = [(key, wish) for key, wish in found if key[2] != _INNER]
        yield own or found


def _texts(group: Sequence[_Wished]) -> Iterator[str]:
    head = group[0][1].head
    if head:
        yield head
    for _, wish in group:
        yield wish.text


def _cut(wishes: Sequence[_Wished], piece: Piece) -> Iterator[tuple[Key, Build]]:
    """Yield what rendered wishes come to, under the keys by which it is asked for."""
    (key, wish), *_ = wishes
    if wish.opening:
        begin, found, end = piece.html.partition(f"<p>{_INNER}</p>\n")
        if not found:
            raise Unshared(wish.text)
        yield key, Build(piece._replace(html=begin, steps=(Inside(True), SPACE)))
        closing = wish.text.rpartition("\n")[2]
        yield (*key, closing), Build(Piece(end, steps=(Inside(False), SPACE)))
    elif wish.head is None:
        html = piece.html
        yield key, Build.of(piece._replace(html=unsearched(html), steps=steps_of(html)))
    else:
        yield from _cut_lines(wishes, wish.head, piece)


def _cut_lines(wishes: Sequence[_Wished], head: str, piece: Piece) -> Iterator[tuple[Key, Build]]:
    before, after, line_end = _TABLE if head else _LIST
    begin, found, rest = piece.html.partition(before)
    *lines, end = rest.removesuffix(after).split(line_end)
    if not found or not rest.endswith(after) or piece.headings or end or len(lines) != len(wishes):
        raise Unshared(head)
    if len(wishes) > 1 and (piece.links or piece.anchors):
        raise Unshared(head)
    for (key, _), line in zip(wishes, lines, strict=True):
        html = line + line_end
        if key[2] != _INNER:
            yield key, Build.of(piece._replace(html=unsearched(html), steps=steps_of(html)))
    steps = steps_of(f"{begin}{before}</tbody></table>") if head else (_LISTED,)
    yield (wishes[0][0][0], head, _INNER), Build(Piece(begin + before, steps=steps))
