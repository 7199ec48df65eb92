"""`handbook check`: find everything that is wrong, and write nothing."""

from datetime import date

import click

from handbook_gen.cli.common import (
    chosen_firms,
    count,
    day,
    language_of,
    ring_option,
    show_problems,
    workspace_of,
)
from handbook_gen.problems import (
    HandbookError,
    Problem,
    gathering,
    has_errors,
    sorted_problems,
)
from handbook_gen.problems.formats import Format, shown
from handbook_gen.proposals import proposal_problems
from handbook_gen.releases import release_problems
from handbook_gen.rings import read_rings
from handbook_gen.workspace import Workspace, check_firm, handbooks, library_problems


@click.command(
    "check",
    epilog="\b\nExamples:\n  handbook check de-vries\n  handbook check --all --strict\n  handbook check --all --format sarif > problems.sarif",
)
@click.argument("firms", nargs=-1, metavar="[FIRM]...")
@click.option("--all", "everyone", is_flag=True, help="Check every firm of the workspace.")
@ring_option
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option(
    "--format",
    "how",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How to show problems.",
)
@click.option("--date", "word", metavar="DAY", help="Check as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firms: tuple[str, ...],
    everyone: bool,
    ring: str | None,
    strict: bool,
    how: Format,
    word: str | None,
) -> int:
    """Check firms and the library; write nothing.

    Exit code 1 means that there are errors; with --strict also that there are warnings.
    """
    today = day(word)
    problems: list[Problem] = []
    names: tuple[str, ...] = ()
    try:
        workspace = workspace_of(ctx)
        names = chosen_firms(workspace, firms, everyone=everyone, ring=ring)
        problems += library_problems(workspace, today)
        with gathering(problems):
            problems += read_rings(workspace.root, workspace.firms)[1]
        for name in names:
            problems += _firm_problems(workspace, name, today, language_of(ctx))
    except HandbookError as error:
        if how == "text" or error.exit_code != 1:
            raise
        problems += error.problems
    return _report(sorted_problems(problems), names, how, strict=strict)


def _firm_problems(
    workspace: Workspace, name: str, today: date, language: str | None
) -> tuple[Problem, ...]:
    home = workspace.home_of(name)
    frozen = (*release_problems(home, name), *proposal_problems(home, name))
    try:
        firm = check_firm(workspace, name, today, language)
        handbooks(firm)  # every text must fill in
        return (*firm.problems, *frozen)
    except HandbookError as error:
        return (*error.problems, *frozen)


def _report(
    problems: tuple[Problem, ...], names: tuple[str, ...], how: Format, *, strict: bool
) -> int:
    failed = has_errors(problems) or (strict and any(p.level == "warning" for p in problems))
    if how != "text":
        click.echo(shown(problems, how), nl=False)
        return 1 if failed else 0
    show_problems(problems)
    errors = sum(problem.level == "error" for problem in problems)
    warnings = sum(problem.level == "warning" for problem in problems)
    open_questions = sum(problem.code == "HB082" for problem in problems)
    parts = [
        count(len(names), "firm", "firms"),
        count(errors, "error", "errors"),
        count(warnings, "warning", "warnings"),
        count(open_questions, "open question", "open questions"),
    ]
    click.echo(", ".join(parts) + (" - good" if not failed else ""))
    return 1 if failed else 0
