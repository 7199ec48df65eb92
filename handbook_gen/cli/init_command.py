"""`handbook init`: make a workspace."""

import json
from pathlib import Path
from typing import Literal

import click

from handbook_gen.ci_files import CI_HOSTS, CiHost, ci_file
from handbook_gen.cli.common import root_of
from handbook_gen.disk import write_new_text
from handbook_gen.library import library_roots, read_library
from handbook_gen.problems import Place, Problem, UsageError
from handbook_gen.profile import profile_schema

_GITIGNORE = """\
# What the handbook command makes; it can always be made again.
site/
build/

# Who has read which release: names stay out of git.
acks/
"""


@click.command(
    "init", epilog="\b\nExamples:\n  handbook init\n  handbook init my-handbook --ci gitlab"
)
@click.argument("directory", required=False, default=".", type=click.Path(file_okay=False))
@click.option(
    "--ci",
    type=click.Choice([*CI_HOSTS, "none"]),
    default="github",
    show_default=True,
    help="For which code host to write a workflow.",
)
@click.pass_context
def command(ctx: click.Context, directory: str, ci: CiHost | Literal["none"]) -> int:
    """Make a workspace in DIRECTORY, or here: a folder for firms, and files for git and CI."""
    root = root_of(ctx) / directory
    if (root / "firm_profiles").exists():
        message = f"{_shown(root)} is a workspace already"
        raise UsageError(
            [Problem("HB102", message, Place(str(root)), help="make a firm with `handbook new`")]
        )
    library = read_library(*library_roots(None))
    schema = json.dumps(profile_schema(library), ensure_ascii=False, indent=2) + "\n"
    files = {
        "firm_profiles/.schema/profile.json": schema,
        "firm_profiles/README.md": "# Firms\n\nOne file per firm. Make one with `handbook new FIRM`.\n",
        ".gitignore": _GITIGNORE,
    }
    if ci != "none":
        name, text = ci_file(ci)
        files[name] = text
    for name, text in files.items():
        if not (root / name).exists():  # a repository may have its own already
            write_new_text(root / name, text)
    click.echo(
        f"made a workspace in {_shown(root)} (library {library.version}, languages: {', '.join(library.languages)})"
    )
    step = "" if directory == "." else f"cd {directory} && "
    click.echo(f"next: {step}handbook new FIRM")
    return 0


def _shown(root: Path) -> str:
    return "this folder" if root == Path() else f"`{root}`"
