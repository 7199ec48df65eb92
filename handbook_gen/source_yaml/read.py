"""Read YAML into nodes with places, and refuse what is not the plain YAML of this project."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml.nodes import Lines, Mark, Node, Scalar, Sequence, Table, own_place

DEEPEST: Final = 24
MOST: Final = 30_000
"""Keys and values in one file; the largest file of the library holds a quarter of that."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML 1.1 counts lines
_RARE_ENDS: Final = "\r\x85\u2028\u2029"
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str, path: str, *, first_line: int = 1) -> Node:
    """Return the one document in `text` as nodes with places.

    `first_line` is the line of `path` at which `text` begins (headers of Markdown files).

    Raises:
        HandbookError: the text is empty or is not the plain YAML that this project accepts.
    """
    if problem := control_problem(text, path, first_line=first_line):
        raise HandbookError([problem])
    reader = _Reader(text, path, first_line)
    try:
        node = reader.document()
    except yaml.YAMLError as error:
        raise HandbookError([reader.syntax_problem(error)]) from error
    if reader.problems:
        raise HandbookError(reader.problems)
    return node


def control_problem(text: str, path: str, *, first_line: int = 1) -> Problem | None:
    """Return the problem of the first control character in a text, or None."""
    if _CONTROL.search(text) is None:
        return None
    for number, line in enumerate(_lines(text), first_line):
        if found := _CONTROL.search(line):
            message = f"the control character U+{ord(found.group()):04X} stands in the text"
            place = Place(path, number, found.start() + 1, 1, line)
            return Problem("HB010", message, place, label="remove this character")
    return None


def _lines(text: str) -> list[str]:
    """Return the lines of a text, of which nearly every one ends with a line feed alone."""
    if any(end in text for end in _RARE_ENDS):
        return _LINE_END.split(text)
    return text.split("\n")


