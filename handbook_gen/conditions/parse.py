"""Turn the text of an expression into a tree, with the place of every word."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, Literal, NamedTuple, NoReturn, cast

from handbook_gen.model.expression import (
    Both,
    Calculate,
    Compare,
    Comparison,
    Constant,
    Expression,
    ListOf,
    Name,
    Not,
    Quantify,
    Today,
    UnknownWord,
)
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml import Scalar, place_in

Spot = Callable[[int, int], Place]
"""Gives the place of a stretch of the source, from its offset and width in characters."""

DEEPEST: Final = 30
LONGEST: Final = 300
"""Words and signs; so many joined values are a mistake, and would nest too deeply to walk."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<date>\d{4}-\d{2}-\d{2})
    |(?P<number>\d+)
    |(?P<word>"[^"\n]*"|'[^'\n]*')
    |(?P<name>[a-zA-Z_][\w]*(?:\.[a-zA-Z_]\w*)*)
    |(?P<sign>==|!=|<=|>=|<|>|\+|-|\*|/|\(|\)|\[|\]|,)
    )""",
    re.VERBOSE,
)
_DOTTED: Final = re.compile(r"\s*([a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)+)\s*")
"""The name of a fact or of a field, which no word of the language is."""

_COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=", "in")


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


def parse_expression(source: str, spot: Spot, *, start: int = 0) -> Expression:
    """Return the tree of an expression; its offsets count from `start`.

    Raises:
        HandbookError: the text is not an expression; the problem has its place.
    """
    if name := _DOTTED.fullmatch(source):  # as half of all are
        return Name(tuple(name[1].split(".")), start + name.start(1))
    return _Parser(source, spot, start).whole()


def spot_in_scalar(scalar: Scalar) -> Spot:
    """Return the places inside a YAML text, which may stand on several lines."""
    return lambda offset, width: place_in(scalar, offset, width)


class _Parser:
    """Reads by precedence: or, and, not, comparisons, sums, products, single values."""

    def __init__(self, source: str, spot: Spot, start: int) -> None:
        self.source = source
        self.spot = spot
        self.start = start
        self.depth = 0
        self.tokens = self._tokens()
        self.at = 0

    def whole(self) -> Expression:
        tree = self._or()
        if self._now.kind != "end":
            self._stop(f"`{self._now.text}` stands where the condition should end")
        return tree

    def _tokens(self) -> list[_Token]:
        tokens: list[_Token] = []
        offset = 0
        text = self.source.rstrip()
        while offset < len(text):
            match = _TOKEN.match(text, offset)
            kind = match and match.lastgroup
            if match is None or kind is None:
                skipped = len(text[offset:]) - len(text[offset:].lstrip())
                bad = text[offset + skipped]
                where = self.start + offset + skipped
                self._stop_at(f"`{bad}` is not part of the expression language", where)
            where = self.start + match.start(kind)
            tokens.append(_Token(kind, match[kind], where))
            offset = match.end()
            if len(tokens) > LONGEST:
                self._stop_at("the condition is too long", where)
        return [*tokens, _Token("end", "", self.start + len(text))]

    @property
    def _now(self) -> _Token:
        return self.tokens[self.at]

    def _take(self, *texts: str, kind: str = "") -> _Token | None:
        token = self._now
        if token.kind == "word" or (token.text not in texts and token.kind != kind):
            return None
        self.at += 1
        return token

    def _or(self) -> Expression:
        tree = self._and()
        while self._take("or"):
            tree = Both("or", tree, self._and())
        return tree

    def _and(self) -> Expression:
        tree = self._not()
        while self._take("and"):
            tree = Both("and", tree, self._not())
        return tree

    def _not(self) -> Expression:
        if token := self._take("not"):
            self._deeper()
            inner = self._not()
            self.depth -= 1
            return Not(inner, token.offset)
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._sum()
        start = self._now.offset
        sign = self._comparison_sign()
        if sign is None:
            return left
        right = self._sum()
        if self._now.text in _COMPARISONS and self._now.kind in ("sign", "name"):
            self._stop("two comparisons follow each other; join them with `and`")
        return Compare(sign, left, right, start, len(sign))

    def _comparison_sign(self) -> Comparison | None:
        if self._now.text == "not" and self.tokens[self.at + 1].text == "in":
            self.at += 2
            return "not in"
        token = self._take(*_COMPARISONS)
        return cast(Comparison, token.text) if token else None

    def _sum(self) -> Expression:
        tree = self._product()
        while token := self._take("+", "-"):
            sign = cast(Literal["+", "-"], token.text)
            tree = Calculate(sign, tree, self._product(), token.offset, 1)
        return tree

    def _product(self) -> Expression:
        tree = self._single()
        while token := self._take("*", "/"):
            sign = cast(Literal["*", "/"], token.text)
            tree = Calculate(sign, tree, self._single(), token.offset, 1)
        return tree

    def _single(self) -> Expression:
        token = self._now
        self.at += 1
        match token.kind:
            case "word":
                return Constant(token.text[1:-1], token.offset, len(token.text))
            case "number":
                return Constant(self._number(token), token.offset, len(token.text))
            case "date":
                return Constant(self._date(token), token.offset, len(token.text))
            case "name":
                return self._name(token)
            case "sign" if token.text == "(":
                self._deeper()
                tree = self._or()
                self.depth -= 1
                self._expect(")")
                return tree
            case "sign" if token.text == "[":
                return self._list(token)
            case _:
                pass
        self.at -= 1
        what = f"`{token.text}` stands" if token.text else "the condition ends"
        return self._stop(f"{what} where a fact or a value is expected")

    def _name(self, token: _Token) -> Expression:
        width = len(token.text)
        match token.text:
            case "unknown":
                return UnknownWord(token.offset, width)
            case "today":
                return Today(token.offset, width)
            case "true" | "false":
                return Constant(token.text == "true", token.offset, width)
            case "any" | "all" | "count":
                return self._quantify(token)
            case _:
                pass
        if token.text in ("and", "or", "in", "not"):
            self.at -= 1
            self._stop(f"`{token.text}` stands where a fact or a value is expected")
        if self._now.text == "(" and self._now.kind == "sign":
            self.at -= 1
            message = f"`{token.text}(` is a call; only `any`, `all` and `count` can be called"
            self._stop(message)
        return Name(tuple(token.text.split(".")), token.offset)

    def _quantify(self, token: _Token) -> Expression:
        self._expect("(")
        name = self._take(kind="name")
        if name is None:
            self._stop(f"`{token.text}` wants the name of a list first")
        self._expect(",")
        self._deeper()
        test = self._or()
        self.depth -= 1
        close = self._expect(")")
        word = cast(Literal["any", "all", "count"], token.text)
        list_ = Name(tuple(name.text.split(".")), name.offset)
        return Quantify(word, list_, test, token.offset, close.offset + 1 - token.offset)

    def _list(self, token: _Token) -> Expression:
        items: list[Expression] = []
        self._deeper()
        while self._now.text != "]" or self._now.kind == "word":
            items.append(self._sum())
            if not self._take(","):
                break
        self.depth -= 1
        close = self._expect("]")
        return ListOf(tuple(items), token.offset, close.offset + 1 - token.offset)

    def _number(self, token: _Token) -> int:
        if len(token.text) > 12:
            self._stop_at("this number is too large", token.offset, len(token.text))
        return int(token.text)

    def _date(self, token: _Token) -> date:
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            self._stop_at(
                f"`{token.text}` is not a day of the calendar", token.offset, len(token.text)
            )

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self._stop("the condition is nested too deeply")

    def _expect(self, text: str) -> _Token:
        token = self._take(text)
        if token is None:
            found = f"`{self._now.text}` stands" if self._now.text else "the condition ends"
            self._stop(f"{found} where `{text}` is expected")
        return token

    def _stop(self, message: str) -> NoReturn:
        self._stop_at(message, self._now.offset, len(self._now.text))

    def _stop_at(self, message: str, offset: int, width: int = 1) -> NoReturn:
        help_ = 'for example: firm.size >= 10 and "tax" in services.offered'
        raise HandbookError([Problem("HB070", message, self.spot(offset, width), help=help_)])
