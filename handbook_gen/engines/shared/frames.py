"""The pages of the theme without their content: rendered once by Material, filled for every firm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from handbook_gen.engines.shared.pieces import Unshared

Slot = str
"""What is left open: `content`, its table of `contents`, the site's `name` (also `name in a tag`), its
`copyright` and `address`, and the closed sections of the navigation: `section 3`."""

Frame = tuple[tuple[Slot | None, str], ...]
"""A page of the theme in order: texts (None), and open places (with an empty text)."""

_IN_A_TAG: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"}
)
"""As Jinja's filter `e` writes them."""

_QUIET: Final = "\U00010070"
CONTENT: Final = f"<h1>{_QUIET}content{_QUIET}</h1>"
NAME: Final = f"{_QUIET}name&'{_QUIET}"
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
    between = ""
    if first in html:
        between = html.partition(first)[2].partition(second)[0]
    contents = first + between + second
    if any(html.count(text) != 1 for text in sections.values()):
        raise Unshared("a section of the navigation")
    places: dict[str, Slot] = {
        **{text: section(place) for place, text in sections.items()},
        CONTENT: "content",
        contents: "contents",
        NAME: "name",
        NAME.translate(_IN_A_TAG): "name in a tag",
        COPYRIGHT: "copyright",
        ADDRESS: "address",
    }
    cut = re.split("(" + "|".join(map(re.escape, places)) + ")", html)
    frame: list[tuple[Slot | None, str]] = []
    for part in cut:
        slot = places.get(part)
        if slot is None and (_QUIET in part or part.count("<script") != part.count("</script")):
            raise Unshared(part)
        frame.append((slot, "" if slot else part))
    return tuple(frame), between


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
        "address": str(config.get("site_url", "")),
    }
