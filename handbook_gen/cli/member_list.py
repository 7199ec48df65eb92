"""What `handbook new --from` and `--columns` do: profiles from a member list, and its heads."""

from collections.abc import Sequence
from pathlib import Path

import click

from handbook_gen.cli.common import count
from handbook_gen.disk import Folder, is_folder
from handbook_gen.model.library import Library
from handbook_gen.problems import first_of
from handbook_gen.profile import profiles_in
from handbook_gen.roster import Roster, enrolled, heads_for, read_table, write_profiles
from handbook_gen.workspace import no_workspace

_MOST_NAMED = 5


def print_heads(library: Library) -> None:
    """Print the first row of a member list, as a Dutch spreadsheet opens it."""
    click.echo(";".join(heads_for(library)))


def new_from_list(
    root: Path,
    library: Library,
    file: str,
    languages: Sequence[str],
    language: str | None,
    *,
    dry_run: bool,
) -> int:
    """Write a profile for each firm of a list that has none yet, or only say what would be written.

    Raises:
        HandbookError: something in the list is wrong; nothing is written.
    """
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    rows = read_table(Folder(Path(file), file), heads_for(library))
    roster = enrolled(rows, profiles, library, languages, language)
    if not dry_run:
        write_profiles(roster.new, profiles)
    _report(roster, dry_run=dry_run)
    return 0


def _report(roster: Roster, *, dry_run: bool) -> None:
    written = count(len(roster.new), "profile", "profiles")
    click.echo(
        f"{written} {'would be written' if dry_run else 'written'}, {len(roster.known)} skipped"
    )
    if dry_run:
        for firm in roster.new:
            click.echo(f"  {firm.name}")
    if roster.known:
        click.echo(f"skipped, there already: {first_of(roster.known, _MOST_NAMED)}", err=True)
    examples = sum(firm.examples for firm in roster.new)
    if examples:
        said = count(examples, "answer is", "answers are")
        click.echo(f"{said} an example: look for `please answer` in the profiles", err=True)
    if roster.new and not dry_run:
        click.echo("next: handbook check --all, and then handbook build --all", err=True)
