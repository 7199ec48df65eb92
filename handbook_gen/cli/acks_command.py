"""`handbook acks`: keep who has read which release, and say who is to be asked again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from handbook_gen.acks import (
    ANSWERS,
    KEEP_MONTHS,
    PEOPLE,
    Asked,
    acks_in,
    asked_by,
    members_in,
    members_of,
    merged,
    read_acks,
    read_list,
    records_name,
    split_by_age,
    standings,
    write_acks,
)
from handbook_gen.cli.acks_shown import as_csv, as_json, as_words
from handbook_gen.cli.common import (
    chosen_firms,
    count,
    day,
    root_of,
    workspace_of,
)
from handbook_gen.comparison import compare
from handbook_gen.disk import Folder
from handbook_gen.git import would_be_committed
from handbook_gen.problems import HandbookError, Problem, UsageError, nearest
from handbook_gen.releases import read_releases

_COLUMNS: Final = tuple(ANSWERS)

_KEEP = click.option(
    "--keep-months",
    "months",
    type=click.IntRange(1, 600),
    default=KEEP_MONTHS,
    show_default=True,
    help="Remove what was confirmed longer ago.",
)
_DATE = click.option(
    "--date", "word", metavar="DAY", help="Work as if it were this day (2027-03-01)."
)


@click.group(
    "acks",
    epilog="""\b
Examples:
  handbook acks import de-vries answers.csv
  handbook acks status de-vries --people people.csv
  handbook acks forget de-vries --person j.jansen@devries.example""",
)
def command() -> None:
    """Keep who has read which release, and say who is to be asked again.

    The names are kept in acks/FIRM.json of the workspace, which git is to ignore.
    """


@command.command(
    "import",
    epilog="""\b
Examples:
  handbook acks import de-vries answers.csv
  handbook acks import de-vries answers.csv --column who="Je naam" --column version="Vraag 2"
  handbook acks import de-vries answers.csv --month-first""",
)
@click.argument("firm")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=HEADING",
    help="The heading of a column: who, when, version, role or digest. May be given more than once.",
)
@click.option("--month-first", is_flag=True, help="Read 3/14/2027 as 14 March, as Americans do.")
@_KEEP
@_DATE
@click.pass_context
def import_(
    ctx: click.Context,
    firm: str,
    file: str,
    columns: tuple[str, ...],
    month_first: bool,
    months: int,
    word: str | None,
) -> int:
    """Take in the answers of a form: a CSV file with who, when and which version.

    With a wrong row nothing is taken in. A row that is known already counts once.
    """
    today = day(word)
    root = root_of(ctx)
    asked = _asked(ctx, firm)
    chosen = _chosen(columns)
    rows = read_list(Folder(root / file, file), ANSWERS, ("who", "when", "version"), chosen)
    new, problems = acks_in(rows, asked, file, today, month_first=month_first)
    if problems:
        raise HandbookError(problems)
    _require_release(asked, firm)
    before = read_acks(root, firm)
    known, _ = split_by_age(before, today, months)
    kept, old = split_by_age(merged((*before, *new)), today, months)
    write_acks(root, firm, kept)
    added = len(kept) - len(known)
    click.echo(f"{firm}: {count(added, 'new answer', 'new answers')}, {len(kept)} kept")
    _say_removed(len(old), months)
    _warn_of_git(root, firm)
    click.echo(f"next: handbook acks status {firm}", err=True)
    return 0


@command.command(
    "status",
    epilog="""\b
