"""The page that says how accessible tests found the site: from a record, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.blocks import Prose
from handbook_gen.model.handbook import Handbook
from handbook_gen.problems import HandbookError
from tests.small_library import FIRM, write_small_library

RECORD = """\
standard: WCAG 2.2 AA
checker: axe-core 4.14.1
tested_on: 2026-11-28
firms: 3
pages: 640
widths: [390, 1300]
violations: {violations}
tested: {nl: [met het toetsenbord], en: [by keyboard]}
not_tested: {nl: [schermlezers], en: [screen readers]}
"""


def pages_of(handbook: Handbook) -> dict[str, str]:
    """Return the text of each page on accessibility by its book."""
    return {
        book.name: "".join(block.text for block in page.blocks if isinstance(block, Prose))
        for book in handbook.books
        for part in book.parts
        for page in part.pages
        if page.id == "accessibility"
    }


@pytest.fixture
def with_record(
    tmp_path: Path, handbook_for: Callable[..., Handbook]
) -> Callable[[int], dict[str, str]]:
    """A function from the number of violations to the pages of an English handbook."""

    def pages(violations: int) -> dict[str, str]:
        record = RECORD.replace("{violations}", str(violations))
        changes: dict[str, Any] = {"accessibility.yml": record}
        library = read_library(write_small_library(tmp_path / "templates", changes))
        return pages_of(handbook_for(FIRM, "en", library=library))

    return pages


def test_both_books_say_what_was_tested_and_what_was_not(
    with_record: Callable[[int], dict[str, str]],
) -> None:
    pages = with_record(0)

    assert set(pages) == {"staff", "control"}
    assert "at least 640 pages from the handbooks of 3 example firms" in pages["staff"]
    assert "on screens 390 and 1300 pixels wide" in pages["staff"]
    assert "- by keyboard\n" in pages["staff"]
    assert "- screen readers\n" in pages["staff"]
    assert "Nobody but its makers has judged" in pages["staff"]


def test_violations_are_told(with_record: Callable[[int], dict[str, str]]) -> None:
    text = with_record(7)["staff"]

    assert "The check found violations of its rules: 7." in text
    assert "found no violation" not in text


def test_without_a_record_there_is_no_page(handbook_for: Callable[..., Handbook]) -> None:
    assert pages_of(handbook_for(FIRM, "en")) == {}


def test_a_record_that_lacks_a_language_is_a_problem(tmp_path: Path) -> None:
    record = RECORD.replace("{violations}", "0").replace(", en: [screen readers]", "")

    with pytest.raises(HandbookError) as caught:
        read_library(write_small_library(tmp_path / "templates", {"accessibility.yml": record}))

    assert [(found.code, found.message) for found in caught.value.problems] == [
        ("HB061", "`not_tested` has no text in `en`")
    ]
