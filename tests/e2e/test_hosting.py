"""The site behind a server that sends the headers which the build wrote for it."""

import json
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest

from tests.e2e.running import FIRM

PAGES: Final = (
    "staff/nl/index.html",
    "r/etq-02.html",
    "staff/nl/tools/may-i-post.html",
    "staff/en/privacy/photos.html",
    "control/nl/risks/risk-register.html",
    "control/en/people/training-and-review.html",
)


@pytest.fixture(scope="module")
def hosting(example: Path) -> Path:
    """The folder with settings for web servers."""
    return example / "build" / FIRM / "hosting"


@pytest.fixture(scope="module")
def sent(hosting: Path) -> dict[str, str]:
    """The headers, as a host reads them from `_headers`."""
    lines = (hosting / "_headers").read_text("utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.fixture(scope="module")
def guarded(example_site: Path, sent: Mapping[str, str]) -> Iterator[str]:
    """The address of the site behind a server that sends the headers with every answer."""

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in sent.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(example_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_policy_lets_nothing_in_from_elsewhere(sent: Mapping[str, str]) -> None:
    policy = sent["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_site_works_under_its_own_policy(browser: Any, guarded: str) -> None:
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for name in PAGES:
        page.goto(f"{guarded}/{name}")
        page.wait_for_load_state("networkidle")
    page.click(".md-search__input")
    page.locator(".md-search__input").fill("phone")
    page.locator(".md-search__input").dispatch_event("keyup")
    page.wait_for_selector(".md-search-result__item")
    page.close()

    assert refused == []


def test_a_script_that_the_build_did_not_write_is_refused(browser: Any, guarded: str) -> None:
    page = browser.new_page()
    page.goto(f"{guarded}/{PAGES[0]}")
    page.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.slipped = true'; document.body.append(s); }"
    )

    assert page.evaluate("() => window.slipped") is None
    page.close()


def test_every_host_gets_the_same_policy(hosting: Path, sent: Mapping[str, str]) -> None:
    policy = sent["Content-Security-Policy"]
    azure = json.loads((hosting / "staticwebapp.config.json").read_text("utf-8"))
    rows = ElementTree.parse(hosting / "web.config").iter("add")  # noqa: S314  # we wrote it

    assert azure["globalHeaders"]["Content-Security-Policy"] == policy
    assert {row.get("name"): row.get("value") for row in rows if row.get("name")} == sent
    assert f'"{policy}"' in (hosting / "Caddyfile").read_text("utf-8")
    assert f'"{policy}"' in (hosting / "nginx.conf").read_text("utf-8")


def test_the_settings_are_no_part_of_the_published_site(example_site: Path) -> None:
    names = {
        "_headers",
        "_redirects",
        "Caddyfile",
        "nginx.conf",
        "staticwebapp.config.json",
        "web.config",
    }

    assert [path for path in example_site.rglob("*") if path.name in names] == []
