"""What a YAML file holds, as text with places: scalars, lists and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from handbook_gen.problems import Place


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a YAML text, and where they stand: from `first_line` of the file `path` on."""

    path: str
    first_line: int
    lines: list[str]

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """Return the place of a stretch, from its line and column as PyYAML counts them."""
        source = self.lines[line] if line < len(self.lines) else ""
        return Place(self.path, line + self.first_line, column + 1, max(width, 1), source)


class Scalar(NamedTuple):
    """A piece of text that knows its place; `quoted` tells whether it stood in quotes or a block.

    A library holds tens of thousands, and of few anybody asks where they stand. So it is the
    quickest kind of object, and its places are made when they are asked for.
    """

    value: str
    quoted: bool
    within: Lines
    line: int
    column: int
    last_line: int
    end: int

    @property
    def place(self) -> Place:
        """Where the text stands; its first line when it has several."""
        lines = self.within.lines
        if self.last_line == self.line:
            end = self.end
        else:
            end = len(lines[self.line].rstrip()) if self.line < len(lines) else 0
        return self.within.place(self.line, self.column, end - self.column)

    @property
    def first_row(self) -> Place | None:
        """Where the words of a text over several lines begin; None of a text on one line."""
        found = next(self._rows(), None) if self.last_line > self.line else None
        return found[1] if found else None

    @property
    def rows(self) -> tuple[tuple[int, Place], ...]:
        """Of a text over several lines, which of its characters each line begins with."""
        return tuple(self._rows()) if self.last_line > self.line else ()

    def _rows(self) -> Iterator[tuple[int, Place]]:
        at = 0
        lines = self.within.lines
        for number in range(self.line, min(self.last_line + 1, len(lines))):
            begin = self.column if number == self.line else 0
            words = lines[number][begin:].strip().strip("\"'")
            found = self.value.find(words, at) if words else -1
            if found >= 0:
                at = found + len(words)
                yield found, self.within.place(number, lines[number].index(words, begin))


class Mark(NamedTuple):
    """Where a list or a table begins; like a text, it makes a place of that when asked."""

    within: Lines
    line: int
    column: int


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple["Node", ...]
    start: Mark

    @property
    def place(self) -> Place:
        """Where the list begins."""
        return self.start.within.place(self.start.line, self.start.column)


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    start: Mark | Place
    _index: dict[str, tuple[Scalar, "Node"]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def place(self) -> Place:
        """Where the table begins."""
        if isinstance(self.start, Place):
            return self.start
        return self.start.within.place(self.start.line, self.start.column)

    def get(self, key: str) -> "Node | None":
        """Return the node under `key`, or None."""
        entry = self._indexed().get(key)
        return entry[1] if entry else None

    def key(self, key: str) -> Scalar | None:
        """Return the key itself with its place, or None."""
        entry = self._indexed().get(key)
        return entry[0] if entry else None

    def _indexed(self) -> dict[str, tuple[Scalar, "Node"]]:
        """Return the entries by key, so that a file of thousands of keys is still read at once."""
        if not self._index:
            self._index.update({entry[0].value: entry for entry in reversed(self.entries)})
        return self._index


Node = Scalar | Sequence | Table


def plain(node: Node) -> Any:
    """Return the node as strings, lists and dicts, for the models that give them their kind."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Table():
            return {key.value: plain(value) for key, value in node.entries}
        case _:
            raise AssertionError(node)


def place_at(node: Node, steps: tuple[str | int, ...], *, key: bool = False) -> Place:
    """Return the place of what `steps` lead to, or of the last step that exists.

    With `key`, the place of the key itself instead of its value.
    """
    place = own_place(node)
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if isinstance(node, Table) and (name := node.key(str(step))) is not None:
            node = node.get(str(step)) or node
            place = name.place if (key and last) or not isinstance(node, Scalar) else node.place
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = own_place(node)
        else:
            break
    return place


def place_in(scalar: Scalar, offset: int, width: int) -> Place:
    """Return the place of a stretch of the text, from its offset and width in characters."""
    first, place = 0, scalar.place
    if rows := scalar.rows:
        first, place = next((row for row in reversed(rows) if row[0] <= offset), rows[0])
    elif scalar.quoted:
        first = -1  # the quote itself
    return replace(place, column=place.column + offset - first, width=max(1, width))


def own_place(node: Node) -> Place:
    """Return the place of a node; that of its first key for a table."""
    if isinstance(node, Table) and node.entries:
        return node.entries[0][0].place
    return node.place
