"""Pages of every kind on a narrow screen, with wide letters, without colours, motion or script."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.e2e.page_kinds import AID, CLAUSES, FIRST, KINDS

SPACED: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""What a reader may set, after success criterion 1.4.12."""

CUT: Final = """() => Array.from(document.querySelectorAll("article :is(p, li, h1, h2, h3, td, dd, dt, summary, a, button, label, span)"))
  .filter((element) => element.checkVisibility() && !element.closest(".hb-sr, [hidden], svg"))
  .filter((element) => getComputedStyle(element).overflow !== "visible"
    && (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2))
  .map((element) => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""
WIDER: Final = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"

ENGLISH: Final = re.compile(
    r"\b(header|footer|tabs?|logo|navigation|search|table of contents|skip|back|next|previous|select|"
    r"language|close|open|the|of|this|page|section|copy|permanent link|scroll|mode|clear)\b",
    re.IGNORECASE,
)
NAMED: Final = """() => Array.from(document.querySelectorAll("*"), (element) =>
  ["aria-label", "title", "alt", "placeholder", "aria-description", "aria-roledescription"]
    .filter((name) => element.hasAttribute(name) && !element.closest("[lang]:not(html)"))
    .map((name) => `${name}: ${element.getAttribute(name)}`)).flat()"""


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A page of a window with the settings that the test is run for."""
    settings = {"viewport": {"width": 1300, "height": 900}, "reduced_motion": "reduce"}
    opened = browser.new_context(**{**settings, **getattr(request, "param", {})})
    yield opened.new_page()
    opened.close()


@pytest.mark.parametrize(
    "window",
    [{"viewport": {"width": 320, "height": 640}}, {"viewport": {"width": 320, "height": 256}}],
    indirect=True,
    ids=["phone", "zoomed to 400 %"],
)
def test_no_kind_of_page_scrolls_sideways(window: Any, served: str) -> None:
    wide: dict[str, int] = {}
    for name in KINDS.values():
        window.goto(f"{served}/{name}", wait_until="load")
        window.wait_for_timeout(350)
        wide[name] = window.evaluate(WIDER)

    assert {name: pixels for name, pixels in wide.items() if pixels > 0} == {}


@pytest.mark.parametrize(
    "window",
    [{}, {"viewport": {"width": 390, "height": 844}}],
    indirect=True,
    ids=["large", "phone"],
)
def test_wider_spacing_of_the_text_cuts_nothing_off(window: Any, served: str) -> None:
    cut: dict[str, list[str]] = {}
    for name in KINDS.values():
        window.goto(f"{served}/{name}", wait_until="load")
        window.evaluate(SPACED)
        window.wait_for_timeout(100)
        cut[name] = window.evaluate(CUT)

    assert {name: lines for name, lines in cut.items() if lines} == {}


@pytest.mark.parametrize("window", [{"forced_colors": "active"}], indirect=True, ids=["forced"])
def test_the_level_of_a_clause_is_a_word_and_a_border_where_colours_are_forced(
    window: Any, served: str
) -> None:
    window.goto(f"{served}/{CLAUSES}", wait_until="load")
    forced = window.evaluate("matchMedia('(forced-colors: active)').matches")
    level = window.locator(".hb-level").first
    border = window.locator(".hb-clause").first.evaluate(
        "box => [getComputedStyle(box).borderTopStyle, getComputedStyle(box).borderTopWidth]"
    )

    assert forced
    assert level.inner_text() in {"Verplicht", "Verboden", "Aanbevolen", "Toegestaan"}
    assert border[0] == "solid"
    assert border[1] != "0px"


def test_nothing_moves_for_who_asked_for_no_motion(window: Any, served: str) -> None:
    window.goto(f"{served}/{FIRST}", wait_until="load")
    moving = window.evaluate(
        """() => Array.from(document.querySelectorAll("*")).filter((element) => {
          const style = getComputedStyle(element);
          const seconds = `${style.transitionDuration}, ${style.animationDuration}`.split(",").map(parseFloat);
          return Math.max(...seconds) > 0.001;
        }).length"""
    )

    assert window.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert moving == 0


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
def test_every_kind_of_page_reads_without_javascript(window: Any, served: str) -> None:
    for name in KINDS.values():
        window.goto(f"{served}/{name}", wait_until="load")
        assert window.locator("article h1").is_visible(), name
        assert len(window.locator("article").inner_text()) > 150, name
        assert window.locator("nav.md-nav--primary a").count() > 10, name


@pytest.mark.parametrize("name", [FIRST, CLAUSES, AID, KINDS["duties"], KINDS["pocket card"]])
def test_what_is_read_aloud_on_a_dutch_page_is_dutch(window: Any, served: str, name: str) -> None:
    window.goto(f"{served}/{name}", wait_until="networkidle")
    window.wait_for_timeout(400)
    named: list[str] = window.evaluate(NAMED)

    assert len(named) > 10
    assert [text for text in named if ENGLISH.search(text.split(": ", 1)[1])] == []
