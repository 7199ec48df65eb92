"""The expression language: what it means, what it refuses, and where a fault stands."""

from collections.abc import Callable
from datetime import date

import pytest

from handbook_gen.conditions import (
    Scope,
    check_condition,
    evaluate,
    facts_read,
    holds,
    is_settled,
    known_by,
    parse_expression,
)
from handbook_gen.model.expression import Expression
from handbook_gen.model.facts import Answers
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Place, Problem

AnswersOf = Callable[..., Answers]

PROFILE = """\
firm: {name: Jansen, size: 12, since: 2020-03-01}
profession: {kinds: [accountant, tax]}
channels:
  - {channel: linkedin, handle: jansen}
  - {channel: tiktok, status: paused}
people:
  owner: {name: M. Jansen, email: m@jansen.example}
"""
TODAY = date(2026, 11, 23)


def spot(offset: int, width: int) -> Place:
    return Place("x.md", 1, offset + 1, width)


def parsed(text: str) -> Expression:
    return parse_expression(text, spot)


def refused(text: str) -> Problem:
    with pytest.raises(HandbookError) as caught:
        parsed(text)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "firm.size == 12",
        "firm.size != 13",
        "firm.size > 11 and firm.size < 13",
        "firm.size >= 12 and firm.size <= 12",
        "firm.size in [11, 12]",
        "firm.size not in [1, 2]",
        '"tax" in profession.kinds',
        "'lawyer' not in profession.kinds",
        'firm.country == "NL"',
        'firm.country in ["NL", "BE"]',
        "not firm.large",
        "firm.since < 2021-01-01",
        "today == 2026-11-23",
        "today - firm.since > 2000",
        "firm.since + 31 == 2020-04-01",
        "firm.size * 2 - 4 == 20",
        "firm.half == 6",
        "true or false",
        'any(channels, it.status == "paused")',
        'not all(channels, it.status == "paused")',
        'count(channels, it.status == "active") == 1',
        'any(channels, it.channel == "tiktok" and it.status == "paused")',
        "people.go_to == unknown",
        "unknown == people.go_to",
        "people.owner != unknown",
        "people.owner.email != unknown",
        "people.owner.phone == unknown",
        'any(channels, it.handle == unknown and it.channel == "tiktok")',
    ],
)
def test_this_condition_is_well_formed_and_holds(
    text: str, answers_of: AnswersOf, small_library: Library
) -> None:
    tree = parsed(text)

    assert check_condition(tree, Scope(small_library.facts), spot) == []
    assert holds(tree, answers_of(PROFILE), TODAY)


def test_and_binds_tighter_than_or(answers_of: AnswersOf) -> None:
    assert holds(parsed("true or false and false"), answers_of(PROFILE), TODAY)


def test_not_binds_tighter_than_and(answers_of: AnswersOf) -> None:
    assert not holds(parsed("not false and false"), answers_of(PROFILE), TODAY)


def test_times_binds_tighter_than_plus(answers_of: AnswersOf) -> None:
    assert evaluate(parsed("2 + 3 * 4"), answers_of(PROFILE), TODAY) == 14


def test_parentheses_come_first(answers_of: AnswersOf) -> None:
    assert evaluate(parsed("(2 + 3) * 4"), answers_of(PROFILE), TODAY) == 20


def test_no_condition_always_holds(answers_of: AnswersOf) -> None:
    assert holds(None, answers_of(PROFILE), TODAY)


def test_all_holds_for_a_list_without_records(answers_of: AnswersOf) -> None:
    profile = "firm: {name: Jansen, size: 12}\nprofession: {kinds: [tax]}\n"

    assert holds(parsed('all(channels, it.status == "paused")'), answers_of(profile), TODAY)


@pytest.mark.parametrize("text", ["firm.since < 2000-01-01", "firm.since >= 2000-01-01"])
def test_an_optional_question_without_answer_compares_as_false(
    text: str, answers_of: AnswersOf
) -> None:
    profile = "firm: {name: Jansen, size: 12}\nprofession: {kinds: [tax]}\n"

    assert not holds(parsed(text), answers_of(profile), TODAY)


def test_an_unanswered_state_is_unknown_and_still_has_its_safe_value(
    answers_of: AnswersOf,
) -> None:
    answers = answers_of(PROFILE)

    assert holds(parsed("firm.country == unknown"), answers, TODAY)
    assert holds(parsed('firm.country == "NL"'), answers, TODAY)


def test_a_condition_on_an_unanswered_state_is_not_settled(answers_of: AnswersOf) -> None:
    assert not is_settled(parsed('firm.size > 1 and firm.country == "NL"'), answers_of(PROFILE))


def test_asking_whether_a_state_is_unknown_is_settled(answers_of: AnswersOf) -> None:
    assert is_settled(parsed("firm.country == unknown"), answers_of(PROFILE))


def test_division_by_zero_compares_as_false(answers_of: AnswersOf) -> None:
    assert not holds(parsed("firm.size / 0 > 1"), answers_of(PROFILE), TODAY)


def test_a_day_beyond_the_calendar_compares_as_false(answers_of: AnswersOf) -> None:
    assert not holds(parsed("today + 99999999 > today"), answers_of(PROFILE), TODAY)


