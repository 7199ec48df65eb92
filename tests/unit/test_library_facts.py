"""What `facts.yml` may not hold: circles, formulas of other kinds, and questions of no sort."""

from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.problems import HandbookError
from tests.small_library import FILES, write_small_library

ASKING = "question: {nl: Wat?, en: What?}, help: {nl: Dit., en: This.}"


def problems_of(fact: str, tmp_path: Path) -> list[tuple[str, str]]:
    text = FILES["facts.yml"].replace(
        "photos:\n", f"extra:\n  title: {{nl: X, en: X}}\n  facts:\n    {fact}\nphotos:\n", 1
    )
    root = write_small_library(tmp_path / "templates", {"facts.yml": text})
    with pytest.raises(HandbookError) as caught:
        read_library(root)
    return [(problem.code, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (
            f"one: {{kind: derived, formula: extra.one + 1, {ASKING}}}",
            ("HB072", "`extra.one` depends on its own answer"),
        ),
        (
            f"one: {{kind: yes_no, optional: true, opens_when: extra.one, {ASKING}}}",
            ("HB072", "`extra.one` depends on its own answer"),
        ),
        (
            "one: {kind: person, optional: true, opens_when: extra.one.email != unknown, "
            f"role: {{nl: x, en: x}}, {ASKING}}}",
            ("HB072", "`extra.one` depends on its own answer"),
        ),
        (
            f"one: {{kind: derived, formula: firm.country, {ASKING}}}",
            ("HB072", "this is a choice, and a number or a statement is expected"),
        ),
        (
            f"one: {{kind: derived, formula: today + 3, {ASKING}}}",
            ("HB072", "this is a date, and a number or a statement is expected"),
        ),
        (
            f"one: {{kind: number, {ASKING}}}",
            (
                "HB060",
                "`extra.one` has none of `default`, `while_unknown`, `required`, `optional`",
            ),
        ),
        (
            f"one: {{kind: number, default: 3, optional: true, {ASKING}}}",
            ("HB060", "`extra.one` has 2 of `default`, `while_unknown`, `required`, `optional`"),
        ),
        (
            f"one: {{kind: number, default: veel, {ASKING}}}",
            ("HB060", "`extra.one`: `veel` is not a whole number"),
        ),
        (
            "one: {kind: number, default: 3, question: {nl: Wat?}, help: {nl: x, en: x}}",
            ("HB061", "`question` has no text in `en`"),
        ),
        (
            f"one: {{kind: number, defalt: 3, {ASKING}}}",
            ("HB060", "`defalt` is not a key here"),
        ),
    ],
)
def test_a_question_that_cannot_work_is_one_problem(
    fact: str, found: tuple[str, str], tmp_path: Path
) -> None:
    assert problems_of(fact, tmp_path) == [found]