class _Reader:
    """Builds nodes from parser events; collects problems that do not stop the reading."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text.removeprefix("\ufeff")
        self.lines = _lines(self.text)
        self.within = Lines(path, first_line, self.lines)
        self.place = self.within.place
        self.problems: list[Problem] = []
        self._marks: set[str] = set()
        self._count = 0
        self._next: Callable[[], Any] = _LOADER(self.text).get_event

    def document(self) -> Node:
        documents: list[Node] = []
        while (event := self._next()) is not None:
            if isinstance(event, DocumentStartEvent):
                if documents:
                    mark = event.start_mark
                    help_ = "keep one, and take out the line `---`"
                    self._add("HB005", "a second document begins here", mark, mark, help_)
                    break
                documents.append(self._node(self._next(), 0))
        if not documents or _is_blank(documents[0]):
            path = self.within.path
            raise HandbookError([Problem("HB004", f"`{path}` is empty", Place(path))])
        return documents[0]

    def _node(self, event: Any, depth: int) -> Node:
        start, end, kind = event.start_mark, event.end_mark, type(event)
        self._count += 1
        if self._count > MOST or depth > DEEPEST:
            self._refuse_size(start)
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if kind is SequenceStartEvent:
            return self._sequence(start, depth)
        if kind is MappingStartEvent:
            return self._table(start, depth)
        value, style = ("", "") if kind is AliasEvent else (event.value, event.style)
        return Scalar(
            value, bool(style), self.within, start.line, start.column, end.line, end.column
        )

    def _refuse_size(self, start: Any) -> NoReturn:
        """Refuse a file in which there is too much, or it lies too deep."""
        place = self._place(start, start)
        if self._count > MOST:
            message = f"`{place.path}` holds more than {MOST} keys and values"
            raise HandbookError([Problem("HB003", message, place)])
        message = "the lists are nested too deeply"
        raise HandbookError([*self.problems, Problem("HB005", message, place)])

    def _refuse_marks(self, event: Any) -> None:
        """Refuse an anchor or alias, once per name, and a tag."""
        line, column = event.start_mark.line, event.start_mark.column
        is_alias = isinstance(event, AliasEvent)
        word = ("*" if is_alias else "&") + (event.anchor or "")
        if event.anchor and word not in self._marks:
            self._marks.add(word)
            self.problems.append(_mark_problem("HB008", word, self.place(line, column, len(word))))
        if not is_alias and event.tag and event.tag != "!":
            word = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(_mark_problem("HB009", word, self.place(line, column, len(word))))

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), Mark(self.within, start.line, start.column))

    def _table(self, start: Any, depth: int) -> Table:
        entries: list[tuple[Scalar, Node]] = []
        first: dict[str, Scalar] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Scalar):
                message = "a list or a table stands where a word is expected"
                self.problems.append(Problem("HB005", message, own_place(key)))
                continue
            if key.value in first:
                message = f"`{key.value}` is given twice"
                label = f"the first stands on line {first[key.value].place.line}"
                self.problems.append(Problem("HB007", message, key.place, label=label))
                continue
            first[key.value] = key
            entries.append((key, value))
        return Table(tuple(entries), Mark(self.within, start.line, start.column))

    def _place(self, start: Any, end: Any) -> Place:
        line: int = start.line
        whole = len(self.lines[line].rstrip()) if line < len(self.lines) else 0
        stop = end.column if end.line == line else whole
        return self.place(line, start.column, stop - start.column)

    def _add(self, code: str, message: str, start: Any, end: Any, help_: str = "") -> None:
        self.problems.append(Problem(code, message, self._place(start, end), help=help_))

    def syntax_problem(self, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line, max(0, len(self.lines) - 1)) if mark else 0
        for number in range(line, max(-1, line - 2), -1):
            if number < len(self.lines) and re.match(r" *\t", self.lines[number]):
                column = self.lines[number].index("\t")
                message = "this line is indented with a tab"
                return Problem("HB006", message, self.place(number, column), label="use spaces")
        column = mark.column if mark and line == mark.line else 0
        if line < len(self.lines) and (found := _MARKED.search(self.lines[line][: column + 1])):
            place = self.place(line, found.start("word"), len(found["word"]))
            return _mark_problem(
                "HB009" if found["word"][0] == "!" else "HB008", found["word"], place
            )
        return self._not_yaml(error, line, column)

    def _not_yaml(self, error: yaml.YAMLError, line: int, column: int) -> Problem:
        """Return the problem at a place, or where the quote or bracket began that has no end."""
        words = getattr(error, "problem", "") or ""
        opened = getattr(error, "context_mark", None)
        reason, label = _PLAIN_WORDS.get(words, ""), ""
        if opened and words == "found unexpected end of stream":
            line, column, label = opened.line, opened.column, "it begins here"
        elif opened and opened.line < line and words in _IN_BRACKETS:
            label = f"the bracket was opened on line {opened.line + self.within.first_line}"
        return Problem(
            "HB005",
            "this cannot be read as YAML" + (f": {reason}" if reason else ""),
            self.place(line, column),
            label=label,
            help="put text that holds a colon, a # or a bracket in quotes, and line up the keys",
        )


def _mark_problem(code: str, word: str, place: Place) -> Problem:
    """Return the problem that a word is a mark of YAML: an anchor, an alias or a tag."""
    what = "a tag" if code == "HB009" else "an anchor or alias"
    do = "leave it out" if code == "HB009" else "write the text itself in each place"
    return Problem(
        code,
        f"`{word}` is {what}; these are not used here",
        place,
        help=f"{do}; a text that begins with `{word[0]}` goes in quotes",
    )


_MARKED: Final = re.compile(r"(?:^|[:\[{,-]) *(?P<word>[*&!][\w!/:.-]+)[^,\]}\s]*\s*[^,\]}\s]*$")
"""A text that begins with a mark of YAML, on a line that could not be read further."""

_IN_BRACKETS: Final = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")

_PLAIN_WORDS: Final[Mapping[str, str]] = {
    "mapping values are not allowed in this context": "a colon stands where none is expected",
    "could not find expected ':'": "a colon after the key is missing",
    "did not find expected key": "a key is missing, or the indentation is off",
    "did not find expected '-' indicator": "the indentation of this list is off",
    "did not find expected ',' or ']'": "a comma or `]` is missing",
    "did not find expected ',' or '}'": "a comma or `}` is missing",
    "found unexpected end of stream": "a quote or bracket is not closed",
    "found character that cannot start any token": "the text begins with a special character",
}


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value and not node.quoted
