"""See also: which clauses are near each other, and which of them a reader is shown."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from tests.small_library import FIRM, clause, page, write_small_library

Assemble = Callable[..., Handbook]
Handbooks = tuple[Handbook, ...]

GOV_01 = "governance/posting/GOV-01-be-honest.md"
GOV_02 = "governance/posting/GOV-02-four-eyes.md"
PRV_01 = "privacy/pictures/PRV-01-ask-first.md"

RISK = """\
- id: leak
  title: {nl: Een lek, en: A leak}
  likelihood: 2
  impact: 4
  why: {nl: Komt voor., en: It happens.}
  measure: {nl: Oefen., en: Rehearse.}
  clauses: [%s]
"""


def _library(folder: Path, files: Mapping[str, str]) -> Library:
    quiet = {"tools/risks.yml": RISK.replace("%s", "GOV-01"), GOV_01: clause("GOV-01")}
    return read_library(write_small_library(folder / "templates", {**quiet, **files}))


def _staff(handbook: Handbook) -> dict[str, tuple[str, ...]]:
    return dict(handbook.book("staff").related)


def test_clauses_that_one_risk_names_point_to_each_other(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    library = _library(tmp_path, {"tools/risks.yml": RISK.replace("%s", "GOV-01, PRV-01")})

    assert _staff(handbook_for(library=library)) == {"GOV-01": ("PRV-01",), "PRV-01": ("GOV-01",)}


def test_what_a_text_links_to_is_shown_only_at_the_other_end(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    linking = clause("GOV-01", nl="Zie [[PRV-01]].", en="See [[PRV-01]].")

    found = _staff(handbook_for(library=_library(tmp_path, {GOV_01: linking})))

    assert found == {"PRV-01": ("GOV-01",)}


def test_clauses_of_one_page_do_not_point_to_each_other(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    library = _library(tmp_path, {"tools/risks.yml": RISK.replace("%s", "GOV-01, GOV-02")})

    assert _staff(handbook_for(library=library)) == {}


def test_a_clause_that_is_left_out_is_never_pointed_to(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    library = _library(tmp_path, {"tools/risks.yml": RISK.replace("%s", "GOV-02, PRV-01")})
    small = FIRM.replace("size: 12", "size: 3")

    assert _staff(handbook_for(library=library)) == {"GOV-02": ("PRV-01",), "PRV-01": ("GOV-02",)}
    assert _staff(handbook_for(small, library=library)) == {}


def test_an_own_clause_stands_where_the_replaced_one_stood(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    library = _library(tmp_path, {"tools/risks.yml": RISK.replace("%s", "GOV-01, PRV-01")})
    own = clause("JAN-01", header="replaces: PRV-01\n")

    found = _staff(handbook_for(files={"jansen/clauses/JAN-01-own.md": own}, library=library))

    assert found == {"GOV-01": ("JAN-01",), "JAN-01": ("GOV-01",)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{nl: [foto], en: [photo]}", {}),
        (
            "{nl: [foto, film, beeld], en: [photo, film, image]}",
            {"GOV-01": ("PRV-01",), "PRV-01": ("GOV-01",)},
        ),
    ],
)
def test_one_shared_word_says_little_and_several_say_enough(
    tmp_path: Path,
    handbook_for: Assemble,
    words: str,
    expected: dict[str, tuple[str, ...]],
) -> None:
    others = {
        f"privacy/pictures/PRV-{number}-other.md": clause(f"PRV-{number}")
        for number in range(20, 60)
    }
    header = f"keywords: {words}\n"
    found = {GOV_01: clause("GOV-01", header=header), PRV_01: clause("PRV-01", header=header)}

    assert _staff(handbook_for(library=_library(tmp_path, {**others, **found}))) == expected


def test_at_most_three_are_shown_the_nearest_first(tmp_path: Path, handbook_for: Assemble) -> None:
    pages = {
        f"privacy/{name}/page.md": page(name, book="staff", nl="Zo.", en="So.") for name in "abcd"
    }
    clauses = {
        f"privacy/{name}/PRV-2{number}-other.md": clause(f"PRV-2{number}")
        for number, name in enumerate("abcd")
    }
    pairs = "".join(
        RISK.replace("id: leak", f"id: {number}").replace("%s", f"GOV-01, PRV-2{number}")
        for number in (0, 1, 2, 3, 3)
    )
    library = _library(tmp_path, {**pages, **clauses, "tools/risks.yml": pairs})

    assert _staff(handbook_for(library=library))["GOV-01"] == ("PRV-23", "PRV-20", "PRV-21")


def test_both_languages_point_to_the_same_clauses(shipped: Callable[..., Handbooks]) -> None:
    dutch, english = shipped("example-accountants")

    assert [book.related for book in dutch.books] == [book.related for book in english.books]
    for book in dutch.books:
        held = {passage.id for passage in book.passages}
        assert {name for _, names in book.related for name in names} <= held
