"""Read the library of a workspace as it was at a revision of git, or as it lies in the work tree."""

from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, exists, is_folder
from handbook_gen.git import files_at
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Problem

_TEMPLATES: Final = "templates"


def library_of(workspace: Path, revision: str | None) -> Library:
    """Return the library at a revision; that of the work tree for None.

    A workspace with a whole library of its own has that alone. Where its `templates/` only lies
    over the shipped library, it is laid over the one that this program carries.

    Raises:
        HandbookError: there is no such revision, or the library in it has problems.
    """
    if revision is None:
        return read_library(*_roots(workspace))
    with files_at(workspace, revision, [_TEMPLATES]) as folder:
        try:
            return read_library(*_roots(folder))
        except HandbookError as error:
            message = f"the library at `{revision}` cannot be read"
            help_ = "its problems follow; choose a later revision, or mend the library there"
            raise HandbookError([Problem("HB113", message, help=help_), *error.problems]) from error


def _roots(folder: Path) -> tuple[Folder, ...]:
    own = Folder(folder / _TEMPLATES, _TEMPLATES)
    if exists(own.under("library.yml")):
        return (own,)
    return (*library_roots(None), own) if is_folder(own) else library_roots(None)
