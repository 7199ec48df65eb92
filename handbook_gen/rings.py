"""Rings: the firms of a workspace in the order in which they get a new library, from `fleet.yml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, exists, read_text
from handbook_gen.problems import (
    HandbookError,
    Place,
    Problem,
    UsageError,
    first_of,
    has_errors,
    nearest,
)
from handbook_gen.source_yaml import Node, Scalar, Table, own_place, place_at, read_yaml
from handbook_gen.source_yaml import Sequence as Listed

FILE: Final = "fleet.yml"
_KEYS: Final = ("rings",)
_RING_KEYS: Final = ("name", "firms")
_PATTERN: Final = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring by its name, with its firms sorted."""

    name: str
    firms: tuple[str, ...]


def read_rings(root: Path, firms: Sequence[str]) -> tuple[tuple[Ring, ...], tuple[Problem, ...]]:
    """Return the rings of a workspace in their order, and warnings; none without a `fleet.yml`.

    A firm belongs to the ring that names it, or else to the first with a pattern that fits it. A
    ring without firms has all that are left.

    Raises:
        HandbookError: the file has problems; all of them at once.
    """
    file = Folder(root / FILE, FILE)
    if not exists(file):
        return (), ()
    table = read_yaml(read_text(file), FILE)
    reader = _Reader(firms)
    found = reader.rings(table)
    problems = tuple(reader.problems)
    if has_errors(problems):
        raise HandbookError(problems)
    return found, problems


def firms_in(rings: Sequence[Ring], name: str) -> tuple[str, ...]:
    """Return the firms of the ring with this name.

    Raises:
        UsageError: there is no such ring, or it is empty.
    """
    ring = next((ring for ring in rings if ring.name == name), None)
    if ring is not None and ring.firms:
        return ring.firms
    if ring is not None:
        raise UsageError([Problem("HB131", f"the ring `{name}` has no firms", Place(FILE))])
    known = [ring.name for ring in rings]
    guess = nearest(name, known)
    help_ = f"did you mean `{guess}`?" if guess else f"name the rings in {FILE}, below `rings:`"
    if known and not guess:
        help_ = f"there are {', '.join(f'`{other}`' for other in known)}"
    raise UsageError([Problem("HB131", f"no ring is called `{name}`", help=help_)])


class _Reader:
    """Reads the rings, and gathers what is wrong."""

    def __init__(self, firms: Sequence[str]) -> None:
        self.firms = frozenset(firms)
        self.problems: list[Problem] = []
        self._named: dict[str, Place] = {}
        """Where each name or pattern stands."""

    def rings(self, node: Node) -> tuple[Ring, ...]:
        if not isinstance(node, Table):
            self._add("a list stands where `rings:` is expected", own_place(node))
            return ()
        self._strange(node, _KEYS)
        listed = node.get("rings")
        if not isinstance(listed, Listed):
            self._add("`rings` is not a list", own_place(listed or node), expected=_EXAMPLE)
            return ()
        rows = [row for row in listed.items if self._is_ring(row)]
        patterns = {name: tuple(self._patterns(row)) for name, row in self._by_name(rows).items()}
        return tuple(self._filled(patterns, place_at(node, ("rings",), key=True)))

    def _is_ring(self, row: Node) -> bool:
        if not isinstance(row, Table):
            self._add("this is not a ring", own_place(row), expected=_EXAMPLE)
            return False
        return not self._strange(row, _RING_KEYS)

    def _by_name(self, rows: Sequence[Node]) -> Mapping[str, Table]:
        """Return the rings by name; a second one without firms is a problem too."""
        found: dict[str, Table] = {}
        for row in rows:
            assert isinstance(row, Table)
            name = row.get("name")
            if not isinstance(name, Scalar) or not name.value.strip():
                self._add("this ring has no name", own_place(row), help_="add `name:`")
            elif name.value in found:
                self._add(f"two rings are called `{name.value}`", name.place)
            elif _has_the_rest(row) and any(_has_the_rest(other) for other in found.values()):
                self._add("two rings take the firms that are left", name.place, _ONLY_ONE)
            else:
                found[name.value] = row
        return found

    def _patterns(self, row: Table) -> Iterator[str]:
        listed = row.get("firms")
        if listed is None:
            return
        for item in listed.items if isinstance(listed, Listed) else (listed,):
            if not isinstance(item, Scalar) or not item.value:
                self._add("this is not the name of a firm", own_place(item), expected=_EXAMPLE)
            elif not self._matches(item.value):
                self._nobody(item)
            elif item.value in self._named:
                label = f"it stands in a ring on line {self._named[item.value].line} already"
                self._add(f"`{item.value}` stands in two rings", item.place, label=label)
            else:
                self._named[item.value] = item.place
                yield item.value

    def _matches(self, word: str) -> bool:
        if not _is_pattern(word):
            return word in self.firms
        return any(fnmatchcase(firm, word) for firm in self.firms)

    def _nobody(self, item: Scalar) -> None:
        if _is_pattern(item.value):
            self._add(f"no firm has a name like `{item.value}`", item.place)
            return
        guess = nearest(item.value, self.firms)
        label = f"did you mean `{guess}`?" if guess else ""
        expected = "a file in firm_profiles/, without `.yml`"
        self._add(f"no firm is called `{item.value}`", item.place, label=label, expected=expected)

    def _filled(self, words: Mapping[str, tuple[str, ...]], place: Place) -> Iterator[Ring]:
        """Yield the rings: a firm's own name goes before a pattern, and that before the rest."""
        own = {word: name for name, listed in words.items() for word in listed}
        patterns = [(word, name) for word, name in own.items() if _is_pattern(word)]
        rest = next((name for name, listed in words.items() if not listed), "")
        ring_of = {
            firm: own.get(firm)
            or next((name for word, name in patterns if fnmatchcase(firm, word)), rest)
            for firm in sorted(self.firms)
        }
        left = [f"`{firm}`" for firm, name in ring_of.items() if not name]
        if left and not self.problems:
            help_ = "add a ring without `firms:` as the last one; it has all that are left"
            message = f"{first_of(left, 5)} {'is' if len(left) == 1 else 'are'} in no ring"
            self.problems.append(Problem("HB131", message, place, help=help_, level="warning"))
        for name in words:
            yield Ring(name, tuple(firm for firm, ring in ring_of.items() if ring == name))

    def _strange(self, table: Table, known: Sequence[str]) -> bool:
        """Take up the keys that are not known, and tell whether there are any."""
        strange = [key for key, _ in table.entries if key.value not in known]
        for key in strange:
            guess = nearest(key.value, known)
            label = f"did you mean `{guess}`?" if guess else ""
            expected = ", ".join(f"`{name}`" for name in known)
            message = f"`{key.value}` is not a key here"
            self._add(message, key.place, label=label, expected=expected)
        return bool(strange)

    def _add(
        self, message: str, place: Place, help_: str = "", *, label: str = "", expected: str = ""
    ) -> None:
        self.problems.append(Problem("HB131", message, place, label, expected, help_))


def _has_the_rest(ring: Table) -> bool:
    listed = ring.get("firms")
    return listed is None or (isinstance(listed, Listed) and not listed.items)


def _is_pattern(word: str) -> bool:
    return bool(_PATTERN & set(word))


_EXAMPLE: Final = "for example `- {name: pilot, firms: [de-vries]}`"
_ONLY_ONE: Final = "give all rings but the last one their `firms:`"
