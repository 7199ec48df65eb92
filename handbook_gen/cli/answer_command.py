"""`handbook answer`: what a firm says to a proposal, and what that means for its profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click

from handbook_gen.cli.common import day, root_of
from handbook_gen.disk import Folder, is_folder
from handbook_gen.model.profile import Pin
from handbook_gen.profile import pin_of, profiles_in
from handbook_gen.proposals import (
    NewDeviation,
    Said,
    Standing,
    answer_to,
    deviations_after,
    deviations_in,
    pin_line,
    progress,
    proposal_called,
    read_answers,
    read_profile_text,
    standing_of,
    takes_over,
    texts_to_write,
    with_deviations,
    with_pin,
    write_answers,
    write_profile_text,
)
from handbook_gen.workspace import no_workspace


@dataclass(frozen=True, slots=True)
class _Edit:
    """What becomes of a profile: its new text, what was done to it, and what is left to do."""

    text: str
    done: tuple[str, ...]
    left: tuple[str, ...]


@click.command(
    "answer",
    epilog="""\b
Examples:
  handbook answer de-vries 2026.2 --accept --by "M. de Vries"
  handbook answer de-vries 2026.2 --decline "We have no shop." --clause LAW-12 --by "M. de Vries" --write
  handbook answer de-vries 2026.2 --adapt "Within two days." --clause ETQ-17 --by "M. de Vries" """,
)
@click.argument("firm")
@click.argument("name", metavar="PROPOSAL")
@click.option("--accept", is_flag=True, help="Take it over.")
@click.option("--adapt", metavar="REASON", help="Take it over in words of the firm's own.")
@click.option("--decline", metavar="REASON", help="Do not take it over.")
@click.option("--by", required=True, metavar="NAME", help="Who decided it.")
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="About this clause; may be given more than once.  [default: all that is open]",
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="About all of it anew, whatever was said of single clauses.",
)
@click.option("--write", is_flag=True, help="Write in the profile what the answer asks for.")
@click.option("--date", "word", metavar="DAY", help="Answer as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firm: str,
    name: str,
    accept: bool,
    adapt: str | None,
    decline: str | None,
    by: str,
    clauses: tuple[str, ...],
    whole: bool,
    write: bool,
    word: str | None,
) -> int:
    """Keep a firm's answer to a proposal, and say what it means for the profile.

    When everything is answered and taken over, the version that the profile holds to moves.
    """
    today = day(word)
    profiles = profiles_in(root_of(ctx))
    if not is_folder(profiles):
        raise no_workspace(root_of(ctx))
    pin = pin_of(firm, profiles)
    proposal = proposal_called(profiles, firm, name)
    before = standing_of(proposal, read_answers(profiles, proposal), today)
    if clauses and whole:
        raise click.UsageError("choose one of --clause and --all")
    said = replace(_said(by, clauses, accept=accept, adapt=adapt, decline=decline), whole=whole)
    after = standing_of(proposal, (*before.answers, answer_to(before, said, today)), today)
    edit = _edit(after, profiles, pin, write=write)
    write_answers(profiles, proposal, after.answers)
    if edit.done:
        write_profile_text(profiles, firm, edit.text)
    click.echo(f"{firm}, proposal {proposal.id}: {after.state}, {progress(after)} answered")
    for line in (*edit.done, *edit.left):
        click.echo(line)
    if after.open:
        click.echo(f"next: answer {', '.join(after.open)}", err=True)
    else:
        click.echo(f"next: handbook check {firm}, and commit firm_profiles/", err=True)
    return 0


def _said(
    by: str, clauses: tuple[str, ...], *, accept: bool, adapt: str | None, decline: str | None
) -> Said:
    if accept + (adapt is not None) + (decline is not None) != 1:
        raise click.UsageError("choose one of --accept, --adapt and --decline")
    names = tuple(dict.fromkeys(clauses))
    if accept:
        return Said("accept", by, "", names)
    if adapt is not None:
        return Said("adapt", by, adapt, names)
    return Said("decline", by, decline or "", names)


def _edit(standing: Standing, profiles: Folder, pin: Pin | None, *, write: bool) -> _Edit:
    """Return what an answer does to the profile, and what it leaves to its owner."""
    proposal = standing.proposal
    shown = profiles.under(f"{proposal.firm}.yml").shown
    text = read_profile_text(profiles, proposal.firm)
    done: list[str] = []
    left: list[str] = []
    version, by_itself = _version(standing, pin)
    if version and (by_itself or write):
        text = with_pin(text, shown, version)
        done.append(f"{shown}: {pin_line(version)}")
    elif version:
        left += [f"to stay with the older version, write in {shown}:", f"  {pin_line(version)}"]
    known = deviations_in(text, shown)
    new = [one for one in deviations_after(standing) if one.clause not in known]
    if new and write and (pin is None or takes_over(standing)):
        text = with_deviations(text, shown, new)
        done += [f"{shown}: deviates from {one.clause}" for one in new]
    elif new:
        left += _deviation_lines(new, shown, waits=write)
    for name, answer in standing.verdicts.items():
        if answer.verdict == "accept" and name in known:
            left.append(f"{shown} still deviates from {name}, which is accepted: take that out")
    left += _texts(standing)
    return _Edit(text, tuple(done), tuple(left))


def _version(standing: Standing, pin: Pin | None) -> tuple[str, bool]:
    """Return the version that the profile is to hold to, or nothing; and whether that is done by itself.

    A pin follows an answer; a firm without one is not given one unless it asks for it.
    """
    old, new = standing.proposal.old.version, standing.proposal.new.version
    if old == new:
        return "", False
    if takes_over(standing) and pin is not None and pin.version == old:
        return new, True
    if standing.state == "declined" and (pin is None or pin.version == new):
        return old, pin is not None
    return "", False


def _deviation_lines(new: Sequence[NewDeviation], shown: str, *, waits: bool) -> Iterator[str]:
    when = ", once everything is answered" if waits else ""
    yield f"write in {shown}, below `deviations:`{when}:"
    for deviation in new:
        yield from (f"  {line}" for line in deviation.lines)


def _texts(standing: Standing) -> Iterator[str]:
    firm = standing.proposal.firm
    for clause, _ in texts_to_write(standing):
        folder = f"firm_profiles/{firm}/clauses/"
        if clause.kind == "removed":
            yield f"{clause.id} goes; to keep it, write it as a clause of your own in {folder}"
            continue
        yield f"write {clause.id} in your own words in {folder}, with in the header:"
        yield f"  replaces: {clause.id}"
        yield f"  based_on: {clause.digest}"
