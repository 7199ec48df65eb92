"""Every page of three firms, in two languages and four modes, without a violation that axe-core knows.

A page is loaded once, and then shown in the four modes, as a reader does who turns a phone or
chooses the dark view. `tests/e2e/test_accessibility.py` loads a sample anew in each mode.

What is found stands in `templates/accessibility.yml`, which every handbook prints. Write it anew,
in one process, with `pytest -m audit tests/audit/test_accessibility.py --refresh-goldens`.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from handbook_gen.model.library import Library
from tests.audit.conftest import FIRMS
from tests.e2e.axe import MODES, pages_of, version, violations
from tests.e2e.conftest import serving
from tests.e2e.running import REPOSITORY

pytestmark = pytest.mark.audit

RECORD = REPOSITORY / "templates" / "accessibility.yml"
clean: set[tuple[str, str, str]] = set()
"""The firm, language and book of which every page was found without a violation in this process."""


class _EveryPage:
    """The pages of a firm in one language: a class each, because two workers share the work by class."""

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
        clean.add((self.firm, self.language, book))


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


def test_the_handbooks_say_what_was_found(
    sites: Path, shipped_library: Library, request: pytest.FixtureRequest
) -> None:
    pages = sum(len(pages_of(sites / firm)) for firm in FIRMS)
    if request.config.getoption("--refresh-goldens"):
        assert len(clean) == len(FIRMS) * 2 * 2, "run the whole module, in one process"
        write_record(pages)
        return
    record = shipped_library.site_audit

    assert record is not None
    assert record.checker == f"axe-core {version()}"
    assert record.firms == len(FIRMS)
    assert sorted(record.widths) == sorted({mode.width for mode in MODES})
    assert record.violations == 0
    assert record.pages <= pages < record.pages + 150


def write_record(pages: int) -> None:
    """Write down that this many pages, to the ten below, were found without a violation today."""
    text = RECORD.read_text("utf-8")
    for key, value in {
        "checker": f"axe-core {version()}",
        "tested_on": date.today().isoformat(),
        "firms": str(len(FIRMS)),
        "pages": str(pages // 10 * 10),
        "widths": str(sorted({mode.width for mode in MODES})),
        "violations": "0",
    }.items():
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text)
    RECORD.write_text(text, encoding="utf-8")
