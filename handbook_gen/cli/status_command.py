"""`handbook status`: how all firms are doing, and what is due."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from handbook_gen.cli.common import chosen_firms, count, day, language_of, root_of, workspace_of
from handbook_gen.disk import write_new_text
from handbook_gen.status import (
    Dated,
    FirmStatus,
    FleetStatus,
    calendar_of,
    status_of_firms,
    status_to_json,
)

_HEADS = ("firm", "release", "in force from", "library", "work tree", "open", "duties", "problems")
_KINDS = {
    "review": "review of the handbook",
    "page": "review of a page",
    "duty": "planned duty",
    "deviation": "last day of a deviation",
    "trial": "end of the trial",
    "effective": "takes effect",
}


@click.command(
    "status",
    epilog="""\b
Examples:
  handbook status
  handbook status --date 2027-03-01
  handbook status --json > status.json
  handbook status --ics handbook.ics""",
)
@click.argument("firms", nargs=-1, metavar="[FIRM]...")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, for programs.")
@click.option(
    "--ics",
    "calendar",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write the days as a calendar; `-` prints it.",
)
@click.option(
    "-j",
    "workers",
    type=click.IntRange(1, 256),
    help="How many processes look at many firms.  [default: the number of processors]",
)
@click.option("--date", "word", metavar="DAY", help="Say it as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firms: tuple[str, ...],
    as_json: bool,
    calendar: str | None,
    workers: int | None,
    word: str | None,
) -> int:
    """Say how firms are doing, all of them unless some are named, and what is due.

    Exit code 1 means that a firm has problems; what is late or due is no problem.
    """
    if as_json and calendar:
        raise click.UsageError("choose one of --json and --ics")
    today = day(word)
    workspace = workspace_of(ctx)
    names = chosen_firms(workspace, firms, everyone=not firms)
    fleet = status_of_firms(
        workspace, names, today, language_of(ctx), workers or os.cpu_count() or 1
    )
    if as_json:
        click.echo(status_to_json(fleet), nl=False)
    elif calendar:
        content = calendar_of(fleet.firms, workspace.library.phrases)
        _write_calendar(content, calendar, root_of(ctx), fleet)
    else:
        for line in _lines(fleet):
            click.echo(line)
    for firm in fleet.broken:
        said = count(firm.problems, "problem", "problems")
        click.echo(
            f"{firm.firm}: {said}: {firm.first_problem} (handbook check {firm.firm})", err=True
        )
    return 1 if fleet.broken else 0


def _write_calendar(content: bytes, name: str, root: Path, fleet: FleetStatus) -> None:
    if name == "-":
        click.echo(content, nl=False)
        return
    write_new_text(root / name, content.decode(), replace=True)
    entries = sum(len(firm.dates) for firm in fleet.firms)
    click.echo(f"wrote {count(entries, 'day', 'days')} to {name}")
    click.echo(
        "next: open it in your calendar, or put it where the calendar can fetch it", err=True
    )


def _lines(fleet: FleetStatus) -> Iterator[str]:
    yield from _table([_HEADS, *(_row(firm) for firm in fleet.firms)])
    due = [item for firm in fleet.firms for item in firm.dates if item.is_due(fleet.today)]
    if due:
        yield ""
        yield "Late, or due within 60 days:"
        due.sort(key=lambda item: (item.day, item.firm, item.kind, item.subject))
        yield from _table([_due(item, fleet) for item in due])
    if fleet.old:
        yield ""
        yield f"Grown old in the library ({fleet.library_version}):"
        yield from (f"  {problem.message}" for problem in fleet.old)
    yield ""
    firms = count(len(fleet.firms), "firm", "firms")
    late = sum(item.is_late(fleet.today) for item in due)
    yield f"{firms} on {fleet.today}: {late} late, {len(due) - late} due soon, {len(fleet.broken)} with problems"


def _row(firm: FirmStatus) -> tuple[str, ...]:
    questions = "-" if firm.questions is None else str(sum(firm.questions.values()))
    duties = "-"
    if firm.duties is not None:
        done, planned, open_ = (firm.duties[state] for state in ("done", "planned", "open"))
        duties = f"{done} done, {planned} planned, {open_} open"
    return (firm.firm, *_release(firm), questions, duties, str(firm.problems or "-"))


def _release(firm: FirmStatus) -> tuple[str, str, str, str]:
    release = firm.release
    if release is None:
        return ("-", "-", firm.library_version, "-")
    version = release.version if release.whole else f"{release.version} (damaged)"
    library = firm.library_version
    if release.library_version != library:
        library = f"{release.library_version} -> {library}"
    differing = release.differing
    if differing is None:
        tree = "unknown"
    else:
        tree = f"{count(len(differing), 'clause', 'clauses')} changed" if differing else "the same"
    return (version, release.effective.isoformat(), library, tree)


def _due(item: Dated, fleet: FleetStatus) -> tuple[str, ...]:
    days = (item.day - fleet.today).days
    when = f"in {count(days, 'day', 'days')}" if days else "today"
    if days < 0:
        ended = item.kind in ("deviation", "trial")
        when = f"{count(-days, 'day', 'days')} {'ago' if ended else 'late'}"
    subject = f"{item.title} ({item.subject})" if item.title else item.subject
    what = f"{_KINDS[item.kind]}: {subject}" if subject else _KINDS[item.kind]
    return (f"  {item.day}", when, item.firm, what, item.owner)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
