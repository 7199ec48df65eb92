"""A published handbook in the browser: another version, the same page; an old version says so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.model.release import Link, Release
from handbook_gen.releases import edition_of, read_releases, release_to_json
from handbook_gen.workspace import check_firm, open_workspace
from tests.e2e.axe import MODES, violations
from tests.e2e.conftest import serving
from tests.e2e.running import DAY, answer, handbook, new_workspace

SMALL = "example-sole"
PAGE = "people/leaving.html"


def freeze(workspace: Path, version: str) -> None:
    day = date.fromisoformat(DAY)
    opened = open_workspace(workspace)
    before = read_releases(opened.profiles, SMALL)
    edition = edition_of(check_firm(opened, SMALL, day), version)
    previous = Link(before[-1].version, before[-1].digest) if before else None
    release = Release(version, day, day, "A.", "", "substantive", previous, "1", edition)
    folder = opened.profiles.path / SMALL / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{version}.json").write_bytes(release_to_json(release))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of the staff book, of which the older one alone has a page on colleagues who leave."""
    workspace = new_workspace(tmp_path_factory.mktemp("published"), SMALL)
    answer(workspace, {"languages": ["nl", "en"], "firm.size": 5}, SMALL)
    freeze(workspace, "1.0")
    answer(workspace, {"firm.size": 1}, SMALL)
    freeze(workspace, "2.0")
    done = handbook(workspace, "publish", SMALL, "--book", "staff", "--date", DAY)
    assert done.code == 0, done.err
    return workspace / "public" / SMALL


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    with serving(published) as served:
        yield served


def test_a_reader_changes_version_and_keeps_the_page(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/staff/nl/latest/all-rules.html")
    page.locator(".md-version__current").focus()  # which opens the list
    assert page.locator(".md-version__link").all_inner_texts() == ["2.0", "1.0"]
    page.locator(".md-version__link", has_text="1.0").click()
    page.wait_for_url("**/staff/nl/1.0/all-rules.html")

    notice = page.locator(".hb-version")
    notice.wait_for()
    assert notice.locator("strong").inner_text() == "Dit is versie 1.0. De nieuwste is versie 2.0."
    assert page.locator(".md-header a[hreflang=en]").get_attribute("href") == (
        f"{address}/staff/en/1.0/all-rules.html"
    )
    notice.locator("a").click()
    page.wait_for_url("**/staff/nl/latest/all-rules.html")
    page.locator(".md-version__current").wait_for()
    assert page.locator(".hb-version").count() == 0
    page.close()


def test_a_page_that_the_newest_lacks_leads_to_its_start(
    browser: Any, address: str, published: Path
) -> None:
    assert (published / "staff/nl/1.0" / PAGE).is_file()
    assert not (published / "staff/nl/2.0" / PAGE).exists()
    page = browser.new_page()
    page.goto(f"{address}/staff/nl/1.0/{PAGE}")
    page.locator(".hb-version a").click()
    page.wait_for_url("**/staff/nl/latest/index.html")
    page.close()


def test_a_version_opened_as_a_file_says_nothing_of_others(browser: Any, published: Path) -> None:
    page = browser.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto((published / "staff/nl/1.0/index.html").as_uri())
    page.locator(".md-content__inner[data-ready]").wait_for()

    assert page.locator(".hb-version").count() == 0
    assert failures == []
    page.close()


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("2.0", "changes/index.html"),
        ("2.0", "changes/as-of-2-0.html"),
        ("1.0", "read-and-understood.html"),  # who works alone confirms nothing
    ],
)
def test_what_releases_add_to_a_site_has_no_violation(
    browser: Any, address: str, version: str, name: str
) -> None:
    window = browser.new_context(viewport=MODES[0].viewport, reduced_motion="reduce")
    page = window.new_page()
    page.goto(f"{address}/staff/nl/{version}/{name}")
    chooser = page.locator(".md-version__current")
    chooser.wait_for()

    assert (chooser.get_attribute("aria-label") or "").startswith(f"{version}: ")
    assert violations(page, f"{address}/staff/nl/{version}/{name}", MODES) == []
    window.close()
