"""Read `templates/` into a Library: parsed, cross-checked, and every fault with its place.

What reads is imported when something is to be read: most builds know the library already.
"""

from handbook_gen.conditions import Scope
from handbook_gen.disk import Folder
from handbook_gen.library.roots import library_roots
from handbook_gen.model.library import Clause, Library, LibraryPage
from handbook_gen.problems import Problem

__all__ = ["library_roots", "read_clause", "read_library", "read_page"]


def read_library(*roots: Folder) -> Library:
    """Return the library in the folders, a later folder laid over the earlier, file by file.

    A phrase that a whole library of long ago does not have yet is taken from the shipped one.

    Raises:
        HandbookError: something in it is wrong; all problems at once, each with its place.
    """
    from handbook_gen.library.read import library_in  # noqa: PLC0415  # slow

    return library_in(*roots)


def read_clause(
    text: str, path: str, page: str, scope: Scope, languages: tuple[str, ...]
) -> tuple[Clause, list[Problem]]:
    """Return the clause in a file, and the problems that did not stop the reading.

    Raises:
        HandbookError: the file cannot be made into a clause.
    """
    from handbook_gen.library.clauses import clause_in  # noqa: PLC0415  # the same

    return clause_in(text, path, page, scope, languages)


def read_page(
    text: str, path: str, section: str, scope: Scope, languages: tuple[str, ...]
) -> tuple[LibraryPage, list[Problem]]:
    """Return the page in a file, and the problems that did not stop the reading.

    Raises:
        HandbookError: the file cannot be made into a page.
    """
    from handbook_gen.library.pages import page_in  # noqa: PLC0415  # the same

    return page_in(text, path, section, scope, languages)
