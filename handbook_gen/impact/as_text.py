"""Write an impact for people at the terminal."""

from collections.abc import Iterator

from handbook_gen.comparison.redline import Piece, redline
from handbook_gen.filling import as_text
from handbook_gen.impact.found import Group, Impact, Part
from handbook_gen.impact.in_words import (
    beside,
    change_words,
    count,
    firms_named,
    group_words,
    heading,
    in_short,
    look_again_words,
    parts_shown,
)
from handbook_gen.problems.formats import as_text as problems_as_text


def impact_to_text(impact: Impact) -> str:
    """Return what differs in the library, every change once with its firms, and the result."""
    lines = [heading(impact), "", *_library(impact)]
    for number, group in enumerate(impact.groups, 1):
        lines += ["", *_group(number, group)]
    if impact.look_again:
        lines += ["", "To look at again:"]
        lines += [f"  {one.firm}: {look_again_words(one)}" for one in impact.look_again]
    for firm, problems in impact.broken.items():
        lines += ["", f"{firm} cannot be built:", problems_as_text(problems).rstrip()]
    lines += ["", in_short(impact), *filter(None, [beside(impact)])]
    return "\n".join(lines) + "\n"


def _library(impact: Impact) -> Iterator[str]:
    if not impact.changes:
        yield "Nothing differs in the library."
        return
    yield f"{count(len(impact.changes), 'difference')} in the library:"
    for change in impact.changes:
        title = f" {change.title}" if change.title else ""
        yield f"  {change.kind} {change.id}{title}: {change_words(change)}"


def _group(number: int, group: Group) -> Iterator[str]:
    yield f"{number}. {group.id} {as_text(group.title)} [{group.language}]: {group_words(group)}"
    if group.kind == "clause":
        yield f"   {group.book} book, page {group.page}"
    else:
        yield f"   {group.book} book"
    for part in parts_shown(group):
        yield from _part(part)
    yield f"   firms: {firms_named(group)}"


def _part(part: Part) -> Iterator[str]:
    said = "".join(_marked(piece) for piece in redline(part.before, part.after))
    paragraphs = [line for line in said.split("\n") if line.strip()]
    yield f"   {part.name}: {paragraphs[0] if paragraphs else ''}"
    for paragraph in paragraphs[1:]:
        yield f"     {paragraph}"


def _marked(piece: Piece) -> str:
    words = piece.text.lstrip()
    space = piece.text.removesuffix(words)
    match piece.kind:
        case "added":
            return f"{space}{{+{words}+}}"
        case "removed":
            return f"{space}[-{words}-]"
        case _:
            return piece.text
