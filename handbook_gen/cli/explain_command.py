"""`handbook explain`: why a clause is in or out, and where an answer comes from."""

import click

from handbook_gen.cli.common import chosen_firms, day, language_of, workspace_of
from handbook_gen.explain import explain
from handbook_gen.workspace import decide_firm


@click.command(
    "explain",
    epilog="\b\nExamples:\n  handbook explain de-vries PRV-16\n  handbook explain de-vries stance.openness",
)
@click.argument("firm")
@click.argument("name", metavar="CLAUSE|FACT")
@click.option("--date", "word", metavar="DAY", help="Explain as if it were this day (2027-03-01).")
@click.pass_context
def command(ctx: click.Context, firm: str, name: str, word: str | None) -> int:
    """Say why a clause is in or out of a firm's handbook, or where an answer comes from."""
    workspace = workspace_of(ctx)
    chosen_firms(workspace, (firm,), everyone=False)
    checked = decide_firm(workspace, firm, day(word))
    language = language_of(ctx) or checked.profile.languages[0]
    for label, words in explain(checked, name, language):
        click.echo(f"{label:12} {words}")
    return 0
