"""A sample of pages and of what opens on them has no violation that axe-core knows of.

Each page is loaded anew in each mode. `tests/audit/test_accessibility.py` looks at every page.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.e2e.axe import DARK, LIGHT, MODES, Mode, judged, violations

PAGES: Final = (
    "staff/nl/index.html",
    "staff/nl/privacy/photos.html",
    "staff/en/tools/may-i-post.html",
    "staff/nl/all-rules.html",
    "control/nl/duties.html",
    "control/en/risks/risk-register.html",
)
PHONE: Final = Mode(LIGHT, 390)


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A window of the mode that the test is run for."""
    mode: Mode = request.param
    window = browser.new_context(
        viewport=mode.viewport,
        color_scheme="dark" if mode.scheme == DARK else "light",
        reduced_motion="reduce",
    )
    page = window.new_page()
    page.mode = mode
    yield page
    window.close()


@pytest.mark.parametrize("reader", MODES, indirect=True, ids=lambda m: f"{m.scheme}-{m.width}")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation(reader: Any, served: str, name: str) -> None:
    assert violations(reader, f"{served}/{name}", [reader.mode]) == []


@pytest.mark.parametrize("reader", MODES, indirect=True, ids=lambda m: f"{m.scheme}-{m.width}")
def test_what_is_found_by_searching_has_no_violation(reader: Any, served: str) -> None:
    reader.goto(f"{served}/staff/nl/index.html", wait_until="networkidle")
    reader.keyboard.press("/")
    reader.wait_for_selector(".md-search__input:focus")
    reader.keyboard.type("foto")
    reader.wait_for_selector(".md-search-result__item")

    assert judged(reader) == []


@pytest.mark.parametrize("reader", MODES, indirect=True, ids=lambda m: f"{m.scheme}-{m.width}")
def test_the_list_of_languages_has_no_violation(reader: Any, served: str) -> None:
    reader.goto(f"{served}/staff/nl/index.html", wait_until="networkidle")
    reader.focus(".md-select button")
    reader.wait_for_selector(".md-select__inner a")

    assert judged(reader) == []


@pytest.mark.parametrize(
    "reader", [PHONE, Mode(DARK, 390)], indirect=True, ids=lambda m: f"{m.scheme}-{m.width}"
)
def test_the_menu_of_a_phone_has_no_violation(reader: Any, served: str) -> None:
    reader.goto(f"{served}/staff/nl/privacy/photos.html", wait_until="networkidle")
    reader.click(".md-header [for=__drawer]")
    reader.wait_for_selector(".md-sidebar--primary a:visible")

    assert judged(reader) == []


@pytest.mark.parametrize("reader", [PHONE], indirect=True, ids=["phone"])
def test_a_fault_is_found(reader: Any, served: str) -> None:
    reader.goto(f"{served}/staff/nl/index.html", wait_until="load")
    reader.evaluate("document.querySelector('article').append(document.createElement('button'))")

    assert any(line.startswith("button-name: ") for line in judged(reader))
