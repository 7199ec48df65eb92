"""The site behind a real nginx, with the settings that the build wrote for it."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.e2e.axe import pages_of
from tests.e2e.html_pages import article
from tests.e2e.page_kinds import FIRST, KINDS
from tests.e2e.running import FIRM
from tests.e2e.web_server import nginx

LISTEN: Final = """
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def hosted(
    example: Path, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the example site behind nginx."""
    settings = example / "build" / FIRM / "hosting" / "nginx.conf"
    with nginx(settings, example_site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window that keeps what the policy refused and what went wrong."""
    window = browser.new_context(viewport={"width": 1300, "height": 900})
    window.add_init_script(LISTEN)
    opened = window.new_page()
    opened.complaints = []
    opened.on(
        "console",
        lambda said: opened.complaints.append(said.text) if said.type == "error" else None,
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    window.close()


def answer_of(hosted: str, path: str) -> tuple[int, dict[str, str]]:
    """Return the status and the headers with which nginx answers."""
    connection = HTTPConnection(urlsplit(hosted).netloc, timeout=20)
    connection.request("GET", f"/{path}")
    answered = connection.getresponse()
    found = answered.status, dict(answered.getheaders())
    connection.close()
    return found


def test_the_kinds_of_pages_are_complete(example_site: Path) -> None:
    """Whatever we mark up in our own way anywhere, is on a page of this list."""
    ours = {
        name: set(re.findall(r"\bhb-[\w-]+", article((example_site / name).read_text("utf-8"))))
        for name in pages_of(example_site)
        if "/nl/" in name
    }
    listed = set().union(*(ours[name] for name in KINDS.values()))

    assert set().union(*ours.values()) - listed == set()


def test_the_policy_refuses_nothing_on_a_page_of_any_kind(page: Any, hosted: str) -> None:
    refused: list[str] = []
    for name in KINDS.values():
        page.goto(f"{hosted}/{name}", wait_until="networkidle")
        refused += [f"{name}: {line}" for line in page.evaluate("window.refused")]

    assert refused == []
    assert page.complaints == []


def test_searching_works_under_the_policy(page: Any, hosted: str) -> None:
    page.goto(f"{hosted}/{FIRST}", wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.type("foto")
    page.wait_for_selector(".md-search-result__item a[href*='/privacy/photos.html']")

    assert page.evaluate("window.refused") == []
    assert page.complaints == []


def test_what_the_build_did_not_write_is_refused(page: Any, hosted: str) -> None:
    page.goto(f"{hosted}/{FIRST}", wait_until="load")
    page.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.slipped = true'; document.body.append(s); }"
    )
    page.wait_for_function("window.refused.length > 0")

    assert page.evaluate("window.slipped") is None
    assert page.evaluate("window.refused") == ["script-src-elem inline"]


@pytest.mark.parametrize("path", [FIRST, "staff/nl/assets/handbook.css", "no/such/page.html"])
def test_every_answer_carries_the_headers(example: Path, hosted: str, path: str) -> None:
    written = (example / "build" / FIRM / "hosting" / "_headers").read_text("utf-8")
    everywhere = re.search(r"^/\*\n((?:[ \t]+.*\n)+)", written, re.MULTILINE)
    assert everywhere is not None
    promised = dict(line.strip().split(": ", 1) for line in everywhere[1].splitlines())
    del promised["Cache-Control"]  # it differs between files
    status, sent = answer_of(hosted, path)

    assert status == (404 if path.startswith("no/") else 200)
    assert len(promised) > 5
    assert {name: sent.get(name) for name in promised} == promised


def test_the_first_address_leads_to_the_staff_book(page: Any, hosted: str) -> None:
    page.goto(f"{hosted}/")
    page.wait_for_url(f"**/{FIRST}")

    assert page.locator("h1").count() == 1
