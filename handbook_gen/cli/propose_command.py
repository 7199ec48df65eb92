"""`handbook propose`: a change of the library as a proposal to each firm that it touches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from handbook_gen.cli.common import count, day, ring_option, root_of, show_problems
from handbook_gen.disk import Folder, is_folder
from handbook_gen.impact import Libraries, library_of
from handbook_gen.problems import HandbookError, Problem, UsageError
from handbook_gen.profile import firm_names, profiles_in
from handbook_gen.proposals import (
    Outcome,
    Proposal,
    State,
    Terms,
    propose,
    read_profile_text,
    with_pin,
    write_profile_text,
    write_proposal,
)
from handbook_gen.releases.moments import is_work_tree
from handbook_gen.rings import firms_in, read_rings
from handbook_gen.workspace import no_workspace

_STATES: Final[Mapping[State, str]] = {
    "proposed": "proposed",
    "known": "proposed before",
    "untouched": "not touched",
    "there": "there already",
    "broken": "with problems",
}


@click.command(
    "propose",
    epilog="""\b
Examples:
  handbook propose --before 2027-03-01 --ring pilot
  handbook propose v2026.1 v2026.2 --before 2027-03-01 --note "The new law holds from 1 April." """,
)
@click.argument("old", required=False, metavar="[FROM]", default="HEAD")
@click.argument("new", required=False, metavar="[TO]")
@click.option(
    "--before", "deadline", required=True, metavar="DAY", help="An answer is late from this day on."
)
@ring_option
@click.option("--note", default="", metavar="TEXT", help="What the firms should know of it.")
@click.option(
    "--move-pins",
    is_flag=True,
    help="Move the pin of firms that the change does not touch; they are asked nothing.",
)
@click.option("--date", "word", metavar="DAY", help="Propose as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str | None,
    deadline: str,
    ring: str | None,
    note: str,
    move_pins: bool,
    word: str | None,
) -> int:
    """Write a proposal for each firm of which a change of the library touches the handbook.

    FROM and TO are revisions of git: a tag, a branch or a commit. Without TO it is the work tree,
    and without FROM the last commit. A firm that is not touched gets none. Nothing is sent.
    """
    terms = _terms(day(word), deadline, note)
    root = root_of(ctx)
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    firms = firm_names(profiles)
    if ring is not None:
        firms = firms_in(read_rings(root, firms)[0], ring)
    libraries = _libraries(root, old, new)
    outcomes = [_written(found, profiles) for found in propose(libraries, profiles, firms, terms)]
    holding = _holding(outcomes, libraries)
    for firm in holding if move_pins else ():
        _move_pin(profiles, firm, libraries.new.version)
    _report(outcomes)
    _say_next(outcomes, [] if move_pins else holding, libraries)
    return 1 if any(found.state == "broken" for found in outcomes) else 0


def _terms(today: date, deadline: str, note: str) -> Terms:
    before = day(deadline)
    if before <= today:
        message = f"the day before which firms are to answer is {before}, and today is {today}"
        raise UsageError([Problem("HB103", message, help="give them time: --before DAY")])
    if any(not sign.isprintable() for sign in note):
        raise UsageError(
            [Problem("HB103", "`--note` holds a character that does not belong there")]
        )
    return Terms(today, before, note)


def _libraries(root: Path, old: str, new: str | None) -> Libraries:
    called = "the work tree" if is_work_tree(new) else str(new)
    before = "the work tree" if is_work_tree(old) else old
    return Libraries(library_of(root, old), library_of(root, new), before, called)


def _written(found: Outcome, profiles: Folder) -> Outcome:
    if found.state == "proposed" and found.proposal is not None:
        try:
            path = write_proposal(profiles, found.proposal)
        except HandbookError as error:
            return Outcome(found.firm, "broken", problems=error.problems)
        click.echo(f"{found.firm}: {_size(found.proposal)}  {path}")
    return found


def _size(proposal: Proposal) -> str:
    """Return how much a proposal asks."""
    said = [
        count(len(proposal.clauses), "clause", "clauses") if proposal.clauses else "",
        count(len(proposal.pages), "page", "pages") if proposal.pages else "",
        f"{len(proposal.own)} to look at again" if proposal.own else "",
    ]
    return ", ".join(filter(None, said))


def _holding(outcomes: Sequence[Outcome], libraries: Libraries) -> list[str]:
    """Return the firms that the change does not touch and that hold to the older version."""
    if libraries.old.version == libraries.new.version:
        return []
    return [
        found.firm
        for found in outcomes
        if found.state == "untouched" and found.profile is not None and found.profile.pin
    ]


def _move_pin(profiles: Folder, firm: str, version: str) -> None:
    shown = profiles.under(f"{firm}.yml").shown
    text = with_pin(read_profile_text(profiles, firm), shown, version)
    write_profile_text(profiles, firm, text)
    click.echo(f'{firm}: not touched, now holds to library "{version}"')


def _report(outcomes: Sequence[Outcome]) -> None:
    for found in outcomes:
        if found.state == "broken":
            click.echo(f"{found.firm}: not proposed", err=True)
            show_problems(found.problems)
    counted = Counter(found.state for found in outcomes)
    said = [f"{counted[state]} {words}" for state, words in _STATES.items() if counted[state]]
    click.echo(f"{count(len(outcomes), 'firm', 'firms')}: {', '.join(said) or 'nothing to do'}")


def _say_next(outcomes: Sequence[Outcome], holding: Sequence[str], libraries: Libraries) -> None:
    proposed = any(found.state == "proposed" for found in outcomes)
    old, new = libraries.old.version, libraries.new.version
    if proposed and old == new:
        click.echo(
            f"warning: both libraries are version {old}, so no firm can hold to the older one\n"
            "  help: give the new one its own version in library.yml before you propose it",
            err=True,
        )
    if holding:
        firms = count(len(holding), "firm is", "firms are")
        click.echo(
            f"next: {firms} not touched and held to {old}; --move-pins moves them to {new}",
            err=True,
        )
    if proposed:
        click.echo("next: commit the proposals, and send each firm its own: ", nl=False, err=True)
        click.echo("handbook proposals FIRM", err=True)
