"""Write the list of firms as a page that asks nothing of anybody: no request, no framework."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from handbook_gen.disk import FileTree, Folder, read_bytes, write_new_text
from handbook_gen.model.facts import Wording
from handbook_gen.portal.rows import Row, address_of
from handbook_gen.status import FleetStatus

_LARGEST: Final = 100_000
_KINDS: Final = ("problems", "late", "unbuilt")
"""What the list can be narrowed to; the phrases are called `portal_problems` and so on."""

_PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="portal.css">
<script src="portal.js" defer></script>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="only">{only}</p>
<p>{as_of}</p>
<div class="tools" hidden>
<label>{search} <input type="search" autocomplete="off"></label>
<label>{show} <select>
<option value="">{all}</option>
{kinds}
</select></label>
<p role="status" data-said="{shown}"></p>
</div>
<div class="table" role="region" aria-label="{title}" tabindex="0">
<table>
<thead>
<tr>{heads}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def portal_files(
    fleet: FleetStatus, rows: Sequence[Row], phrases: Mapping[str, Wording], language: str
) -> FileTree:
    """Return the page with its style and script; the same state makes the same bytes."""
    page = _Page(fleet, phrases, language)
    look = Folder(Path(str(files("handbook_gen"))) / "look" / "portal", "look/portal")
    return {
        "index.html": page.text(rows).encode(),
        "portal.css": read_bytes(look.under("portal.css"), largest=_LARGEST),
        "portal.js": read_bytes(look.under("portal.js"), largest=_LARGEST),
    }


def write_portal(tree: FileTree, site: Path) -> None:
    """Write the page among the folders of the firms, over that of the last time.

    Raises:
        HandbookError: the disk refused.
    """
    for name in sorted(tree):
        write_new_text(site / name, tree[name].decode(), replace=True)


class _Page:
    """The page in one language; whatever a firm typed is escaped."""

    def __init__(self, fleet: FleetStatus, phrases: Mapping[str, Wording], language: str) -> None:
        self.fleet = fleet
        self.phrases = phrases
        self.language = language

    def text(self, rows: Sequence[Row]) -> str:
        heads = ("firm", "books", "release", "since", "questions", "problems_head", "late_head")
        kinds = (
            f'<option value="{kind}">{self.said(f"portal_{kind}")}</option>' for kind in _KINDS
        )
        return _PAGE.format(
            language=self.language,
            title=self.said("portal_title"),
            only=self.said("portal_only"),
            as_of=self.said("portal_as_of").replace("{day}", _day(self.fleet.today.isoformat())),
            search=self.said("portal_search"),
            show=self.said("portal_show"),
            all=self.said("portal_all"),
            kinds="\n".join(kinds),
            shown=self.said("portal_shown"),
            heads="".join(self.head(name) for name in heads),
            rows="\n".join(self.row(row) for row in rows),
        )

    def said(self, key: str) -> str:
        return escape(self.phrases[key][self.language])

    def head(self, name: str) -> str:
        sorts = "" if name == "books" else " data-sorts"
        return f'<th scope="col"{sorts}>{self.said(f"portal_{name}")}</th>'

    def row(self, row: Row) -> str:
        status = row.status
        signs = (status.problems, row.late, not row.built)
        kinds = " ".join(kind for kind, sign in zip(_KINDS, signs, strict=True) if sign)
        release, none = status.release, self.said("portal_none")
        questions = sum(status.questions.values()) if status.questions is not None else None
        cells = (
            f'<th scope="row">{escape(status.name)}<small>{escape(status.firm)}</small></th>',
            f"<td>{''.join(self.links(row)) or self.said('portal_unbuilt')}</td>",
            f"<td>{escape(release.version) if release else none}</td>",
            f"<td>{_day(release.effective.isoformat()) if release else none}</td>",
            _number(questions, "?"),
            self.problems(row),
            _number(row.late, "0", bad=row.late > 0),
        )
        return f'<tr class="{kinds}">{"".join(cells)}</tr>'

    def links(self, row: Row) -> Iterator[str]:
        for book, language in row.built:
            href = escape(quote(address_of(row.status.firm, book, language)))
            spoken = escape(self.phrases["language_name"][language])
            words = f"{self.said(f'portal_{book}')} ({spoken})"
            label = f"{words}, {escape(row.status.name)}"
            yield f'<a href="{href}" aria-label="{label}">{words}</a>'

    def problems(self, row: Row) -> str:
        status = row.status
        if not status.problems:
            return _number(0, "0")
        first = f'<span lang="en">{escape(status.first_problem)}</span>'
        return f'<td class="bad" data-value="{status.problems}">{status.problems}{first}</td>'


def _number(number: int | None, unknown: str, *, bad: bool = False) -> str:
    kind = "number bad" if bad else "number"
    said = unknown if number is None else str(number)
    return f'<td class="{kind}" data-value="{-1 if number is None else number}">{said}</td>'


def _day(day: str) -> str:
    return f'<time datetime="{day}">{day}</time>'
