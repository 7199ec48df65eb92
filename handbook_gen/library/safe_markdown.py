"""Refuse the HTML, attributes, pictures and addresses that the Markdown of a handbook may not use."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handbook_gen.filling import spot_in_text
from handbook_gen.model.expression import Text
from handbook_gen.problems import Place, Problem

LINK: Final = re.compile(r"\[\[([A-Z]{2,5}-\d{2,3})\]\]")
"""A clause that is linked to or placed."""

_ALLOWED_HTML: Final = ("abbr", "br", "kbd", "sub", "sup")
_CUT: Final = "\0"
"""Stands where a fact is printed or a branch begins: nothing dangerous may be put together there."""

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HTML: Final = re.compile(
    rf"<(?!/?(?:{'|'.join(_ALLOWED_HTML)})[ ]*/?>)[a-zA-Z/!?{_CUT}][^>\n]*>?", re.IGNORECASE
)
_ADDRESS: Final = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]*)|(?<!\*)\[(?!\^)[^\[\]]*\]:\s*<?(?P<defined>\S+)"
)
_SAFE_ADDRESS: Final = re.compile(r"(https://|mailto:|tel:)\S+|#[a-z0-9-]+", re.IGNORECASE)
_ATTRIBUTES: Final = re.compile(r"\{(?!:?[ ]*#[a-z0-9-]+[ ]*\}[ ]*$)[^}\n]*\}?", re.MULTILINE)
_PICTURE: Final = re.compile(r"!\[[^\]\n]*\]?")
_CUT_LINK: Final = re.compile(rf"\]{_CUT}+")
_SUSPECT: Final = re.compile(rf"[<{{]|!\[|\][(:{_CUT}]")
"""One of the signs without which a text holds nothing that is refused, as most do."""

_IN_TITLE: Final = re.compile(r"[<>&\"{}\[\]`*_|\\]")


def markdown_problems(text: Text) -> Iterator[Problem]:
    """Yield the HTML, attributes, pictures and addresses that a text may not use.

    Texts of the shipped library, of a workspace and of a firm are held to the same rules.
    """
    spot = spot_in_text(text.source, text.path, text.first_line, text.first_column)
    masked = LINK.sub(lambda found: "x" * len(found[0]), text.source)
    masked = _TAG.sub(lambda found: _CUT * len(found[0]), masked)
    if _SUSPECT.search(masked) is None:
        return
    for pattern, expected in (
        (_HTML, "plain Markdown; of HTML only " + ", ".join(f"`<{tag}>`" for tag in _ALLOWED_HTML)),
        (_ATTRIBUTES, "only a heading's ID, `{ #id }`"),
        (_PICTURE, "words; the handbook has no pictures but the logo"),
        (_CUT_LINK, "a whole link on each side of the braces"),
    ):
        for found in pattern.finditer(masked):
            words = text.source[found.start() : found.end()]
            place = spot(found.start(), len(words))
            yield Problem("HB076", f"`{words}` is not allowed here", place, expected=expected)
    for found in _ADDRESS.finditer(masked):
        kind = "inline" if found["inline"] is not None else "defined"
        address = found[kind]
        if not _SAFE_ADDRESS.fullmatch(address):
            typed = text.source[found.start(kind) : found.end(kind)]
            place = spot(found.start(), len(found[0]))
            expected = (
                "an address that begins with https://, mailto: or tel:, or a clause `[[PRV-16]]`"
            )
            message = f"`{typed}` is not an address that is allowed here"
            yield Problem("HB076", message, place, expected=expected)


def html_in(text: str) -> str:
    """Return the first HTML in a text that is not allowed, or nothing."""
    found = _HTML.search(text)
    return found.group() if found else ""


def title_problems(title: str, place: Place) -> Iterator[Problem]:
    """Yield what a title, which begins at `place`, may not hold; it is shown raw in the menu."""
    if found := _IN_TITLE.search(title):
        message = f"the title holds `{found.group()}`"
        sign = replace(place, column=place.column + found.start())
        yield Problem("HB076", message, sign, expected="plain words")
