"""`handbook serve`: show a firm's handbook and reload it while somebody edits."""

from pathlib import Path
from threading import Lock, Thread

import click

from handbook_gen.cli.common import (
    chosen_firms,
    day,
    more_firms,
    root_of,
    show_problems,
    workspace_of,
)
from handbook_gen.engines.live import serve_live
from handbook_gen.fleet import Plan
from handbook_gen.fleet.again import Kitchen
from handbook_gen.library import library_roots
from handbook_gen.problems import HandbookError, Problem, UsageError


@click.command(
    "serve",
    epilog="\b\nExamples:\n  handbook serve de-vries --open\n  handbook serve de-vries --port 9000",
)
@click.argument("firm", required=False)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser too.")
@click.pass_context
def command(ctx: click.Context, firm: str | None, port: int, open_browser: bool) -> int:
    """Show a firm's handbook in the browser; it reloads when the profile or the library changes.

    While there is a problem, the last good site stays and the problem is printed here.
    """
    name = chosen_firms(workspace_of(ctx), (firm,) if firm else (), everyone=False)[0]
    root = root_of(ctx)
    more = tuple(more_firms(ctx))
    places = root / "site", root / "build"
    plan = Plan(*places, more=more, keeps_projects=False, keeps_renderings=True)
    session = _Session(Kitchen(root, plan), name)

    def started(address: str) -> None:
        _started(address, name, watched, open_browser=open_browser)
        Thread(target=session.warm, daemon=True).start()  # while somebody opens the browser

    session.rebuild()
    watched = [root / "firm_profiles", *(folder.path for folder in library_roots(root))]
    try:
        serve_live(
            plan.site,
            watched,
            rebuild=session.rebuild,
            started=started,
            port=port,
        )
    except OSError as error:
        message = f"port {port} cannot be used: {(error.strerror or str(error)).lower()}"
        raise UsageError(
            [Problem("HB103", message, help="choose another with `--port`")]
        ) from error
    return 0


class _Session:
    """A firm that somebody edits; it is built by one thread at a time."""

    def __init__(self, kitchen: Kitchen, name: str) -> None:
        self.kitchen, self.name = kitchen, name
        self.at_work = Lock()

    def rebuild(self) -> None:
        """Build the firm as its files are now, and say what became of it."""
        try:
            with self.at_work:
                result = self.kitchen.build(self.name, day(None))
            problems = result.problems if result.start is None else ()
        except HandbookError as error:
            problems = error.problems
        if problems:
            show_problems(problems)
        else:
            click.echo(f"{self.name}: up to date")

    def warm(self) -> None:
        """Have at hand what the next build will take."""
        with self.at_work:
            self.kitchen.warm(self.name, day(None))


def _started(address: str, name: str, watched: list[Path], *, open_browser: bool) -> None:
    click.echo(f"{address}{name}/index.html")
    folders = ", ".join(str(path) for path in watched if path.exists())
    click.echo(f"watching {folders} - Ctrl-C to stop")
    if open_browser:
        click.launch(f"{address}{name}/index.html")
