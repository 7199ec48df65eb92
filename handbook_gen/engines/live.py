"""Serve a built site on this machine and reload the browser when something was built anew."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handbook_gen.engines.mkdocs_engine import lacking

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the watched files, for disks that do not tell of a change."""

_SETTLED: Final = 0.05
"""Seconds without a change, after which whoever saves a file is done."""


def serve_live(
    site: Path,
    watched: Iterable[Path],
    *,
    rebuild: Callable[[], None],
    started: Callable[[str], None],
    port: int,
) -> None:
    """Serve until interrupted; `rebuild` runs whenever something in `watched` changes.

    `started` gets the address. Only this machine can reach it.

    Raises:
        EnvironmentLacking: MkDocs, whose server this is, is not installed.
        OSError: the port is taken.
    """
    server = _server(site, rebuild, port)
    for path in watched:
        if path.exists():
            server.watch(str(path))
    started(f"http://127.0.0.1:{port}/")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs has no types here
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _server(site: Path, rebuild: Callable[[], None], port: int) -> "LiveReloadServer":
    """Return MkDocs' server, which hears of a change at once.

    Raises:
        EnvironmentLacking: MkDocs is not installed.
    """
    try:
        from mkdocs.livereload import LiveReloadServer

        from handbook_gen.engines.watching import Watcher
    except ImportError as error:
        raise lacking("mkdocs", "mkdocs mkdocs-material") from error
    server = LiveReloadServer(
        builder=rebuild,
        host="127.0.0.1",
        port=port,
        root=str(site),
        mount_path="/",
    )
    server.build_delay = _SETTLED
    server.observer = Watcher(_LOOK_EVERY)  # type: ignore[assignment]  # all that it asks of one
    return server
