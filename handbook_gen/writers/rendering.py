"""Written Markdown as HTML, with the same extensions as the site."""

from collections.abc import Mapping
from typing import Final

from markdown import Markdown

Extensions = Mapping[str, Mapping[str, object]]
"""The extensions of Python-Markdown by name, each with its settings."""

_ALWAYS: Final = ("fenced_code",)
"""What MkDocs itself adds to the extensions of `mkdocs.yml`."""


def html_from(markdown: str, extensions: Extensions) -> str:
    """Return the HTML of a page, as the site builders make it from the same Markdown."""
    settings = {name: dict(given) for name, given in extensions.items()}
    names = [*_ALWAYS, *(name for name in settings if name not in _ALWAYS)]
    written: str = Markdown(extensions=names, extension_configs=settings).convert(markdown)
    return written
