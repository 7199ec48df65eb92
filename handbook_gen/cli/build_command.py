"""`handbook build`: make the sites of one firm, several, or all."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook_gen.cli.build_shown import report, with_progress
from handbook_gen.cli.common import chosen_from, day, more_firms, ring_option, root_of, workspace_of
from handbook_gen.disk import is_folder
from handbook_gen.firms import homes_in, profiles_in
from handbook_gen.fleet import ENGINE_NAMES, Plan, build_firms
from handbook_gen.fleet.last import failed_last, keep_failed

if TYPE_CHECKING:  # both are slow to import
    from handbook_gen.engines import EngineName
    from handbook_gen.model.library import BookName


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
  handbook build de-vries --into ../intranet/docs""",
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
    help="Also build a firm again when a file of its site was written over by hand. Without it,"
    " what was added or removed is seen, and what was edited is not.",
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
    book: "BookName | None",
    site: str,
    project_dir: str,
    workers: int | None,
    engine: "EngineName",
    project_only: bool,
    into: str | None,
    verify: bool,
    word: str | None,
) -> int:
    """Build the handbooks of one firm, several, or all.

    A firm with problems keeps the last site that was built; the other firms are built all the same.
    """
    root = root_of(ctx)
    books: tuple[BookName, ...] = (book,) if book else ("staff", "control")
    plan = Plan(root / site, root / project_dir, books, engine, project_only, verify)
    chosen = everyone or not (revision or only_failed or shard != (1, 1))
    wanted = everyone if chosen else not firms
    names = chosen_from(root, _known(ctx), firms, everyone=wanted, ring=ring)
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
    return _build(ctx, names, plan, word, workers)


def _build(
    ctx: click.Context, names: Sequence[str], plan: Plan, word: str | None, workers: int | None
) -> int:
    plan = replace(plan, more=tuple(more_firms(ctx)))
    results = build_firms(root_of(ctx), names, plan, day(word), workers or os.cpu_count() or 1)
    good, bad = report(with_progress(results, len(names)), len(names), debug=bool(ctx.obj["debug"]))
    if len(names) > 1 or not bad:
        keep_failed(plan.projects, (one.firm for one in good), (one.firm for one in bad))
    return max((result.exit_code for result in bad), default=0)


def _known(ctx: click.Context) -> tuple[str, ...]:
    """Return the names of all firms, without reading anything more of the workspace."""
    root, more = root_of(ctx), more_firms(ctx)
    if not more and not is_folder(profiles_in(root)):
        return workspace_of(ctx).firms
    return tuple(sorted(homes_in(root, more)))


def _insert(ctx: click.Context, name: str, into: str, book: "BookName", word: str | None) -> int:
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
