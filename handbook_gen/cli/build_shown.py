"""What `handbook build` says while it works and at the end."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import click

from handbook_gen.cli.common import count, show_problems
from handbook_gen.fleet import Built
from handbook_gen.fleet.plan import ALONE
from handbook_gen.problems import first_of

_FEW: Final = 3
"""So few firms are done before anybody wonders how long it takes."""

_PAUSE: Final = 20.0
"""Seconds between two lines about how far it is, where there is no terminal."""

_NAMED: Final = 10


def with_progress(results: Iterable[Built], total: int) -> Iterator[Built]:
    """Pass the results on, and say on the error stream how far it is and how long it still takes."""
    if total < _FEW:
        return iter(results)
    return _with_bar(results, total) if sys.stderr.isatty() else _with_lines(results, total)


def report(results: Iterable[Built], total: int, *, debug: bool) -> tuple[list[Built], list[Built]]:
    """Say of each firm what became of it, and of many how it went; return the good and the bad."""
    good: list[Built] = []
    bad: list[Built] = []
    unsaid: list[str] = []
    for result in results:
        if result.start is not None and not result.changed:
            good.append(result)
            unsaid.append(_line(result))
            continue
        _say(unsaid)
        if result.start is None:
            bad.append(result)
            click.echo(f"{result.firm}: not built", err=True)
            show_problems(result.problems)
            if debug and result.trace:
                click.echo(result.trace, err=True)
        else:
            good.append(replace(result, problems=()))  # of a thousand firms that would be much
            click.echo(_line(result))
    _say(unsaid)
    if total > 1:
        click.echo(_summary(good, bad))
    for note in _notes(good):
        click.echo(note, err=True)
    if bad and total > 1:
        names = first_of(sorted(result.firm for result in bad), _NAMED)
        click.echo(f"not built: {names}", err=True)
        click.echo("next: handbook build --only-failed", err=True)
    return good, bad


def _say(lines: list[str]) -> None:
    """Say lines at once and empty the list: what is unchanged comes by the thousand a second."""
    if lines:
        click.echo("\n".join(lines))
        lines.clear()


def _notes(good: Sequence[Built]) -> list[str]:
    """Return why MkDocs made books all by itself, with how many."""
    counts: Counter[str] = Counter()
    for result in good:
        counts.update(result.counts)
    return [
        f"notice: {count(number, 'book was', 'books were')} made by MkDocs alone, which takes longer:"
        f" {name.removeprefix(ALONE)}"
        for name, number in sorted(counts.items())
        if name.startswith(ALONE)
    ]


def _line(result: Built) -> str:
    state = count(result.pages, "page", "pages") if result.changed else "unchanged"
    told = (
        f", {count(result.warnings, 'warning', 'warnings')} (handbook check {result.firm})"
        if result.warnings
        else ""
    )
    return f"{result.firm}: {state}{told}  {result.start}"


def _summary(good: Sequence[Built], bad: Sequence[Built]) -> str:
    built = sum(result.changed for result in good)
    same = f"{len(good) - built} unchanged, " if len(good) > built else ""
    return f"{count(built, 'firm', 'firms')} built, {same}{len(bad)} failed"


def _with_bar(results: Iterable[Built], total: int) -> Iterator[Built]:
    from rich.console import Console
    from rich.progress import Progress

    # no thread of its own may run while workers are forked
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task("building", total=total)
        for result in results:
            yield result
            progress.update(task, advance=1, refresh=True)


def _with_lines(results: Iterable[Built], total: int) -> Iterator[Built]:
    began = said = time.monotonic()
    worked = 0
    for done, result in enumerate(results, 1):
        yield result
        worked += result.changed or result.start is None  # what was unchanged took no time
        now = time.monotonic()
        if worked and done < total and now - said >= _PAUSE:
            said = now
            left = (now - began) / worked * (total - done)
            click.echo(f"{done} of {total} firms, about {_in_words(left)} left", err=True)


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes"
