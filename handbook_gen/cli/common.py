"""What several commands share: the workspace, the choice of firms, dates and how results are shown."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from handbook_gen.model.known import YEARS
from handbook_gen.problems import Problem, UsageError, nearest, sorted_problems
from handbook_gen.problems.formats import as_text

if TYPE_CHECKING:  # it reads libraries, and is slow to import
    from handbook_gen.workspace import Workspace

_MOST_SHOWN: Final = 100
"""Problems of one level; whoever has more mends some first, or asks for another format."""


def workspace_of(ctx: click.Context) -> "Workspace":
    """Return the workspace in the folder that the command works in."""
    from handbook_gen.workspace import open_workspace

    return open_workspace(root_of(ctx), more_firms(ctx))


def more_firms(ctx: click.Context) -> list[Path]:
    """Return the folders with firms that were named beside the workspace."""
    return [Path(folder) for folder in ctx.obj["firms"]]


def root_of(ctx: click.Context) -> Path:
    """Return the folder that the command works in."""
    return Path(ctx.obj["directory"])


def language_of(ctx: click.Context) -> str | None:
    """Return the language that was asked for, or None."""
    language = ctx.obj["lang"]
    return str(language) if language else None


ring_option = click.option(
    "--ring", metavar="NAME", help="The firms of this ring only; rings stand in fleet.yml."
)


def chosen_firms(
    workspace: "Workspace", firms: Sequence[str], *, everyone: bool, ring: str | None = None
) -> tuple[str, ...]:
    """Return the firms to work on: those named, of a ring, or all; the only one when none is named.

    Raises:
        UsageError: nothing was chosen, or a firm or ring does not exist.
        HandbookError: the rings cannot be read.
    """
    return chosen_from(workspace.root, workspace.firms, firms, everyone=everyone, ring=ring)


def chosen_from(
    root: Path,
    known: tuple[str, ...],
    firms: Sequence[str],
    *,
    everyone: bool,
    ring: str | None = None,
) -> tuple[str, ...]:
    """Return the same from the names of all firms, before a workspace is opened.

    Raises:
        UsageError: nothing was chosen, or a firm or ring does not exist.
        HandbookError: the rings cannot be read.
    """
    if ring is not None:
        from handbook_gen.rings import firms_in, read_rings

        if firms:
            raise _usage("firms are named and `--ring` is given too", "leave one of the two out")
        return firms_in(read_rings(root, known)[0], ring)
    if everyone:
        if firms:
            raise _usage("firms are named and `--all` is given too", "leave one of the two out")
        if not known:
            raise _usage("there is no firm yet", "make one with `handbook new`")
        return known
    if not firms:
        if len(known) == 1:
            return known
        raise _usage("no firm is named", "name one, or use `--all`")
    for firm in firms:
        if firm not in known:
            guess = nearest(firm, known)
            help_ = (
                f"did you mean `{guess}`?"
                if guess
                else "firms are the files in firm_profiles/, without `.yml`"
            )
            raise UsageError([Problem("HB100", f"no firm is called `{firm}`", help=help_)])
    return tuple(dict.fromkeys(firms))


def day(word: str | None) -> date:
    """Return the day that was given, or today.

    Raises:
        UsageError: it is no day of the calendar.
    """
    if word is None:
        return date.today()
    try:
        found = date.fromisoformat(word)
    except ValueError:
        raise _usage(f"`{word}` is not a day of the calendar", "write it as 2027-03-01") from None
    if found.year not in YEARS:
        raise _usage(f"`{word}` is too long ago or too far away", "write it as 2027-03-01")
    return found


def show_problems(problems: Sequence[Problem]) -> None:
    """Print errors and then warnings for people, on the error stream; not what is only information."""
    for level in ("error", "warning"):
        found = [problem for problem in sorted_problems(problems) if problem.level == level]
        if found:
            click.echo(as_text(found[:_MOST_SHOWN]), err=True)
        if len(found) > _MOST_SHOWN:
            click.echo(f"… and {len(found) - _MOST_SHOWN} more\n", err=True)


def is_terminal() -> bool:
    """Tell whether somebody sits at the keyboard."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def count(number: int, one: str, more: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else more}"


def _usage(message: str, help_: str) -> UsageError:
    return UsageError([Problem("HB103", message, help=help_)])
