"""What was rendered for a firm, kept until its next build: then Markdown is asked for what is new only."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from handbook_gen.engines.shared.masks import Build, Target
from handbook_gen.engines.shared.parts import plain_step, step_of
from handbook_gen.engines.shared.pieces import Heading, Link, Piece
from handbook_gen.engines.shared.records import digest

MOST: Final = 30_000
"""Things; a firm with both languages has a third of it. Of more, those of the last build stay."""

_BUILD, _TARGET = "build", "target"
_BETWEEN: Final = "\t"


class Renderings:
    """Builds of parts, and where links lead, by what they were asked for with.

    They hold for one firm: in what Markdown does not leave open, such as a heading, its words stand.
    """

    def __init__(self, engine: str, text: str = "") -> None:
        """Take up what was written down as `text`, unless it is damaged or of another engine."""
        self._engine = engine
        self._lines = dict(_lines_in(text, engine))
        self._used: set[str] = set()
        self._is_new = False

    def build(self, settings: str, key: Sequence[str]) -> Build | None:
        """Return what was made of a part under these settings; None when nothing was."""
        kept = self._line(digest(_BUILD, settings, *key))
        return None if kept is None else _build_from(json.loads(kept))

    def put_build(self, settings: str, key: Sequence[str], piece: Piece, *, is_open: bool) -> None:
        """Keep what was made of a part; an open one takes words."""
        self._put(digest(_BUILD, settings, *key), [*_plain(piece), is_open])

    def target(self, settings: str, key: Sequence[str], find: Callable[[], Target]) -> Target:
        """Return where a link leads; the first time it is found out."""
        name = digest(_TARGET, settings, *key)
        kept = self._line(name)
        if kept is not None:
            address, links = json.loads(kept)
            return Target(address, _links(links))
        found = find()
        self._put(name, [found.address, sorted(found.links)])
        return found

    def news(self) -> str:
        """Return all of it as text, for the next build; empty when that has it all already."""
        if not self._is_new:
            return ""
        if len(self._lines) > MOST:
            self._lines = {name: line for name, line in self._lines.items() if name in self._used}
        self._is_new = False
        lines = (f"{name}{_BETWEEN}{line}" for name, line in self._lines.items())
        text = "\n".join([self._engine, *lines])
        return f"{digest(text)}\n{text}"

    def _line(self, name: str) -> str | None:
        found = self._lines.get(name)
        if found is not None:
            self._used.add(name)
        return found

    def _put(self, name: str, kept: Sequence[Any]) -> None:
        self._lines[name] = json.dumps(kept, separators=(",", ":"))
        self._used.add(name)
        self._is_new = True


def _lines_in(text: str, engine: str) -> list[list[str]]:
    was, _, written = text.partition("\n")
    first, *lines = written.split("\n")
    if first != engine or was != digest(written):
        return []
    return [line.split(_BETWEEN, 1) for line in lines]


def _plain(piece: Piece) -> list[Any]:
    steps = None if piece.steps is None else list(map(plain_step, piece.steps))
    listed = [sorted(piece.anchors), sorted(piece.links)]
    return [piece.html, piece.headings, piece.title, *listed, steps]


def _build_from(kept: Sequence[Any]) -> Build:
    html, headings, title, anchors, links, steps, is_open = kept
    piece = Piece(
        html,
        tuple(Heading(*heading) for heading in headings),
        title,
        frozenset(anchors),
        _links(links),
        None if steps is None else tuple(map(step_of, steps)),
    )
    return Build.of(piece) if is_open else Build(piece)


def _links(kept: Sequence[Sequence[str]]) -> frozenset[Link]:
    return frozenset(Link(*link) for link in kept)
