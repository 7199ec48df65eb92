"""`handbook portal`: the publisher finds any firm on one page, which works everywhere and leaks nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.disk import Folder
from handbook_gen.hosting import content_security_policy
from handbook_gen.model.library import Library
from handbook_gen.portal import portal_files, rows_of, write_portal
from handbook_gen.status import status_of_firms
from handbook_gen.workspace import Workspace
from tests.e2e.axe import judged
from tests.e2e.conftest import serving

TODAY = date(2027, 3, 1)
FIRM = """\
firm: {name: %s, size: 12}
profession: {kinds: [accountant]}
document: {effective: 2025-01-01}
"""


@pytest.fixture
def site(tmp_path: Path, small_library: Library) -> Path:
    """A list of three firms: one is built, one has a name that is no HTML, one is broken."""
    (tmp_path / "firm_profiles").mkdir()
    for name, text in {
        "zeta": FIRM % '"Ábel & <b>Zn.</b> \\"{n}\\""',
        "alfa": FIRM % "Bakker",
        "kapot": "firm: {name: Kapot, size: veel}\n",
    }.items():
        (tmp_path / "firm_profiles" / f"{name}.yml").write_text(text, "utf-8")
    page = tmp_path / "site" / "alfa" / "staff" / "nl" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<!doctype html><title>Bakker</title>", "utf-8")
    workspace = Workspace(
        tmp_path, small_library, Folder(tmp_path / "firm_profiles", "firm_profiles")
    )
    fleet = status_of_firms(workspace, workspace.firms, TODAY, "nl")
    rows = rows_of(fleet, tmp_path / "site", small_library.languages)
    write_portal(portal_files(fleet, rows, small_library.phrases, "nl"), tmp_path / "site")
    return tmp_path / "site"


def shown(page: Any) -> list[str]:
    """The firms that can be seen, in the order of the list."""
    return [row.inner_text() for row in page.locator("tbody tr:visible small").all()]


def test_a_publisher_finds_firms_and_nothing_goes_outside(site: Path, browser: Any) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(site) as address:
        policy = {"content-security-policy": content_security_policy(())}

        def strictly(route: Any) -> None:
            answered = route.fetch()
            route.fulfill(response=answered, headers={**answered.headers, **policy})

        page.route("**/*", strictly)
        page.goto(f"{address}/index.html", wait_until="load")

        assert shown(page) == ["zeta", "alfa", "kapot"]  # Ábel, Bakker, kapot
        assert page.locator("tbody th").first.inner_text().startswith('Ábel & <b>Zn.</b> "{n}"')
        assert page.locator("[role=status]").inner_text() == "3 van 3 kantoren"
        page.get_by_role("button", name="Problemen").click()
        page.get_by_role("button", name="Problemen").click()
        assert shown(page)[0] == "kapot"
        assert page.locator("[aria-sort=descending]").inner_text().startswith("Problemen")
        page.get_by_label("Zoek een kantoor").fill("abel")
        assert shown(page) == ["zeta"]
        page.get_by_label("Zoek een kantoor").fill("")
        page.get_by_label("Laat zien").select_option("unbuilt")
        assert sorted(shown(page)) == ["kapot", "zeta"]
        page.get_by_label("Laat zien").select_option("")
        page.get_by_role("link", name="Handboek (Nederlands), Bakker").click()
        assert page.title() == "Bakker"
    assert wrong == []
    assert {url.split("/")[2] for url in asked} == {address.split("/")[2]}
    page.close()


def test_the_page_can_be_read_by_everybody_from_a_folder_and_on_paper(
    site: Path, browser: Any
) -> None:
    page = browser.new_page()
    for scheme, width in (("light", 1300), ("dark", 1300), ("dark", 390), ("light", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site / "index.html").as_uri(), wait_until="load")
        assert judged(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
    page.emulate_media(media="print")
    assert page.locator(".tools").is_hidden()
    page.close()


def test_the_page_says_for_whom_it_is_and_asks_not_to_be_found(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")

    assert "Alleen voor de uitgever." in text
    assert '<meta name="robots" content="noindex">' in text
    assert "http" not in text
    assert "portal" not in (site / "alfa" / "staff" / "nl" / "index.html").read_text("utf-8")
