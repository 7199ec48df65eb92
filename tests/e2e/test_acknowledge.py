"""A reader confirms that they read the last release: with a mail, and a receipt that nobody else sees."""

from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.e2e.conftest import serving
from tests.e2e.running import FIRM, build, new_workspace
from tests.firm_with_releases import release_now

PAGE: Final = "staff/nl/read-and-understood.html"


@pytest.fixture(scope="module")
def confirming(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example firm after its first release."""
    workspace = new_workspace(tmp_path_factory.mktemp("confirming"))
    release_now(workspace, "2026.1", date(2026, 11, 20))
    build(workspace, FIRM, "--book", "staff")
    return workspace / "site" / FIRM


def code_of(page: Any, role: str) -> str:
    """The code that stands next to a role."""
    found: str = page.locator("tr", has_text=role).locator("[data-digest]").inner_text()
    return found


def test_the_receipt_of_a_role_has_its_code_and_the_name_stays_in_the_browser(
    browser: Any, confirming: Path, tmp_path: Path
) -> None:
    with serving(confirming) as address:
        window = browser.new_context(locale="nl-NL", viewport={"width": 390, "height": 844})
        page = window.new_page()
        page.goto(f"{address}/{PAGE}", wait_until="networkidle")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url))
        receipt = page.locator(".hb-receipt")
        everyone = code_of(page, "Iedereen")

        assert everyone in receipt.inner_text()
        receipt.get_by_label("Je naam").fill("Ans <b>Smit</b>")
        receipt.get_by_label("Je rol").select_option(label="Ingeschreven accountants (RA en AA)")
        with page.expect_download() as waiting:
            receipt.get_by_role("button", name="Bewaar het bewijs").click()
        waiting.value.save_as(tmp_path / "receipt.txt")
        text = (tmp_path / "receipt.txt").read_text("utf-8")

        assert "Versie van het handboek: 2026.1" in text
        assert "Rol: Ingeschreven accountants (RA en AA)" in text
        assert f"Code: {code_of(page, 'Ingeschreven')}" in text
        assert everyone not in text
        assert "Naam: Ans <b>Smit</b>" in text
        assert [url for url in sent if not url.startswith("blob:")] == []
        assert (
            page.evaluate("Object.keys(localStorage).filter(k => localStorage[k].includes('Smit'))")
            == []
        )
        inside = "e => e.getBoundingClientRect().right <= e.closest('section').getBoundingClientRect().right"
        assert receipt.get_by_label("Je rol").evaluate(inside)
        window.close()


def test_without_a_script_each_role_has_a_mail_with_version_and_code(
    browser: Any, confirming: Path
) -> None:
    with serving(confirming) as address:
        window = browser.new_context(locale="nl-NL", java_script_enabled=False)
        page = window.new_page()
        page.goto(f"{address}/{PAGE}")
        link = page.locator("tr", has_text="Iedereen").get_by_role(
            "link", name="Ik heb het gelezen"
        )
        mail = urlsplit(link.get_attribute("href"))
        (body,) = parse_qs(mail.query)["body"]

        assert mail.scheme == "mailto"
        assert "Versie: 2026.1\nRol: iedereen\n" in body
        assert f"Code: {code_of(page, 'Iedereen')}" in body
        window.close()
