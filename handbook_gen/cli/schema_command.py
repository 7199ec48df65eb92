"""`handbook schema`: describe a profile for editors."""

import json

import click

from handbook_gen.cli.common import root_of
from handbook_gen.disk import write_new_text
from handbook_gen.library import library_roots, read_library
from handbook_gen.profile import profile_schema


@click.command(
    "schema",
    epilog="\b\nExamples:\n  handbook schema > profile.schema.json\n  handbook schema --write",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write it to firm_profiles/.schema/profile.json, where profiles point to.",
)
@click.pass_context
def command(ctx: click.Context, write: bool) -> int:
    """Print the JSON Schema of a profile, with which editors complete and check it."""
    root = root_of(ctx)
    schema = profile_schema(read_library(*library_roots(root)))
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if not write:
        click.echo(text, nl=False)
        return 0
    target = root / "firm_profiles" / ".schema" / "profile.json"
    write_new_text(target, text, replace=True)
    click.echo(f"wrote {target}")
    return 0
