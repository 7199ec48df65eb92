"""Read built pages as a browser does: elements, attributes and text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

Event = tuple[str, ...]
"""`start`, tag and attributes in turn; `end` and tag; or `text` and the characters."""

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_CLAUSE = re.compile(r'<section class="hb-clause".*?</section>', re.DOTALL)
_RELATED = re.compile(r'<p class="hb-related".*?</p>', re.DOTALL)
_ANCHOR = re.compile(r'\bid="?([^\s">]+)')
_UNSEEN = frozenset({"script", "style", "template"})
_FETCHING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "link": ("href",),
    "form": ("action",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "base": ("href",),
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        flat = (part or "" for pair in attrs for part in pair)
        self.events.append(("start", tag, *flat))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", data))


def events(html: str) -> list[Event]:
    """Return all that a page holds, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.events


def visible_text(html: str) -> str:
    """Return what is written between the elements, scripts and styles left out, on one line."""
    words: list[str] = []
    inside = ""
    for event in events(html):
        if event[0] == "start" and event[1] in _UNSEEN:
            inside = event[1]
        elif event[0] == "end" and event[1] == inside:
            inside = ""
        elif event[0] == "text" and not inside:
            words.append(event[1])
    return " ".join("".join(words).split())


def attributes(html: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield every element that has an attribute, with its value."""
    for event in events(html):
        if event[0] == "start":
            for key, value in zip(event[2::2], event[3::2], strict=True):
                if key == name:
                    yield event[1], value


def fetched(html: str) -> Iterator[str]:
    """Yield every address from which a page fetches something by itself, or sends something to."""
    for event in events(html):
        if event[0] == "start" and event[1] in _FETCHING:
            for name, value in zip(event[2::2], event[3::2], strict=True):
                if name in _FETCHING[event[1]]:
                    yield value


def ids(html: str) -> set[str]:
    """Return the anchors of a page."""
    return {value for _, value in attributes(html, "id")}


def article(html: str) -> str:
    """Return the part of a page that we wrote, without the theme around it.

    Which other clauses a clause points to is no part of what it says: these come and go.
    """
    found = _ARTICLE.search(html)
    return _RELATED.sub("", found.group()) if found else ""


def clauses(site: Path) -> dict[str, str]:
    """Return the HTML of every clause of a site by its path and anchor."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        for section in _CLAUSE.findall(article(path.read_text("utf-8"))):
            anchor = _ANCHOR.search(section)
            assert anchor is not None
            found[f"{path.relative_to(site).as_posix()}#{anchor[1]}"] = section
    return found


def articles(site: Path) -> dict[str, str]:
    """Return what we wrote on every page of a site, by path."""
    return {
        path.relative_to(site).as_posix(): article(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
