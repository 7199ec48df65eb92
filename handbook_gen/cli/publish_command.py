"""`handbook publish`: all releases of a firm side by side, with a choice of version."""

from collections.abc import Iterator
from pathlib import Path

import click

from handbook_gen import git
from handbook_gen.cli.common import count, day, root_of
from handbook_gen.disk import Folder, is_folder, names_in, read_bytes
from handbook_gen.engines import require_engine
from handbook_gen.model.library import BookName
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError, Problem, UsageError, nearest
from handbook_gen.profile import profiles_in
from handbook_gen.publish import (
    ENGINE,
    HOSTING,
    Plan,
    Published,
    folder_problems,
    is_address,
    publish_site,
    remember_sent,
    require_store,
    send,
    sent_before,
)
from handbook_gen.releases import read_releases
from handbook_gen.workspace import no_workspace
from handbook_gen.writers import read_look

_LARGEST = 100_000_000


@click.command(
    "publish",
    epilog="""\b
Examples:
  handbook publish de-vries
  handbook publish de-vries --book staff --to ../website/handbook
  handbook publish de-vries --to s3://our-bucket/handbook
  handbook publish de-vries --branch pages""",
)
@click.argument("firm")
@click.option(
    "--to",
    metavar="DIR|ADDRESS",
    help="A folder, or an object store: s3://bucket/handbook.  [default: public]",
)
@click.option("--branch", metavar="NAME", help="Commit it to this branch of the repository.")
@click.option(
    "--book", type=click.Choice(["staff", "control"]), help="Publish one of the two books only."
)
@click.option(
    "--project-dir",
    type=click.Path(file_okay=False),
    default="build",
    show_default=True,
    help="Where what is not published goes, such as the settings for web servers.",
)
@click.option("--date", "word", metavar="DAY", help="Publish as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    firm: str,
    to: str | None,
    branch: str | None,
    book: BookName | None,
    project_dir: str,
    word: str | None,
) -> int:
    """Publish every release of a firm side by side, built from the frozen files alone.

    Readers choose a version; `latest` is the one that is in force. Neither the profile nor the
    library is read, so a release looks the same however much they have changed since.
    """
    if to and branch:
        raise click.UsageError("choose one of --to and --branch")
    today = day(word)
    root = root_of(ctx)
    address = to if to and is_address(to) else ""
    if address:
        require_store(address)
    require_engine(ENGINE)
    releases = _releases(root, firm)
    work = root / project_dir / firm / "publish"
    site = work / "site" if address or branch else root / (to or "public") / firm
    books: tuple[BookName, ...] = (book,) if book else ("staff", "control")
    published = publish_site(releases, Plan(site, work, books, today), read_look())
    said = f"{firm}: {count(len(releases), 'version', 'versions')}, latest {published.latest}"
    if address:
        where, news = _sent(published, f"{address.rstrip('/')}/{firm}", work)
    elif branch:
        where, news = _committed(root, branch, firm, published)
    else:
        where, news = str(site / "index.html"), "" if published.changed else "unchanged"
    click.echo(f"{said}{', ' if news else ''}{news}  {where}")
    click.echo(f"next: settings for your web server are in {work / HOSTING}", err=True)
    return 0


def _sent(published: Published, address: str, work: Path) -> tuple[str, str]:
    """Send the site to a store; return where it is, and what went there."""
    folder = Folder(published.site, published.site.name)
    sent = send(folder, published.files, address, sent_before(work, address))
    remember_sent(work, address, published.files)
    if not sent.uploaded and not sent.removed:
        return address, "unchanged"
    return address, f"{count(sent.uploaded, 'file', 'files')} sent, {sent.removed} removed"


def _committed(root: Path, branch: str, firm: str, published: Published) -> tuple[str, str]:
    """Commit the site to a branch; return the branch, and whether anything differed."""

    def contents() -> Iterator[tuple[str, bytes]]:
        for name in sorted(published.files):
            file = Folder(published.site / name, name)
            yield name, read_bytes(file, largest=_LARGEST)

    message = f"publish {firm} {published.latest}"
    changed = git.write_branch(root, branch, firm, contents(), message)
    return f"branch {branch}", "committed" if changed else "unchanged"


def _releases(root: Path, firm: str) -> tuple[Release, ...]:
    """Return the releases of a firm; its profile and the library may be gone.

    Raises:
        UsageError: there is no workspace, no such firm, or no release.
        HandbookError: a release is damaged, or cannot stand beside the others.
    """
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    known = {name.removesuffix(".yml") for name in names_in(profiles) if name[0] not in "._"}
    if firm not in known:
        guess = nearest(firm, sorted(known))
        help_ = f"did you mean `{guess}`?" if guess else "firms are what is in firm_profiles/"
        raise UsageError([Problem("HB100", f"no firm is called `{firm}`", help=help_)])
    releases = read_releases(profiles, firm)
    if not releases:
        help_ = f"make one with `handbook release {firm} VERSION`"
        raise UsageError([Problem("HB103", f"`{firm}` has no release yet", help=help_)])
    if problems := folder_problems(releases):
        raise HandbookError(problems)
    return releases
