"""`handbook schema`: describe a profile, for editors and for people."""

import json

import click

from handbook_gen.cli.common import root_of
from handbook_gen.disk import write_new_text
from handbook_gen.library import library_roots, read_library
from handbook_gen.profile import profile_schema
from handbook_gen.writers.profile_reference import profile_reference


@click.command(
    "schema",
    epilog="\b\nExamples:\n  handbook schema > profile.schema.json\n  handbook schema --write\n  handbook schema --markdown > questions.md",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write it to firm_profiles/.schema/profile.json, where profiles point to.",
)
@click.option("--markdown", is_flag=True, help="Print every question as a page for people instead.")
@click.pass_context
def command(ctx: click.Context, write: bool, markdown: bool) -> int:
    """Print the JSON Schema of a profile, with which editors complete and check it."""
    if write and markdown:
        raise click.UsageError("--write and --markdown exclude each other")
    root = root_of(ctx)
    library = read_library(*library_roots(root))
    if markdown:
        click.echo(profile_reference(library), nl=False)
        return 0
    text = json.dumps(profile_schema(library), ensure_ascii=False, indent=2) + "\n"
    if not write:
        click.echo(text, nl=False)
        return 0
    target = root / "firm_profiles" / ".schema" / "profile.json"
    write_new_text(target, text, replace=True)
    click.echo(f"wrote {target}")
    return 0
