"""What somebody typed becomes a value by the kind of the question, or a problem in plain words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.decoding import answers, decode_answers
from handbook_gen.model.facts import UNKNOWN, Fact, InLanguages, Kind, Person, Value
from handbook_gen.model.library import Library
from handbook_gen.problems import Place, Problem
from handbook_gen.source_yaml import Table, read_yaml

EXAMPLES = Path(__file__).parents[2] / "firm_profiles"
CHOICES = {"few": {"en": "few"}, "many": {"en": "many"}, "no": {"en": "no"}}


def fact(kind: Kind, **more: Any) -> Fact:
    return Fact("firm.it", kind, {"en": "What?"}, {}, Place(""), **more)


def decoded(asked: Fact, typed: str) -> tuple[dict[str, Value], list[Problem]]:
    table = read_yaml(f"firm:\n  it: {typed}\n", "firm.yml")
    assert isinstance(table, Table)
    values, problems = decode_answers(table, {asked.id: asked})
    return {name: value for name, (value, _) in values.items()}, problems


def value_of(asked: Fact, typed: str) -> Value:
    values, problems = decoded(asked, typed)
    assert problems == []
    return values["firm.it"]


def problem_of(asked: Fact, typed: str) -> tuple[str, str, str]:
    _, problems = decoded(asked, typed)
    assert len(problems) == 1
    return problems[0].code, problems[0].message, problems[0].expected


@pytest.mark.parametrize("typed", ["ja", "yes", "true", "on", "Ja", "JA", "y", "j", '"yes"'])
def test_this_word_is_yes(typed: str) -> None:
    assert value_of(fact("yes_no"), typed) is True


@pytest.mark.parametrize("typed", ["nee", "no", "false", "off", "Nee", "n", '"no"'])
def test_this_word_is_no(typed: str) -> None:
    assert value_of(fact("yes_no"), typed) is False


def test_another_word_is_neither_yes_nor_no() -> None:
    assert problem_of(fact("yes_no"), "misschien") == (
        "HB022",
        "`misschien` is neither yes nor no",
        "`yes` or `no`",
    )


@pytest.mark.parametrize("typed", ["012", "2026.10", "no", "1e3", "0x1F", "12:30", "null", "~"])
def test_a_text_is_what_was_typed(typed: str) -> None:
    assert value_of(fact("text"), typed) == typed


@pytest.mark.parametrize(("typed", "number"), [("012", 12), ("34", 34), ("-5", -5), ('"7"', 7)])
def test_a_number_is_what_was_typed(typed: str, number: int) -> None:
    assert value_of(fact("number"), typed) == number


@pytest.mark.parametrize("typed", ["2026.10", "twaalf", "1_000", "1e3", "0x1F"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    assert problem_of(fact("number", lowest=1, highest=50), typed) == (
        "HB022",
        f"`{typed}` is not a whole number",
        "a whole number from 1 to 50",
    )


@pytest.mark.parametrize(("typed", "word"), [("0", "low"), ("51", "high")])
def test_a_number_out_of_limits_is_refused(typed: str, word: str) -> None:
    assert problem_of(fact("number", lowest=1, highest=50), typed) == (
        "HB023",
        f"{typed} is too {word} for `it`",
        "a whole number from 1 to 50",
    )


@pytest.mark.parametrize("typed", ["1", "50"])
def test_a_limit_itself_is_allowed(typed: str) -> None:
    assert value_of(fact("number", lowest=1, highest=50), typed) == int(typed)


@pytest.mark.parametrize("typed", ["2027-03-01", "01-03-2027", "1-3-2027", '"2027-03-01"'])
def test_a_day_is_read_as_iso_or_as_written_in_dutch(typed: str) -> None:
    assert value_of(fact("date"), typed) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["2027-02-30", "30-02-2027", "03/01/2027", "morgen", "1-3-27"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert problem_of(fact("date"), typed) == (
        "HB022",
        f"`{typed}` is not a day of the calendar",
        "a date such as 2027-03-01",
    )


@pytest.mark.parametrize(("typed", "word"), [("few", "few"), ("FEW", "few"), ("no", "no")])
def test_a_choice_is_one_of_the_words(typed: str, word: str) -> None:
    assert value_of(fact("choice", choices=CHOICES), typed) == word


def test_a_word_that_is_no_choice_gets_the_nearest() -> None:
    _, problems = decoded(fact("choice", choices=CHOICES), "manny")

    assert [(p.code, p.message, p.label, p.expected) for p in problems] == [
        (
            "HB025",
            "`manny` is not one of the choices for `it`",
            "did you mean `many`?",
            "one of `few`, `many`, `no`",
        )
    ]


@pytest.mark.parametrize(
    ("typed", "chosen"), [("[few, many]", ("few", "many")), ("few", ("few",)), ("[]", ())]
)
def test_choices_keep_the_order_of_the_firm(typed: str, chosen: tuple[str, ...]) -> None:
    assert value_of(fact("choices", choices=CHOICES), typed) == chosen


def test_a_choice_is_chosen_once() -> None:
    assert problem_of(fact("choices", choices=CHOICES), "[few, few]") == (
        "HB023",
        "`few` is chosen twice in `it`",
        "each choice once",
    )


@pytest.mark.parametrize(("typed", "bound"), [("[]", "at least 1"), ("[few, many]", "at most 1")])
def test_too_few_or_too_many_choices_are_refused(typed: str, bound: str) -> None:
    code, _, expected = problem_of(fact("choices", choices=CHOICES, fewest=1, most=1), typed)

    assert (code, expected) == ("HB023", f"{bound}, of `few`, `many`, `no`")


def test_a_person_has_a_name_and_an_email() -> None:
    assert value_of(fact("person"), "{name: S. Bakker, email: s@b.example}") == Person(
        "S. Bakker", "s@b.example", ""
    )


def test_a_person_may_have_a_phone() -> None:
    typed = '{name: S. Bakker, email: s@b.example, phone: "+31 20 555 01 23"}'

    assert value_of(fact("person"), typed) == Person("S. Bakker", "s@b.example", "+31 20 555 01 23")


def test_a_person_without_email_is_incomplete() -> None:
    assert problem_of(fact("person"), "{name: S. Bakker}")[:2] == (
        "HB026",
        "`email` is missing in `it`",
    )


def test_a_misspelt_part_of_a_person_gets_the_nearest() -> None:
    _, problems = decoded(fact("person"), "{name: S. Bakker, email: s@b.example, fone: 020123456}")

    assert [(p.code, p.message, p.label) for p in problems] == [
        ("HB021", "`fone` is not part of a record of `it`", "did you mean `phone`?")
    ]


def test_a_name_alone_is_no_person() -> None:
    assert problem_of(fact("person"), "S. Bakker")[:2] == ("HB022", "`it` is not a person")


RECORDS = {
    "channel": Fact("channel", "choice", {}, {}, Place(""), required=True, choices=CHOICES),
    "live": Fact("live", "yes_no", {}, {}, Place(""), default=False),
    "handle": Fact("handle", "text", {}, {}, Place(""), optional=True, longest=5),
}


def test_a_record_is_filled_up_with_defaults_and_unknowns() -> None:
    asked = fact("list", key="channel", fields=RECORDS)

    assert value_of(asked, "[{channel: few}]") == (
        {"channel": "few", "live": False, "handle": UNKNOWN},
    )


def test_every_fault_in_every_record_is_told_at_once() -> None:
    asked = fact("list", key="channel", fields=RECORDS)
    _, problems = decoded(asked, "[{channel: fwe, live: huh}, {handle: jansen}, few]")

    assert [(p.code, p.message) for p in problems] == [
        ("HB025", "`fwe` is not one of the choices for `channel`"),
        ("HB022", "`huh` is neither yes nor no"),
        ("HB026", "`channel` is missing in `it`"),
        ("HB023", "`handle` has 6 characters"),
        ("HB022", "this is not a record of `it`"),
    ]


def test_a_problem_points_at_the_words_that_are_wrong() -> None:
    _, problems = decoded(fact("number"), "veel")

    assert problems[0].place == Place("firm.yml", 2, 7, 4, "  it: veel")


@pytest.mark.parametrize("kind", ["number", "yes_no", "date", "person", "list", "choice"])
def test_a_state_may_be_unknown(kind: Kind) -> None:
    assert value_of(fact(kind, choices=CHOICES, optional=True), "unknown") is UNKNOWN


def test_a_choice_with_a_default_is_never_unknown() -> None:
    code, message, _ = problem_of(fact("choice", choices=CHOICES, default="few"), "unknown")

    assert (code, message) == ("HB027", "`it` is a choice, and cannot be `unknown`")


def test_a_required_answer_is_never_unknown() -> None:
    assert problem_of(fact("number", required=True), "unknown")[0] == "HB024"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"a\\nb"', "a line break"),
        ('"a\\tb"', "a tab"),
        ('"a\\u202Eb"', "the character U+202E"),
        ('"a\\u2066b"', "the character U+2066"),
        ('"a\\x02b"', "the character U+0002"),
    ],
)
def test_a_text_on_one_line_holds_no_hidden_character(typed: str, name: str) -> None:
    assert problem_of(fact("text"), typed)[:2] == ("HB010", f"`it` holds {name}")


def test_prose_may_have_lines() -> None:
    assert value_of(fact("prose"), '"a\\nb"') == "a\nb"


def test_a_text_may_be_given_per_language() -> None:
    assert value_of(fact("text"), "{nl: hallo, en: hello}") == InLanguages(
        (("nl", "hallo"), ("en", "hello"))
    )


@pytest.mark.parametrize("typed", ['""', '" "', "{}", '{nl: ""}', "{nl: [a]}"])
def test_an_empty_text_is_refused(typed: str) -> None:
    assert problem_of(fact("text"), typed)[:2] == ("HB022", "`it` is empty")


def test_a_table_without_languages_is_no_text() -> None:
    assert problem_of(fact("text"), "{dutch: hallo}")[0] == "HB022"


@pytest.mark.parametrize("typed", ["{nl: logo.svg}", "[logo.svg]"])
def test_a_file_is_one_name(typed: str) -> None:
    assert problem_of(fact("file"), typed)[0] == "HB022"


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "http://firm.example",
        "https://firm.example/<x>",
        "//firm.example",
        "data:text/html,x",
    ],
)
def test_an_address_that_is_not_https_is_refused(typed: str) -> None:
    assert problem_of(fact("url"), f'"{typed}"')[0] == "HB022"


@pytest.mark.parametrize(
    "typed", ["a@b", "a b@c.example", "a@b.example, c@d.example", "@b.example"]
)
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    assert problem_of(fact("email"), f'"{typed}"')[0] == "HB022"


@pytest.mark.parametrize("typed", ["#fff", "#0B4f6c"])
def test_a_colour_is_a_code(typed: str) -> None:
    assert value_of(fact("colour"), f'"{typed}"') == typed


@pytest.mark.parametrize("typed", ["red", "#ffff", "#12345g", "#fff;} body{"])
def test_what_is_no_colour_code_is_refused(typed: str) -> None:
    assert problem_of(fact("colour"), f'"{typed}"')[0] == "HB022"


def test_braces_in_an_answer_stay_in_the_message() -> None:
    assert problem_of(fact("number"), '"{expected} {x}"')[1] == (
        "`{expected} {x}` is not a whole number"
    )


def test_a_misspelt_fact_gets_the_nearest() -> None:
    size = Fact("firm.size", "number", {}, {}, Place(""))
    table = read_yaml("firm:\n  sise: 34\n", "firm.yml")
    assert isinstance(table, Table)
    _, problems = decode_answers(table, {size.id: size})

    assert [(p.code, p.message, p.label, p.place) for p in problems] == [
        (
            "HB021",
            "no fact is called `firm.sise`",
            "did you mean `size`?",
            Place("firm.yml", 2, 3, 4, "  sise: 34"),
        )
    ]


def test_a_fact_that_is_worked_out_cannot_be_answered() -> None:
    facts = {
        "firm.size": Fact("firm.size", "number", {}, {}, Place("")),
        "firm.large": Fact("firm.large", "derived", {}, {}, Place("")),
    }
    table = read_yaml("firm: {large: ja}\n", "firm.yml")
    assert isinstance(table, Table)
    _, problems = decode_answers(table, facts)

    assert [(p.code, p.message) for p in problems] == [
        ("HB021", "`firm.large` is worked out from other answers")
    ]


def test_a_fact_that_is_worked_out_does_not_stand_in_the_way_of_answers() -> None:
    facts = {
        "firm.size": Fact("firm.size", "number", {}, {}, Place("")),
        "firm.large": Fact("firm.large", "derived", {}, {}, Place("")),
    }
    table = read_yaml("firm: {size: 3}\n", "firm.yml")
    assert isinstance(table, Table)
    values, problems = decode_answers(table, facts)

    assert problems == []
    assert values["firm.size"][0] == 3


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yml")), ids=lambda file: file.stem)
def test_what_pydantic_would_read_is_what_is_read_without_it(
    file: Path, shipped_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError

    profile = read_yaml(file.read_text("utf-8"), file.name)
    assert isinstance(profile, Table)
    groups = {fact.group for fact in shipped_library.facts.values()}
    rows = tuple(row for row in profile.entries if row[0].value in groups)
    quick = decode_answers(Table(rows, profile.start), shipped_library.facts)
    monkeypatch.setattr(answers, "_answered", refuse)
    monkeypatch.setattr(answers, "_whole_record", refuse)

    assert quick == decode_answers(Table(rows, profile.start), shipped_library.facts)
    assert quick[0]
    assert not quick[1]
