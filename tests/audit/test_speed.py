"""How much a page weighs over the wire from nginx, how much a book on disk, and what Lighthouse says."""

import json
import os
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import FLAGS
from tests.e2e.needs import chromium, command, tool
from tests.e2e.page_kinds import AID, CLAUSES, FIRST
from tests.e2e.running import FIRM
from tests.e2e.web_server import nginx

pytestmark = pytest.mark.audit

ON_THE_WIRE_KB: Final = 250
BOOK_ON_THE_WIRE_KB: Final = 1_200
"""A whole staff book of one language, search index and theme included, as nginx sends it."""

BOOK_ON_DISK_KB: Final = 2_700
"""The same on disk. The theme alone, with 45 empty pages in a flat menu, takes 1,214 kB."""

TIMELESS: Final = ("accessibility", "best-practices")
"""What Lighthouse judges without a clock; its performance depends on how busy the machine is."""

STEADY: Final = 0.1
"""Cumulative layout shift up to which a page is called good."""

SHIFTS: Final = """
  window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def hosted(three_firms: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example site behind nginx, with the settings that the build wrote."""
    settings = three_firms / "build" / FIRM / "hosting"
    site = three_firms / "site" / FIRM
    with nginx(settings, site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def test_the_first_page_is_light_over_the_wire(browser: Any, hosted: str) -> None:
    window = browser.new_context(viewport={"width": 1300, "height": 900})
    page = window.new_page()
    received: dict[str, int] = {}
    devtools = window.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on(
        "Network.loadingFinished",
        lambda event: received.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    page.goto(f"{hosted}/{FIRST}", wait_until="networkidle")
    window.close()
    kilobytes = sum(received.values()) / 1000

    assert len(received) > 5
    assert kilobytes <= ON_THE_WIRE_KB, f"{kilobytes:.0f} kB in {len(received)} files"


def test_a_whole_book_of_one_language_is_light_over_the_wire(sites: Path, hosted: str) -> None:
    kilobytes = sum(sent(hosted, path.as_posix()) for path in book(sites)) / 1000

    assert kilobytes <= BOOK_ON_THE_WIRE_KB, f"{kilobytes:.0f} kB"


def test_a_whole_book_of_one_language_is_small_on_disk(sites: Path) -> None:
    files = book(sites)
    kilobytes = sum((sites / FIRM / path).stat().st_size for path in files) / 1000

    assert len(files) > 60
    assert kilobytes <= BOOK_ON_DISK_KB, f"{kilobytes:.0f} kB in {len(files)} files"


def book(sites: Path) -> list[Path]:
    """Return the files of the Dutch staff book, as paths in the site."""
    found = (sites / FIRM / "staff" / "nl").rglob("*")
    return sorted(path.relative_to(sites / FIRM) for path in found if path.is_file())


def sent(hosted: str, path: str) -> int:
    """Return how many bytes the server sends for a file to a browser that takes gzip."""
    connection = HTTPConnection(urlsplit(hosted).netloc, timeout=20)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    answered = connection.getresponse()
    assert answered.status == 200, path
    length = len(answered.read())
    connection.close()
    return length


@pytest.mark.parametrize("name", [FIRST, CLAUSES, AID])
def test_lighthouse_gives_98_or_more_where_no_clock_decides(hosted: str, name: str) -> None:
    scores = lighthouse(f"{hosted}/{name}")

    assert set(scores) == set(TIMELESS)
    assert {kind: score for kind, score in scores.items() if score < 98} == {}


def lighthouse(address: str) -> dict[str, int]:
    """Return the scores of a page on a desktop, from 0 to 100."""
    done = subprocess.run(
        [
            *(command("node"), str(tool("lighthouse/cli/index.js")), address),
            *("--output=json", "--quiet", "--preset=desktop"),
            f"--only-categories={','.join(TIMELESS)}",
            f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        ],
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    categories = json.loads(done.stdout)["categories"]
    return {kind: round(found["score"] * 100) for kind, found in categories.items()}


@pytest.mark.parametrize("name", [FIRST, CLAUSES, AID])
def test_nothing_moves_while_a_page_loads(browser: Any, hosted: str, name: str) -> None:
    window = browser.new_context(viewport={"width": 1350, "height": 940})
    window.add_init_script(SHIFTS)
    page = window.new_page()
    page.goto(f"{hosted}/{name}", wait_until="networkidle")
    page.wait_for_timeout(500)
    shift = page.evaluate("window.shift")
    window.close()

    assert shift < STEADY
