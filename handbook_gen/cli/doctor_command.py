"""`handbook doctor`: look whether this machine has what the commands need."""

import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from handbook_gen import __version__
from handbook_gen.cli.common import root_of
from handbook_gen.problems import HandbookError
from handbook_gen.workspace import open_workspace

_ENGINES = {
    "mkdocs": ("mkdocs", "mkdocs-material"),
    "properdocs": ("properdocs", "mkdocs-material"),
    "zensical": ("zensical",),
}


@click.command("doctor", epilog="\b\nExample:\n  handbook doctor")
@click.pass_context
def command(ctx: click.Context) -> int:
    """Look whether this machine has what is needed. Exit code 3 when something is lacking."""
    click.echo(
        f"handbook-gen {__version__}, Python {platform.python_version()} at {sys.executable}"
    )
    lacking = False
    for engine, packages in _ENGINES.items():
        found = {package: _version(package) for package in packages}
        missing = [package for package, number in found.items() if not number]
        if missing:
            click.echo(f"- {engine}: not installed (pip install {' '.join(packages)})")
        else:
            click.echo(
                f"+ {engine}: " + ", ".join(f"{name} {number}" for name, number in found.items())
            )
        lacking = lacking or (bool(missing) and engine == "mkdocs")
    git = shutil.which("git")
    click.echo("+ git" if git else "- git: not found; versions of policy are kept with it")
    try:
        workspace = open_workspace(root_of(ctx))
        click.echo(
            f"+ workspace: {len(workspace.firms)} firms, library {workspace.library.version}"
        )
    except HandbookError as error:
        click.echo(f"- workspace: {error.problems[0].message}")
    return 3 if lacking else 0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
