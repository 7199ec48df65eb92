"""A comparison as a page of HTML that needs nothing else: no script, no other file."""

from collections.abc import Iterator
from html import escape
from typing import Final

from handbook_gen.comparison.forms import in_words, title_now
from handbook_gen.comparison.redline import Piece
from handbook_gen.comparison.sheet import Entry, Sheet, weighty

_STYLE: Final = """\
:root { color-scheme: light dark; --line: #b9c2cc; --quiet: #4d5966; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.what { color: var(--quiet); } .what strong { color: CanvasText; }
.hb-redline { padding-inline-start: .9rem; border-inline-start: .2rem solid var(--line); }
.hb-redline ins { background: #d8ecff; color: #06264a; }
.hb-redline del { background: #ffdcd9; color: #5a0b06; }
.hb-sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-block-end: 1px solid var(--line); }
@media (prefers-color-scheme: dark) { :root { --line: #4d5966; --quiet: #b9c2cc; }
  .hb-redline ins { background: #123a63; color: #dcecff; }
  .hb-redline del { background: #571713; color: #ffe3e0; } }
@media print { body { margin: 0; max-width: none; } article { break-inside: avoid-page; } }
"""


def as_html(sheet: Sheet, *, brief: bool = False) -> str:
    """Return the whole page; when brief, a table of what and why instead of the texts."""
    title = escape(sheet.title)
    body = [f"<h1>{title}</h1>", f"<p>{escape(sheet.firm)}</p>", *_summary(sheet)]
    if brief and sheet.entries:
        body += _brief(sheet)
    elif sheet.entries:
        for entry in sheet.entries:
            body += _article(entry, sheet)
    if sheet.pages:
        body += [f"<h2>{escape(sheet.words['diff_pages'])}</h2>", *_list(sheet.pages)]
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(sheet.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="robots" content="noindex">',
            f"<title>{title}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _summary(sheet: Sheet) -> Iterator[str]:
    yield from (f"<p>{escape(line)}</p>" for line in sheet.summary)
    yield from _list(f"{words}: {number}" for words, number in sheet.counts)
    if sheet.why:
        yield f"<h2>{escape(sheet.words['diff_why'])}</h2>"
        yield from _list(f"{words}: {number}" for words, number in sheet.why)
    if sheet.urgent:
        yield f"<h2>{escape(sheet.words['diff_urgent'])}</h2>"
        yield from _list(f"{name} {title}" for name, title in sheet.urgent)


def _list(items: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    found = [f"<li>{escape(item)}</li>" for item in items]
    if found:
        yield from ("<ul>", *found, "</ul>")


def _brief(sheet: Sheet) -> Iterator[str]:
    entries, rest = weighty(sheet)
    if entries:
        yield from _rows(entries, sheet)
    if rest:
        yield f"<p>{escape(rest)}</p>"


def _rows(entries: tuple[Entry, ...], sheet: Sheet) -> Iterator[str]:
    heads = [sheet.words[f"diff_{name}"] for name in ("rule", "what", "why")]
    yield "<table>"
    yield "<tr>" + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads) + "</tr>"
    for entry in entries:
        cells = (", ".join(entry.what), "; ".join(entry.causes))
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{entry.id} {escape(title_now(entry))}</th>{rest}</tr>'
    yield "</table>"


def _article(entry: Entry, sheet: Sheet) -> Iterator[str]:
    yield f'<article id="{escape(entry.id.lower())}">'
    yield f"<h2>{escape(entry.id)} {escape(title_now(entry))}</h2>"
    yield f'<p class="what"><strong>{escape("; ".join(entry.what))}</strong></p>'
    for cause in entry.causes:
        yield f'<p class="what">{escape(sheet.words["diff_why"])}: {escape(cause)}</p>'
    yield '<div class="hb-redline">'
    if any(piece.kind != "same" for piece in entry.title):
        yield f"<p><strong>{_marked(entry.title, sheet)[0]}</strong></p>"
    for part in entry.parts:
        paragraphs = _marked(part.pieces, sheet)
        if part.label:
            paragraphs[0] = f"<strong>{escape(part.label)}</strong>: {paragraphs[0]}"
        yield from (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    yield "</div>"
    yield "</article>"


def _marked(pieces: tuple[Piece, ...], sheet: Sheet) -> list[str]:
    def mark(piece: Piece) -> str:
        if piece.kind == "same" or not piece.text.strip():
            return escape(piece.text)
        tag = "ins" if piece.kind == "added" else "del"
        said = escape(sheet.words[f"redline_{piece.kind}"])
        return f'<{tag}><span class="hb-sr">{said} </span>{escape(piece.text)}</{tag}>'

    return list(in_words(pieces, mark))
