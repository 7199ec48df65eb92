"""What a page puts into the search index, from what the search makes of its parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from handbook_gen.engines.shared.pieces import Opened, Said, Step

_NEVER: Final = 1_000_000
"""Deeper than any element: a section that is closed for good."""

_MARKS: Final = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")


def unsearched(html: str) -> str:
    """Return HTML without the marks for the search, which Material takes out when it has read them."""
    return _MARKS.sub("", html) if "data-search-" in html else html


@dataclass(slots=True)
class _Section:
    anchor: str | None
    title: str
    excluded: bool
    depth: int
    texts: list[str]
    ends_in_space: bool = False


def entries_of(
    url: str, steps: Sequence[Step], boost: object = None
) -> list[dict[str, Any]] | None:
    """Return what a page puts into the search index; None when Material has to read it itself.

    It is what Material's parser does with the whole page, where only headings and the ends of
    elements around them decide which section words belong to.
    """
    sections: list[_Section] = []
    inside = 0
    open_: _Section | None = None
    for step in steps:
        if isinstance(step, Said):
            if open_ is None:
                return None
            open_.texts.append(step.after_space if open_.ends_in_space else step.after_words)
            if step.ends_in_space is not None:
                open_.ends_in_space = step.ends_in_space
        elif isinstance(step, Opened):
            if not step.title:
                return None
            anchor = step.anchor if sections else None
            open_ = _Section(anchor, step.title, step.excluded, inside + 1, [])
            sections.append(open_)
        elif step.begins:
            inside += 1
        else:
            open_ = _after_end(sections, open_, inside)
            inside -= 1
    return [_entry(url, section, boost) for section in sections if not section.excluded]


def _after_end(sections: list[_Section], open_: _Section | None, inside: int) -> _Section | None:
    """Return the section that is open after the end of an element that is `inside` deep."""
    if open_ is None or open_.depth <= inside:
        return open_
    for section in reversed(sections):
        if section.depth <= inside:
            open_.depth = _NEVER
            return section
    return open_


def _entry(url: str, section: _Section, boost: object) -> dict[str, Any]:
    location = url if section.anchor is None else f"{url}#{section.anchor}"
    entry: dict[str, Any] = {
        "location": location,
        "title": section.title,
        "text": "".join(section.texts).strip(),
    }
    if boost is not None:
        entry["boost"] = boost
    return entry
