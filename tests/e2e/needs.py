"""What a machine may lack: a developer's tests then skip by name, and those of CI fail."""

import importlib.util
import os
import shutil

import pytest

ENGINES = ("mkdocs", "properdocs", "zensical")


def needs(what: str, *, present: bool) -> None:
    """Go on when it is present; skip where a developer works, and fail where CI is set."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI tests everything")
    pytest.skip(f"{what} is not on this machine")


def needs_engine(engine: str) -> None:
    """Go on when the site builder is installed."""
    needs(f"the site builder {engine}", present=importlib.util.find_spec(engine) is not None)


def chromium() -> str:
    """Return the path of the browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    needs("Chromium", present=found is not None)
    assert found is not None
    return found
