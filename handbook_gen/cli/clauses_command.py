"""`handbook clauses`: list the clauses, and which firms of the workspace have them."""

import click

from handbook_gen.cli.common import day, language_of, root_of, workspace_of
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError
from handbook_gen.workspace import check_firm


@click.command("clauses", epilog="\b\nExamples:\n  handbook clauses\n  handbook clauses --coverage")
@click.option("--coverage", is_flag=True, help="Show for how many firms each clause is in and out.")
@click.pass_context
def command(ctx: click.Context, coverage: bool) -> int:
    """List the clauses of the library: ID, level, book, title and condition."""
    language = language_of(ctx) or "en"
    if coverage:
        return _coverage(ctx)
    library = read_library(*library_roots(root_of(ctx)))
    for clause in library.clauses.values():
        book = library.pages[clause.page].book
        condition = f"  [{clause.condition_text}]" if clause.condition_text else ""
        title = clause.texts[language].title
        click.echo(f"{clause.id:8} {clause.level:10} {book:8} {title}{condition}")
    click.echo(_summary(library))
    return 0


def _coverage(ctx: click.Context) -> int:
    workspace = workspace_of(ctx)
    inside: dict[str, int] = dict.fromkeys(workspace.library.clauses, 0)
    firms = 0
    for name in workspace.firms:
        try:
            firm = check_firm(workspace, name, day(None))
        except HandbookError:
            click.echo(f"{name}: has problems, and is not counted", err=True)
            continue
        firms += 1
        for clause_id in firm.decisions.clauses:
            if clause_id in inside:
                inside[clause_id] += 1
    conditional = [c.id for c in workspace.library.clauses.values() if c.applies_when]
    for clause_id in conditional:
        click.echo(f"{clause_id:8} in {inside[clause_id]:3}  out {firms - inside[clause_id]:3}")
    both = sum(0 < inside[clause_id] < firms for clause_id in conditional)
    click.echo(
        f"{both} of {len(conditional)} conditions are true for one firm and false for another"
    )
    return 0


def _summary(library: Library) -> str:
    staff = sum(library.pages[clause.page].book == "staff" for clause in library.clauses.values())
    control = len(library.clauses) - staff
    return f"{len(library.clauses)} clauses: {staff} for everyone, {control} duties (library {library.version})"
