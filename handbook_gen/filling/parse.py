"""Turn a text of the library into a tree, and refuse every syntax that is not on the short list.

Jinja2 reads the text into tokens, and that is all it does: nothing is compiled or run, so a text
cannot call, loop without bound, or reach anything but the facts.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from handbook_gen.conditions import Spot, parse_expression
from handbook_gen.model.expression import (
    Choose,
    Expression,
    Name,
    Part,
    Print,
    Repeat,
    Text,
    Words,
)
from handbook_gen.problems import HandbookError, Place, Problem

if TYPE_CHECKING:  # hardly any text needs it, and it is slow to import
    from jinja2 import Environment

_ALLOWED: Final = (
    "`{{ group.fact }}`, `{% if … %}`, `{% elif … %}`, `{% else %}`, `{% endif %}`, and on pages "
    "`{% for record in list %}` … `{% endfor %}`"
)
DEEPEST: Final = 12
"""Branches inside branches; more than a few cannot be read any more."""

_WORD: Final = r"""[\w. ]|[=!<>]=|[<>]|'[^'\\\n{}%]*'|"[^"\\\n{}%]*\""""
_LIST: Final = rf"\[(?:{_WORD}|,)*\]"
_INSIDE: Final = rf" (?:{_WORD}|{_LIST}|\((?:{_WORD}|,|{_LIST})*\))* "
_SIMPLE_TAG: Final = re.compile(
    rf"\{{\{{(?P<variable>{_INSIDE})\}}\}}|\{{%(?P<block>{_INSIDE})%\}}"
)
_RAW: Final = re.compile(r"\{%[-+]?\s*raw")
_NOT_SIMPLE: Final = re.compile(r"\{[{%#]|\{\Z")


class _Piece(NamedTuple):
    """A stretch of the source: plain words, the inside of `{{ }}`, or the inside of `{% %}`."""

    kind: str
    text: str
    offset: int


def parse_text(
    source: str, path: str, first_line: int, *, loops: bool = False, first_column: int = 1
) -> Text:
    """Return the tree of a text that begins on `first_line` of the file `path`.

    With `loops`, one `for` over a list may stand in it, without another inside.

    Raises:
        HandbookError: the text uses syntax that is not allowed.
    """
    spot = spot_in_text(source, path, first_line, first_column)
    parser = _Parser(_pieces(source, spot), spot, loops=loops)
    parts = parser.parts()
    parser.expect_end()
    return Text(parts, source, path, first_line, first_column)


def spot_in_text(source: str, path: str, first_line: int, first_column: int = 1) -> Spot:
    """Return the places of stretches of a text that stands in a file."""

    def spot(offset: int, width: int) -> Place:
        before = source[:offset]
        start = before.rfind("\n") + 1
        end = source.find("\n", offset)
        line = source[start : end if end >= 0 else len(source)]
        column = offset - start + 1
        shift = first_column - 1 if start == 0 else 0
        width = max(1, min(width, len(line) - column + 1))
        return Place(
            path, first_line + before.count("\n"), column + shift, width, " " * shift + line
        )

    return spot


def _pieces(source: str, spot: Spot) -> list[_Piece]:
    simple = _simple_pieces(source)
    if simple is not None:
        return simple
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415  # slow

    try:
        return list(_tokens(source, spot))
    except TemplateSyntaxError as error:
        start = sum(len(line) + 1 for line in source.split("\n")[: error.lineno - 1])
        raise _refused("the braces do not match here", spot(start, 1)) from error


def _simple_pieces(source: str) -> list[_Piece] | None:
    """Return the pieces of a text with tags of the simplest kind; None where the lexer must look.

    Nearly every text is one, and the lexer of Jinja2 would find the same pieces in ten times as long.
    """
    if "\r" in source or source.endswith("\n") or _RAW.search(source):
        return None
    pieces: list[_Piece] = []
    at = 0
    for tag in (*_SIMPLE_TAG.finditer(source), None):
        words = source[at : tag.start() if tag else len(source)]
        if _NOT_SIMPLE.search(words):
            return None
        if words:
            pieces.append(_Piece("data", words, at))
        if tag and tag.lastgroup:
            pieces.append(_Piece(tag.lastgroup, tag[tag.lastgroup], tag.start() + 2))
            at = tag.end()
    return pieces


@cache
def _environment() -> "Environment":
    from jinja2 import Environment  # noqa: PLC0415  # slow

    return Environment(autoescape=False)  # noqa: S701  # only its lexer is used


def _tokens(source: str, spot: Spot) -> Iterator[_Piece]:
    offset = 0
    inside: list[str] | None = None
    start = 0
    for _, kind, value in _environment().lex(source):
        if kind in ("raw_begin", "raw_end", "comment_begin", "linecomment_begin"):
            raise _refused(f"`{value.strip()}` is not allowed in a text", spot(offset, len(value)))
        if kind in ("variable_begin", "block_begin"):
            if len(value) != 2:  # `{{-` and `{%-` would eat white space
                raise _refused(f"`{value}` is not allowed in a text", spot(offset, len(value)))
            inside, start = [], offset + len(value)
        elif kind in ("variable_end", "block_end"):
            if inside is None or not value.startswith(("}}", "%}")):
                raise _refused(f"`{value}` is not allowed in a text", spot(offset, len(value)))
            yield _Piece(kind.removesuffix("_end"), "".join(inside), start)
            inside = None
            if len(value) > 2:  # the lexer hands a newline after `%}` along with it
                yield _Piece("data", value[2:], offset + 2)
        elif inside is not None:
            inside.append(value)
        else:
            yield _Piece("data", value, offset)
        offset += len(value)
    if inside is not None:
        raise _refused("the braces are not closed", spot(start - 2, 2))


