"""`handbook owners`: print a CODEOWNERS file from the owners of clauses and pages."""

import click

from handbook_gen.ci_files import (
    HostFormat,
    code_owners,
    owned_files,
    read_teams,
    teams_of,
    unmapped_problems,
)
from handbook_gen.cli.common import root_of, show_problems, workspace_of
from handbook_gen.disk import Folder
from handbook_gen.library.cross_check import people_of

_PLACES: dict[HostFormat, str] = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


@click.command(
    "owners",
    epilog="""\b
Examples:
  handbook owners --team owner=@org/board --team privacy_officer=@org/privacy
  handbook owners --teams teams.yml > .github/CODEOWNERS
  handbook owners --teams teams.yml --format gitlab > .gitlab/CODEOWNERS""",
)
@click.option(
    "--team",
    "words",
    multiple=True,
    metavar="ROLE=ACCOUNT",
    help="The account of a role, or of a firm; may be given more than once.",
)
@click.option(
    "--teams",
    "file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A YAML file with such a line for each role.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["github", "gitlab"]),
    default="github",
    show_default=True,
    help="For which code host.",
)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], file: str | None, form: HostFormat) -> int:
    """Print who reviews which file, for the code host, from the owners of clauses and pages."""
    workspace = workspace_of(ctx)
    roles = [fact_id.removeprefix("people.") for fact_id in people_of(workspace.library)]
    known = (*roles, *workspace.firms)
    teams = dict(read_teams(Folder(root_of(ctx) / file, file), known)) if file else {}
    teams.update(teams_of(words, known))
    files = owned_files(workspace)
    click.echo(code_owners(files, teams, form), nl=False)
    show_problems(unmapped_problems(files, teams))
    click.echo(f"next: write it to {_PLACES[form]}, and commit that", err=True)
    return 0
