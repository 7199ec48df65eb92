"""From a saved file to the page that is served: `handbook serve` beside `mkdocs serve`."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.stock import projects, write_projects
from tests.e2e.running import FIRM, REPOSITORY, answer

PAGE = "who-to-ask"
"""It names the privacy officer, as some other pages do."""

_LONGEST = 120


def serving_seconds(workspace: Path, rounds: int) -> list[dict[str, float]]:
    """Return how long an edit of one answer, or of one page of the project, takes to be served."""
    write_projects(workspace, FIRM)
    project = next(path for path in projects(workspace, FIRM) if path.match("staff/nl"))
    page = project / "docs" / f"{PAGE}.md"
    found: list[dict[str, float]] = []
    with (
        _serving(workspace, "handbook_gen", "serve", FIRM, "--port") as ours,
        _serving(project, "mkdocs", "serve", "-a") as stock,
    ):
        ours_page, stock_page = f"{ours}/{FIRM}/staff/nl/{PAGE}.html", f"{stock}/{PAGE}.html"
        _until_served(ours_page, "")
        _until_served(stock_page, "")
        for turn in range(rounds):
            name = f"Ronde{chr(ord('a') + turn)}"  # letters, which no writer has to escape
            time.sleep(2)  # both watchers have seen the last edit
            ours_took = _took(
                lambda name=name: answer(workspace, {"people.privacy_officer.name": name}),
                ours_page,
                name,
            )
            time.sleep(2)
            stock_took = _took(
                lambda name=name: page.write_text(f"{page.read_text('utf-8')}\n{name}\n", "utf-8"),
                stock_page,
                name,
            )
            found.append({"ours": ours_took, "stock": stock_took})
    return found


def _took(edit: Callable[[], object], address: str, words: str) -> float:
    began = time.monotonic()
    edit()
    _until_served(address, words)
    return time.monotonic() - began


def _until_served(address: str, words: str) -> None:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310  # our own server
            if words in page.read().decode("utf-8"):
                return
        time.sleep(0.02)
    sys.exit(f"{address} did not show `{words}` within {_LONGEST} seconds")


@contextlib.contextmanager
def _serving(folder: Path, *command: str) -> Iterator[str]:
    """Run a server and yield the address of its first page, without the slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"127.0.0.1:{port}" if command[-1] == "-a" else str(port)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", *command, place],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
