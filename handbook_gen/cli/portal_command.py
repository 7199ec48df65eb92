"""`handbook portal`: one page that lists all firms, for their publisher."""

import os

import click

from handbook_gen.cli.common import chosen_firms, count, day, language_of, root_of, workspace_of
from handbook_gen.portal import portal_files, rows_of, write_portal
from handbook_gen.status import status_of_firms


@click.command(
    "portal",
    epilog="""\b
Examples:
  handbook portal
  handbook --lang en portal -o /srv/handbooks""",
)
@click.option(
    "-o",
    "--site",
    "site",
    type=click.Path(file_okay=False),
    default="site",
    show_default=True,
    help="Where the HTML of the firms is, and the page goes.",
)
@click.option("--date", "word", metavar="DAY", help="Say it as if it were this day (2027-03-01).")
@click.pass_context
def command(ctx: click.Context, site: str, word: str | None) -> int:
    """Write one page that lists all firms: their books, releases, open questions and what is late.

    It is for the publisher only: it names every firm. No firm's own site leads to it.
    """
    today = day(word)
    workspace = workspace_of(ctx)
    names = chosen_firms(workspace, (), everyone=True)
    library = workspace.library
    language = language_of(ctx) or library.languages[0]
    fleet = status_of_firms(workspace, names, today, language, os.cpu_count() or 1)
    folder = root_of(ctx) / site
    rows = rows_of(fleet, folder, library.languages)
    write_portal(portal_files(fleet, rows, library.phrases, language), folder)
    unbuilt = sum(not row.built for row in rows)
    said = f"{len(fleet.broken)} with problems, {unbuilt} not built"
    click.echo(f"{folder / 'index.html'}: {count(len(names), 'firm', 'firms')}, {said}")
    click.echo("next: open it here, and publish each firm's own folder without it", err=True)
    return 0