def test_half_days_are_left_out_of_a_date(answers_of: AnswersOf) -> None:
    profile = "firm: {name: Jansen, size: 3}\nprofession: {kinds: [tax]}\n"

    assert evaluate(parsed("today + firm.size / 2"), answers_of(profile), TODAY) == date(
        2026, 11, 24
    )


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("", "the condition ends where a fact or a value is expected", 1),
        ("firm.size >=", "the condition ends where a fact or a value is expected", 13),
        ("firm.size = 3", "`=` is not part of the expression language", 11),
        ("firm.size > 3 4", "`4` stands where the condition should end", 15),
        ("(firm.size > 3", "the condition ends where `)` is expected", 15),
        ("1 < firm.size < 3", "two comparisons follow each other; join them with `and`", 15),
        ("today > 2026-02-30", "`2026-02-30` is not a day of the calendar", 9),
        ("len(channels) > 1", "`len(` is a call; only `any`, `all` and `count` can be called", 1),
        ("any(3, true)", "`any` wants the name of a list first", 5),
        (
            "firm.__class__.x()",
            "`firm.__class__.x(` is a call; only `any`, `all` and `count` can be called",
            1,
        ),
        ("and true", "`and` stands where a fact or a value is expected", 1),
    ],
)
def test_what_is_no_expression_is_a_problem_with_its_place(
    text: str, message: str, column: int
) -> None:
    problem = refused(text)

    assert (problem.code, problem.message) == ("HB070", message)
    assert problem.place is not None
    assert problem.place.column == column


@pytest.mark.parametrize("sign", ["(", "[", "not "])
def test_deep_nesting_is_a_problem(sign: str) -> None:
    assert refused(sign * 200).message == "the condition is nested too deeply"


def test_a_very_long_condition_is_a_problem() -> None:
    assert refused(" or ".join(["true"] * 5000)).message == "the condition is too long"


def test_a_very_large_number_is_a_problem() -> None:
    assert refused("firm.size > " + "9" * 5000).message == "this number is too large"


@pytest.mark.parametrize(
    ("text", "code", "message", "label"),
    [
        ("firm.sise > 3", "HB071", "no fact is called `firm.sise`", "did you mean `firm.size`?"),
        (
            'any(channels, it.statos == "paused")',
            "HB071",
            "a record of `channels` has no `statos`",
            "did you mean `it.status`?",
        ),
        (
            '"lawer" in profession.kinds',
            "HB072",
            "`lawer` is not one of the choices",
            'did you mean "lawyer"?',
        ),
        (
            'firm.country == "NLD"',
            "HB072",
            "`NLD` is not one of the choices",
            'did you mean "NL"?',
        ),
        ('firm.size == "12"', "HB072", "a number cannot be compared with a text", ""),
        ("firm.name > 3", "HB072", "a text and a number have no order", ""),
        (
            "firm.size",
            "HB072",
            "this is a number, and a statement that is true or not is expected",
            "",
        ),
        (
            "firm.size and true",
            "HB072",
            "this is a number, and a statement that is true or not is expected",
            "",
        ),
        (
            "any(firm.size, true)",
            "HB072",
            "`firm.size` is a number, and a list of records is expected",
            "",
        ),
        (
            "firm.size > unknown",
            "HB072",
            "`unknown` can only be compared with a fact, by `==` or `!=`",
            "",
        ),
        ("firm.name + 1 == 2", "HB072", "this is a text, and a number is expected", ""),
        (
            "5 in profession.kinds",
            "HB072",
            "a number cannot be searched for in a list of choices",
            "",
        ),
    ],
)
def test_what_does_not_fit_the_facts_is_a_problem(
    text: str, code: str, message: str, label: str, small_library: Library
) -> None:
    found = check_condition(parsed(text), Scope(small_library.facts), spot)

    assert [(p.code, p.message, p.label) for p in found] == [(code, message, label)]


def test_a_misspelt_fact_is_reported_at_its_own_words(small_library: Library) -> None:
    tree = parsed("firm.size > 3 and firm.sise < 4")
    problem = check_condition(tree, Scope(small_library.facts), spot)[0]

    assert problem.place == Place("x.md", 1, 19, 9)


def test_one_fault_is_one_problem(small_library: Library) -> None:
    tree = parsed("firm.sise + 1 > firm.size and not firm.larg")

    assert len(check_condition(tree, Scope(small_library.facts), spot)) == 2


def test_the_facts_of_a_condition_are_all_that_it_names() -> None:
    tree = parsed('firm.size > 1 and any(channels, it.status == "x") or "a" in goals.uses')

    assert facts_read(tree) == {"firm.size", "channels", "goals.uses"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("firm.since != unknown", {"firm.since"}),
        ("unknown != firm.since", {"firm.since"}),
        ("not firm.since == unknown", {"firm.since"}),
        ("firm.since == unknown", set()),
        ("unknown == firm.since", set()),
        ("firm.since > 2020-01-01", {"firm.since"}),
        ("firm.since != unknown and firm.motto != unknown", {"firm.since", "firm.motto"}),
        ("firm.since != unknown or firm.motto != unknown", set()),
        ("not (firm.since == unknown or firm.motto == unknown)", {"firm.since", "firm.motto"}),
    ],
)
def test_a_condition_that_holds_makes_sure_of_these_answers(text: str, names: set[str]) -> None:
    assert known_by(parsed(text)) == names
