"""Draw with SVG that needs no script and no style attribute: colours come from the style sheet.

Lengths are in units of the view box, which are pixels on a wide screen.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from textwrap import wrap

from handbook_gen.filling import as_markdown, decoded
from handbook_gen.model.aids import Figure

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]+>")
LINE = 15
"""Height of a line of text."""


def plain(markdown: str) -> str:
    """Return what a reader sees of Markdown on one line, as characters."""
    return decoded(_TAG.sub("", _LINK.sub(r"\1", markdown)))


@lru_cache(maxsize=1024)
def wrapped(text: str, width: int, most: int = 9) -> tuple[str, ...]:
    """Return the text in lines of at most `width` characters, the rest cut after `most` lines."""
    lines = tuple(wrap(text, width, break_long_words=True)) or ("",)
    return lines if len(lines) <= most else (*lines[: most - 1], lines[most - 1] + " …")


def words_at(
    x: float, y: float, lines: Sequence[str], kind: str = "", *, anchor: str = "middle"
) -> str:
    """Return lines of text around the point (x, y), which is the middle of their height."""
    return _words_at(x, y, tuple(lines), kind, anchor)


@lru_cache(maxsize=1024)
def _words_at(x: float, y: float, lines: tuple[str, ...], kind: str, anchor: str) -> str:
    top = y - (len(lines) - 1) * LINE / 2
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(top + number * LINE)}">{as_markdown(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<text{_class("fg-text", kind)} text-anchor="{anchor}" '
        f'dominant-baseline="central">{spans}</text>'
    )


@lru_cache(maxsize=512)
def box(x: float, y: float, width: float, height: float, kind: str = "") -> str:
    """Return a rectangle; its corners are round unless it is of the kind `fg-flat`."""
    corner = 0 if "fg-flat" in kind else 6
    return (
        f'<rect{_class("fg-box", kind)} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height)}" rx="{corner}"/>'
    )


@lru_cache(maxsize=512)
def dot(x: float, y: float, radius: float, kind: str = "") -> str:
    """Return a circle."""
    return f'<circle{_class("fg-dot", kind)} cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'


def line(points: Iterable[tuple[float, float]], kind: str = "", *, closed: bool = False) -> str:
    """Return a line through the points, or the shape that they enclose."""
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    tag = "polygon" if closed else "polyline"
    return f'<{tag}{_class("fg-line" if not closed else "fg-dot", kind)} points="{path}"/>'


def figure(
    name: str, size: tuple[float, float], body: Iterable[str], title: str, description: str
) -> Figure:
    """Return the drawing; title and description are characters, not Markdown."""
    width, height = (_n(length) for length in size)
    title, description = as_markdown(title), as_markdown(description)
    svg = (
        f'<svg class="hb-svg hb-svg--{name}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{name}-title {name}-text" focusable="false">'
        f'<title id="{name}-title">{title}</title>'
        f'<desc id="{name}-text">{description}</desc>'
        f"{''.join(body)}</svg>"
    )
    return Figure(name, svg, title, description)


def _class(*kinds: str) -> str:
    return f' class="{" ".join(kind for kind in kinds if kind)}"'


@lru_cache(maxsize=1024)
def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
