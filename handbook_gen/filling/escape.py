"""Make an answer into Markdown that reads exactly as it was typed, wherever it stands."""

import html
import re
import string
from functools import lru_cache
from typing import Final, NewType
from urllib.parse import quote

Markdown = NewType("Markdown", str)
"""Text in which answers are escaped; only this package makes it."""

_PUNCTUATION: Final = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation}
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG: Final = re.compile(r"</?[a-z][^>]*>")
_EMPHASIS: Final = re.compile(r"\*+")
_AND: Final = "&#38;"
_MEANINGFUL: Final = {ord(sign): f"&#{ord(sign)};" for sign in "_*()<>[]{}|&`\\\"'"}


@lru_cache(maxsize=4096)
def as_markdown(answer: str) -> Markdown:
    """Return the answer with all ASCII punctuation as numeric entities, on one line.

    No Markdown, HTML, template or address survives this, in headings, tables, link texts and
    attributes alike; the reader sees the characters that were typed.
    """
    return Markdown(" ".join(answer.split()).translate(_PUNCTUATION))


def decoded(markdown: str) -> str:
    """Return text in which the entities of `as_markdown` are characters again; not Markdown."""
    return html.unescape(markdown)


def as_text(markdown: str) -> str:
    """Return what a reader sees of a text without headings or lists; not Markdown.

    Links are their words, and signs of emphasis are gone; a star that a firm typed stays.
    """
    words = _EMPHASIS.sub("", _TAG.sub("", _LINK.sub(r"\1", markdown)))
    return decoded(" ".join(words.split())).strip()


@lru_cache(maxsize=4096)
def on_one_line(markdown: str) -> Markdown:
    """Return Markdown that fits in one cell of a table."""
    return Markdown(" ".join(markdown.split()).replace("|", "&#124;"))


def link_address(address: str) -> Markdown:
    """Return an address for a link, with the characters as entities that mean something in Markdown."""
    return Markdown(address.translate(_MEANINGFUL))


def mail_address(email: str, subject: str = "", body: str = "") -> Markdown:
    """Return the address of a letter to `email`, in which nothing adds a receiver or a header.

    Subject and body are plain text; what is empty is left to the writer.
    """
    address = _letter_to(email)
    begun = [
        f"{name}={_in_letter(text)}"
        for name, text in (("subject", subject), ("body", body))
        if text
    ]
    return Markdown(f"{address}?{_AND.join(begun)}") if begun else address


@lru_cache(maxsize=128)
def _letter_to(email: str) -> Markdown:
    return link_address("mailto:" + quote(email, safe="@+!$'*=^_`{|}~-."))


@lru_cache(maxsize=2048)
def _in_letter(text: str) -> Markdown:
    return link_address(quote(text, safe=""))
