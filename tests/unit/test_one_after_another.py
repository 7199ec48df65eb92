"""What is kept from one firm to the next never shows: a handbook is the same whichever came before."""

from collections.abc import Callable

from handbook_gen.disk import FileTree
from handbook_gen.model.handbook import Handbook
from handbook_gen.writers import Look, book_project, mkdocs_project, read_look

Handbooks = Callable[[str], tuple[Handbook, ...]]

FIRMS = ("example-accountants", "example-belgium", "example-lawyers")
"""One with clauses of its own, one of another country, one of another profession."""


def test_a_firm_reads_the_same_before_and_after_others(shipped: Handbooks) -> None:
    look = read_look()

    there = {firm: _projects(shipped(firm), look) for firm in FIRMS}
    back = {firm: _projects(shipped(firm), look) for firm in reversed(FIRMS)}

    assert there == back


def test_a_project_that_was_changed_does_not_change_the_next(shipped: Handbooks) -> None:
    look = read_look()
    (handbook, *_) = shipped("example-lawyers")
    before = mkdocs_project(handbook, "staff", look)

    config = book_project(handbook, "staff", look).config
    for part in ("theme", "plugins", "markdown_extensions"):
        config[part].clear()

    assert mkdocs_project(handbook, "staff", look) == before


def _projects(handbooks: tuple[Handbook, ...], look: Look) -> list[FileTree]:
    return [
        mkdocs_project(handbook, book.name, look)
        for handbook in handbooks
        for book in handbook.books
    ]
