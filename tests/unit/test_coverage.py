"""What the firms show of the library's conditions, what editors doubt, and what maps cover."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.coverage import Seen, conditions_seen, doubts, law_only_by_editors, mapped
from handbook_gen.disk import Folder
from handbook_gen.library import read_library
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError
from handbook_gen.workspace import Workspace, decide_firm
from tests.conftest import TODAY
from tests.small_library import FILES, FIRM, clause, page, write_small_library

See = Callable[..., dict[tuple[str, str], Seen]]

SMALL = "firm: {name: Klein, size: 2}\nprofession: {kinds: [tax]}\n"
LARGE = "firm: {name: Groot, size: 80, reachable: ja}\nprofession: {kinds: [tax]}\n"

QUIZ = """\
id: quiz
kind: quiz
book: staff
order: 30
applies_when: firm.size >= 3
title: {nl: Quiz, en: Quiz}
intro: {nl: Doe mee., en: Join in.}
questions:
  - id: one
    applies_when: firm.size >= 30
    question: {nl: Mag het?, en: May I?}
    options: {nl: [Ja, Nee], en: ["Yes", "No"]}
    right: 2
    answer: {nl: "{% if firm.size >= 4 %}Nee.{% endif %}", en: "{% if firm.size >= 4 %}No.{% endif %}"}
"""


@pytest.fixture
def see(small_library: Library, tmp_path: Path) -> See:
    """A function from profiles to how often each condition of a library is seen to hold."""

    def seen(
        *profiles: str, library: Library | None = None, today: date = TODAY
    ) -> dict[tuple[str, str], Seen]:
        used = library or small_library
        folder = tmp_path / "firm_profiles"
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(profiles):
            (folder / f"firm-{number}.yml").write_text(text, encoding="utf-8")
        workspace = Workspace(tmp_path, used, Folder(folder, "firm_profiles"))
        firms = [decide_firm(workspace, f"firm-{n}", today) for n in range(len(profiles))]
        found = conditions_seen(used, firms, today)
        return {(one.condition.where, one.condition.reads): one for one in found}

    return seen


def with_files(tmp_path: Path, changes: dict[str, str]) -> Library:
    return read_library(write_small_library(tmp_path / "templates", changes))


# Conditions


def test_a_condition_is_seen_from_both_sides_by_a_small_and_a_large_firm(see: See) -> None:
    found = see(SMALL, LARGE)["GOV-02", "firm.size"]

    assert (found.true, found.false, found.both) == (1, 1, True)


def test_a_condition_that_holds_for_all_firms_is_seen_from_one_side(see: See) -> None:
    found = see(FIRM, LARGE)["GOV-02", "firm.size"]

    assert (found.true, found.false, found.both) == (2, 0, False)


def test_without_firms_nothing_is_seen(see: See) -> None:
    assert {(one.true, one.false) for one in see().values()} == {(0, 0)}


def test_conditions_of_clauses_facts_and_rules_are_counted(see: See) -> None:
    assert set(see(SMALL)) == {
        ("GOV-02", "firm.size"),
        ("PRV-01", "photos.basis"),
        ("PRV-02", "firm.reachable, photos.basis"),
        ("PRV-11", "firm.large"),
        ("photos.basis", "firm.size"),
        ("R1", "channels, firm.reachable"),
    }


def test_conditions_inside_texts_are_counted(see: See, tmp_path: Path) -> None:
    text = clause("PRV-10", nl="{% if firm.large %}Groot.{% endif %}", en="Always.")
    library = with_files(tmp_path, {"privacy/breaches/PRV-10-register.md": text})
    found = see(SMALL, LARGE, library=library)["PRV-10", "firm.large"]

    assert (found.true, found.false) == (1, 1)


def test_conditions_of_decision_aids_and_of_their_texts_are_counted(
    see: See, tmp_path: Path
) -> None:
    library = with_files(tmp_path, {"tools/quiz.yml": QUIZ})
    found = conditions_seen(library, (), TODAY)

    assert [one.condition.where for one in found].count(
        "tools/quiz"
    ) == 4  # and a text per language


def test_a_condition_in_a_loop_counts_each_record(see: See, tmp_path: Path) -> None:
    body = '{% for row in channels %}{% if row.status == "paused" %}Stil.{% endif %}{% endfor %}'
    text = page("loop", book="control", nl=body, en="Always.")
    library = with_files(tmp_path, {"privacy/loop/page.md": text})
    channels = "channels: [{channel: linkedin}, {channel: tiktok, status: paused}]\n"
    found = [
        one
        for (where, _), one in see(FIRM + channels, SMALL, library=library).items()
        if where == "privacy/loop"
    ]

    assert [(one.true, one.false) for one in found] == [(1, 1)]


def test_a_condition_about_the_day_is_tried_on_both_sides_of_that_day(
    see: See, tmp_path: Path
) -> None:
    text = clause("PRV-10", header="applies_when: today >= 2027-07-10\n")
    library = with_files(tmp_path, {"privacy/breaches/PRV-10-register.md": text})
    found = next(one for (where, _), one in see(FIRM, library=library).items() if where == "PRV-10")

    assert (found.true, found.false, found.both) == (1, 2, True)


def test_a_rule_speaks_only_when_what_it_reads_is_answered(see: See) -> None:
    paused = "channels: [{channel: linkedin, status: paused}]\n"
    silent = see(FIRM + paused)["R1", "channels, firm.reachable"]
    speaks = see(FIRM.replace("size: 12", "size: 12, reachable: ja") + paused)[
        "R1", "channels, firm.reachable"
    ]

    assert (silent.true, silent.false) == (0, 1)
    assert (speaks.true, speaks.false) == (1, 0)


# What editors doubt


def test_a_clause_with_a_note_for_review_is_doubted(tmp_path: Path) -> None:
    text = clause("PRV-10", header="review: Read the article.\n")
    library = with_files(tmp_path, {"privacy/breaches/PRV-10-register.md": text})

    assert [(doubt.clause.id, doubt.reasons) for doubt in doubts(library)] == [
        ("PRV-10", ("Read the article.",))
    ]


def test_a_clause_on_an_uncertain_source_is_doubted(tmp_path: Path) -> None:
    sources = (
        FILES["sources.yml"]
        .replace("confidence: high", "confidence: low")
        .replace("confidence: low", "confidence: high", 1)
    )
    text = clause("PRV-10").replace("[house-rule]", "[avg-33, avg-34, house-rule]")
    library = with_files(
        tmp_path, {"sources.yml": sources, "privacy/breaches/PRV-10-register.md": text}
    )

    assert [(doubt.clause.id, doubt.reasons) for doubt in doubts(library)] == [
        ("PRV-10", ("`avg` has low confidence",))
    ]


def test_a_library_that_is_sure_of_all_has_no_doubts(small_library: Library) -> None:
    assert doubts(small_library) == ()


def test_a_house_rule_needs_no_reviewer(small_library: Library) -> None:
    assert law_only_by_editors(small_library) == 0


def test_law_that_only_editors_reviewed_is_counted_by_clause(tmp_path: Path) -> None:
    changes = {
        f"privacy/breaches/{name}.md": clause(name[:6]).replace("[house-rule]", "[avg-33, avg-34]")
        for name in ("PRV-10-register", "PRV-11-rehearse")
    }

    assert law_only_by_editors(with_files(tmp_path, changes)) == 2


def test_law_that_somebody_else_reviewed_is_not_counted(tmp_path: Path) -> None:
    changes = {
        "sources.yml": FILES["sources.yml"].replace("reviewed_by: editors", "reviewed_by: A. Law"),
        "privacy/breaches/PRV-10-register.md": clause("PRV-10").replace("[house-rule]", "[avg-33]"),
    }

    assert law_only_by_editors(with_files(tmp_path, changes)) == 0


# Maps


MAP = """\
name: Our code
topics:
  - {id: a, title: Honest, clauses: [GOV-01]}
  - {id: b, title: Pictures, clauses: [PRV-01, PRV-02]}
