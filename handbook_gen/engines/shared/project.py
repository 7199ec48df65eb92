"""What the theme needs to know of a book, and when it treats two books alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

OWN: Final = ("nav", "site_name", "copyright", "site_url")
"""What differs from firm to firm in `mkdocs.yml`, and does not change what the theme does."""


@dataclass(frozen=True, slots=True)
class Project:
    """What the theme needs to know of a book to render a page of it.

    Attributes:
        files: the paths of all files, and of the pages their titles and heads.
    """

    nav: Sequence[Any]
    files: Sequence[str]
    titles: Mapping[str, str | None]
    metas: Mapping[str, Mapping[str, Any]]


def settings_key(config: Mapping[str, Any]) -> str:
    """Return what two projects share when the theme treats them alike."""
    shared = {name: value for name, value in config.items() if name not in OWN}
    return json.dumps([shared, "site_url" in config], sort_keys=True)
