"""What a YAML file holds, as text with places: scalars, lists and tables."""

from dataclasses import dataclass, field, replace
from typing import Any

from handbook_gen.problems import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text with its place; `quoted` tells whether it stood in quotes or a block.

    `rows` tells for a text over several lines which of its characters each line begins with.
    """

    value: str
    place: Place
    quoted: bool = False
    rows: tuple[tuple[int, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place
    _index: dict[str, tuple[Scalar, "Node"]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index the entries, so that a file of thousands of keys is still read at once."""
        self._index.update({entry[0].value: entry for entry in reversed(self.entries)})

    def get(self, key: str) -> "Node | None":
        """Return the node under `key`, or None."""
        return self._index[key][1] if key in self._index else None

    def key(self, key: str) -> Scalar | None:
        """Return the key itself with its place, or None."""
        return self._index[key][0] if key in self._index else None


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
    if scalar.rows:
        first, place = next(
            (row for row in reversed(scalar.rows) if row[0] <= offset), scalar.rows[0]
        )
    elif scalar.quoted:
        first = -1  # the quote itself
    return replace(place, column=place.column + offset - first, width=max(1, width))


def own_place(node: Node) -> Place:
    """Return the place of a node; that of its first key for a table."""
    if isinstance(node, Table) and node.entries:
        return node.entries[0][0].place
    return node.place
