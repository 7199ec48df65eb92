"""Write a firm's handbook into a MkDocs site that exists already, and touch nothing else there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from handbook_gen.disk import (
    Folder,
    exchange,
    exists,
    is_folder,
    new_folder_beside,
    remove_folder,
    write_tree,
)
from handbook_gen.history import with_history
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Release
from handbook_gen.problems import Place, Problem, UsageError
from handbook_gen.source_yaml import written_yaml
from handbook_gen.workspace import CheckedFirm, handbooks
from handbook_gen.writers import Look
from handbook_gen.writers.mkdocs_project import ASSETS, navigation, pages_and_assets

_MARK: Final = ".handbook-gen"
"""A file that says the folder is ours, and may be replaced; site builders skip hidden files."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """Where the pages were written, and the lines to paste into `mkdocs.yml`."""

    folder: Path
    lines: str


def insert_into(
    docs: Path,
    firm: CheckedFirm,
    book_name: BookName,
    look: Look,
    releases: Sequence[Release] = (),
) -> Inserted:
    """Write one book of a firm into `docs/handbook-<firm>/`, a folder per language.

    Raises:
        UsageError: `docs` is no folder, or holds a folder of that name which is not ours.
        HandbookError: the disk refused.
    """
    name = f"handbook-{firm.profile.firm}"
    target = docs / name
    _check_place(docs, target)
    tree: dict[str, bytes] = {
        _MARK: b"Written by `handbook build --into`; replaced at the next run.\n"
    }
    entries: list[Any] = []
    for written in handbooks(firm):
        today = replace(written, site_address="")  # the other site has no short addresses
        handbook = with_history(today, releases)
        language = handbook.language
        book = handbook.book(book_name)
        for path, content in pages_and_assets(handbook, book, look).items():
            shared = path.startswith(f"{ASSETS}/")
            tree[path if shared else f"{language}/{path}"] = content
        pages = navigation(handbook, book, f"{name}/{language}/")
        entries.append({_title(handbook, firm): pages})
    built = new_folder_beside(target)
    try:
        write_tree(tree, built)
        exchange(built, target)
    finally:
        remove_folder(built)
    return Inserted(target, _lines(name, entries))


def _check_place(docs: Path, target: Path) -> None:
    """Refuse a place that is no folder of a site, or that holds what is not ours."""
    if not is_folder(Folder(docs, str(docs))):
        message = f"`{docs}` is not a folder"
        raise UsageError(
            [Problem("HB001", message, Place(str(docs)), help="name the docs folder of your site")]
        )
    if exists(Folder(target, target.name)) and not exists(Folder(target / _MARK, target.name)):
        message = f"`{target}` exists, and was not written by this command"
        raise UsageError(
            [Problem("HB102", message, Place(str(target)), help="move or rename it first")]
        )


def _title(handbook: Handbook, firm: CheckedFirm) -> str:
    title = handbook.phrase("site_name")
    own = dict(handbook.languages)[handbook.language]
    return f"{title} ({own})" if len(firm.profile.languages) > 1 else title


def _lines(name: str, entries: list[Any]) -> str:
    assets = {
        "extra_css": [f"{name}/{ASSETS}/handbook.css", f"{name}/{ASSETS}/brand.css"],
        "extra_javascript": [f"{name}/{ASSETS}/handbook.js"],
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
    }
    return (
        "# Add these lines to your mkdocs.yml:\n"
        + written_yaml({"nav": entries})
        + written_yaml(assets)
    )
