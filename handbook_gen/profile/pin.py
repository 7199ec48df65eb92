"""The pin of a profile: the version of the library that a firm holds to."""

from handbook_gen.decoding import bad_character
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Pin
from handbook_gen.problems import Problem
from handbook_gen.source_yaml import Node, Scalar, own_place


def read_pin(node: Node | None, problems: list[Problem]) -> Pin | None:
    """Return the version of the library that the firm holds to; None when it names none."""
    if node is None:
        return None
    if not isinstance(node, Scalar) or not node.value.strip():
        expected = 'the version of the library in quotes, for example `library: "2026.1"`'
        problems.append(
            Problem("HB022", "`library` is not a version", own_place(node), expected=expected)
        )
        return None
    if sign := bad_character(node.value):
        message = f"`library` holds the character U+{ord(sign):04X}"
        problems.append(Problem("HB010", message, node.place, help="take it out"))
        return None
    return Pin(node.value.strip(), node.place)


def pin_problems(firm: str, pin: Pin | None, library: Library) -> tuple[Problem, ...]:
    """Return that a firm holds to another version of the library than this one, if it does."""
    if pin is None or pin.version == library.version:
        return ()
    version = library.version
    return (
        Problem(
            "HB130",
            f"`{firm}` holds to library `{pin.version}`, and the library here is `{version}`",
            pin.place,
            expected=f"library `{pin.version}`: install or check out what has it",
            help=f'or take the new one over: read what changes, and write `library: "{version}"`',
        ),
    )
