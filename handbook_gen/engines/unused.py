"""Leave out of a built site what the theme brings along and no reader of it ever loads."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, files_in, remove_files

SOURCE_MAPS: Final = re.compile(r"assets/.*\.map")
"""They help only those who change the theme itself: 1.3 MB in each edition."""

SEARCH_LANGUAGES: Final = re.compile(r"assets/javascripts/lunr/.*\.js")
"""What the search needs for 30 languages, of which an edition has one: 0.9 MB."""

SHARED: Final = "support"
"""The stemmer support, which each language builds on."""


def remove_unused(site: Path, language: str) -> None:
    """Remove what a site in this language does not use; what it loads stays as the theme made it."""
    folder = Folder(site, site.name)
    remove_files(folder, list(_unused(folder, language)))


def _unused(folder: Folder, language: str) -> Iterator[str]:
    for name in files_in(folder):
        last = name.removesuffix(".js").removesuffix(".min").rpartition(".")[2]
        other = SEARCH_LANGUAGES.fullmatch(name) and last not in (SHARED, language)
        if SOURCE_MAPS.fullmatch(name) or other:
            yield name
