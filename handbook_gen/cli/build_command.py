"""`handbook build`: make the sites of one firm, several, or all."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from handbook_gen.cli.build_shown import report, with_progress
from handbook_gen.cli.common import chosen_from, day, more_firms, ring_option, root_of, workspace_of
from handbook_gen.disk import is_folder
from handbook_gen.firms import homes_in, profiles_in
from handbook_gen.fleet import ENGINE_NAMES, Built, Plan, build_firms
from handbook_gen.fleet.last import failed_last, keep_last
from handbook_gen.model.choices import BookName, EngineName


def _shard(_ctx: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, int]:
    """Return which share of the firms is meant; all of them are the first of one."""
    if value is None:
        return 1, 1
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", value)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter("write it as 1/4, 2/4, 3/4 or 4/4")
    return int(found[1]), int(found[2])


@click.command(
    "build",
    epilog="""\b
Examples:
  handbook build de-vries
  handbook build --all -j 4
  handbook build --all --changed-since main
  handbook build de-vries --book staff --engine zensical
  handbook build de-vries --into ../intranet/docs
  handbook build --all --cluster tcp://build-server:8786""",
)
@click.argument("firms", nargs=-1, metavar="[FIRM]...")
@click.option("--all", "everyone", is_flag=True, help="Build every firm of the workspace.")
@ring_option
@click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    help="Only firms whose files, layers or library differ from this revision of git.",
)
@click.option("--only-failed", is_flag=True, help="Only firms that failed when last built.")
@click.option(
    "--shard", callback=_shard, metavar="I/N", help="Only the Ith of every N firms, from 1/N on."
)
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
    "--projects/--no-projects",
    "keeps",
    default=None,
    help="Leave the projects beside the sites, or not.  [default: leave them for one firm, not for"
    " several]",
)
@click.option(
    "-j",
    "workers",
    type=click.IntRange(1, 256),
    help="How many firms at a time.  [default: the number of processors]",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINE_NAMES),
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
    "--verify",
    is_flag=True,
    help="Look at every byte of the sites that are there, and build again what somebody edited or"
    " a disk damaged. Without it, what was added or removed is seen, and what was edited is not.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="Let MkDocs make every page by itself; the files are the same, and it takes longer.",
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
    ring: str | None,
    revision: str | None,
    only_failed: bool,
    shard: tuple[int, int],
    book: BookName | None,
    site: str,
    project_dir: str,
    keeps: bool | None,
    workers: int | None,
    engine: EngineName,
    project_only: bool,
    into: str | None,
    verify: bool,
    plain: bool,
    address: str | None,
    to: str | None,
    word: str | None,
) -> int:
    """Build the handbooks of one firm, several, or all.

    A firm with problems keeps the last site that was built; the other firms are built all the same.
    """
    if address is not None and (into is not None or workers is not None):
        raise click.UsageError("--cluster goes without --into and -j")
    if to is not None and (address is None or project_only):
        raise click.UsageError("--to goes with --cluster, and not with --project-only")
    root, more = root_of(ctx), tuple(more_firms(ctx))
    books: tuple[BookName, ...] = (book,) if book else ("staff", "control")
    chosen = everyone or not (revision or only_failed or shard != (1, 1))
    wanted = everyone if chosen else not firms
    names = chosen_from(root, _known(ctx), firms, everyone=wanted, ring=ring)
    places = root / site, root / project_dir
    alone = len(names) == 1
    keeps = alone if keeps is None else keeps
    plan = Plan(*places, books, engine, project_only, verify, more, plain, keeps, alone)
    if into is not None:
        if len(names) != 1:
            raise click.UsageError("--into takes one firm")
        return _insert(ctx, names[0], into, book or "staff", word)
    names = names[shard[0] - 1 :: shard[1]]
    if only_failed:
        failed = frozenset(failed_last(plan.projects))
        names = tuple(name for name in names if name in failed)
    if revision is not None:
        from handbook_gen.fleet.choose import changed_since

        names = changed_since(root, revision, names, plan)
    if not names:
        click.echo("no firm to build")
        return 0
    today = day(word)
    if address is not None:
        from handbook_gen.cli.cluster_option import on_cluster

        return _report(ctx, on_cluster(address, to, root, names, plan, today), names, plan)
    results = build_firms(root, names, plan, today, workers or os.cpu_count() or 1)
    return _report(ctx, results, names, plan)


def _report(ctx: click.Context, results: Iterator[Built], names: Sequence[str], plan: Plan) -> int:
    good, bad = report(with_progress(results, len(names)), len(names), debug=bool(ctx.obj["debug"]))
    if len(names) > 1 or not bad:
        keep_last(plan.projects, good, bad)
    return max((result.exit_code for result in bad), default=0)


def _known(ctx: click.Context) -> tuple[str, ...]:
    """Return the names of all firms, without reading anything more of the workspace."""
    root, more = root_of(ctx), more_firms(ctx)
    if not more and not is_folder(profiles_in(root)):
        return workspace_of(ctx).firms
    return tuple(sorted(homes_in(root, more)))


def _insert(ctx: click.Context, name: str, into: str, book: BookName, word: str | None) -> int:
    """Write a firm's pages into another site."""
    from handbook_gen.into import insert_into
    from handbook_gen.releases import read_releases
    from handbook_gen.workspace import check_firm
    from handbook_gen.writers import read_look

    workspace = workspace_of(ctx)
    firm = check_firm(workspace, name, day(word))
    releases = read_releases(workspace.home_of(name), name)
    inserted = insert_into(Path(into), firm, book, read_look(), releases)
    click.echo(inserted.lines, nl=False)
    click.echo(f"wrote {inserted.folder}", err=True)
    return 0
