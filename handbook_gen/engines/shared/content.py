"""Render the content of pages, each part that recurs once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.masks import Build, Target, masked
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.parts import Written, kept_part
from handbook_gen.engines.shared.pieces import Piece, Unshared, joined, shortened
from handbook_gen.engines.shared.raw import is_raw, is_unsearched, raw
from handbook_gen.engines.shared.records import digest
from handbook_gen.engines.shared.renderings import Renderings
from handbook_gen.engines.shared.searching import steps_of, unsaid
from handbook_gen.engines.shared.splitting import Box, Rows, is_separable, part_of, parts_of
from handbook_gen.engines.shared.wishes import (
    AFTER_ITEMS,
    AFTER_ROWS,
    INNER,
    Cut,
    Key,
    Wish,
    Wished,
    cut,
    groups_of,
    texts_of,
)

if TYPE_CHECKING:  # MkDocs is loaded when something is to be rendered
    from handbook_gen.engines.shared.rendering import Renderer

_FEW: Final = 4
"""A table or list of no more lines is rendered as one part."""

_ROUNDS: Final = 4
_NOTHING: Final[Mapping[str, Piece]] = {}


class Page(NamedTuple):
    """A rendered page, and its parts in order."""

    piece: Piece
    parts: Sequence[Written]


class Content:
    """Renders the pages of many books in one language; what recurs is rendered once."""

    def __init__(self, renderer: Callable[[], "Renderer"], settings: str) -> None:
        """Keep what the renderer for these settings makes; it is made ready when it is needed."""
        self._renderer = renderer
        self._settings = settings
        self._renderings: Renderings | None = None
        self._pieces: Memo[Key, Piece] = Memo()
        """Parts as they are written, if they came more than once."""
        self._builds: Memo[Key, Build] = Memo()
        self._targets: Memo[Key, Target] = Memo()
        self._wishes: dict[Key, Wish] = {}
        self._done: dict[Key, Piece] = {}
        self._fresh: dict[Key, Build] = {}
        """What was made for the pages at hand: it stays until they are done."""
        self._alone: set[Key] = set()
        """What cannot be rendered by itself: a page with it is rendered whole."""

    def pages(
        self,
        texts: Mapping[str, str],
        known: Mapping[str, Mapping[str, Piece]],
        renderings: Renderings | None = None,
    ) -> dict[str, Page | None]:
        """Return pages, without their heads, by path; None for one that cannot be taken apart.

        `known` are by path the parts that pages had before, by the digest of their text;
        `renderings` are those of the firm from earlier builds, and are added to.
        """
        self._renderings = renderings
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
                return self._wished(key, Wish(build, head=head))
            found = self._taken(Cut(key, raw(build)))
        return found.filled(words)

    def _built(self, key: Key) -> Build | None:
        return self._builds.get(key) or self._fresh.get(key) or self._rendered(key)

    def _rendered(self, key: Key) -> Build | None:
        """Return what an earlier build of the firm made of a part."""
        found = self._renderings and self._renderings.build(self._settings, key)
        return self._fresh_of(key, found) if found else None

    def _fresh_of(self, key: Key, build: Build) -> Build:
        """Keep what was made of a part for the pages at hand, and perhaps for later ones."""
        self._fresh[key] = self._builds.offer(key, build)
        return build

    def _target(self, page: str, folder: str) -> Target:
        key = (folder, page)

        def find() -> Target:
            return self._renderer().target(page, folder)

        def kept() -> Target:
            return (
                self._renderings.target(self._settings, key, find) if self._renderings else find()
            )

        return self._targets.made(key, kept)

    def _wished(self, key: Key, wish: Wish) -> Piece | None:
        if key in self._alone:
            raise Unshared(wish.text)
        found = self._built(key)
        if found is None:
            self._wishes[key] = wish
            return None
        return found.piece

    def _box(self, box: Box, where: str) -> Piece | None:
        wish = Wish(f"{box.opening}\n\n{INNER}\n\n{box.closing}", opening=box.opening)
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
        wish = Wish(rows.lines[0], head=head)
        found = [self._wished((where, head, INNER), wish)]
        for line in rows.lines:
            make = partial(self._leaf, line, where, head)
            found.append(self._once((where, head, line), make))
        known = _all(found)
        return None if known is None else joined([*known, AFTER_ROWS if head else AFTER_ITEMS])

    def _fulfil(self) -> None:
        """Render all that was wished for, what stands in the same folder together."""
        groups: dict[str, list[Wished]] = {}
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

    def _render(self, where: str, wishes: Sequence[Wished]) -> None:
        """Render wishes; the lines of tables with the same head, or of lists, as one."""
        groups = list(groups_of(wishes))
        texts = ["\n".join(texts_of(group)) for group in groups]
        made = self._renderer().parts(texts, where[1:], boxed=where.startswith("-"))
        for group, piece in zip(groups, made, strict=True):
            for one in cut(group, piece):
                self._taken(one)

    def _taken(self, one: Cut) -> Build:
        """Keep what a part came to, and return it ready for use."""
        if self._renderings:
            self._renderings.put_build(self._settings, one.key, one.piece, is_open=one.is_open)
        return self._fresh_of(one.key, one.build())


def _all(pieces: Sequence[Piece | None]) -> list[Piece] | None:
    """Return the pieces; None when some of them are still to be rendered."""
    found = [piece for piece in pieces if piece is not None]
    return found if len(found) == len(pieces) else None
