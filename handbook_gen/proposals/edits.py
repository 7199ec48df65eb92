"""Edits of a profile that leave everything else as it was: its pin, and new deviations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from handbook_gen.disk import Folder, read_bytes, read_text_inside, write_new_text
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml import Node, Scalar, Table, flow_yaml, place_at, plain, read_yaml
from handbook_gen.source_yaml import Sequence as Listed

_LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class NewDeviation:
    """A deviation that a profile does not have yet."""

    clause: str
    reason: str
    approved_by: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The deviation as the lines of a profile."""
        return (
            f"- clause: {flow_yaml(self.clause)}",
            f"  reason: {flow_yaml(self.reason)}",
            f"  approved_by: {flow_yaml(self.approved_by)}",
        )

    @property
    def plain(self) -> dict[str, str]:
        """The deviation as keys and words."""
        return {"clause": self.clause, "reason": self.reason, "approved_by": self.approved_by}


def pin_line(version: str) -> str:
    """Return the line with which a profile holds to a version of the library."""
    escaped = version.replace("\\", "\\\\").replace('"', '\\"')
    return f'library: "{escaped}"'


def read_profile_text(profiles: Folder, firm: str) -> str:
    """Return the text of a profile.

    Raises:
        HandbookError: it cannot be read.
    """
    return read_text_inside(profiles, f"{firm}.yml", largest=_LARGEST)


def write_profile_text(profiles: Folder, firm: str, text: str) -> None:
    """Write the text of a profile, with the ends of lines that the file has.

    Raises:
        HandbookError: the disk does not allow it; what was there stays.
    """
    file = profiles.under(f"{firm}.yml")
    if b"\r\n" in read_bytes(file, largest=_LARGEST):
        text = text.replace("\n", "\r\n")
    write_new_text(file.path, text, replace=True)


def deviations_in(text: str, shown: str) -> frozenset[str]:
    """Return the clauses from which a profile deviates already."""
    found = plain(_table(text, shown)).get("deviations")
    rows = found if isinstance(found, list) else []
    return frozenset(str(row.get("clause", "")) for row in rows if isinstance(row, dict))


def with_pin(text: str, shown: str, version: str) -> str:
    """Return the text of a profile that holds to a version of the library, all else as it was.

    A pin that stands there moves; otherwise the line comes below `extends` or above the first key.

    Raises:
        HandbookError: the file is laid out in such a way that only its owner can do it.
    """
    table = _table(text, shown)
    lines = text.split("\n")
    line = pin_line(version)
    given = table.get("library")
    if isinstance(given, Scalar) and given.value:
        place = given.place
        old = lines[place.line - 1]
        start, end = place.column - 1, place.column - 1 + place.width
        lines[place.line - 1] = old[:start] + line.removeprefix("library: ") + old[end:]
    elif given is not None:
        raise _by_hand(shown, line, given.place)
    else:
        lines.insert(_line_for_pin(table), line)
    return _checked("\n".join(lines), shown, plain(table) | {"library": version}, line)


def with_deviations(text: str, shown: str, deviations: Sequence[NewDeviation]) -> str:
    """Return the text of a profile with more deviations at the end of those that it has.

    Raises:
        HandbookError: the file is laid out in such a way that only its owner can do it.
    """
    table = _table(text, shown)
    given = table.get("deviations")
    rows = [line for deviation in deviations for line in deviation.lines]
    before: list[Any] = []
    lines = text.split("\n")
    if isinstance(given, Listed) and given.items:
        before = plain(given)
        at, indent = _end_of_list(table, lines)
        lines[at:at] = [indent + row for row in rows]
    elif "deviations" in plain(table):
        raise _by_hand(shown, "\n".join(rows), place_at(table, ("deviations",), key=True))
    else:
        body = text.rstrip("\n").split("\n")
        lines = [*body, "", "deviations:", *(f"  {row}" for row in rows), ""]
    wanted = plain(table) | {"deviations": [*before, *(one.plain for one in deviations)]}
    return _checked("\n".join(lines), shown, wanted, "\n".join(rows))


def _line_for_pin(table: Table) -> int:
    """Return before which line a pin goes, counted from 0."""
    extends = table.get("extends")
    if isinstance(extends, Scalar) and not extends.rows:
        return extends.place.line
    return min(key.place.line for key, _ in table.entries) - 1


def _end_of_list(table: Table, lines: Sequence[str]) -> tuple[int, str]:
    """Return before which line the next deviation goes, and how far it is indented."""
    start = place_at(table, ("deviations",), key=True).line
    later = (key.place.line for key, _ in table.entries if key.place.line > start)
    end = min(later, default=len(lines) + 1) - 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    first = next((line for line in lines[start:end] if line.lstrip().startswith("- ")), "")
    return end, first[: len(first) - len(first.lstrip())]


def _table(text: str, shown: str) -> Table:
    node = read_yaml(text, shown)
    assert isinstance(node, Table), "the profile was read before"
    return node


def _checked(text: str, shown: str, wanted: dict[str, Any], lines: str) -> str:
    """Return the text when it says exactly what it should.

    Raises:
        HandbookError: it does not; nothing is written then.
    """
    try:
        found: Node = read_yaml(text, shown)
    except HandbookError as error:
        raise _by_hand(shown, lines, Place(shown)) from error
    if plain(found) != wanted:
        raise _by_hand(shown, lines, Place(shown))
    return text


def _by_hand(shown: str, lines: str, place: Place) -> HandbookError:
    message = f"`{shown}` is laid out in a way that this command does not edit"
    said = " / ".join(line.strip() for line in lines.split("\n"))
    return HandbookError(
        [Problem("HB133", message, place, help=f"write it there yourself: {said}")]
    )
