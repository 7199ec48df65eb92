"""Make the files of an export, and put them in place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from handbook_gen.disk import FileTree, exchange, new_folder_beside, remove_folder, write_tree
from handbook_gen.history import with_history
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import InLanguages, Value
from handbook_gen.model.handbook import Handbook, Page
from handbook_gen.model.known import FIRM_NAME
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.profile.unnamed import Personal, named_in, personal_data, unnamed
from handbook_gen.workspace import CheckedFirm, handbooks
from handbook_gen.writers import Look, handbook_to_json
from handbook_gen.writers.one_file import book_in_one_file, page_in_one_file

Kind = Literal["html", "card", "json"]

POCKET: Final = "pocket-card"
AIDS: Final = "tools"
"""The page and the section of the staff book that a public card is made of."""


def export_files(
    firm: CheckedFirm, kind: Kind, book: BookName, look: Look, releases: Sequence[Release] = ()
) -> FileTree:
    """Return the files of an export by name; the firm's releases tell what changed.

    Raises:
        HandbookError: a card would name somebody.
    """
    match kind:
        case "html":
            return _books(firm, book, look, releases)
        case "card":
            return _cards(firm, look)
        case "json":
            name = firm.profile.firm
            return {
                f"{name}-{handbook.language}.json": handbook_to_json(
                    with_history(handbook, releases)
                )
                for handbook in handbooks(firm)
            }
        case _:
            raise AssertionError(kind)


def write_export(files: FileTree, target: Path) -> None:
    """Put the files in the place of those of the last time, all or none.

    Raises:
        HandbookError: the disk refused; what was there stays.
    """
    built = new_folder_beside(target)
    try:
        write_tree(files, built)
        exchange(built, target)
    finally:
        remove_folder(built)


def _books(firm: CheckedFirm, book: BookName, look: Look, releases: Sequence[Release]) -> FileTree:
    name = firm.profile.firm
    files = {language: f"{name}-{book}-{language}.html" for language in firm.profile.languages}
    return {
        files[handbook.language]: book_in_one_file(
            with_history(handbook, releases), book, look, files
        )
        for handbook in handbooks(firm)
    }


def _cards(firm: CheckedFirm, look: Look) -> FileTree:
    answers = unnamed(firm.decisions.answers)
    nobody = replace(firm, decisions=replace(firm.decisions, answers=answers))
    written = handbooks(nobody)
    pages = {handbook.language: _public_pages(handbook) for handbook in written}
    tree: dict[str, bytes] = {}
    for handbook in written:
        beside = {
            page.id: _file(firm, page.id, handbook.language) for page in pages[handbook.language]
        }
        for page in pages[handbook.language]:
            files = {code: _file(firm, page.id, code) for code in pages}
            tree[beside[page.id]] = page_in_one_file(handbook, page, look, files, beside)
    _guard(tree, firm)
    return tree


def _public_pages(handbook: Handbook) -> list[Page]:
    book = handbook.book("staff")
    aids = [page for part in book.parts if part.id == AIDS for page in part.pages[1:]]
    return [*(page for page in book.pages if page.id == POCKET), *aids]


def _file(firm: CheckedFirm, page_id: str, language: str) -> str:
    return f"{firm.profile.firm}-{page_id.replace('/', '-')}-{language}.html"


def _guard(tree: FileTree, firm: CheckedFirm) -> None:
    """Refuse the files when one of them names somebody of the firm all the same.

    Raises:
        HandbookError: with a problem for each person, at the answer that brings the name in.
    """
    people = personal_data(firm.profile, firm.library)
    public = tuple(_words(firm.decisions.answers.values[FIRM_NAME]))
    found: dict[Personal, str] = {}
    for name in sorted(tree):
        for one in named_in(tree[name].decode(), people, public):
            found.setdefault(one, name)
    if found:
        raise HandbookError([_problem(one, name, firm) for one, name in found.items()])


def _problem(one: Personal, file: str, firm: CheckedFirm) -> Problem:
    said_in = [
        fact_id
        for fact_id, answer in firm.profile.answers.items()
        if not firm.library.facts[fact_id].names_somebody
        and any(one.text.casefold() in text.casefold() for text in _words(answer.value))
    ]
    where = said_in[0] if said_in else one.fact
    answer = firm.profile.answers.get(where)
    help_ = (
        f"name the role in `{where}` instead of the person"
        if said_in
        else "look in the firm's own clauses and pages, and name the role there instead"
    )
    return Problem(
        "HB093",
        f"`{one.text}` of `{one.fact}` stands in `{file}`, which is to be public",
        answer.place if answer else Place(firm.profile.path),
        help=help_,
    )


def _words(value: Value) -> Sequence[str]:
    if isinstance(value, InLanguages):
        return [text for _, text in value.texts]
    return [value] if isinstance(value, str) else []
