"""Read the cases of `tests/cases/`: Markdown that an officer can read, and that must hold.

The grammar stands in `tests/cases/README.md`. It is strict: whatever is no heading, remark, profile
or sentence that is known stops the reading with the line that nobody understands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
FIRST_DAY = date(2026, 12, 15)
"""The day on which a case is read that names no other."""

_GIVEN = re.compile(
    r"Given (?:this profile|the firm `(?P<firm>[a-z-]+)`)"
    r"(?: on (?P<day>\d{4}-\d\d-\d\d))?(?P<more> with| changed as in each row)?,?"
)
_FILE = re.compile(r"and this file `(?P<file>[A-Za-z0-9/_.-]+)`")
_LAYER = re.compile(r"and this layer `(?P<layer>[a-z-]+)`")
_ROW_HEADS = (["changed", "says", "does not say"], ["changed", "on", "says", "does not say"])
_CODE = re.compile(r"`([^`]+)`")


class NotUnderstood(Exception):  # noqa: N818  # what happened, in the words of the README
    """A line of a case that is not part of the grammar."""

    def __init__(self, file: str, line: int, words: str) -> None:
        super().__init__(f"{file}:{line}: nobody understands «{words}» (tests/cases/README.md)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement about a case, without its comma or full stop."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Case:
    """A profile, the files beside it, a day, and what must then be true."""

    file: str
    line: int
    title: str
    firm: str
    day: date
    profile: Mapping[str, Any]
    files: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()

    @property
    def name(self) -> str:
        """The file with the line, under which pytest shows the case."""
        return f"{self.file}:{self.line}"


def all_cases() -> tuple[Case, ...]:
    """Return the cases of every file below `tests/cases/`, in order."""
    names = sorted(CASES.rglob("*.md"))
    return tuple(
        case
        for path in names
        if path.name != "README.md"
        for case in cases_in(path.read_text("utf-8"), path.relative_to(CASES).as_posix())
    )


def cases_in(text: str, file: str) -> tuple[Case, ...]:
    """Return the cases of one file.

    Raises:
        NotUnderstood: a line is not part of the grammar.
    """
    return tuple(_Reader(text, file).cases())


def changed(profile: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the answers with one of them replaced; `path` is `group.name`, or the name of a list."""
    group, _, name = path.partition(".")
    if not name:
        return {**profile, group: value}
    return {**profile, group: {**profile.get(group, {}), name: value}}


def answers_in(text: str) -> Any:
    """Return YAML with every scalar as text, which is how the program reads a profile."""
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # the base loader makes nothing but text


@dataclass(slots=True)
class _Reader:
    text: str
    file: str
    lines: list[str] = field(init=False)
    at: int = 0

    def __post_init__(self) -> None:
        self.lines = self.text.splitlines()

    def cases(self) -> Iterator[Case]:
        title = ""
        while (line := self._next_line()) is not None:
            if line.startswith(("# ", "## ")):
                title = line.lstrip("# ")
            elif (given := _GIVEN.fullmatch(line)) is not None:
                yield from self._case(given, title)
            else:
                raise self._not_understood(line)

    def _case(self, given: re.Match[str], title: str) -> Iterator[Case]:
        start, more = self.at, given["more"]
        profile: dict[str, Any] = {}
        if given["firm"] is None or more == " with":
            profile = answers_in(self._fenced("yaml"))
        day = date.fromisoformat(given["day"]) if given["day"] else FIRST_DAY
        case = Case(self.file, start, title, given["firm"] or "", day, profile)
        if more == " changed as in each row":
            yield from self._rows(case)
            return
        files = dict(self._files())
        yield Case(
            case.file, start, title, case.firm, day, profile, files, tuple(self._sentences())
        )

    def _files(self) -> Iterator[tuple[str, str]]:
        while (line := self._peek()) is not None:
            if found := _FILE.fullmatch(line):
                self._next_line()
                yield f"case/{found['file']}", self._fenced("markdown")
            elif found := _LAYER.fullmatch(line):
                self._next_line()
                yield f"_layers/{found['layer']}.yml", self._fenced("yaml")
            else:
                return

    def _sentences(self) -> Iterator[Sentence]:
        found = False
        while (line := self._peek()) is not None and not line.startswith(("#", "Given ")):
            self._next_line()
            start, words = self.at, line
            while not words.endswith((",", ".")) or words.count('"') % 2:
                follows = self.lines[self.at] if self.at < len(self.lines) else ""
                if not follows.strip():
                    raise self._not_understood(words)
                self.at += 1
                words = f"{words} {follows.strip()}"
            found = True
            yield Sentence(words[:-1].removeprefix("and "), start)
        if not found:
            raise self._not_understood("a case that states nothing")

    def _rows(self, case: Case) -> Iterator[Case]:
        heads = self._cells()
        if heads not in _ROW_HEADS or set("".join(self._cells())) > set("-: "):
            raise self._not_understood(" | ".join(heads))
        while (line := self._peek()) is not None and line.startswith("|"):
            row = dict(zip(heads, self._cells(), strict=True))
            yield self._row(case, row)

    def _row(self, case: Case, row: Mapping[str, str]) -> Case:
        profile: dict[str, Any] = dict(case.profile)
        for answer in _CODE.findall(row["changed"]):
            ((path, value),) = answers_in(answer).items()
            profile = changed(profile, path, value)
        day = date.fromisoformat(row["on"]) if row.get("on") else case.day
        sentences = tuple(
            Sentence(f"`handbook check` {verb} {row[head]}", self.at)
            for head, verb in (("says", "says"), ("does not say", "does not say"))
            if row[head]
        )
        if not sentences:
            raise self._not_understood("a row that states nothing")
        return Case(self.file, self.at, case.title, case.firm, day, profile, {}, sentences)

    def _cells(self) -> list[str]:
        line = self._next_line()
        if line is None or not line.startswith("|"):
            raise self._not_understood(line or "the end of the file")
        return [cell.strip() for cell in line.strip("|").split("|")]

    def _fenced(self, language: str) -> str:
        opening = self._next_line()
        if opening != f"```{language}":
            raise self._not_understood(opening or "the end of the file")
        end = self.lines.index("```", self.at)
        inside, self.at = self.lines[self.at : end], end + 1
        return "\n".join(inside) + "\n"

    def _peek(self) -> str | None:
        """Return the next line that says something; remarks (`> `) and blank lines do not."""
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            if line and not line.startswith(">"):
                return line
            self.at += 1
        return None

    def _next_line(self) -> str | None:
        line = self._peek()
        self.at += line is not None
        return line

    def _not_understood(self, words: str) -> NotUnderstood:
        return NotUnderstood(self.file, self.at, words)
