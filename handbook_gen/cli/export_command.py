"""`handbook export`: a handbook as files, for where there is no web server or no sign-in."""

import click

from handbook_gen.cli.common import chosen_firms, count, day, root_of, workspace_of
from handbook_gen.export import Kind, export_files, write_export
from handbook_gen.model.library import BookName
from handbook_gen.releases import read_releases
from handbook_gen.workspace import check_firm
from handbook_gen.writers import read_look

_NEXT = {
    "html": "open a file in the browser, print it as PDF, or put it where your colleagues are",
    "card": "read each file once before you publish it; they name nobody, so no sign-in is needed",
    "json": "read it with a program; the format has a version, `format_version`",
}


@click.command(
    "export",
    epilog="""\\b
Examples:
  handbook export de-vries --html
  handbook export de-vries --html --book control -o for-the-board
  handbook export de-vries --card""",
)
@click.argument("firm", required=False)
@click.option("--html", is_flag=True, help="A book as one HTML file per language.")
@click.option(
    "--card",
    is_flag=True,
    help="The pocket card and the tools as HTML files that name nobody, to publish.",
)
@click.option("--json", is_flag=True, help="The whole handbook as JSON, per language.")
@click.option(
    "-o",
    "directory",
    type=click.Path(file_okay=False),
    metavar="DIR",
    default="export",
    show_default=True,
    help="Where the folder of the firm goes.",
)
@click.option(
    "--book",
    type=click.Choice(["staff", "control"]),
    help="Which book, with --html.  [default: staff]",
)
@click.option("--date", "word", metavar="DAY", help="Export as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firm: str | None,
    html: bool,
    card: bool,
    json: bool,
    directory: str,
    book: BookName | None,
    word: str | None,
) -> int:
    """Write a firm's handbook as files, for where there is no web server or no sign-in."""
    kind = _kind(html=html, card=card, json=json)
    if book and kind != "html":
        raise click.UsageError(f"--book goes with --html, not with --{kind}")
    today = day(word)
    workspace = workspace_of(ctx)
    (name,) = chosen_firms(workspace, (firm,) if firm else (), everyone=False)
    checked = check_firm(workspace, name, today)
    files = export_files(
        checked, kind, book or "staff", read_look(), read_releases(workspace.profiles, name)
    )
    target = (
        root_of(ctx) / directory / name / (f"html-{book or 'staff'}" if kind == "html" else kind)
    )
    write_export(files, target)
    for file in files:
        click.echo(str(target / file))
    warnings = [problem for problem in checked.problems if problem.level == "warning"]
    if warnings:
        said = count(len(warnings), "warning", "warnings")
        click.echo(f"{said} (handbook check {name})", err=True)
    click.echo(f"next: {_NEXT[kind]}", err=True)
    return 0


def _kind(*, html: bool, card: bool, json: bool) -> Kind:
    kinds: dict[Kind, bool] = {"html": html, "card": card, "json": json}
    chosen = [kind for kind, given in kinds.items() if given]
    flags = "--html, --card or --json"
    if not chosen:
        raise click.UsageError(f"say what to export: {flags}")
    if len(chosen) > 1:
        raise click.UsageError(f"choose one of {flags}")
    return chosen[0]
