"""`handbook clauses`: list the clauses, what they rest on, and which conditions the firms show."""

from collections import Counter
from pathlib import Path
from typing import Final

import click

from handbook_gen import coverage
from handbook_gen.cli.common import count, day, language_of, root_of, workspace_of
from handbook_gen.disk import Folder, read_text
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.library import HOUSE_RULE, Level, Library
from handbook_gen.problems import HandbookError
from handbook_gen.readability import readings
from handbook_gen.workspace import decide_firm

_LEVELS: Final[tuple[Level, ...]] = ("must", "must not", "should", "should not", "may")
_MOST_LISTED = 40


@click.command(
    "clauses",
    epilog="\b\nExamples:\n  handbook clauses\n  handbook clauses --coverage\n"
    "  handbook clauses --coverage --map our-code.yml",
)
@click.option(
    "--coverage",
    "covered",
    is_flag=True,
    help="Count what there is, and say which conditions the firms show.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FILE",
    help="With --coverage: a list of topics with clause IDs.",
)
@click.option("--review", is_flag=True, help="List the clauses that an editor should look at.")
@click.option("--readability", is_flag=True, help="Show how easily each clause reads.")
@click.pass_context
def command(
    ctx: click.Context, covered: bool, maps: tuple[str, ...], review: bool, readability: bool
) -> int:
    """List the clauses of the library: ID, level, book, title and condition."""
    if covered or maps:
        return _coverage(ctx, maps)
    library = read_library(*library_roots(root_of(ctx)))
    if review:
        return _review(library)
    if readability:
        return _readability(library, language_of(ctx))
    language = language_of(ctx) or "en"
    for clause in library.clauses.values():
        book = library.pages[clause.page].book
        condition = f"  [{clause.condition_text}]" if clause.condition_text else ""
        title = clause.texts[language].title
        click.echo(f"{clause.id:8} {clause.level:10} {book:8} {title}{condition}")
    click.echo(_summary(library))
    return 0


def _coverage(ctx: click.Context, maps: tuple[str, ...]) -> int:
    """Print the counts; the exit code is 1 when a map has topics that nothing covers."""
    workspace = workspace_of(ctx)
    library = workspace.library
    _count(library)
    firms = []
    for name in workspace.firms:
        try:
            firms.append(decide_firm(workspace, name, day(None)))
        except HandbookError:
            click.echo(f"{name}: cannot be read, and is not counted", err=True)
    seen = coverage.conditions_seen(library, firms, day(None))
    missing = [one for one in seen if not one.both]
    share = 100 * (len(seen) - len(missing)) / len(seen) if seen else 100
    click.echo(
        f"conditions: {len(seen) - len(missing)} of {len(seen)} are true for one firm and false for "
        f"another ({share:.0f} %, {count(len(firms), 'firm', 'firms')})"
    )
    for one in missing[:_MOST_LISTED]:
        side = "false" if one.true else "true"
        click.echo(f"  {one.condition.where}: never {side} ({one.condition.reads})")
    if len(missing) > _MOST_LISTED:
        click.echo(f"  and {len(missing) - _MOST_LISTED} more")
    return _maps(library, maps)


def _count(library: Library) -> None:
    click.echo(f"{'section':12}" + "".join(f"{level:>11}" for level in (*_LEVELS, "all")))
    total: Counter[Level] = Counter()
    for section in library.sections:
        levels = Counter(
            clause.level
            for clause in library.clauses.values()
            if library.section_of(clause).id == section
        )
        total += levels
        row = [*(levels[level] for level in _LEVELS), levels.total()]
        click.echo(f"{section:12}" + "".join(f"{number:>11}" for number in row))
    row = [*(total[level] for level in _LEVELS), total.total()]
    click.echo(f"{'all':12}" + "".join(f"{number:>11}" for number in row))
    click.echo(_summary(library))
    merged = sum(len(clause.includes) for clause in library.clauses.values())
    click.echo(
        f"IDs: {len(library.clauses) + merged}, of which {merged} are part of another clause"
    )
    for language in library.languages:
        there = sum(language in clause.texts for clause in library.clauses.values())
        click.echo(f"language {language}: {there} of {len(library.clauses)} clauses")
    cited = sum(len(clause.sources) for clause in library.clauses.values())
    house = sum(clause.sources == (HOUSE_RULE,) for clause in library.clauses.values())
    click.echo(
        f"sources: {cited / max(1, len(library.clauses)):.1f} per clause; "
        f"{house} clauses rest on the house rule alone"
    )


def _maps(library: Library, maps: tuple[str, ...]) -> int:
    complete = True
    for name in maps:
        path = Path(name)
        found = coverage.mapped(read_text(Folder(path, name)), name, library)
        covered = found.topics - len(found.uncovered)
        click.echo(f"{found.name}: {covered} of {found.topics} topics have their clauses")
        for topic in found.uncovered:
            click.echo(f"  not covered: {topic}")
        complete &= not found.uncovered
    return 0 if complete else 1


def _review(library: Library) -> int:
    found = coverage.doubts(library)
    for doubt in found:
        click.echo(f"{doubt.clause.id:8} {'; '.join(doubt.reasons)}")
    click.echo(
        f"{len(found)} clauses need a look; the law behind {coverage.law_only_by_editors(library)} "
        "has been reviewed by nobody but the editors"
    )
    return 0


def _readability(library: Library, language: str | None) -> int:
    for reading in readings(library, language):
        click.echo(
            f"{reading.clause:8} {reading.language}  {reading.words:4} words  "
            f"{reading.sentence_words:4.1f} a sentence, longest {reading.longest:3}  "
            f"LIX {reading.lix:4.1f}"
        )
    return 0


def _summary(library: Library) -> str:
    staff = sum(library.pages[clause.page].book == "staff" for clause in library.clauses.values())
    control = len(library.clauses) - staff
    return f"{len(library.clauses)} clauses: {staff} for everyone, {control} duties (library {library.version})"
