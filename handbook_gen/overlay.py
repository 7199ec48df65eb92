"""Lay a firm's own clauses and pages over the library."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from handbook_gen.conditions import Scope
from handbook_gen.disk import LARGEST_MARKDOWN, Folder, files_in, read_text_inside
from handbook_gen.library import read_clause, read_page
from handbook_gen.library.cross_check import (
    clause_problems,
    known_ids,
    page_problems,
)
from handbook_gen.model.library import LIBRARIES, Clause, Library, LibraryPage
from handbook_gen.model.profile import Profile
from handbook_gen.problems import HandbookError, Place, Problem, gathering, has_errors, nearest

_STRENGTH: Final = {"must": 2, "must not": 2, "should": 1, "should not": 1, "may": 0}

_Texts = tuple[tuple[str, str, str], ...]


def overlaid(library: Library, profile: Profile, folder: Folder) -> tuple[Library, list[Problem]]:
    """Return the library with the firm's own clauses and pages in it, and warnings about them.

    `folder` is `firm_profiles/<firm>`; own clauses lie in its `clauses/`, own pages in `pages/`.

    Raises:
        HandbookError: an own clause or page has problems.
    """
    unread: list[Problem] = []
    clauses = _texts(folder.under("clauses"), unread)
    pages = _texts(folder.under("pages"), unread)
    if not clauses and not pages and not unread:
        return library, []
    try:
        laid, problems = _laid(library, profile.languages, clauses, pages)
    except HandbookError as error:
        raise HandbookError([*unread, *error.problems]) from None
    if unread:
        raise HandbookError([*unread, *problems])
    return laid, [*problems]


@lru_cache(maxsize=LIBRARIES)
def _laid(
    library: Library, languages: tuple[str, ...], clauses: _Texts, pages: _Texts
) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library with these clauses and pages: the same one as before, for the same texts."""
    problems: list[Problem] = []
    own_clauses = _own_clauses(clauses, languages, library, problems)
    own_pages = _own_pages(pages, languages, library, problems)
    found = dict(library.clauses)
    for clause in own_clauses.values():
        found.pop(clause.replaces, None)
        found[clause.id] = clause
    laid = replace(
        library, clauses=dict(sorted(found.items())), pages={**library.pages, **own_pages}
    )
    problems += _cross_problems(laid, own_clauses, own_pages)
    if has_errors(problems):
        raise HandbookError(problems)
    return laid, tuple(problems)


def _texts(folder: Folder, problems: list[Problem]) -> _Texts:
    """Return the Markdown files below a folder: the name of each, how it is shown, and its text."""
    found: list[tuple[str, str, str]] = []
    for name in files_in(folder):
        if name.endswith(".md"):
            with gathering(problems):
                text = read_text_inside(folder, name, largest=LARGEST_MARKDOWN)
                found.append((name, folder.under(name).shown, text))
    return tuple(found)


def _cross_problems(
    laid: Library, clauses: Mapping[str, Clause], pages: Mapping[str, LibraryPage]
) -> Iterator[Problem]:
    scope, known = Scope(laid.facts), known_ids(laid.clauses.values())
    for clause in clauses.values():
        yield from clause_problems(clause, laid, scope, known)
    for page in pages.values():
        yield from page_problems(page, laid, scope, known)


def _own_clauses(
    texts: _Texts, languages: tuple[str, ...], library: Library, problems: list[Problem]
) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for _, shown, text in texts:
        with gathering(problems):
            clause, wrong = read_clause(text, shown, "", Scope(library.facts), languages)
            problems += wrong
            problems += _placing_problems(clause, library)
            if clause.id in library.clauses or clause.id in found:
                other = {**library.clauses, **found}[clause.id].place.path
                message = f"two clauses are called `{clause.id}`"
                label = f"the other is {other}"
                problems.append(Problem("HB063", message, clause.place, label=label))
            if clause.replaces and clause.replaces in {other.replaces for other in found.values()}:
                message = f"`{clause.replaces}` is replaced twice"
                problems.append(Problem("HB044", message, clause.place, help="keep one of them"))
            if (clause.replaces or clause.after) in library.clauses:
                found[clause.id] = _settled(clause, library)
    return found


def _settled(clause: Clause, library: Library) -> Clause:
    """Return the own clause with the page, condition and links of the clause that it stands for."""
    other = library.clauses[clause.replaces or clause.after]
    if not clause.replaces:
        return replace(clause, page=other.page)
    return replace(
        clause,
        page=other.page,
        includes=(*clause.includes, other.id, *other.includes),
        applies_when=clause.applies_when or other.applies_when,
        condition_text=clause.condition_text or other.condition_text,
        protected=other.protected,
    )


def _placing_problems(clause: Clause, library: Library) -> Iterator[Problem]:
    prefixes = {prefix for section in library.sections.values() for prefix in section.prefixes}
    if clause.id.split("-")[0] in prefixes:
        help_ = "use a prefix of the firm's own"
        yield Problem(
            "HB044", f"the prefix of `{clause.id}` belongs to the library", clause.place, help=help_
        )
    target = clause.replaces or clause.after
    if bool(clause.replaces) == bool(clause.after):
        message = f"`{clause.id}` says neither what it replaces nor what it follows, or both"
        yield Problem(
            "HB044", message, clause.place, expected="`replaces: PRV-16` or `after: PRV-16`"
        )
        return
    other = library.clauses.get(target)
    if other is None:
        guess = nearest(target, library.clauses)
        label = f"did you mean `{guess}`?" if guess else ""
        place = clause.places["replaces" if clause.replaces else "after"]
        yield Problem("HB040", f"no clause is called `{target}`", place, label=label)
        return
    if clause.replaces and other.protected and _is_weaker(clause, other):
        message = f"`{clause.id}` says `{clause.level}`, and `{other.id}` says `{other.level}` and is protected"
        place = clause.places.get("level", clause.place)
        yield Problem("HB045", message, place, expected=f"`level: {other.level}`")
    if clause.replaces and clause.based_on != other.digest:
        message = (
            f"`{other.id}` has changed since `{clause.id}` replaced it"
            if clause.based_on
            else f"`{clause.id}` does not say which wording of `{other.id}` it replaces"
        )
        help_ = f"read the clause again, and write `based_on: {other.digest}`"
        yield Problem("HB046", message, clause.place, help=help_, level="warning")


def _is_weaker(clause: Clause, other: Clause) -> bool:
    weaker = _STRENGTH[clause.level] < _STRENGTH[other.level]
    turned = _STRENGTH[clause.level] == _STRENGTH[other.level] and clause.level != other.level
    return weaker or turned


def _own_pages(
    texts: _Texts, languages: tuple[str, ...], library: Library, problems: list[Problem]
) -> dict[str, LibraryPage]:
    found: dict[str, LibraryPage] = {}
    for name, shown, text in texts:
        section, _, _ = name.rpartition("/")
        with gathering(problems):
            if section not in library.sections:
                known = ", ".join(f"`{key}`" for key in library.sections)
                message = f"`{shown}` does not lie in the folder of a section"
                raise HandbookError([Problem("HB069", message, Place(shown), expected=known)])
            read, wrong = read_page(text, shown, section, Scope(library.facts), languages)
            page = replace(read, own=True)
            if page.id in library.pages:
                wrong.append(
                    Problem("HB063", f"the library has a page `{page.id}` already", page.place)
                )
            problems += wrong
            found[page.id] = page
    return found
