"""Sites that several end-to-end tests read; each is built once, and changed by none."""

from pathlib import Path

import pytest

from tests.e2e.running import FIRM, build, new_workspace


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the example firm is built: both books, both languages."""
    workspace = new_workspace(tmp_path_factory.mktemp("example"))
    build(workspace, FIRM)
    return workspace


@pytest.fixture(scope="session")
def example_site(example: Path) -> Path:
    """The site of the example firm."""
    return example / "site" / FIRM
