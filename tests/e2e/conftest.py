"""Sites that several end-to-end tests read; each is built once, and changed by none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from tests.e2e.needs import chromium, needs
from tests.e2e.running import FIRM, build, new_workspace

FLAGS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the example firm is built: both books, both languages."""
    workspace = new_workspace(tmp_path_factory.mktemp("example"))
    build(workspace, FIRM)
    return workspace


@pytest.fixture(scope="session")
def example_site(example: Path) -> Path:
    """The site of the example firm."""
    return example / "site" / FIRM


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser, started once."""
    path = chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needs("Playwright", present=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder over http, on this machine only, while the context lasts; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def served(example_site: Path) -> Iterator[str]:
    """The address of the site over http, on this machine only."""
    with serving(example_site) as address:
        yield address
