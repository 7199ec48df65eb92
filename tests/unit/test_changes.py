"""What became of the clauses: the file with changes, and the history of a clause."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.changes import Change
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError
from tests.small_library import FILES, FIRM, clause, write_small_library

Assemble = Callable[..., Handbook]

CHANGES = """\
# nl: Wat er verandert

Nieuwste eerst; GOV-01 is hier geen verandering.

## 2026.2

### Nieuw

Voor iedereen is er PRV-01.

- **Privacy**:
  PRV-01, PRV-10
- **Hulpmiddelen**: een quiz.

### Veranderd van betekenis

- GOV-01 noemt nu
  ook *feiten*.

### Samengevoegd

- GOV-03 en GOV-04 staan in GOV-02. Ze zeiden hetzelfde.

## 2026.1

### Nieuw

- **Bestuur**: GOV-01, GOV-02, GOV-03

# en: What changes

## 2026.2

### Added

- **Privacy**: PRV-01, PRV-10

### Changed in meaning

- GOV-01 now names *facts* too.

### Merged

- GOV-03 and GOV-04 are part of GOV-02. They said the same.

## 2026.1

### Added

- **Governance**: GOV-01, GOV-02, GOV-03
"""

INCLUDING = clause(
    "GOV-02",
    level="should",
    header="includes: [GOV-03, GOV-04]\n",
    title="Vier ogen",
    title_en="Four eyes",
)


def _library(folder: Path, changes: str, version: str = "2026.2") -> Library:
    files = {
        "CHANGES.md": changes,
        "library.yml": FILES["library.yml"].replace("2026.1", version),
        "governance/posting/GOV-02-four-eyes.md": INCLUDING,
    }
    return read_library(write_small_library(folder / "templates", files))


def _problems(folder: Path, changes: str) -> list[tuple[str, str, int]]:
    with pytest.raises(HandbookError) as caught:
        _library(folder, changes)
    return [
        (problem.code, problem.message, problem.place.line if problem.place else 0)
        for problem in caught.value.problems
    ]


def _told(change: Change) -> tuple[str, str, str, str, str]:
    return change.version, change.clause, change.kind, change.into, change.notes["en"]


def test_each_listed_clause_has_its_kind_of_change_and_a_note_where_it_is_told(
    tmp_path: Path,
) -> None:
    library = _library(tmp_path, CHANGES)

    merged = "GOV-03 and GOV-04 are part of GOV-02. They said the same."
    assert [_told(change) for change in library.changes] == [
        ("2026.2", "PRV-01", "added", "", ""),
        ("2026.2", "PRV-10", "added", "", ""),
        ("2026.2", "GOV-01", "meaning", "", "GOV-01 now names *facts* too."),
        ("2026.2", "GOV-03", "merged", "GOV-02", merged),
        ("2026.2", "GOV-04", "merged", "GOV-02", merged),
        ("2026.1", "GOV-01", "added", "", ""),
        ("2026.1", "GOV-02", "added", "", ""),
        ("2026.1", "GOV-03", "added", "", ""),
    ]


def test_a_note_over_two_lines_is_one_sentence(tmp_path: Path) -> None:
    library = _library(tmp_path, CHANGES)

    assert library.changes[2].notes["nl"] == "GOV-01 noemt nu ook *feiten*."


def test_a_library_may_do_without_changes(small_library: Library) -> None:
    assert small_library.changes == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("PRV-10", "PRV-19", ("HB065", "no clause is called `PRV-19`", 11)),
        ("### Nieuw", "### Niew", ("HB062", "`Niew` is no kind of change", 7)),
        (
            "- GOV-01 noemt nu\n",
            "- Nu noemt GOV-01\n",
            ("HB062", "it is not clear which clauses this line is about", 17),
        ),
        (
            "staan in GOV-02. Ze",
            "zijn weg. Ze",
            ("HB062", "`GOV-03` was merged, and the line does not say into which clause", 22),
        ),
        (
            "  PRV-01, PRV-10\n",
            "  PRV-01, PRV-10, PRV-10\n",
            ("HB066", "`PRV-10` stands twice among the changes of 2026.2", 11),
        ),
        (
            "- **Governance**: GOV-01, ",
            "- **Governance**: ",
            ("HB068", "`en` does not say the same of `GOV-01` in 2026.1", 28),
        ),
        ("# en: What changes", "# English", ("HB061", "the changes are missing in `en`", 0)),
    ],
)
def test_a_slip_in_the_changes_has_a_place(
    tmp_path: Path, old: str, new: str, expected: tuple[str, str, int]
) -> None:
    assert expected in _problems(tmp_path, CHANGES.replace(old, new))


def test_the_history_of_a_clause_tells_what_went_into_it(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    handbook = handbook_for(FIRM, "en", library=_library(tmp_path, CHANGES))
    passages = {passage.id: passage for book in handbook.books for passage in book.passages}

    assert [(r.version, r.words) for r in passages["GOV-02"].history] == [
        ("2026.2", "Merged"),
        ("2026.1", "Added"),
    ]
    assert [(r.version, r.words) for r in passages["GOV-01"].history] == [
        ("2026.2", "Changed in meaning"),
        ("2026.1", "Added"),
    ]


def test_what_is_new_or_means_something_else_in_this_version_is_news(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    handbook = handbook_for(FIRM, "en", library=_library(tmp_path, CHANGES))
    news = {passage.id: passage.news for book in handbook.books for passage in book.passages}

    assert (news["PRV-01"], news["GOV-01"], news["GOV-02"]) == (
        "New in 2026.2",
        "Changed in 2026.2",
        "",
    )


def test_nothing_is_news_in_a_later_version_without_changes(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    handbook = handbook_for(FIRM, "en", library=_library(tmp_path, CHANGES, "2026.3"))

    assert {p.news for book in handbook.books for p in book.passages} == {""}


def test_nothing_is_news_in_the_first_version(tmp_path: Path, handbook_for: Assemble) -> None:
    first = CHANGES.replace("## 2026.2", "## 2026.1")
    first = first.replace("GOV-01, GOV-02, GOV-03\n", "GOV-02\n")

    handbook = handbook_for(FIRM, "en", library=_library(tmp_path, first, "2026.1"))

    assert {p.news for book in handbook.books for p in book.passages} == {""}


def test_a_clause_of_the_firm_has_no_history(tmp_path: Path, handbook_for: Assemble) -> None:
    own = clause("JAN-01", header="replaces: PRV-01\n", title="Eigen", title_en="Own")

    handbook = handbook_for(
        FIRM,
        "en",
        files={"jansen/clauses/JAN-01-own.md": own},
        library=_library(tmp_path, CHANGES),
    )

    (passage,) = (p for p in handbook.book("staff").passages if p.id == "JAN-01")
    assert (passage.history, passage.news) == ((), "")
