"""Problems as people, programs and code hosts read them."""

import json
from typing import Any

from handbook_gen.problems import Place, Problem, nearest, sorted_problems
from handbook_gen.problems.formats import shown

MISSPELT = Problem(
    "HB021",
    "no fact is called `firm.sise`",
    Place("firm_profiles/de-vries.yml", 5, 3, 4, "  sise: 34"),
    label="did you mean `size`?",
    expected="one of the 14 facts in `firm` (handbook schema)",
)
WHOLE_FILE = Problem(
    "HB081",
    "`avg` was last verified on 2024-01-01",
    Place("templates/sources.yml"),
    level="warning",
)
NOWHERE = Problem(
    "HB100", "no firm is called `x`", help="make one with `handbook new`", level="info"
)


def sarif(problem: Problem) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(shown([problem], "sarif"))
    return log


def test_a_problem_is_shown_with_the_marked_words() -> None:
    assert (
        shown([MISSPELT], "text")
        == """\
error[HB021]: no fact is called `firm.sise`
  --> firm_profiles/de-vries.yml:5:3
    |
  5 |   sise: 34
    |   ^^^^ did you mean `size`?
    = expected: one of the 14 facts in `firm` (handbook schema)
"""
    )


def test_the_margin_is_as_wide_as_the_line_number() -> None:
    problem = Problem("HB022", "`x` is wrong", Place("a.yml", 123, 4, 1, "a: x"), help="mend it")

    assert (
        shown([problem], "text")
        == """\
error[HB022]: `x` is wrong
  --> a.yml:123:4
      |
  123 | a: x
      |    ^
      = help: mend it
"""
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert (
        shown([WHOLE_FILE], "text")
        == """\
warning[HB081]: `avg` was last verified on 2024-01-01
  --> templates/sources.yml
"""
    )


def test_a_problem_without_a_place_has_no_arrow() -> None:
    assert (
        shown([NOWHERE], "text")
        == """\
info[HB100]: no firm is called `x`
    = help: make one with `handbook new`
"""
    )


def test_problems_are_parted_by_an_empty_line() -> None:
    assert shown([WHOLE_FILE, NOWHERE], "text").split("\n\n")[1].startswith("info[HB100]")


def test_the_mark_ends_with_its_line() -> None:
    problem = Problem("HB022", "`x` is wrong", Place("a.yml", 1, 4, 90, "a: x"))

    assert shown([problem], "text").splitlines()[-1] == "    |    ^"


def test_a_tab_in_the_line_does_not_move_the_mark() -> None:
    problem = Problem("HB006", "a tab", Place("a.yml", 1, 2, 1, "\tx"))

    assert shown([problem], "text").splitlines()[-2:] == ["  1 |  x", "    |  ^"]


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    problem = Problem("HB022", "wrong", Place("a.yml", 1, 301, 3, "a" * 300 + "bad" + "c" * 300))
    lines = shown([problem], "text").splitlines()

    assert len(lines[3]) < 140
    assert lines[3][lines[4].index("^") :].startswith("bad")


def test_nothing_wrong_is_shown_as_nothing() -> None:
    assert shown([], "text") == ""
    assert shown([], "github") == ""


def test_nothing_wrong_is_an_empty_list_in_json() -> None:
    assert json.loads(shown([], "json")) == []


def test_json_holds_every_part_of_a_problem() -> None:
    assert json.loads(shown([MISSPELT], "json")) == [
        {
            "code": "HB021",
            "level": "error",
            "message": "no fact is called `firm.sise`",
            "path": "firm_profiles/de-vries.yml",
            "line": 5,
            "column": 3,
            "width": 4,
            "label": "did you mean `size`?",
            "expected": "one of the 14 facts in `firm` (handbook schema)",
            "help": "",
        }
    ]


def test_json_of_a_problem_without_a_place_has_no_path() -> None:
    row = json.loads(shown([NOWHERE], "json"))[0]

    assert (row["path"], row["line"], row["column"]) == (None, None, None)


def test_sarif_names_its_version_and_tool() -> None:
    log = sarif(MISSPELT)

    assert log["version"] == "2.1.0"
    assert log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"
    assert log["runs"][0]["tool"]["driver"]["name"] == "handbook"


def test_sarif_describes_the_rules_that_are_used() -> None:
    assert sarif(MISSPELT)["runs"][0]["tool"]["driver"]["rules"] == [
        {"id": "HB021", "shortDescription": {"text": "a fact is unknown"}}
    ]


def test_a_sarif_result_has_its_region() -> None:
    assert sarif(MISSPELT)["runs"][0]["results"] == [
        {
            "ruleId": "HB021",
            "level": "error",
            "message": {
                "text": "no fact is called `firm.sise`; did you mean `size`?; "
                "expected: one of the 14 facts in `firm` (handbook schema)"
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "firm_profiles/de-vries.yml"},
                        "region": {"startLine": 5, "startColumn": 3, "endColumn": 7},
                    }
                }
            ],
        }
    ]


def test_a_sarif_result_of_a_whole_file_has_no_region() -> None:
    result = sarif(WHOLE_FILE)["runs"][0]["results"][0]

    assert result["level"] == "warning"
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "templates/sources.yml"}}}
    ]


def test_a_sarif_result_without_a_place_has_no_location() -> None:
    result = sarif(NOWHERE)["runs"][0]["results"][0]

    assert result["level"] == "note"
    assert "locations" not in result


def test_github_shows_a_problem_beside_its_line() -> None:
    assert shown([MISSPELT], "github") == (
        "::error file=firm_profiles/de-vries.yml,title=HB021,line=5,col=3::"
        "no fact is called `firm.sise`; did you mean `size`?; "
        "expected: one of the 14 facts in `firm` (handbook schema)\n"
    )


def test_github_knows_warnings_and_notices() -> None:
    assert shown([WHOLE_FILE, NOWHERE], "github").splitlines() == [
        "::warning file=templates/sources.yml,title=HB081::`avg` was last verified on 2024-01-01",
        "::notice title=HB100::no firm is called `x`; help: make one with `handbook new`",
    ]


def test_a_message_cannot_add_a_command_of_github() -> None:
    problem = Problem("HB022", "50% of\r\n::error::all", Place("a,b:c%.yml", 1, 1, 1, ""))

    assert shown([problem], "github") == (
        "::error file=a%2Cb%3Ac%25.yml,title=HB022,line=1,col=1::50%25 of%0D%0A::error::all\n"
    )


def test_problems_are_sorted_by_place_and_told_once() -> None:
    first, second = (Problem("HB022", "m", Place("a.yml", line, 1)) for line in (2, 10))
    other_file = Problem("HB022", "m", Place("b.yml", 1, 1))

    assert sorted_problems([other_file, second, first, second]) == (first, second, other_file)


def test_the_nearest_word_ignores_capitals() -> None:
    assert nearest("prv-12", ["PRV-21", "PRV-12", "GOV-01"]) == "PRV-12"


def test_a_word_that_resembles_nothing_has_no_nearest() -> None:
    assert nearest("xyz", ["size", "name"]) is None
