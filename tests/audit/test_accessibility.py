"""Every page of three firms, in two languages and four modes, without a violation that axe-core knows.

A page is loaded once, and then shown in the four modes, as a reader does who turns a phone or
chooses the dark view. `tests/e2e/test_accessibility.py` loads a sample anew in each mode.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.e2e.axe import MODES, pages_of, violations
from tests.e2e.conftest import serving

pytestmark = pytest.mark.audit


class _EveryPage:
    """One book-shelf of pages; a class each, because two workers share the work by class."""

    firm: ClassVar[str]
    language: ClassVar[str]

    @pytest.fixture
    def reader(self, browser: Any) -> Iterator[Any]:
        window = browser.new_context(viewport=MODES[0].viewport, reduced_motion="reduce")
        yield window.new_page()
        window.close()

    @pytest.mark.parametrize("book", ["staff", "control"])
    def test_no_page_has_a_violation(self, reader: Any, sites: Path, book: str) -> None:
        shelf = f"{book}/{self.language}/"
        pages = [name for name in pages_of(sites / self.firm) if name.startswith(shelf)]
        with serving(sites / self.firm) as address:
            found = [
                line for name in pages for line in violations(reader, f"{address}/{name}", MODES)
            ]

        assert len(pages) > 20
        assert found == []


class TestAuditFirmInDutch(_EveryPage):
    firm, language = "example-audit", "nl"


class TestAuditFirmInEnglish(_EveryPage):
    firm, language = "example-audit", "en"


class TestAccountantsInDutch(_EveryPage):
    firm, language = "example-accountants", "nl"


class TestAccountantsInEnglish(_EveryPage):
    firm, language = "example-accountants", "en"


class TestSolePractitionerInDutch(_EveryPage):
    firm, language = "example-sole", "nl"


class TestSolePractitionerInEnglish(_EveryPage):
    firm, language = "example-sole", "en"
