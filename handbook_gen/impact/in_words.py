"""The words that the text and the page of an impact share."""

from typing import Final

from handbook_gen.impact.found import Group, Impact, LibraryChange, LookAgain, Part

_SHOWN_WHOLE: Final = ("title", "text", "good", "bad", "why")
"""The parts of a clause that is new or gone that a reader wants to see whole."""

ON_MADE_PAGES: Final = frozenset({"channel", "list", "phrase", "role", "section", "tool"})
"""What is shown on other pages than those of the library."""

_NAMED: Final = 10
"""So many firms are named; the rest is a number."""


def heading(impact: Impact) -> str:
    """Return what is compared with what."""
    return f"The library at {impact.before}, and {impact.after}"


def in_short(impact: Impact) -> str:
    """Return the result in one sentence."""
    touched = len(impact.touched)
    said = (
        f"{count(touched, 'firm')} of {impact.firms:,} {_verb(touched)} touched, "
        f"in {count(len(impact.groups), 'change')} to look at"
    )
    if impact.broken:
        said += f"; {count(len(impact.broken), 'firm')} cannot be built"
    return f"{said}; {count(impact.untouched, 'firm')} {_verb(impact.untouched)} not touched."


def beside(impact: Impact) -> str:
    """Return what the numbers leave out; empty when they leave out nothing."""
    kinds = sorted({change.kind for change in impact.changes} & ON_MADE_PAGES)
    if not kinds:
        return ""
    return (
        f"Not counted: what differs in a {' or '.join(kinds)} shows on pages that the program makes, "
        "for every firm that has them."
    )


def change_words(change: LibraryChange) -> str:
    """Return what differs about one thing of the library."""
    said = ", ".join(change.parts) if change.what == "changed" else change.what
    if not said:
        said = "changed"
    if change.declared == "not declared":
        return f"{said} (not declared in CHANGES.md)"
    return f"{said} (declared as {change.declared})" if change.declared else said


def group_words(group: Group) -> str:
    """Return the first line of a group: what happens to which clause or page, for how many firms."""
    match group.what:
        case "changed":
            said = ", ".join(part.name for part in group.parts)
        case "added":
            said = "new for these firms"
        case _:
            said = "gone for these firms"
    return f"{said}, {count(len(group.firms), 'firm')}"


def parts_shown(group: Group) -> tuple[Part, ...]:
    """Return the parts to show: all that differ, and of what is new or gone what it says."""
    if group.what == "changed":
        return group.parts
    return tuple(part for part in group.parts if part.name in _SHOWN_WHOLE)


def firms_named(group: Group) -> str:
    """Return the names of the first firms, and how many there are besides."""
    more = len(group.firms) - _NAMED
    named = ", ".join(group.firms[:_NAMED])
    return f"{named} and {more:,} more" if more > 0 else named


def look_again_words(one: LookAgain) -> str:
    """Return what a firm should look at again, and why."""
    if one.own:
        return f"{one.clause} is replaced by its own {one.own}; compare the two again"
    return f"it deviates from {one.clause}; see whether the reason still holds"


def count(number: int, one: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"
