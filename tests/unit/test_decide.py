"""Which clauses and pages a firm has, and what is left of a page when something goes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.assemble import Decisions
from handbook_gen.library import read_library
from handbook_gen.model.blocks import Prose
from handbook_gen.model.handbook import Handbook, Page
from handbook_gen.model.library import Library
from tests.small_library import FIRM, clause, page, write_small_library

Decide = Callable[..., Decisions]
Assemble = Callable[..., Handbook]

SOLE = "firm: {name: Jansen, size: 1}\nprofession: {kinds: [tax]}\n"
REACHABLE = "firm: {name: Jansen, size: 12, reachable: ja}\nprofession: {kinds: [tax]}\n"
DEVIATING = FIRM + "deviations:\n  - {clause: GOV-02, reason: Te klein, approved_by: Jansen%s}\n"


def test_a_firm_of_ten_has_the_clause_for_ten_and_more(decide_for: Decide) -> None:
    decisions = decide_for("firm: {name: Jansen, size: 10}\nprofession: {kinds: [tax]}\n")

    assert "GOV-02" in decisions.clauses


def test_a_firm_of_nine_does_not_have_the_clause_for_ten_and_more(decide_for: Decide) -> None:
    decisions = decide_for("firm: {name: Jansen, size: 9}\nprofession: {kinds: [tax]}\n")

    assert "GOV-02" not in decisions.clauses


def test_what_is_left_out_names_the_facts_that_decided_it(decide_for: Decide) -> None:
    decisions = decide_for(SOLE)

    assert decisions.out["GOV-02"].kind == "condition"
    assert decisions.out["GOV-02"].facts == ("firm.size",)


def test_an_unanswered_state_counts_as_its_value_on_the_safe_side(decide_for: Decide) -> None:
    assert "PRV-02" not in decide_for(FIRM).clauses


def test_the_answer_unknown_counts_as_the_value_on_the_safe_side(decide_for: Decide) -> None:
    profile = "firm: {name: Jansen, size: 12, reachable: unknown}\nprofession: {kinds: [tax]}\n"

    assert "PRV-02" not in decide_for(profile).clauses


def test_an_answered_state_counts_as_answered(decide_for: Decide) -> None:
    assert "PRV-02" in decide_for(REACHABLE).clauses


def test_a_fact_that_is_worked_out_decides_like_an_answer(decide_for: Decide) -> None:
    decisions = decide_for("firm: {name: Jansen, size: 50}\nprofession: {kinds: [tax]}\n")

    assert "PRV-11" in decisions.clauses


def test_a_question_that_is_not_open_reads_its_closed_value(decide_for: Decide) -> None:
    decisions = decide_for(SOLE)

    assert decisions.answers.values["photos.basis"] == "none"


def test_a_deviation_removes_the_clause(decide_for: Decide) -> None:
    decisions = decide_for(DEVIATING % ", until: 2027-06-30")

    assert "GOV-02" not in decisions.clauses
    assert decisions.out["GOV-02"].kind == "deviation"


def test_a_deviation_counts_on_its_last_day(decide_for: Decide) -> None:
    decisions = decide_for(DEVIATING % ", until: 2027-06-30", today=date(2027, 6, 30))

    assert "GOV-02" not in decisions.clauses


def test_a_deviation_lapses_after_its_last_day(decide_for: Decide) -> None:
    decisions = decide_for(DEVIATING % ", until: 2027-06-30", today=date(2027, 7, 1))

    assert "GOV-02" in decisions.clauses


def test_a_lapsed_deviation_is_no_longer_in_the_register(handbook_for: Assemble) -> None:
    book = handbook_for(DEVIATING % ", until: 2027-06-30", today=date(2027, 7, 1)).book("control")
    register = next(page for page in book.pages if page.id == "deviations")

    assert "Te klein" not in str(register.blocks)


def test_a_deviation_without_an_end_stands(decide_for: Decide) -> None:
    decisions = decide_for(DEVIATING % "", today=date(2040, 1, 1))

    assert "GOV-02" not in decisions.clauses


def test_a_deviation_never_removes_a_protected_clause(decide_for: Decide) -> None:
    profile = FIRM + "deviations:\n  - {clause: GOV-01, reason: Nee, approved_by: Jansen}\n"

    assert "GOV-01" in decide_for(profile).clauses


def test_a_page_goes_when_its_last_clause_goes(decide_for: Decide) -> None:
    decisions = decide_for(SOLE)

    assert "privacy/pictures" not in decisions.pages
    assert decisions.out["privacy/pictures"].kind == "empty"


def test_a_page_that_is_gone_is_nowhere_in_the_book(handbook_for: Assemble) -> None:
    book = handbook_for(SOLE).book("staff")

    assert "privacy/pictures" not in {page.id for page in book.pages}
    assert "privacy" not in {part.id for part in book.parts}
    assert "hb:page/privacy" not in str(book)


def test_a_clause_goes_with_its_page(decide_for: Decide, tmp_path: Path) -> None:
    breaches = page(
        "breaches", book="control", nl="Lek.", en="Leak.", header="applies_when: firm.large\n"
    )
    library = _small(tmp_path, {"privacy/breaches/page.md": breaches})
    decisions = decide_for(FIRM, library=library)

    assert decisions.out["PRV-10"].kind == "page"


def test_a_link_to_a_clause_of_the_book_has_title_and_id(handbook_for: Assemble) -> None:
    posting = _page(handbook_for(REACHABLE), "governance/posting")

    assert posting.blocks[0] == Prose(
        "Zo plaatsen we. Zie ook [Haal weg (PRV-02)](hb:PRV-02).\n\n## Grote kantoren { #large }"
    )


def test_a_link_to_a_left_out_clause_becomes_plain_words(handbook_for: Assemble) -> None:
    posting = _page(handbook_for(FIRM), "governance/posting")

    assert posting.blocks[0] == Prose(
        "Zo plaatsen we. Zie ook *Haal weg*.\n\n## Grote kantoren { #large }"
    )


def test_a_link_to_the_other_book_becomes_plain_words(
    handbook_for: Assemble, tmp_path: Path
) -> None:
    honest = clause("GOV-01", nl="Zie [[PRV-10]].", en="See [[PRV-10]].")
    library = _small(tmp_path, {"governance/posting/GOV-01-be-honest.md": honest})
    posting = _page(handbook_for(FIRM, library=library), "governance/posting")

    assert [passage.text for passage in posting.passages if passage.id == "GOV-01"] == [
        "Zie *Register*."
    ]


def test_a_heading_with_nothing_under_it_goes(handbook_for: Assemble) -> None:
    posting = _page(handbook_for(SOLE), "governance/posting")

    assert posting.blocks[0] == Prose(
        "Zo plaatsen we. Zie ook *Haal weg*.\n\n## Altijd { #always }"
    )


def test_a_heading_goes_with_the_only_heading_below_it(
    handbook_for: Assemble, tmp_path: Path
) -> None:
    body = "Begin.\n\n## Boven { #above }\n\n### Onder { #below }\n\n[[GOV-02]]\n\n## Slot { #end }\n\nEinde."
    posting = page("posting", book="staff", nl=body, en=body)
    library = _small(tmp_path, {"governance/posting/page.md": posting})
    blocks = _page(handbook_for(SOLE, library=library), "governance/posting").blocks

    assert blocks[0] == Prose("Begin.\n\n## Slot { #end }\n\nEinde.")


def test_a_clause_that_no_line_places_stands_at_the_end_of_its_page(
    handbook_for: Assemble,
) -> None:
    pictures = _page(handbook_for(REACHABLE), "privacy/pictures")

    assert [passage.id for passage in pictures.passages] == ["PRV-01", "PRV-02"]
    assert isinstance(pictures.blocks[0], Prose)


def test_placed_clauses_stand_in_the_order_of_the_page(handbook_for: Assemble) -> None:
    posting = _page(handbook_for(FIRM), "governance/posting")

    assert [passage.id for passage in posting.passages] == ["GOV-02", "GOV-01"]


def test_only_the_control_book_shows_how_far_a_duty_is(handbook_for: Assemble) -> None:
    handbook = handbook_for(
        FIRM + "duties:\n  PRV-10: {status: planned, by: 2027-03-01, owner: IT}\n"
    )

    assert [(p.id, p.status.state) for p in handbook.book("control").passages if p.status] == [
        ("PRV-10", "planned")
    ]
    assert all(passage.status is None for passage in handbook.book("staff").passages)


def test_the_reason_of_a_deviation_is_why_the_clause_is_left_out(handbook_for: Assemble) -> None:
    left_out = {item.id: item.why for item in handbook_for(DEVIATING % "").left_out}

    assert "Te klein" in left_out["GOV-02"]


def test_the_handbook_says_why_a_clause_is_left_out(handbook_for: Assemble) -> None:
    left_out = {item.id: item.why for item in handbook_for(SOLE, "en").left_out}

    assert "How large? 1 person" in left_out["GOV-02"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Laat de vraagbaak meelezen."),
        ("en", "Have the go-to person read along."),
    ],
)
def test_an_unnamed_person_reads_as_the_role(
    handbook_for: Assemble, language: str, text: str
) -> None:
    posting = _page(handbook_for(FIRM, language), "governance/posting")

    assert posting.passages[0].text == text


def _small(tmp_path: Path, changes: dict[str, str]) -> Library:
    return read_library(write_small_library(tmp_path / "templates", changes))


def _page(handbook: Handbook, page_id: str) -> Page:
    return next(page for page in handbook.book("staff").pages if page.id == page_id)
