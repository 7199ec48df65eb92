"""A problem as data: a stable code, a place, what was found and what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line in one file; lines and columns count from 1, width in characters.

    `source` is the text of that line, so that a problem can be shown without reading the file again.
    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what somebody wrote, in words for that somebody.

    `label` stands under the marked words, `expected` says what would be right and where that
    stands, `help` says what to do.
    """

    code: str
    message: str
    place: Place | None = None
    label: str = ""
    expected: str = ""
    help: str = ""
    level: Level = "error"


class HandbookError(Exception):
    """The content has problems; nothing was written.

    Attributes:
        problems: every problem of the phase that failed, in the order to show them.
    """

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class UsageError(HandbookError):
    """The command was called in a way that cannot work, for example with a firm that does not exist."""

    exit_code = 2


class EnvironmentLacking(HandbookError):  # noqa: N818  # what happened, in the words of the manual
    """The machine lacks something that the command needs, for example a site builder."""

    exit_code = 3


class gathering:  # noqa: N801  # read as a verb: with gathering(problems)
    """Add the problems of a step to the list instead of stopping, so that all show at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def __enter__(self) -> None:
        """Start the step."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> bool:
        """Take up the problems of a step that stopped."""
        if not isinstance(error, HandbookError):
            return False
        self.problems.extend(error.problems)
        return True


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error, and not just a warning or information."""
    return any(problem.level == "error" for problem in problems)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetitions, by file, line, column and code."""
    return tuple(sorted(set(problems), key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    place = problem.place or Place("")
    return (place.path, place.line, place.column, problem.code, problem.message)
