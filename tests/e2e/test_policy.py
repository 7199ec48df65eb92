"""The site in a browser under the policy that the build wrote for it, behind a real nginx."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

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
    settings = example / "build" / FIRM / "hosting"
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


def test_a_short_address_leads_to_its_rule_under_the_policy(page: Any, hosted: str) -> None:
    page.goto(f"{hosted}/r/etq-02.html")
    page.wait_for_url("**/staff/nl/etiquette/*.html#etq-02")

    assert page.evaluate("window.refused") == []


def test_the_first_address_leads_to_the_staff_book(page: Any, hosted: str) -> None:
    page.goto(f"{hosted}/")
    page.wait_for_url(f"**/{FIRST}")

    assert page.locator("h1").count() == 1
