"""`handbook proposals`: a proposal as a page for the firm, or who has answered."""

from collections.abc import Sequence
from pathlib import Path

import click

from handbook_gen.cli.common import day, language_of, ring_option, root_of, workspace_of
from handbook_gen.disk import is_folder
from handbook_gen.problems import HandbookError, Problem, UsageError, gathering
from handbook_gen.profile import firm_names, pin_of, profiles_in
from handbook_gen.proposals import (
    Standing,
    listing_to_json,
    listing_to_text,
    proposal_called,
    proposal_page,
    read_proposals,
    reminders_to_text,
    standings_of,
)
from handbook_gen.rings import firms_in, read_rings
from handbook_gen.workspace import no_workspace


@click.command(
    "proposals",
    epilog="""\b
Examples:
  handbook proposals
  handbook proposals --remind --ring pilot
  handbook proposals de-vries > proposal.md""",
)
@click.argument("firm", required=False)
@click.argument("name", required=False, metavar="[PROPOSAL]")
@ring_option
@click.option("--remind", is_flag=True, help="List only the firms that have not answered.")
@click.option("--json", "as_json", is_flag=True, help="Print every proposal and answer as JSON.")
@click.option("--date", "word", metavar="DAY", help="Say it as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firm: str | None,
    name: str | None,
    ring: str | None,
    remind: bool,
    as_json: bool,
    word: str | None,
) -> int:
    """Say who has answered a proposal, and who is late; with FIRM, print its page to send.

    The page is Markdown in the firm's first language; its last proposal when none is named.
    """
    if firm is not None and (ring or remind):
        raise click.UsageError("--ring and --remind are about many firms; leave FIRM out")
    if remind and as_json:
        raise click.UsageError("choose one of --remind and --json")
    if firm is not None and not as_json:
        click.echo(_page(ctx, firm, name), nl=False)
        return 0
    if name is not None:
        raise click.UsageError("--json holds all proposals; leave PROPOSAL out")
    today = day(word)
    root = root_of(ctx)
    problems: list[Problem] = []
    found: list[tuple[Standing, ...]] = []
    for one in _firms(root, firm, ring):
        with gathering(problems):
            found.append(standings_of(profiles_in(root), one, today))
    latest = [standings[-1] for standings in found if standings]
    if as_json:
        click.echo(listing_to_json(found), nl=False)
    else:
        click.echo((reminders_to_text if remind else listing_to_text)(latest), nl=False)
    if problems:
        raise HandbookError(problems)
    return 0


def _page(ctx: click.Context, firm: str, name: str | None) -> str:
    workspace = workspace_of(ctx)
    pin_of(firm, workspace.profiles)  # the firm must exist
    if name is not None:
        proposal = proposal_called(workspace.profiles, firm, name)
    else:
        proposals = read_proposals(workspace.profiles, firm)
        if not proposals:
            message = f"`{firm}` has no proposal"
            help_ = "make one with `handbook propose`, if a change of the library touches it"
            raise UsageError([Problem("HB103", message, help=help_)])
        proposal = proposals[-1]
    language = language_of(ctx) or proposal.languages[0]
    return proposal_page(proposal, workspace.library.phrases, language)


def _firms(root: Path, firm: str | None, ring: str | None) -> Sequence[str]:
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    if firm is not None:
        pin_of(firm, profiles)  # the firm must exist
        return (firm,)
    firms = firm_names(profiles)
    return firms if ring is None else firms_in(read_rings(root, firms)[0], ring)
