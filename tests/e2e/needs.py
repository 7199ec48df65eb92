"""What a machine may lack: a developer's tests then skip by name, and those of CI fail."""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import Final

import pytest

TOOLS: Final = Path(__file__).parents[1] / "tools" / "node_modules"
"""Where `make site-tools` puts what npm brings."""

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


def tool(path: str) -> Path:
    """Return a file of what npm brought, by its path in `tests/tools/node_modules`."""
    needs(f"{path.split('/', 1)[0]} (make site-tools)", present=(TOOLS / path).is_file())
    return TOOLS / path


def command(name: str, *, path: str | None = None) -> str:
    """Return where a command is, looking in the folders of `path` as well."""
    found = shutil.which(name) or shutil.which(name, path=path)
    needs(name, present=found is not None)
    assert found is not None
    return found
