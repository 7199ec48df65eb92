"""YAML as text with places: what is typed is what is read, and what unfolds or hides is refused."""

import pytest

from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml import place_at, plain, read_yaml


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(HandbookError) as caught:
        read_yaml(text, "firm.yml")
    return list(caught.value.problems)


@pytest.mark.parametrize(
    "typed", ["no", "2026.10", "012", "1e3", "null", "2027-03-01", "12:30", "~", "0x1F"]
)
def test_a_word_stays_what_was_typed(typed: str) -> None:
    assert plain(read_yaml(f"a: {typed}\n", "firm.yml")) == {"a": typed}


def test_lists_and_tables_keep_their_order() -> None:
    text = "b: [z, a]\na:\n  - {y: 1, x: 2}\n"

    assert list(plain(read_yaml(text, "firm.yml")).items()) == [
        ("b", ["z", "a"]),
        ("a", [{"y": "1", "x": "2"}]),
    ]


def test_a_value_knows_its_line_column_and_width() -> None:
    node = read_yaml("firm:\n  size: 34   # people\n", "firm.yml")

    assert place_at(node, ("firm", "size")) == Place("firm.yml", 2, 9, 2, "  size: 34   # people")


def test_a_key_knows_its_place() -> None:
    node = read_yaml("firm:\n  size: 34\n", "firm.yml")

    assert place_at(node, ("firm", "size"), key=True) == Place("firm.yml", 2, 3, 4, "  size: 34")


def test_columns_count_characters_and_not_bytes() -> None:
    node = read_yaml('"é🙂": {naam: één}\n', "firm.yml")

    assert place_at(node, ("é🙂", "naam")).column == 14


def test_the_place_of_something_missing_is_that_of_the_last_step_there_is() -> None:
    node = read_yaml("firm:\n  size: 34\n", "firm.yml")

    assert place_at(node, ("firm", "name"), key=True).line == 1


def test_a_header_counts_lines_of_its_whole_file() -> None:
    node = read_yaml("id: PRV-21\nlevel: must", "clause.md", first_line=2)

    assert place_at(node, ("level",)).line == 3


def test_a_byte_order_mark_is_ignored() -> None:
    assert plain(read_yaml("\ufeffa: b\n", "firm.yml")) == {"a": "b"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_is_a_problem(text: str) -> None:
    assert [(p.code, p.message) for p in problems_of(text)] == [("HB004", "`firm.yml` is empty")]


def test_a_key_given_twice_is_a_problem_that_names_the_first() -> None:
    found = problems_of("firm:\n  size: 1\n  name: x\n  size: 2\n")

    assert [(p.code, p.message, p.label) for p in found] == [
        ("HB007", "`size` is given twice", "the first stands on line 2")
    ]
    assert found[0].place == Place("firm.yml", 4, 3, 4, "  size: 2")


def test_an_anchor_and_its_alias_are_problems() -> None:
    found = problems_of("a: &x [1]\nb: *x\n")

    assert [(p.code, p.message) for p in found] == [
        ("HB008", "`&x` is an anchor or alias; these are not used here"),
        ("HB008", "`*x` is an anchor or alias; these are not used here"),
    ]


def test_a_small_file_cannot_unfold_into_a_large_one() -> None:
    bomb = "a: &a [x, x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert {problem.code for problem in problems_of(bomb)} == {"HB008"}


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!int", "!x", "!!binary"])
def test_a_tag_is_a_problem(tag: str) -> None:
    found = problems_of(f"a: {tag} x\n")

    assert [problem.code for problem in found] == ["HB009"]


def test_a_tab_is_a_problem_on_its_own_line() -> None:
    found = problems_of("firm:\n\tsize: 34\n")

    assert [(p.code, p.message, p.label) for p in found] == [
        ("HB006", "this line is indented with a tab", "use spaces")
    ]
    assert found[0].place == Place("firm.yml", 2, 1, 1, "\tsize: 34")


def test_a_second_document_is_a_problem() -> None:
    found = problems_of("a: b\n---\nc: d\n")

    assert [(p.code, p.message) for p in found] == [("HB005", "a second document begins here")]


def test_deep_nesting_is_a_problem() -> None:
    found = problems_of("a: " + "[" * 5000 + "]" * 5000 + "\n")

    assert [(p.code, p.message) for p in found] == [("HB005", "the lists are nested too deeply")]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x0c", "\x1c", "\x1e", "\x7f", "\x9f"])
def test_a_control_character_is_a_problem_with_its_place(sign: str) -> None:
    found = problems_of(f"firm:\n  name: a{sign}b\n")

    assert [(p.code, p.message) for p in found] == [
        ("HB010", f"the control character U+{ord(sign):04X} stands in the text")
    ]
    assert (found[0].place.line, found[0].place.column) == (2, 10) if found[0].place else False


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b: c\n", ": a colon stands where none is expected"),
        ("a: [b, c\n", ": a comma or `]` is missing"),
        ('a: "b\n', ": a quote or bracket is not closed"),
        ("a: @b\n", ": the text begins with a special character"),
    ],
)
def test_yaml_that_cannot_be_read_is_told_in_plain_words(text: str, reason: str) -> None:
    assert [(p.code, p.message) for p in problems_of(text)] == [
        ("HB005", f"this cannot be read as YAML{reason}")
    ]


def test_a_list_as_a_key_is_a_problem() -> None:
    found = problems_of("? [a, b]\n: c\n")

    assert [(p.code, p.message) for p in found] == [
        ("HB005", "a list or a table stands where a word is expected")
    ]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    found = problems_of("a: 1\na: 2\nb: !x 3\nb: 4\n")

    assert [problem.code for problem in found] == ["HB007", "HB009", "HB007"]
