"""`handbook publish`: all releases of a firm side by side, with a choice of version."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import click

from handbook_gen import git
from handbook_gen.cli.common import count, day, root_of, show_problems
from handbook_gen.disk import Folder, is_folder, names_in, read_bytes
from handbook_gen.engines import require_engine
from handbook_gen.model.choices import BookName
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
from handbook_gen.releases.files import releases_folder, versions_in
from handbook_gen.workspace import no_workspace
from handbook_gen.writers import Look, read_look

_LARGEST: Final = 100_000_000
_FIRM: Final = "{firm}"
"""What stands for the name of the firm in an address."""


@click.command(
    "publish",
    epilog="""\b
Examples:
  handbook publish de-vries
  handbook publish de-vries --book staff --to ../website/handbook
  handbook publish de-vries --to s3://our-bucket/handbook
  handbook publish de-vries --branch pages
  handbook publish --all --to "s3://our-bucket/{firm}/" """,
)
@click.argument("firm", required=False)
@click.option("--all", "everyone", is_flag=True, help="Publish every firm that has a release.")
@click.option(
    "--to",
    metavar="DIR|ADDRESS",
    help="A folder, or an object store: s3://bucket/handbook. `{firm}` in it is the name of the"
    " firm; without it a folder of that name is made there.  [default: public]",
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
    firm: str | None,
    everyone: bool,
    to: str | None,
    branch: str | None,
    book: BookName | None,
    project_dir: str,
    word: str | None,
) -> int:
    """Publish every release of a firm side by side, built from the frozen files alone.

    Readers choose a version; `latest` is the one that is in force. Neither the profile nor the
    library is read, so a release looks the same however much they have changed since. With --all
    a firm that cannot be published stops no other.
    """
    if to and branch:
        raise click.UsageError("choose one of --to and --branch")
    root = root_of(ctx)
    profiles = profiles_in(root)
    if not is_folder(profiles):
        raise no_workspace(root)
    names = _chosen(profiles, firm, everyone=everyone)
    target = _Target(root, to or "public", branch)
    target.require(many=everyone)
    require_engine(ENGINE)
    books: tuple[BookName, ...] = (book,) if book else ("staff", "control")
    today, look, projects = day(word), read_look(), root / project_dir
    publish = partial(target.publish, books=books, today=today, projects=projects, look=look)
    if everyone:
        return _publish_all(profiles, names, publish)
    click.echo(publish(names[0], _releases(profiles, names[0])))
    settings = projects / names[0] / "publish" / HOSTING
    click.echo(f"next: settings for your web server are in {settings}", err=True)
    return 0


def _publish_all(
    profiles: Folder,
    names: Sequence[str],
    publish: Callable[[str, tuple[Release, ...]], str],
) -> int:
    """Publish many firms, say what became of each, and return the exit code."""
    failed: list[int] = []
    for name in names:
        try:
            click.echo(publish(name, _releases(profiles, name)))
        except HandbookError as error:
            failed.append(error.exit_code)
            click.echo(f"{name}: not published", err=True)
            show_problems(error.problems)
    waiting = len(_known(profiles)) - len(names)
    said = f", {waiting} without a release" if waiting else ""
    done = count(len(names) - len(failed), "firm", "firms")
    click.echo(f"{done} published, {len(failed)} failed{said}")
    return max(failed, default=0)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where sites go: a folder, an object store, or a branch."""

    root: Path
    where: str
    branch: str | None

    def require(self, *, many: bool) -> None:
        """Make sure that it can be reached, and that firms are kept apart there.

        Raises:
            EnvironmentLacking: a package is missing.
            UsageError: the address is not understood.
        """
        for found in re.findall(r"\{[^{}]*\}", self.where):
            if found != _FIRM:
                message = f"`{found}` in `{self.where}` stands for nothing"
                help_ = f"write `{_FIRM}` where the name of the firm is to stand"
                raise UsageError([Problem("HB103", message, help=help_)])
        if self.branch or not is_address(self.where):
            return
        if many and _FIRM not in self.where:
            message = f"`{self.where}` does not say where each firm goes"
            help_ = f"for example --to {self.where.rstrip('/')}/{_FIRM}/"
            raise UsageError([Problem("HB103", message, help=help_)])
        require_store(self.where.replace(_FIRM, "firm"))

    def publish(
        self,
        firm: str,
        releases: Sequence[Release],
        books: tuple[BookName, ...],
        today: date,
        projects: Path,
        look: Look,
    ) -> str:
        """Publish a firm, and return a line that says what was done.

        Raises:
            HandbookError: the site builder, the disk or the store refused.
        """
        work = projects / firm / "publish"
        named = _FIRM in self.where
        place = self.where.replace(_FIRM, firm) if named else f"{self.where.rstrip('/')}/{firm}"
        away = self.branch is not None or is_address(self.where)
        site = work / "site" if away else self.root / place
        published = publish_site(releases, Plan(site, work, books, today), look)
        said = f"{firm}: {count(len(releases), 'version', 'versions')}, latest {published.latest}"
        if self.branch is not None:
            where, news = _committed(self.root, self.branch, firm, published)
        elif away:
            where, news = _sent(published, place.rstrip("/"), work)
        else:
            where, news = str(site / "index.html"), "" if published.changed else "unchanged"
        return f"{said}{', ' if news else ''}{news}  {where}"


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


def _known(profiles: Folder) -> tuple[str, ...]:
    """Return the firms that there are, also those of which only the releases are left."""
    return tuple(
        sorted({name.removesuffix(".yml") for name in names_in(profiles) if name[0] not in "._"})
    )


def _chosen(profiles: Folder, firm: str | None, *, everyone: bool) -> tuple[str, ...]:
    """Return the firms to publish: the one that is named, or all that have a release.

    Raises:
        UsageError: none is chosen, or no firm is called so.
    """
    known = _known(profiles)
    if everyone and firm:
        raise click.UsageError("a firm is named and --all is given too")
    if everyone:
        found = tuple(name for name in known if versions_in(releases_folder(profiles, name)))
        if not found:
            help_ = "make one with `handbook release FIRM VERSION`"
            raise UsageError([Problem("HB103", "no firm has a release yet", help=help_)])
        return found
    if firm is None:
        if len(known) != 1:
            raise click.UsageError("name a firm, or use --all")
        return known
    if firm not in known:
        guess = nearest(firm, known)
        help_ = f"did you mean `{guess}`?" if guess else "firms are what is in firm_profiles/"
        raise UsageError([Problem("HB100", f"no firm is called `{firm}`", help=help_)])
    return (firm,)


def _releases(profiles: Folder, firm: str) -> tuple[Release, ...]:
    """Return the releases of a firm; its profile and the library may be gone.

    Raises:
        UsageError: it has no release.
        HandbookError: a release is damaged, or cannot stand beside the others.
    """
    releases = read_releases(profiles, firm)
    if not releases:
        help_ = f"make one with `handbook release {firm} VERSION`"
        raise UsageError([Problem("HB103", f"`{firm}` has no release yet", help=help_)])
    if problems := folder_problems(releases):
        raise HandbookError(problems)
    return releases
