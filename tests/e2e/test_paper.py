"""Pages of every kind on paper: the firm's line, page numbers, and nothing folded away."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.html_pages import article, visible_text
from tests.e2e.needs import command
from tests.e2e.page_kinds import CLAUSES, KINDS

Print = Callable[[str], str]


@pytest.fixture(scope="module")
def printed(browser: Any, served: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """A function from the name of a page to the text of what a browser prints of it."""
    program, folder = command("pdftotext"), tmp_path_factory.mktemp("paper")

    def text(name: str) -> str:
        page = browser.new_page()
        page.goto(f"{served}/{name}", wait_until="networkidle")
        paper = folder / "page.pdf"
        page.pdf(path=str(paper), prefer_css_page_size=True)
        page.close()
        done = subprocess.run(
            [program, "-layout", str(paper), "-"], capture_output=True, text=True, check=True
        )
        return done.stdout

    return text


@pytest.mark.parametrize("kind", KINDS)
def test_each_sheet_has_the_firms_line_and_its_number(printed: Print, kind: str) -> None:
    sheets = printed(KINDS[kind]).split("\f")[:-1]

    for number, sheet in enumerate(sheets, 1):
        last = sheet.strip().splitlines()[-1]
        assert "De Vries & Zn." in last
        assert re.search(rf"\b{number}\s*/\s*{len(sheets)}$", last)


def test_what_is_folded_on_the_screen_stands_on_paper(printed: Print, example_site: Path) -> None:
    page = article((example_site / CLAUSES).read_text("utf-8"))
    folded = re.findall(r"<details\b.*?</details>", page, re.DOTALL)
    paper = "".join(printed(CLAUSES).split())

    assert len(folded) >= 3
    for part in folded:
        answer = visible_text(part.split("</summary>")[1])
        assert "".join(answer.split())[:40] in paper
