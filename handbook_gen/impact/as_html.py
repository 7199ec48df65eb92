"""Write an impact as one page that needs nothing else: no script, no file beside it, no address."""

from collections.abc import Iterator
from html import escape
from typing import Final

from handbook_gen.comparison.redline import Piece, redline
from handbook_gen.filling import as_text
from handbook_gen.impact.found import Group, Impact
from handbook_gen.impact.in_words import (
    beside,
    change_words,
    firms_named,
    group_words,
    heading,
    in_short,
    look_again_words,
    parts_shown,
)

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """\
:root { color-scheme: light dark; --line: #b9c2cc; --quiet: #4d5966; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; } dt { font-weight: 600; } dd { margin: 0 0 .75rem; white-space: pre-line; }
section { border-top: 1px solid var(--line); margin-top: 1.5rem; }
.where, .firms { color: var(--quiet); }
ins { background: #d8ecff; color: #06264a; } del { background: #ffdcd9; color: #5a0b06; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-block-end: 1px solid var(--line); }
@media (prefers-color-scheme: dark) { :root { --line: #4d5966; --quiet: #b9c2cc; }
  ins { background: #123a63; color: #dcecff; } del { background: #571713; color: #ffe3e0; } }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid-page; } }"""


def impact_to_html(impact: Impact) -> str:
    """Return the page: the result first, then the library, each change with its firms, and the rest."""
    body = [
        f"<h1>{escape(heading(impact))}</h1>",
        f"<p><strong>{escape(in_short(impact))}</strong></p>",
        f"<p>{escape(beside(impact))}</p>",
        *_library(impact),
        *_groups(impact),
        *_rest(impact),
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(heading(impact))}</title>",
            f"<style>{_STYLE}</style></head>",
            "<body><main>",
            *body,
            "</main></body></html>\n",
        ]
    )


def _library(impact: Impact) -> Iterator[str]:
    yield "<h2>What differs in the library</h2>"
    if not impact.changes:
        yield "<p>Nothing.</p>"
        return
    yield "<table><thead><tr><th>What</th><th>Name</th><th>How</th></tr></thead><tbody>"
    for change in impact.changes:
        cells = (change.kind, f"{change.id} {change.title}".strip(), change_words(change))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table>"


def _groups(impact: Impact) -> Iterator[str]:
    if impact.groups:
        yield "<h2>What firms read otherwise</h2>"
    for number, group in enumerate(impact.groups, 1):
        yield from _group(number, group)


def _group(number: int, group: Group) -> Iterator[str]:
    title = escape(as_text(group.title))
    yield f'<section id="change-{number}">'
    yield f'<h3>{number}. {escape(group.id)} <span lang="{group.language}">{title}</span></h3>'
    where = f"{group.book} book" + (f", page {group.page}" if group.kind == "clause" else "")
    yield f'<p class="where">{escape(where)} ({group.language}): {escape(group_words(group))}</p>'
    yield "<dl>"
    for part in parts_shown(group):
        said = "".join(_marked(piece) for piece in redline(part.before, part.after))
        yield f'<dt>{escape(part.name)}</dt><dd lang="{group.language}">{said}</dd>'
    yield "</dl>"
    yield f'<p class="firms">Firms: {escape(firms_named(group))}</p>'
    yield "</section>"


def _rest(impact: Impact) -> Iterator[str]:
    if impact.look_again:
        yield "<h2>To look at again</h2><ul>"
        for one in impact.look_again:
            yield f"<li>{escape(one.firm)}: {escape(look_again_words(one))}</li>"
        yield "</ul>"
    if impact.broken:
        yield "<h2>Firms that cannot be built</h2><ul>"
        for firm, problems in impact.broken.items():
            said = "; ".join(f"{problem.code}: {problem.message}" for problem in problems)
            yield f"<li>{escape(firm)}: {escape(said)}</li>"
        yield "</ul>"


def _marked(piece: Piece) -> str:
    text = escape(piece.text)
    match piece.kind:
        case "added":
            return f"<ins>{text}</ins>"
        case "removed":
            return f"<del>{text}</del>"
        case _:
            return text
