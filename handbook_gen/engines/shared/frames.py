"""The pages of the theme without their content: rendered once by Material, filled for every firm."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from handbook_gen.engines.shared.pieces import Unshared

Slot = str
"""What is left open: `content`, its table of `contents`, the site's `name` (also `name in a tag`), its
`copyright` and `address`, links to other languages `in the head` and `in the menu`, and the closed
sections of the navigation: `section 3`."""

Frame = tuple[tuple[Slot | None, str], ...]
"""A page of the theme in order: texts (None), and open places (with an empty text)."""

_IN_A_TAG: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"}
)
"""As Jinja's filter `e` writes them."""

_AFTER_HEAD: Final = '\n      \n      <link rel="icon"'
_AFTER_MENU: Final = (
    '\n    \n      \n      \n        <label class="md-header__button md-icon" for="__search">'
)
"""What the theme prints behind the links to other languages."""

_CANONICAL: Final = ('\n        <link rel="canonical" href="', '">\n      ')
_QUIET: Final = "\U00010070"
CONTENT: Final = f"<h1>{_QUIET}content{_QUIET}</h1>"
NAME: Final = f"{_QUIET}name&'{_QUIET}"
_IN_HEAD: Final = f"{_QUIET}head{_QUIET}"
_IN_MENU: Final = f"{_QUIET}menu{_QUIET}"
COPYRIGHT: Final = f"{_QUIET}copyright{_QUIET}"
ADDRESS: Final = "https://handbook-address.invalid/"
"""What stands in the open places while the theme renders; letters that nobody writes in."""


def section(place: int) -> Slot:
    """Return the name of the open place for a closed section."""
    return f"section {place}"


def frame_of(html: str, items: tuple[str, str], sections: Mapping[int, str]) -> tuple[Frame, str]:
    """Return a rendered page as a frame, with what stands between two items of its table of contents.

    `items` are the two that it was rendered with, `sections` the closed sections in it.

    Raises:
        Unshared: something of what was left open stands there in another form.
    """
    first, second = items
    between = html.partition(first)[2].partition(second)[0] if first in html else ""
    html = html.replace(_AFTER_HEAD, _IN_HEAD + _AFTER_HEAD, 1)
    html = html.replace(_AFTER_MENU, _IN_MENU + _AFTER_MENU, 1)
    if _IN_HEAD not in html or _IN_MENU not in html:
        raise Unshared("the places for links to other languages")
    if any(html.count(text) != 1 for text in sections.values()):
        raise Unshared("a section of the navigation")
    places = _places(html, first + between + second, sections)
    parts = [html]
    for text in places:
        parts = [part for whole in parts for part in _around(text, whole, places)]
    frame: list[tuple[Slot | None, str]] = []
    for part in parts:
        slot = places.get(part)
        if slot is None and (
            _QUIET in part or ADDRESS in part or part.count("<script") != part.count("</script")
        ):
            raise Unshared("the frame of a page")
        frame.append((slot, "" if slot else part))
    return tuple(frame), between


def _places(html: str, contents: str, sections: Mapping[int, str]) -> dict[str, Slot]:
    """Return what stands in the open places of a rendered page."""
    places: dict[str, Slot] = {
        **{text: section(place) for place, text in sections.items()},
        CONTENT: "content",
        contents: "contents",
        NAME: "name",
        NAME.translate(_IN_A_TAG): "name in a tag",
        COPYRIGHT: "copyright",
        _IN_HEAD: "in the head",
        _IN_MENU: "in the menu",
    }
    line = html.partition(_CANONICAL[0])[2].partition(_CANONICAL[1])[0]
    if line:
        places["".join((_CANONICAL[0], line, _CANONICAL[1]))] = "address"
    return places


def _around(text: str, whole: str, places: Mapping[str, Slot]) -> list[str]:
    """Return a part of a page cut at each place of a text; what is a place already stays whole."""
    if whole in places:
        return [whole]
    pieces = whole.split(text)
    return [pieces[0], *(part for piece in pieces[1:] for part in (text, piece))]


def inserted(plain: str, full: str) -> tuple[str, str]:
    """Return what a page with links to other languages has in the head and the menu, and else not.

    Raises:
        Unshared: the two pages differ in anything else.
    """
    head, menu = plain.find(_AFTER_HEAD), plain.find(_AFTER_MENU)
    before, between, after = plain[:head], plain[head:menu], plain[menu:]
    inside = full[len(before) : len(full) - len(after)]
    if min(head, menu) < 0 or inside.count(between) != 1:
        raise Unshared("the links to other languages")
    first, _, second = inside.partition(between)
    if before + first + between + second + after != full:
        raise Unshared("the links to other languages")
    return first, second


def filled(frame: Frame, values: Mapping[Slot, str]) -> tuple[str, list[tuple[Slot, int, int]]]:
    """Return the page, with where each of the values stands in it."""
    parts: list[str] = []
    spots: list[tuple[Slot, int, int]] = []
    size = 0
    for slot, text in frame:
        part = text if slot is None else values[slot]
        if slot is not None:
            spots.append((slot, size, size + len(part)))
        parts.append(part)
        size += len(part)
    return "".join(parts), spots


def frame_from(page: str, spots: Sequence[tuple[Slot, int, int]]) -> Frame:
    """Return the frame of a page that was filled before."""
    return tuple(_cut(page, spots))


def _cut(page: str, spots: Sequence[tuple[Slot, int, int]]) -> Iterator[tuple[Slot | None, str]]:
    begun = 0
    for slot, start, end in spots:
        yield None, page[begun:start]
        yield slot, ""
        begun = end
    yield None, page[begun:]


def values_of(config: Mapping[str, Any]) -> dict[Slot, str]:
    """Return what a project puts in the open places of every page."""
    name = str(config["site_name"])
    return {
        "name": name,
        "name in a tag": name.translate(_IN_A_TAG),
        "copyright": str(config["copyright"]),
    }


def canonical(base: str, url: str) -> str:
    """Return the line with the whole address of a page; empty when its site has none."""
    return f"{_CANONICAL[0]}{base}{url}{_CANONICAL[1]}" if base else ""
