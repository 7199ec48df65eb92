"""The whole site by keyboard: each stop is seen and has a name, nothing traps, everything opens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.e2e.page_kinds import AID, CLAUSES, FIRST, KINDS

LARGE: Final = {"width": 1300, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
ZOOMED: Final = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400 %."""

STOP: Final = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  /* The switch between light and dark is drawn by the label beside a control without a size. */
  const drawn = element.matches(".md-option") ? element.nextElementSibling : element;
  const style = getComputedStyle(drawn);
  const onTop = (x, y) => {
    const found = document.elementFromPoint(x, y);
    return found !== null && (drawn.contains(found) || found.contains(drawn));
  };
  const seen = Array.from(drawn.getClientRects()).some(({ left, right, top, bottom }) =>
    [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].some(([across, down]) =>
      onTop(left + (right - left) * across, top + (bottom - top) * down)));
  return {
    name: (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent)
      .replace(/\\s+/g, " ").trim(),
    kind: `${element.localName}.${element.classList[0] ?? ""}`,
    seen,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""

STANDS: Final = """() => {
  /* What is found for the letters typed so far gives way to what is found for the word. */
  const before = window.foundBefore;
  window.foundBefore = document.querySelector(".md-search-result__list").innerHTML;
  return window.foundBefore === before;
}"""


@dataclass(frozen=True)
class Stop:
    """Where the keyboard is."""

    name: str
    kind: str
    seen: bool
    outlined: bool


@pytest.fixture
def page_at(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """A function that opens a page of the site in a window of some size."""
    windows: list[Any] = []

    def open_page(name: str, viewport: dict[str, int] = LARGE) -> Any:
        window = browser.new_context(viewport=viewport, reduced_motion="reduce")
        windows.append(window)
        page = window.new_page()
        page.goto(f"{served}/{name}", wait_until="networkidle")
        page.wait_for_timeout(400)
        return page

    yield open_page
    for window in windows:
        window.close()


def walk(page: Any, most: int = 400) -> list[Stop]:
    """Return every stop of the Tab key, from the address bar until it is back there.

    Of these one may take its leave, as the theme's button to the top does at the end of a page.
    """
    stops: list[Stop] = []
    gone: list[Stop] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(STOP)
        if found is None:
            return stops
        here = Stop(**found)
        if stop := where(page, here):
            stops.append(stop)
        else:
            gone.append(here)
        assert len(gone) <= 1, gone
    pytest.fail(f"the keyboard does not leave the page; last {stops[-3:]}")


def where(page: Any, here: Stop | None = None) -> Stop | None:
    """Return where the keyboard is now, once what opens or closes there has done so.

    None is for a control that takes its leave; the next Tab goes on from there.
    """
    here = here or Stop(**page.evaluate(STOP))
    for _ in range(10):
        if here.seen:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(STOP)
        if found is None:
            return None
        here = Stop(**found)
    return here


@pytest.mark.parametrize("viewport", [LARGE, PHONE, ZOOMED], ids=["large", "phone", "zoomed"])
@pytest.mark.parametrize(
    "kind", ["first page", "clauses", "flow", "quiz", "form", "duties", "channel sheet"]
)
def test_every_stop_is_seen_and_has_a_name(
    page_at: Callable[..., Any], kind: str, viewport: dict[str, int]
) -> None:
    stops = walk(page_at(KINDS[kind], viewport))

    assert len(stops) > 6
    assert stops[0].kind == "a.md-skip"
    assert [stop for stop in stops if not (stop.seen and stop.outlined and stop.name)] == []


def test_the_stops_of_the_header_follow_what_the_eye_sees(page_at: Callable[..., Any]) -> None:
    kinds = [stop.kind for stop in walk(page_at(CLAUSES))]

    assert kinds[:8] == [
        "a.md-skip",
        "a.md-header__button",
        "input.md-option",
        "button.md-header__button",
        "a.md-select__link",
        "a.md-select__link",
        "input.md-search__input",
        "a.md-tabs__link",
    ]


def test_the_skip_link_leads_past_the_menu(page_at: Callable[..., Any]) -> None:
    page = page_at(CLAUSES)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_a_search_ends_on_the_clause(page_at: Callable[..., Any]) -> None:
    page = page_at(FIRST)
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.type("kinderen")
    page.wait_for_selector(".md-search-result__list a[href*='#prv-40']", state="attached")
    page.wait_for_function(STANDS, polling=300)
    for _ in range(30):
        page.keyboard.press("ArrowDown")
        assert where(page).seen
        if "#prv-40" in page.evaluate("document.activeElement.href ?? ''"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/privacy/photos.html*#prv-40")

    assert page.locator("#prv-40").is_visible()
    assert page.evaluate(
        "document.querySelector('#prv-40').getBoundingClientRect().top"
        " >= document.querySelector('.md-header').getBoundingClientRect().bottom"
    )


def test_escape_leaves_the_search(page_at: Callable[..., Any]) -> None:
    page = page_at(FIRST)
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.press("Escape")

    assert page.evaluate("document.querySelector('#__search').checked") is False
    assert page.evaluate("document.activeElement.matches('.md-search__input')") is False


def test_the_other_language_is_chosen(page_at: Callable[..., Any]) -> None:
    page = page_at(CLAUSES)
    page.focus(".md-select button")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert where(page) == Stop("English", "a.md-select__link", seen=True, outlined=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/en/privacy/photos.html")

    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_dark_view_is_chosen(page_at: Callable[..., Any]) -> None:
    page = page_at(CLAUSES)
    page.focus(".md-option")
    page.keyboard.press("ArrowRight")

    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_the_menu_of_a_phone_opens_and_keeps_the_keyboard_until_it_is_closed(
    page_at: Callable[..., Any],
) -> None:
    page = page_at(CLAUSES, PHONE)
    page.focus(".md-header button[for=__drawer]")
    page.keyboard.press("Enter")
    assert where(page).name == "Terug uit Privacy"
    names = [stop.name for stop in walk(page)]
    page.focus(".md-sidebar--primary button.md-nav__title:visible")
    page.keyboard.press("Escape")

    assert names == ["Persoonsgegevens", "Onderwerpen van Foto's en beeld", "Chatten en telefoons"]
    assert where(page).name == "Menu"


def test_the_menu_of_a_phone_leads_to_another_section(
    page_at: Callable[..., Any],
) -> None:
    page = page_at(CLAUSES, PHONE)
    page.focus(".md-header button[for=__drawer]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert where(page).name == "Pagina's van Privacy"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert where(page).name == "Ons vak"
    page.keyboard.press("Enter")
    page.wait_for_url("**/profession/index.html")


def test_a_decision_aid_is_walked_without_a_pointer(page_at: Callable[..., Any]) -> None:
    stops = walk(page_at(AID))

    assert any(
        stop.kind.split(".")[0] in {"a", "button", "input", "summary"} for stop in stops[25:]
    )