"""


def test_a_topic_is_covered_when_all_its_clauses_are_there(small_library: Library) -> None:
    found = mapped(MAP, "map.yml", small_library)

    assert (found.name, found.topics, found.uncovered) == ("Our code", 2, ())


@pytest.mark.parametrize(
    ("before", "after", "uncovered"),
    [
        ("[PRV-01, PRV-02]", "[PRV-01, PRV-77]", ("b Pictures",)),
        ("[PRV-01, PRV-02]", "[]", ("b Pictures",)),
        ("[GOV-01]", "[gov-01]", ("a Honest",)),
    ],
)
def test_a_topic_that_lacks_a_clause_is_not_covered(
    before: str, after: str, uncovered: tuple[str, ...], small_library: Library
) -> None:
    found = mapped(MAP.replace(before, after), "map.yml", small_library)

    assert (found.topics, found.uncovered) == (2, uncovered)


def test_a_clause_that_is_part_of_another_covers_its_topic(tmp_path: Path) -> None:
    text = clause("PRV-10", header="includes: [PRV-12]\n")
    library = with_files(tmp_path, {"privacy/breaches/PRV-10-register.md": text})
    found = mapped(MAP.replace("GOV-01", "PRV-12"), "map.yml", library)

    assert found.uncovered == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: Ours\n", "the key `topics` is missing"),
        (MAP + "colour: red\n", "`colour` is not a key here"),
        ("- a\n", "keys with values are expected here"),
    ],
)
def test_a_map_of_another_shape_is_a_problem(
    text: str, message: str, small_library: Library
) -> None:
    with pytest.raises(HandbookError) as caught:
        mapped(text, "map.yml", small_library)

    assert [problem.message for problem in caught.value.problems] == [message]
