"""What Material's search makes of the parts of a page."""

import re
from typing import TYPE_CHECKING, Final

from handbook_gen.engines.shared.pieces import Opened, Said, Step

if TYPE_CHECKING:  # Material is loaded when it is to read something
    from material.plugins.search.plugin import Parser

SPACE: Final = Said(" ", "", True)
"""White space between two parts."""

_HEADINGS: Final = re.compile(r"<h[1-6]\b")
_EMPTY: Final = re.compile(
    r"<(p|code|pre|li|ol|ul|sub|sup)\b[^<>]*>(?:\s|<(?!/?\1\b)[^<>]*>)*</\1>"
)
"""An element without words: whether the search keeps it depends on what stands before it."""


def steps_of(html: str) -> tuple[Step, ...] | None:
    """Return what the search makes of HTML that stands by itself; None when that depends on more."""
    if not html.startswith("<") or _EMPTY.search(html):
        return None
    if _HEADINGS.search(html):
        return _heading_steps(html)
    parser = _begun()
    section = parser.section
    parser.feed(html)
    parser.close()
    if parser.section is not section or len(parser.data) != 1 or parser.context:
        return None
    words = section.text
    if not words:
        return ()
    whole = "".join(words)
    rest = "".join(words[1:]) if words[0].isspace() else whole
    return (Said(whole, rest, bool(words[-1].isspace())),)


def unsaid(html: str, tag: str) -> tuple[Step, ...] | None:
    """Return the steps of an element that the search leaves out whole; None when that is not certain.

    Material takes the end of any element inside with the same name for the end of it.
    """
    alone = html.count(f"<{tag}") == 1 and not _HEADINGS.search(html)
    return (SPACE,) if alone else None


def _heading_steps(html: str) -> tuple[Step, ...] | None:
    """Return the steps of a part that is one heading and nothing else."""
    parser = _begun()
    parser.feed(html)
    parser.close()
    if len(parser.data) != 2 or parser.context or parser.data[0].text:
        return None
    section = parser.data[1]
    alone = html.startswith(f"<{section.el.tag}") and html.rstrip().endswith(f"</{section.el.tag}>")
    if section.depth != 1 or not alone or "".join(section.text).strip():
        return None
    return (Opened(section.id, "".join(section.title).strip(), section.is_excluded()), SPACE)


def _begun() -> "Parser":
    """Return a parser that has read the title of a page."""
    from material.plugins.search.plugin import Element, Parser, Section

    parser = Parser()
    parser.section = Section(Element("h1"), 1)
    parser.data.append(parser.section)
    return parser
