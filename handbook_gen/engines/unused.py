"""Leave out of a built site what the theme brings along and no reader of it ever loads."""

import re
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
    remove_files(folder, [name for name in files_in(folder) if is_unused(name, language)])


def is_unused(name: str, language: str) -> bool:
    """Tell whether no reader of a site in this language loads a file that the theme brings along."""
    last = name.removesuffix(".js").removesuffix(".min").rpartition(".")[2]
    other = SEARCH_LANGUAGES.fullmatch(name) and last not in (SHARED, language)
    return bool(SOURCE_MAPS.fullmatch(name) or other)
