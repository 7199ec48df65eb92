"""The site in a browser: by keyboard, on a small screen, without a network, on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.e2e.running import FIRM, answer, build, new_workspace

HARMLESS: Final = ("sitemap.xml", "net::ERR_FAILED")
"""What a browser notes on file://, where the theme looks for a list of pages in vain."""

CLAUSE_PAGE: Final = "staff/nl/risks/when-it-goes-wrong.html"
HOSTILE: Final = "</script><script>alert(1)</script>"


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, served: str, example_site: Path) -> str:
    """The address of the site, over http and as files."""
    return served if request.param == "http" else example_site.as_uri()


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens a new window, which keeps what it asked for and what it complained of."""
    opened: list[Any] = []

    def open_tab(**options: Any) -> Any:
        window = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        opened.append(window)
        page = window.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on(
            "console",
            lambda said: (
                page.complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
        return page

    yield open_tab
    for window in opened:
        window.close()


def search(page: Any, words: str) -> list[str]:
    """Search as a reader does, and return the addresses that are found."""
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.type(words)
    page.wait_for_selector(f".md-search-result__list a[href*='h={words}']", timeout=20_000)
    found: list[str] = page.eval_on_selector_all(
        f".md-search-result__list a[href*='h={words}']", "links => links.map(link => link.href)"
    )
    return found


@pytest.mark.parametrize("book", ["staff", "control"])
def test_the_site_asks_for_nothing_outside_itself(
    tab: Callable[..., Any], address: str, book: str
) -> None:
    page = tab()
    for name in ("index.html", "risks/index.html", "privacy/index.html"):
        page.goto(f"{address}/{book}/nl/{name}", wait_until="networkidle")
    search(page, "lek")
    outside = [url for url in page.asked if not url.startswith((address, "data:", "blob:"))]

    assert len(page.asked) > 10
    assert outside == []


def test_no_page_complains_in_the_console(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    for name in ("index.html", "all-rules.html", "who-to-ask.html", "risks/index.html"):
        page.goto(f"{address}/staff/en/{name}", wait_until="networkidle")
    on_disk = address.startswith("file:")
    noted = [
        said for said in page.complaints if not (on_disk and any(word in said for word in HARMLESS))
    ]

    assert noted == []


def test_a_lay_word_finds_the_clause(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    page.goto(f"{address}/staff/nl/index.html", wait_until="networkidle")
    found = search(page, "gehackt")

    assert any("/risks/" in link for link in found)
    page.goto(found[0])
    assert page.locator("section.hb-clause").count() > 0


def test_the_other_language_opens_the_same_page(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    page.goto(f"{address}/{CLAUSE_PAGE}#top", wait_until="networkidle")
    page.wait_for_timeout(500)
    link = page.locator(".md-header a[hreflang=en]").first
    page.goto(link.evaluate("link => link.href"))

    assert page.url == f"{address}/{CLAUSE_PAGE}#top".replace("/nl/", "/en/")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_first_page_leads_to_the_staff_book(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    page.goto(f"{address}/index.html")
    page.wait_for_url("**/staff/nl/index.html")

    assert page.locator("h1").count() == 1


def test_the_first_tab_stop_is_the_skip_link(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    page.goto(f"{address}/{CLAUSE_PAGE}", wait_until="networkidle")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#top"


@pytest.mark.parametrize(
    "name",
    [CLAUSE_PAGE, "staff/nl/index.html", "control/nl/duties.html", "control/nl/sources.html"],
)
def test_nothing_scrolls_sideways_on_a_screen_of_320_pixels(
    tab: Callable[..., Any], served: str, name: str
) -> None:
    page = tab(viewport={"width": 320, "height": 640})
    page.goto(f"{served}/{name}", wait_until="networkidle")
    page.wait_for_timeout(500)
    width = page.evaluate("document.scrollingElement.scrollWidth")

    assert width <= 320


def test_every_clause_reads_without_javascript(tab: Callable[..., Any], address: str) -> None:
    page = tab(java_script_enabled=False)
    page.goto(f"{address}/{CLAUSE_PAGE}")
    clauses = page.locator("section.hb-clause")

    assert clauses.count() > 0
    for number in range(clauses.count()):
        assert clauses.nth(number).locator("h2").is_visible()
        assert clauses.nth(number).locator(".hb-level").is_visible()
        assert clauses.nth(number).locator("p").first.is_visible()
    assert page.locator("nav.md-nav--primary a").count() > 0


def test_a_page_prints_with_everything_unfolded(tab: Callable[..., Any], address: str) -> None:
    page = tab()
    page.goto(f"{address}/{CLAUSE_PAGE}", wait_until="networkidle")
    folded = page.locator("details:not([open])").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    left = page.locator("details:not([open])").count()
    printed = page.pdf(format="A4")

    assert folded > 0
    assert left == 0
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 10_000


def test_a_name_that_looks_like_a_script_runs_nothing_on_the_page_or_among_what_is_found(
    tab: Callable[..., Any], tmp_path: Path
) -> None:
    workspace = new_workspace(tmp_path)
    answer(workspace, {"firm.name": HOSTILE, "people.go_to.name": HOSTILE})
    build(workspace, FIRM, "--book", "staff")
    page = tab()
    page.goto((workspace / "site" / FIRM / "staff" / "nl" / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    search(page, "handboek")
    said = [text for text in page.complaints if not any(word in text for word in HARMLESS)]

    assert said == []
    assert HOSTILE in page.locator("article.md-content__inner").inner_text()
    assert HOSTILE in page.locator(".md-search-result__list").inner_text()
