"""Short addresses in a browser: from a file, over http, and under the policy of the host."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.html_pages import attributes
from tests.e2e.running import FIRM, answer, build, new_workspace

SMALL = "example-sole"


def _leads_to(page: Path) -> str:
    return next(value for _, value in attributes(page.read_text("utf-8"), "href"))


@pytest.mark.parametrize("name", ["etq-02", "may-i-post"])
def test_a_short_address_forwards_over_http_and_from_a_file(
    browser: Any, served: str, example_site: Path, name: str
) -> None:
    target = _leads_to(example_site / "r" / f"{name}.html").removeprefix("../")
    for start in (f"{served}/r/{name}.html", (example_site / "r" / f"{name}.html").as_uri()):
        page = browser.new_page()
        page.goto(start)
        page.wait_for_url(f"**/{target}")

        assert page.locator("h1").count() == 1
        page.close()


def test_a_clause_that_is_dropped_loses_its_short_address(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    short = workspace / "site" / SMALL / "r"
    build(workspace, SMALL)
    assert (short / "etq-17.html").is_file()
    deviation = {"clause": "ETQ-17", "reason": "No.", "approved_by": "A.", "until": "2027-06-30"}
    answer(workspace, {"deviations": [deviation]}, SMALL)
    build(workspace, SMALL)

    assert not (short / "etq-17.html").exists()
    assert (short / "etq-02.html").is_file()


def test_a_site_from_which_a_short_address_was_removed_is_built_again(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    short = workspace / "site" / SMALL / "r" / "etq-02.html"
    build(workspace, SMALL)
    short.unlink()
    build(workspace, SMALL)

    assert short.is_file()


def test_one_book_alone_has_short_addresses_for_its_own_clauses(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    build(workspace, SMALL, "--book", "staff")
    short = workspace / "site" / SMALL / "r"

    targets = {_leads_to(page).split("/")[1] for page in short.glob("*.html")}

    assert targets == {"staff"}
    build(workspace, SMALL, "--book", "control")
    assert {_leads_to(page).split("/")[1] for page in short.glob("*.html")} == {"staff", "control"}


def test_the_example_has_short_addresses_in_both_books(example: Path) -> None:
    names = {path.stem for path in (example / "site" / FIRM / "r").glob("*.html")}

    assert {"etq-02", "etq-22", "may-i-post", "sec-07"} <= names
