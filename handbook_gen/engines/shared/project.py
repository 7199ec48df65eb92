"""What the theme needs to know of a book, and when it treats two books alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

OWN: Final = ("nav", "site_name", "copyright", "site_url", "extra")
"""What differs from firm to firm in `mkdocs.yml`, and is put into a page that the theme has made.

Of `extra` it is only the links to other languages.
"""

LANGUAGES: Final = "alternate"


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
    return json.dumps(shared_settings(config), sort_keys=True)


def shared_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a project without what differs from firm to firm."""
    shared = {name: value for name, value in config.items() if name not in OWN}
    extra = {name: value for name, value in config["extra"].items() if name != LANGUAGES}
    return {**shared, "extra": extra}


def languages_of(config: Mapping[str, Any]) -> list[Any]:
    """Return the links of a project to the same book in other languages."""
    return list(config["extra"].get(LANGUAGES, ()))
