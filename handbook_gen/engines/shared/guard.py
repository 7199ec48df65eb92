"""Whether what is installed is what sharing was made for: its pages rest on the insides of others."""

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_RESTS_ON: Final = {
    "mkdocs": (
        "commands/build.py",
        "config/base.py",
        "config/config_options.py",
        "structure/*.py",
        "templates/sitemap.xml",
        "theme.py",
        "utils/*.py",
    ),
    "material": (
        "plugins/offline/*.py",
        "plugins/search/*.py",
        "templates/*.html",
        "templates/mkdocs_theme.yml",
        "templates/partials/**/*.html",
    ),
    "markdown": ("*.py", "extensions/*.py"),
}
"""The files whose behaviour the shared parts rely on, by package."""

_PACKAGES: Final = ("mkdocs", "mkdocs-material", "Markdown")

KNOWN: Final = frozenset({"927c33d37d3aa104"})
"""Digests of those files in the versions of which all pages of many firms were compared."""


def obstacle() -> str:
    """Return why parts are not shared here; empty when they are."""
    if importlib.util.find_spec("jieba") is not None:
        return "jieba is installed, and changes what the search index holds"
    if shape() not in KNOWN:
        return f"it was not compared with {_installed()}"
    return ""


def shape() -> str:
    """Return a digest of the insides of other packages that sharing rests on."""
    digest = hashlib.sha256()
    for package, patterns in _RESTS_ON.items():
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            return ""
        folder = Path(found.origin).parent
        for pattern in patterns:
            for file in sorted(folder.glob(pattern)):
                name = file.relative_to(folder).as_posix()
                digest.update(f"{package}/{name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _installed() -> str:
    return ", ".join(f"{package} {_version(package)}" for package in _PACKAGES)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
