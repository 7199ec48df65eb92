"""The pieces of Markdown and HTML that the blocks of a page are written with."""

import html
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from handbook_gen.model.handbook import Handbook


@lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """Return plain text as HTML, also for the value of an attribute."""
    return html.escape(text)


def heading(rank: int, title: str, anchor: str) -> str:
    """Return a heading with its own anchor."""
    return f"{'#' * rank} {title} {{ #{anchor} }}"


def div(kind: str, parts: Iterable[str], data: Mapping[str, str] | None = None) -> str:
    """Return a division with Markdown in it; `data` are its `data-` attributes, as plain text."""
    given = "".join(f' data-{name}="{escaped(value)}"' for name, value in (data or {}).items())
    inside = "\n\n".join(part for part in parts if part)
    return f'<div class="{kind}"{given} markdown>\n\n{inside}\n\n</div>'


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; a cell is Markdown on one line."""
    heads = tuple(heads)
    lines = (heads, ("---",) * len(heads), *rows)
    return "\n".join([f"| {' | '.join(cells)} |" for cells in lines])


def details(summary: str, inside: str, kind: str = "hb-why", *, searched: bool = True) -> str:
    """Return what is folded away under a line; the search may leave it out."""
    left_out = "" if searched else " data-search-exclude"
    return (
        f'<details class="{kind}"{left_out} markdown>\n<summary>{escaped(summary)}</summary>\n\n'
        f"{inside}\n\n</details>"
    )


def spoken(handbook: Handbook, *prefixes: str) -> str:
    """Return the phrases that a script shows, as JSON: those whose key begins with a prefix.

    The keys are without it: `clock_now` is `now`. Of two that are then alike, the later prefix's counts.
    """
    return _as_json(tuple(pair for prefix in prefixes for pair in handbook.phrases_like(prefix)))


@lru_cache(maxsize=64)
def _as_json(pairs: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(pairs), ensure_ascii=False, sort_keys=True)
