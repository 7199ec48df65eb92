"""What the audits share with the end-to-end tests, and the sites of three firms in two languages."""

from pathlib import Path
from typing import Final

import pytest

from tests.e2e.conftest import browser
from tests.e2e.running import answer, build, new_workspace

__all__ = ["browser"]

FIRMS: Final = ("example-accountants", "example-audit", "example-sole")
"""A middle-sized firm, a large one with nearly every rule, and somebody who works alone."""


@pytest.fixture(scope="session")
def three_firms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the three firms are built: both books, both languages."""
    workspace = new_workspace(tmp_path_factory.mktemp("three"), *FIRMS)
    answer(workspace, {"languages": ["nl", "en"]}, "example-sole")
    build(workspace, *FIRMS)
    return workspace


@pytest.fixture(scope="session")
def sites(three_firms: Path) -> Path:
    """The folder with the sites of the three firms."""
    return three_firms / "site"