class _Parser:
    """Builds the tree; a tag that stands alone on its line takes the whole line with it."""

    def __init__(self, pieces: list[_Piece], spot: Spot, *, loops: bool) -> None:
        self.pieces = pieces
        self.spot = spot
        self.loops = loops
        self.at = 0
        self.depth = 0

    def parts(self, *, until: tuple[str, ...] = (), in_loop: bool = False) -> tuple[Part, ...]:
        parts: list[Part] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if piece.kind == "block" and self._word(piece) in until:
                break
            self.at += 1
            match piece.kind:
                case "data":
                    if words := self._words(self.at - 1):
                        parts.append(Words(words))
                case "variable":
                    parts.append(Print(self._printed(piece)))
                case _:
                    parts.append(self._tag(piece, in_loop=in_loop))
        return tuple(parts)

    def expect_end(self) -> None:
        if self.at < len(self.pieces):
            self._refuse(self.pieces[self.at])

    def _words(self, number: int) -> str:
        text = self.pieces[number].text
        after_tag = number > 0 and self.pieces[number - 1].kind == "block"
        if after_tag and text.startswith("\n") and self._begins_line(number - 1):
            text = text[1:]
        following = self.pieces[number + 1] if number + 1 < len(self.pieces) else None
        if following and following.kind == "block" and self._ends_line(number + 1):
            text = text.rstrip(" ")
        return text

    def _begins_line(self, number: int) -> bool:
        """Tell whether only white space stands before this tag on its line."""
        if number == 0:
            return True
        before = self.pieces[number - 1]
        return (
            before.kind == "data"
            and not before.text.rpartition("\n")[2].strip(" ")
            and ("\n" in before.text or number == 1)
        )

    def _ends_line(self, number: int) -> bool:
        if number + 1 >= len(self.pieces):
            return True
        after = self.pieces[number + 1]
        return after.kind == "data" and after.text.startswith("\n") and self._begins_line(number)

    @staticmethod
    def _word(piece: _Piece) -> str:
        return (piece.text.split() or [""])[0]

    def _printed(self, piece: _Piece) -> Name:
        tree = self._expression(piece, piece.text, piece.offset)
        if not isinstance(tree, Name):
            self._refuse(piece, "only a fact can be printed")
        return tree

    def _tag(self, piece: _Piece, *, in_loop: bool) -> Part:
        word = self._word(piece)
        if word == "if":
            return self._choose(piece, in_loop=in_loop)
        if word == "for" and self.loops and not in_loop:
            return self._repeat(piece)
        reason = "a loop inside a loop" if in_loop else "a loop is only allowed on pages"
        return self._refuse(piece, reason if word == "for" else "")

    def _choose(self, piece: _Piece, *, in_loop: bool) -> Choose:
        branches: list[tuple[Expression | None, tuple[Part, ...]]] = []
        condition: Expression | None = self._condition(piece, "if")
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse(piece, "too many branches stand inside each other")
        while True:
            body = self.parts(until=("elif", "else", "endif"), in_loop=in_loop)
            branches.append((condition, body))
            if self.at >= len(self.pieces):
                self._refuse(piece, "the `if` is not closed by `{% endif %}`")
            tag = self.pieces[self.at]
            self.at += 1
            word = self._word(tag)
            if word == "endif":
                self.depth -= 1
                return Choose(tuple(branches))
            if condition is None:
                self._refuse(tag, f"`{word}` stands after `else`")
            condition = self._condition(tag, "elif") if word == "elif" else None

    def _repeat(self, piece: _Piece) -> Repeat:
        words = piece.text.split()
        if len(words) != 4 or words[2] != "in" or not words[1].isidentifier():
            self._refuse(piece, "a loop is written `{% for record in list %}`")
        offset = piece.offset + piece.text.rindex(words[3])
        body = self.parts(until=("endfor",), in_loop=True)
        if self.at >= len(self.pieces):
            self._refuse(piece, "the `for` is not closed by `{% endfor %}`")
        self.at += 1
        return Repeat(words[1], Name(tuple(words[3].split(".")), offset), body)

    def _condition(self, piece: _Piece, word: str) -> Expression:
        start = piece.text.index(word) + len(word)
        return self._expression(piece, piece.text[start:], piece.offset + start)

    def _expression(self, piece: _Piece, text: str, offset: int) -> Expression:
        try:
            return parse_expression(text, self.spot, start=offset)
        except HandbookError as error:
            found = error.problems[0]
            if "|" in text or "(" in text or "%" in text or "~" in text:
                self._refuse(piece, "filters and calls are not allowed")
            raise HandbookError([found]) from error

    def _refuse(self, piece: _Piece, reason: str = "") -> NoReturn:
        marks = ("{{", "}}") if piece.kind == "variable" else ("{%", "%}")
        shown = f"{marks[0]} {piece.text.strip()} {marks[1]}"
        place = self.spot(piece.offset - 2, len(piece.text) + 4)
        raise _refused(
            f"`{shown}` is not allowed in a text" + (f": {reason}" if reason else ""), place
        )


def _refused(message: str, place: Place) -> HandbookError:
    return HandbookError([Problem("HB073", message, place, expected=_ALLOWED)])
