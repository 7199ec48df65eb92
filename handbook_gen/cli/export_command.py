"""`handbook export`: a handbook as files, for where there is no web server or no sign-in."""

from typing import Final, Literal

import click

from handbook_gen.cli.common import chosen_firms, count, day, root_of, workspace_of
from handbook_gen.engines import require_engine
from handbook_gen.export import Kind, export_files, write_export
from handbook_gen.handover import handover_files
from handbook_gen.model.choices import BookName
from handbook_gen.releases import read_releases
from handbook_gen.workspace import check_firm
from handbook_gen.writers import read_look

_ExportKind = Kind | Literal["zip"]

_NEXT: Final[dict[_ExportKind, str]] = {
    "html": "open a file in the browser, print it as PDF, or put it where your colleagues are",
    "card": "read each file once before you publish it; they name nobody, so no sign-in is needed",
    "json": "read it with a program; the format has a version, `format_version`",
    "zip": "hand it over in a safe way: it holds names, and all that was released",
}


@click.command(
    "export",
    epilog="""\\b
Examples:
  handbook export de-vries --html
  handbook export de-vries --html --book control -o for-the-board
  handbook export de-vries --card
  handbook export de-vries --zip""",
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
    "--zip",
    "archive",
    is_flag=True,
    help="Site, projects, profile and releases in one file, for a firm that goes on alone.",
)
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
    archive: bool,
    directory: str,
    book: BookName | None,
    word: str | None,
) -> int:
    """Write a firm's handbook as files, for where there is no web server or no sign-in."""
    kind = _kind(html=html, card=card, json=json, archive=archive)
    if book and kind != "html":
        raise click.UsageError(f"--book goes with --html, not with --{kind}")
    today = day(word)
    workspace = workspace_of(ctx)
    (name,) = chosen_firms(workspace, (firm,) if firm else (), everyone=False)
    checked = check_firm(workspace, name, today)
    releases = read_releases(workspace.home_of(name), name)
    folder = f"html-{book or 'staff'}" if kind == "html" else kind
    target = root_of(ctx) / directory / name / folder
    if kind == "zip":
        require_engine("mkdocs")
        files = handover_files(workspace, checked, read_look(), releases, target)
    else:
        files = export_files(checked, kind, book or "staff", read_look(), releases)
    write_export(files, target)
    for file in files:
        click.echo(str(target / file))
    warnings = [problem for problem in checked.problems if problem.level == "warning"]
    if warnings:
        said = count(len(warnings), "warning", "warnings")
        click.echo(f"{said} (handbook check {name})", err=True)
    click.echo(f"next: {_NEXT[kind]}", err=True)
    return 0


def _kind(*, html: bool, card: bool, json: bool, archive: bool) -> _ExportKind:
    kinds: dict[_ExportKind, bool] = {"html": html, "card": card, "json": json, "zip": archive}
    chosen = [kind for kind, given in kinds.items() if given]
    flags = "--html, --card, --json or --zip"
    if not chosen:
        raise click.UsageError(f"say what to export: {flags}")
    if len(chosen) > 1:
        raise click.UsageError(f"choose one of {flags}")
    return chosen[0]
