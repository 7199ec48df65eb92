"""HTML of one page made fit to stand in one file with others: its anchors, links and headings."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

ELSEWHERE: Final = "#="
"""What a link begins with that leads out of its own page; the address in the file follows."""

NOWHERE: Final = ELSEWHERE
"""A link to what the file does not hold: only its words stay."""

_REFERRING: Final = frozenset(
    {"for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"}
)
_LINKING: Final = frozenset({"href", "xlink:href"})
_PAINT: Final = re.compile(r"url\(#([^)]+)\)")
_HEADING: Final = re.compile(r"h([1-5])")
_WIDE: Final = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'

Attributes = list[tuple[str, str | None]]


def page_anchor(page_id: str) -> str:
    """Return the anchor of a whole page: `privacy_chat`."""
    return page_id.replace("/", "_")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is set into a file.

    Attributes:
        anchor: the anchor of the page, which stands before every other one; empty when the page has
            the file to itself, and keeps its anchors.
        kept: the anchors that stay as they are, because people cite them: those of clauses.
        deeper: by how many levels the headings move down.
    """

    anchor: str = ""
    kept: frozenset[str] = field(default_factory=frozenset)
    deeper: int = 0


def set_in(page: str, setting: Setting) -> str:
    """Return the HTML of a page with anchors that are unique in the file, and links that follow them.

    Wide tables get a box to scroll in, as the theme's script gives them on the site.
    """
    reader = _Rewriter(setting, _ids_in(page))
    reader.feed(page)
    reader.close()
    return "".join(reader.written)


def _ids_in(page: str) -> frozenset[str]:
    found: list[str] = []
    reader = _Ids(found.append)
    reader.feed(page)
    reader.close()
    return frozenset(found)


class _Ids(HTMLParser):
    """Tells of every anchor."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(convert_charrefs=False)
        self.tell = tell

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.tell(value)


class _Rewriter(HTMLParser):
    """Writes what it reads; only tags with an anchor, a link or a heading differ."""

    def __init__(self, setting: Setting, own: frozenset[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.setting = setting
        self.own = own
        self.written: list[str] = []
        self.links: list[bool] = []
        """Of each open link whether it stays a link."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._start(tag, attrs, "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._start(tag, attrs, "/")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links and not self.links.pop():
            return
        self.written.append(f"</{self._named(tag)}>")
        if tag == "table":
            self.written.append("</div></div>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def _start(self, tag: str, attrs: Attributes, closing: str) -> None:
        if tag == "a":
            self.links.append(("href", NOWHERE) not in attrs)
            if not self.links[-1]:
                return
        if tag == "table":
            self.written.append(_WIDE)
        changed = [(name, self._value(name, value)) for name, value in attrs]
        if changed == attrs and self._named(tag) == tag:
            self.written.append(self.get_starttag_text() or "")
            return
        pairs = "".join(f' {name}="{html.escape(value or "")}"' for name, value in changed)
        self.written.append(f"<{self._named(tag)}{pairs}{closing}>")

    def _named(self, tag: str) -> str:
        found = _HEADING.fullmatch(tag)
        return f"h{min(6, int(found[1]) + self.setting.deeper)}" if found else tag

    def _value(self, name: str, value: str | None) -> str | None:
        if not value:
            return value
        if name == "id":
            return self._anchor(value)
        if name in _REFERRING:
            return " ".join(self._anchor(word) for word in value.split())
        if name in _LINKING and value.startswith(ELSEWHERE):
            return value.removeprefix(ELSEWHERE)
        if name in _LINKING and value.startswith("#"):
            return f"#{self._anchor(value[1:])}"
        return _PAINT.sub(lambda found: f"url(#{self._anchor(found[1])})", value)

    def _anchor(self, name: str) -> str:
        page = self.setting.anchor
        if not page or name in self.setting.kept or name not in self.own:
            return name
        return page if name == "top" else f"{page}__{name}"
