"""`handbook build`: make the sites of one firm, several, or all."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from handbook_gen.cli.cluster_option import on_cluster
from handbook_gen.cli.common import chosen_firms, count, day, root_of, show_problems, workspace_of
from handbook_gen.engines import ENGINES, EngineName, require_engine
from handbook_gen.fleet import Built, Plan, build_firms
from handbook_gen.into import insert_into
from handbook_gen.model.library import BookName
from handbook_gen.releases import read_releases
from handbook_gen.workspace import check_firm
from handbook_gen.writers import read_look


@click.command(
    "build",
    epilog="""\b
Examples:
  handbook build de-vries
  handbook build --all -j 4
  handbook build de-vries --book staff --engine zensical
  handbook build de-vries --into ../intranet/docs
  handbook build --all --cluster tcp://build-server:8786""",
)
@click.argument("firms", nargs=-1, metavar="[FIRM]...")
@click.option("--all", "everyone", is_flag=True, help="Build every firm of the workspace.")
@click.option(
    "--book", type=click.Choice(["staff", "control"]), help="Build one of the two books only."
)
@click.option(
    "-o",
    "--site",
    "site",
    type=click.Path(file_okay=False),
    default="site",
    show_default=True,
    help="Where the HTML goes.",
)
@click.option(
    "--project-dir",
    type=click.Path(file_okay=False),
    default="build",
    show_default=True,
    help="Where the written MkDocs projects go.",
)
@click.option(
    "-j",
    "workers",
    type=click.IntRange(1, 256),
    help="How many firms at a time.  [default: the number of processors]",
)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default="mkdocs",
    show_default=True,
    help="Which site builder makes the HTML.",
)
@click.option("--project-only", is_flag=True, help="Write the MkDocs projects and stop there.")
@click.option(
    "--into",
    type=click.Path(file_okay=False),
    metavar="DOCS_DIR",
    help="Write one firm's pages into a MkDocs site that you have already.",
)
@click.option(
    "--cluster",
    "address",
    metavar="ADDRESS",
    help="Build on the workers of this Dask scheduler: tcp://build-server:8786.",
)
@click.option(
    "--to",
    metavar="ADDRESS",
    help="With --cluster: also send each firm to an object store, such as s3://bucket/{firm}.",
)
@click.option("--date", "word", metavar="DAY", help="Build as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firms: tuple[str, ...],
    everyone: bool,
    book: BookName | None,
    site: str,
    project_dir: str,
    workers: int | None,
    engine: EngineName,
    project_only: bool,
    into: str | None,
    address: str | None,
    to: str | None,
    word: str | None,
) -> int:
    """Build the handbooks of one firm, several, or all.

    A firm with problems keeps the last site that was built; the other firms are built all the same.
    """
    today = day(word)
    if address is not None and (into is not None or workers is not None):
        raise click.UsageError("--cluster goes without --into and -j")
    if to is not None and (address is None or project_only):
        raise click.UsageError("--to goes with --cluster, and not with --project-only")
    workspace = workspace_of(ctx)
    names = chosen_firms(workspace, firms, everyone=everyone)
    if into is not None:
        if len(names) != 1:
            raise click.UsageError("--into takes one firm")
        firm = check_firm(workspace, names[0], today)
        releases = read_releases(workspace.profiles, names[0])
        inserted = insert_into(Path(into), firm, book or "staff", read_look(), releases)
        click.echo(inserted.lines, nl=False)
        click.echo(f"wrote {inserted.folder}", err=True)
        return 0
    if not project_only:
        require_engine(engine)
    root = root_of(ctx)
    books: tuple[BookName, ...] = (book,) if book else ("staff", "control")
    plan = Plan(root / site, root / project_dir, books, engine, project_only)
    results = (
        build_firms(workspace, names, plan, today, workers or os.cpu_count() or 1)
        if address is None
        else on_cluster(address, to, root, names, plan, today)
    )
    return _report(_with_progress(results, len(names)), len(names))


def _with_progress(results: Iterable[Built], total: int) -> Iterator[Built]:
    """Pass the results on; long work shows a bar in a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if total < 3 or not console.is_terminal:
        yield from results
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("building", total=total)
        for result in results:
            yield result
            progress.advance(task)


def _report(results: Iterable[Built], total: int) -> int:
    failed: list[Built] = []
    for result in results:
        if result.start is None:
            failed.append(result)
            click.echo(f"{result.firm}: not built", err=True)
            show_problems(result.problems)
        else:
            warnings = [problem for problem in result.problems if problem.level == "warning"]
            state = count(result.pages, "page", "pages") if result.changed else "unchanged"
            told = (
                f", {count(len(warnings), 'warning', 'warnings')} (handbook check {result.firm})"
                if warnings
                else ""
            )
            click.echo(f"{result.firm}: {state}{told}  {result.start}")
    if total > 1:
        click.echo(f"{count(total - len(failed), 'firm', 'firms')} built, {len(failed)} failed")
    return max((result.exit_code for result in failed), default=0)
