"""Read the library of a workspace as it was at a revision of git, or as it lies in the work tree."""

from pathlib import Path

from handbook_gen.model.library import Library
from handbook_gen.releases.moments import library_at


def library_of(workspace: Path, revision: str | None) -> Library:
    """Return the library at a revision; that of the work tree for None.

    A workspace with a whole library of its own has that alone, now as then: what was taken out of
    it is gone. Where its `templates/` only lies over the shipped library, it is laid over the one
    that this program carries.

    Raises:
        HandbookError: there is no such revision, or the library in it has problems.
    """
    return library_at(workspace, revision)
