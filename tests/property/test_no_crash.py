"""Whatever somebody writes is read, or is a problem with its place; it never ends in a traceback."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook_gen.conditions import Scope, check_condition, evaluate, parse_expression
from handbook_gen.disk import Folder
from handbook_gen.filling import parse_text
from handbook_gen.problems import HandbookError, Place, Problem, gathering
from handbook_gen.profile.read import read_profile
from handbook_gen.profile.resolve import resolve
from handbook_gen.source_yaml import read_yaml
from tests.property.strategies import Plain, profiles, shipped, typed

TODAY = date(2026, 11, 23)

WORDS = (
    *("and", "or", "not", "in", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"),
    *("(", ")", "[", "]", ",", "unknown", "today", "true", "any(", "all(", "count("),
    *("it.status", "firm.size", "firm.name", "profession.kinds", "profession.wwft", "channels"),
    *("people.owner", "people.owner.email", "firm.country", "stance.observe_until"),
    *("12", "2026-11-23", '"NL"', '"tax"'),
)
_PIECES = st.sampled_from(WORDS)
_EXPRESSIONS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join))


def spot(offset: int, width: int) -> Place:
    return Place("x", 1, offset + 1, width)


@settings(max_examples=400, deadline=None)
@given(text=_EXPRESSIONS)
def test_an_expression_is_a_tree_or_a_problem(text: str) -> None:
    problems: list[Problem] = []
    wrong: list[Problem] = []
    with gathering(problems):
        wrong = check_condition(parse_expression(text, spot), Scope(shipped().facts), spot)

    assert {problem.code for problem in problems} <= {"HB070"}
    assert {problem.code for problem in wrong} <= {"HB071", "HB072"}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), profile=profiles(shipped()))
def test_a_checked_condition_holds_or_does_not_hold(
    data: st.DataObject, profile: Plain, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "jansen.yml").write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
    read = read_profile("jansen", Folder(folder, "firm_profiles"), shipped())
    answers = resolve(read, shipped().facts, TODAY)
    for condition in data.draw(st.lists(_CONDITIONS, min_size=20, max_size=20)):
        tree = parse_expression(condition, spot)
        assert check_condition(tree, Scope(shipped().facts), spot) == []
        assert evaluate(tree, answers, TODAY) in (True, False)


_SIMPLE = st.sampled_from(
    [
        "firm.size >= 10",
        "firm.size * 2 / (firm.size - 3) > 4",
        'firm.country in ["NL", "BE"]',
        '"tax" in profession.kinds',
        '"tax" not in profession.kinds',
        "profession.wwft",
        "stance.observe_until < today + 30",
        "today - stance.observe_until > 10",
        "stance.observe_until != unknown",
        "unknown == people.owner",
        "people.owner.phone == unknown",
        'people.owner.email != "x"',
        'any(channels, it.channel == "tiktok" and it.handle != unknown)',
        "count(channels, it.live) > 1",
        'all(channels, it.mailbox == "private")',
        'marketing.ai_tools == "x"',
    ]
)
_CONDITIONS = st.recursive(
    _SIMPLE,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda three: f"({three[0]}) {three[1]} ({three[2]})"
        ),
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(
        st.one_of(
            st.text(max_size=9),
            st.sampled_from(
                [
                    "{{",
                    "}}",
                    "{%",
                    "%}",
                    "{#",
                    "#}",
                    " if ",
                    " endif ",
                    " else ",
                    " for ",
                    " in ",
                    "\n",
                    "firm.size",
                    "{{ firm.name }}",
                    "{% if firm.size > 1 %}",
                    "{% endif %}",
                    "{% raw %}",
                    "'",
                    '"',
                ]
            ),
        ),
        max_size=12,
    ).map("".join)
)
def test_a_text_is_a_tree_or_a_problem(text: str) -> None:
    problems: list[Problem] = []
    tree = None
    with gathering(problems):
        tree = parse_text(text, "x.md", 1, loops=True)

    assert (tree is None) == bool(problems)
    assert {problem.code for problem in problems} <= {"HB070", "HB073"}


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    "a",
                    ":",
                    " ",
                    "\n",
                    "  ",
                    "- ",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "&x",
                    "*x",
                    "!t",
                    "|",
                    ">",
                    "'",
                    '"',
                    "#",
                    "\t",
                    "---",
                    "%",
                    "?",
                    "\\",
                    "\ufeff",
                    "\x85",
                    "é",
                ]
            ),
            max_size=25,
        ).map("".join),
    )
)
def test_yaml_is_read_or_a_problem_with_a_line_of_the_file(text: str) -> None:
    problems: list[Problem] = []
    node = None
    with gathering(problems):
        node = read_yaml(text, "firm.yml")

    assert (node is None) == bool(problems)
    assert all(p.place is not None and 0 <= p.place.line <= len(text) + 1 for p in problems)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.dictionaries(
        st.sampled_from(
            [
                "firm",
                "people",
                "channels",
                "risks",
                "extends",
                "duties",
                "deviations",
                "languages",
                "brand",
                "x",
            ]
        ),
        st.recursive(
            st.one_of(typed(), st.just("unknown"), st.just("")),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(
                    st.sampled_from(
                        [
                            "name",
                            "size",
                            "owner",
                            "email",
                            "channel",
                            "status",
                            "logo",
                            "PRV-05",
                            "clause",
                            "until",
                            "nl",
                            "y",
                        ]
                    ),
                    inner,
                    max_size=3,
                ),
            ),
            max_leaves=8,
        ),
        min_size=1,
    )
)
def test_a_profile_of_any_shape_is_read_or_a_problem(
    rows: Plain, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "jansen.yml").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    with pytest.raises(HandbookError) as caught:  # the required answers are never complete here
        read_profile("jansen", Folder(folder, "firm_profiles"), shipped())

    assert all(problem.place is not None for problem in caught.value.problems)
