"""`handbook release`: freeze a firm's handbook, approved and dated."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from handbook_gen import git
from handbook_gen.cli.common import chosen_firms, day, root_of, workspace_of
from handbook_gen.disk import write_new_text
from handbook_gen.model.release import RELEASE_KINDS, Release, ReleaseKind
from handbook_gen.problems import HandbookError, Place, Problem, first_of
from handbook_gen.releases import read_releases, release_to_json
from handbook_gen.releases.freeze import Terms, freeze


@click.command(
    "release",
    epilog="""\b
Examples:
  handbook release de-vries 1.0 --effective 2027-01-01 --approved-by "Board, 12 December 2026"
  handbook release de-vries 1.1 --effective 2027-03-01 --approved-by "M. de Vries" \\
      --class editorial --note "Spelling" --commit --tag""",
)
@click.argument("firm")
@click.argument("version")
@click.option(
    "--effective",
    required=True,
    metavar="DAY",
    help="The first day on which it holds (2027-01-01).",
)
@click.option("--approved-by", required=True, metavar="TEXT", help="Who approved it, and when.")
@click.option("--note", default="", metavar="TEXT", help="What the readers should know of it.")
@click.option(
    "--class",
    "kind",
    type=click.Choice(RELEASE_KINDS),
    default="substantive",
    show_default=True,
    help="How much it changes.",
)
@click.option("--allow-unknown", is_flag=True, help="Also when a clause rests on an open question.")
@click.option("--allow-dirty", is_flag=True, help="Also when files are not committed yet.")
@click.option(
    "--with-contacts",
    is_flag=True,
    help="Keep the names and addresses of people in it; git never forgets them.",
)
@click.option("--commit", is_flag=True, help="Commit the file of the release.")
@click.option("--tag", is_flag=True, help="Tag the last commit FIRM/VERSION.")
@click.option("--sign", is_flag=True, help="Sign that tag with your key; implies --tag.")
@click.option("--date", "word", metavar="DAY", help="Release as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firm: str,
    version: str,
    effective: str,
    approved_by: str,
    note: str,
    kind: ReleaseKind,
    allow_unknown: bool,
    allow_dirty: bool,
    with_contacts: bool,
    commit: bool,
    tag: bool,
    sign: bool,
    word: str | None,
) -> int:
    """Freeze a firm's handbook in a file that says who approved it and from which day it holds.

    The file holds the whole handbook, so that it can be shown again after everything has moved on.
    """
    today = day(word)
    root, workspace = root_of(ctx), workspace_of(ctx)
    (name,) = chosen_firms(workspace, (firm,), everyone=False)
    earlier = read_releases(workspace.profiles, name)
    tag = tag or sign
    if commit or tag or (not allow_dirty and git.has_repository(root)):
        _require_clean(root, name, version, allow_dirty=allow_dirty, tagging=tag)
    terms = Terms(version, day(effective), approved_by, kind, note, with_contacts, allow_unknown)
    release = freeze(workspace, name, terms, earlier, today)
    path = f"firm_profiles/{name}/releases/{version}.json"
    write_new_text(root / path, release_to_json(release).decode())
    message = _message(name, release)
    if commit:
        _commit(root, path, message)
    if tag:
        _tag(root, path, f"{name}/{version}", message, sign=sign)
    click.echo(f"{path}  sha256 {release.digest}")
    first = "" if commit else f"commit {path}, and then "
    click.echo(f"next: {first}handbook publish {name}", err=True)
    return 0


def _commit(root: Path, path: str, message: str) -> None:
    with _left_undone(f"`{path}` is written, and not committed", f"git commit {path}"):
        git.commit_files(root, [path], message)


def _tag(root: Path, path: str, name: str, message: str, *, sign: bool) -> None:
    by_hand = f"git tag {'--sign' if sign else '--annotate'} {name}"
    with _left_undone(f"`{path}` is written, and not tagged", by_hand):
        git.tag(root, name, message, sign=sign)


@contextmanager
def _left_undone(what: str, by_hand: str) -> Iterator[None]:
    """Say what there is already when git refuses, and how to do the rest."""
    try:
        yield
    except HandbookError as error:
        said = "; ".join(problem.help for problem in error.problems)
        help_ = f"git says: {said}. When that is mended: {by_hand}"
        raise HandbookError([Problem("HB113", what, help=help_)]) from error


def _require_clean(
    root: Path, firm: str, version: str, *, allow_dirty: bool, tagging: bool
) -> None:
    """Refuse when what is released would not be in git, or the tag is there already."""
    problems = []
    if tagging and git.has_tag(root, f"{firm}/{version}"):
        message = f"git has a tag `{firm}/{version}` already"
        problems.append(Problem("HB111", message, help="give the release the next number"))
    changed = _changed(root, firm)
    if changed and not allow_dirty:
        some = first_of(changed, 3)
        problems.append(
            Problem(
                "HB111",
                f"not everything is committed: {some}",
                Place(changed[0]),
                help="commit it first, so that git shows what was approved, or use --allow-dirty",
            )
        )
    if problems:
        raise HandbookError(problems)


def _changed(root: Path, firm: str) -> Sequence[str]:
    profiles = "firm_profiles"
    paths = [f"{profiles}/{firm}.yml", f"{profiles}/{firm}", f"{profiles}/_layers", "templates"]
    own = f"{profiles}/{firm}/releases/"
    return [path for path in git.changed_files(root, paths) if not path.startswith(own)]


def _message(firm: str, release: Release) -> str:
    lines = [f"release {firm} {release.version}", ""]
    lines.append(f"In force from {release.effective}. Approved by {release.approved_by}.")
    if release.note:
        lines += ["", release.note]
    lines += ["", f"sha256 {release.digest}"]
    return "\n".join(lines)