Examples:
  handbook acks status de-vries
  handbook acks status de-vries --people people.csv --role account_team
  handbook acks status de-vries --people people.csv --csv > to-ask.csv""",
)
@click.argument("firm")
@click.option(
    "--people",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A CSV file of everyone who is to confirm: name, e-mail, role.",
)
@click.option("--role", help="Only this role: its key or title.")
@click.option("--json", "as_", flag_value="json", help="Print JSON.")
@click.option("--csv", "as_", flag_value="csv", help="Print CSV, safe to open in a spreadsheet.")
@_KEEP
@_DATE
@click.pass_context
def status(
    ctx: click.Context,
    firm: str,
    people: str | None,
    role: str | None,
    as_: str | None,
    months: int,
    word: str | None,
) -> int:
    """Say who is up to date with the last release, who has read an older one, and who none.

    Somebody is asked again only when a rule for their role has changed in meaning.
    """
    root = root_of(ctx)
    asked = _asked(ctx, firm)
    _require_release(asked, firm)
    key = _role(role, asked[-1]) if role else ""
    known = read_acks(root, firm)
    acks, old = split_by_age(known, day(word), months)
    members = members_of(acks)
    if people is not None:
        rows = read_list(Folder(root / people, people), PEOPLE, ("name",))
        members, problems = members_in(rows, asked[-1], people)
        if problems:
            raise HandbookError(problems)
    if key:
        members = tuple(member for member in members if member.role == key)
    if old:
        write_acks(root, firm, acks)
    found = standings(members, acks, asked)
    show = {"json": as_json, "csv": as_csv}.get(as_ or "", as_words)
    click.echo(show(found, firm, asked[-1]), nl=False)
    _say_removed(len(old), months, err=as_ is not None)
    if people is None and as_ is None:
        click.echo("next: name who should have confirmed with --people FILE", err=True)
    return 0


@command.command(
    "forget",
    epilog="""\b
Examples:
  handbook acks forget de-vries --person j.jansen@devries.example
  handbook acks forget de-vries --before 2026-01-01""",
)
@click.argument("firm")
@click.option("--before", "word", metavar="DAY", help="What was confirmed before this day.")
@click.option("--person", metavar="NAME", help="Everything of one person, as the form named them.")
@click.pass_context
def forget(ctx: click.Context, firm: str, word: str | None, person: str | None) -> int:
    """Remove answers for good: those of one person, those before a day, or both at once."""
    if word is None and person is None:
        raise click.UsageError("say what to forget: --before DAY, --person NAME, or both")
    root = root_of(ctx)
    chosen_firms(workspace_of(ctx), (firm,), everyone=False)
    known = read_acks(root, firm)
    before = day(word) if word is not None else date.max
    kept = [
        ack
        for ack in known
        if ack.day >= before or (person is not None and ack.who.casefold() != person.casefold())
    ]
    if len(kept) < len(known):
        write_acks(root, firm, kept)
    removed = len(known) - len(kept)
    click.echo(f"{firm}: {count(removed, 'answer', 'answers')} forgotten, {len(kept)} kept")
    guess = nearest(person, [ack.who for ack in known]) if person and not removed else ""
    if guess:
        click.echo(f"next: did you mean --person '{guess}'?", err=True)
    return 0


def _asked(ctx: click.Context, firm: str) -> tuple[Asked, ...]:
    """Return what the releases of a firm ask; nothing before the first one."""
    workspace = workspace_of(ctx)
    chosen_firms(workspace, (firm,), everyone=False)
    return asked_by(read_releases(workspace.profiles, firm), compare)


def _require_release(asked: Sequence[Asked], firm: str) -> None:
    if not asked:
        message = f"`{firm}` has no release, so there is nothing to confirm yet"
        help_ = f"make one with `handbook release {firm} VERSION`"
        raise UsageError([Problem("HB103", message, help=help_)])


def _chosen(columns: Sequence[str]) -> dict[str, str]:
    found = {}
    for said in columns:
        name, equals, heading = said.partition("=")
        if not equals or name not in _COLUMNS or not heading.strip():
            known = ", ".join(_COLUMNS)
            raise click.UsageError(f"--column takes NAME=HEADING, and NAME is one of {known}")
        found[name] = heading
    return found


def _role(said: str, asked: Asked) -> str:
    key = asked.names.get(said.casefold(), "")
    if not key:
        guess = nearest(said.casefold(), asked.names)
        help_ = f"did you mean `{guess}`?" if guess else f"it has {', '.join(asked.digests)}"
        raise UsageError(
            [Problem("HB103", f"no role with rules of its own is called `{said}`", help=help_)]
        )
    return key


def _say_removed(number: int, months: int, *, err: bool = False) -> None:
    if number:
        said = count(number, "answer is", "answers are")
        click.echo(f"{said} older than {months} months, and not kept", err=err)


def _warn_of_git(root: Path, firm: str) -> None:
    name = records_name(firm)
    if would_be_committed(root, name):
        message = f"warning: git would take up `{name}`, and it holds names"
        help_ = "write the line `acks/` in `.gitignore`; if it was committed, `git rm --cached` it"
        click.echo(f"{message}\n  help: {help_}", err=True)
