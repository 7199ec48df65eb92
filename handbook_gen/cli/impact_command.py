"""`handbook impact`: which firms, pages and clauses a change of the library touches."""

from datetime import date
from pathlib import Path
from typing import Final

import click

from handbook_gen.cli.common import day, language_of, root_of
from handbook_gen.disk import is_folder, write_new_text
from handbook_gen.impact import (
    Impact,
    Libraries,
    find_impact,
    impact_to_html,
    impact_to_json,
    impact_to_text,
    library_of,
)
from handbook_gen.problems import Problem, UsageError, nearest
from handbook_gen.profile import firm_names, profiles_in
from handbook_gen.releases.moments import is_work_tree
from handbook_gen.workspace import no_workspace

_FORMATS: Final = {"text": impact_to_text, "json": impact_to_json, "html": impact_to_html}


@click.command(
    "impact",
    epilog="""\b
Examples:
  handbook impact
  handbook impact v2026.1 v2026.2 --format html -o impact.html
  handbook impact main --firms de-vries,jansen --format json""",
)
@click.argument("old", required=False, metavar="[FROM]", default="HEAD")
@click.argument("new", required=False, metavar="[TO]")
@click.option(
    "--format",
    "how",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="How to show it: for the terminal, for a program, or as a page to send around.",
)
@click.option("-o", "file", type=click.Path(dir_okay=False), metavar="FILE", help="Write it here.")
@click.option("--firms", metavar="A,B", help="Look at these firms only.  [default: all]")
@click.option("--date", "word", metavar="DAY", help="Look as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str | None,
    how: str,
    file: str | None,
    firms: str | None,
    word: str | None,
) -> int:
    """Say which firms, pages and clauses a change of the library touches, each change once.

    FROM and TO are revisions of git: a tag, a branch or a commit. Without TO it is the work tree,
    and without FROM the last commit. Firms are as they are now.
    """
    impact = _found(root_of(ctx), (old, new), firms, day(word), language_of(ctx) or "")
    said = _FORMATS[how](impact)
    if file is None:
        click.echo(said, nl=False)
    else:
        write_new_text(root_of(ctx) / file, said, replace=True)
        click.echo(str(root_of(ctx) / file))
    if impact.broken:
        click.echo("next: mend the firms that cannot be built (handbook check FIRM)", err=True)
    return 1 if impact.broken else 0


def _found(
    root: Path, revisions: tuple[str, str | None], firms: str | None, today: date, language: str
) -> Impact:
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    names = _chosen(firm_names(profiles), firms)
    old, new = revisions
    libraries = Libraries(library_of(root, old), library_of(root, new), _called(old), _called(new))
    return find_impact(libraries, profiles, names, today, language)


def _called(revision: str | None) -> str:
    return "the work tree" if revision is None or is_work_tree(revision) else revision


def _chosen(known: tuple[str, ...], firms: str | None) -> tuple[str, ...]:
    """Return the firms that were named, or all.

    Raises:
        UsageError: one of them does not exist.
    """
    if firms is None:
        return known
    names = tuple(dict.fromkeys(name.strip() for name in firms.split(",") if name.strip()))
    for name in names:
        if name not in known:
            guess = nearest(name, known)
            help_ = f"did you mean `{guess}`?" if guess else "firms are the files in firm_profiles/"
            raise UsageError([Problem("HB100", f"no firm is called `{name}`", help=help_)])
    return names
