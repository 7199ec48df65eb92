"""Each audit leaves twelve pictures of the site to look at in `build/screenshots/`."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import serving
from tests.e2e.running import FIRM
from tests.screenshots import TARGET, take

pytestmark = pytest.mark.audit


def test_three_pages_are_pictured_in_four_views(browser: Any, sites: Path) -> None:
    with serving(sites / FIRM) as address:
        made = take(browser, address, TARGET)

    assert len(made) == 12
    assert [path.name for path in made if path.stat().st_size < 10_000] == []
