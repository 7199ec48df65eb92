"""Texts of the library: what they may hold, and how answers read in them."""

from collections.abc import Callable
from datetime import date

import pytest

from handbook_gen.conditions import Scope, parse_expression
from handbook_gen.filling import (
    Filler,
    as_markdown,
    check_text,
    decoded,
    facts_in,
    on_one_line,
    parse_text,
)
from handbook_gen.model.facts import Answers
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Place, Problem

AnswersOf = Callable[..., Answers]
Fill = Callable[..., str]

PROFILE = """\
firm:
  name: Jansen & Co
  size: 1000
  since: 2020-03-01
  email: a|b?c@jansen.example
  phone: +31 20 555 01 23
  motto: {nl: Eerlijk, en: Honest}
profession: {kinds: [accountant, tax, lawyer]}
photos: {days: 1}
channels:
  - {channel: linkedin, handle: "*jansen*"}
  - {channel: tiktok, status: paused}
people:
  owner: {name: "M. [Jansen]", email: m@jansen.example}
site: {address: "https://jansen.example/a_b?c=1&copy;(x)"}
"""
JOINERS = {
    "nl": {
        "and": "en",
        "none": "geen",
        "unknown": "nog niet bekend",
        "yes": "ja",
        "no": "nee",
        "locale": "nl_NL",
    },
    "en": {
        "and": "and",
        "none": "none",
        "unknown": "not yet known",
        "yes": "yes",
        "no": "no",
        "locale": "en_GB",
    },
}


@pytest.fixture
def fill(answers_of: AnswersOf) -> Fill:
    """A function from a text to how it reads for the firm, in Dutch or English."""

    def filled(source: str, language: str = "nl", profile: str = PROFILE) -> str:
        filler = Filler(answers_of(profile), language, "nl", date(2026, 11, 23), JOINERS[language])
        return filler.filled(parse_text(source, "x.md", 1, loops=True))

    return filled


def refused(source: str, *, loops: bool = False) -> Problem:
    with pytest.raises(HandbookError) as caught:
        parse_text(source, "x.md", 1, loops=loops)
    return caught.value.problems[0]


def checked(source: str, library: Library, applies_when: str = "") -> list[tuple[str, str]]:
    tree = parse_expression(applies_when, lambda o, w: Place("x")) if applies_when else None
    text = parse_text(source, "x.md", 1, loops=True)
    return [(p.code, p.message) for p in check_text(text, Scope(library.facts), tree)]


@pytest.mark.parametrize(
    ("source", "nl", "en"),
    [
        ("{{ firm.name }}", "Jansen &#38; Co", '<span lang="nl">Jansen &#38; Co</span>'),
        ("{{ firm.motto }}", "Eerlijk", "Honest"),
        ("{{ firm.size }}", "1.000 personen", "1,000 people"),
        ("{{ photos.days }}", "1 werkdag", "1 working day"),
        ("{{ firm.half }}", "500", "500"),
        ("{{ firm.since }}", "1 maart 2020", "1 March 2020"),
        ("{{ photos.basis }}", "toestemming", "consent"),
        (
            "{{ profession.kinds }}",
            "accountants, belastingadviseurs en advocaten",
            "accountants, tax advisers and lawyers",
        ),
        ("{{ people.go_to }}", "de vraagbaak", "the go-to person"),
        (
            "{{ firm.phone }}",
            "[&#43;31 20 555 01 23](tel:+31205550123)",
            "[&#43;31 20 555 01 23](tel:+31205550123)",
        ),
    ],
)
def test_an_answer_is_printed_by_its_kind_and_language(
    source: str, nl: str, en: str, fill: Fill
) -> None:
    assert (fill(source, "nl"), fill(source, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("motto", "shown"),
    [
        ("{en: Honest}", '<span lang="en">Honest</span>'),
        ("{fr: Soyez, en: Honest}", '<span lang="en">Honest</span>'),
        ("{en: Honest, nl: Eerlijk}", "Eerlijk"),
    ],
)
def test_a_text_in_other_languages_is_marked_with_its_language(
    motto: str, shown: str, fill: Fill
) -> None:
    profile = f"firm: {{name: Jansen, size: 3, motto: {motto}}}\nprofession: {{kinds: [tax]}}\n"

    assert (
        fill("{% if firm.motto != unknown %}{{ firm.motto }}{% endif %}", profile=profile) == shown
    )


def test_half_a_number_is_printed_with_its_fraction(fill: Fill) -> None:
    profile = "firm: {name: Jansen, size: 3}\nprofession: {kinds: [tax]}\n"

    assert fill("{{ firm.half }}", profile=profile) == "1,5"


def test_a_person_is_printed_as_role_and_link(fill: Fill) -> None:
    assert fill("{{ people.owner }}") == (
        "de partner ([M&#46; &#91;Jansen&#93;](mailto:m@jansen.example))"
    )


def test_an_email_address_cannot_add_a_receiver_or_end_a_table_cell(fill: Fill) -> None:
    assert fill("{{ firm.email }}") == (
        "[a&#124;b&#63;c&#64;jansen&#46;example](mailto:a&#124;b%3Fc@jansen.example)"
    )


def test_an_address_keeps_its_characters_as_entities(fill: Fill) -> None:
    assert fill("{{ site.address }}").endswith(
        "(https://jansen.example/a&#95;b?c=1&#38;copy;&#40;x&#41;)"
    )


def test_one_choice_is_printed_without_and(fill: Fill) -> None:
    profile = "firm: {name: Jansen, size: 3}\nprofession: {kinds: [tax]}\n"

    assert fill("{{ profession.kinds }}", profile=profile) == "belastingadviseurs"


@pytest.mark.parametrize(("size", "text"), [(1, "alleen"), (5, "klein"), (50, "groot")])
def test_the_first_branch_that_holds_is_taken(size: int, text: str, fill: Fill) -> None:
    source = "{% if firm.size == 1 %}alleen{% elif firm.size < 10 %}klein{% else %}groot{% endif %}"
    profile = f"firm: {{name: Jansen, size: {size}}}\nprofession: {{kinds: [tax]}}\n"

    assert fill(source, profile=profile) == text


def test_no_branch_that_holds_leaves_nothing(fill: Fill) -> None:
    assert fill("a{% if firm.size == 1 %} b{% endif %} c") == "a c"


def test_tags_alone_on_their_lines_leave_no_lines_behind(fill: Fill) -> None:
    assert fill("a\n{% if firm.size > 1 %}\nb\n{% else %}\nc\n{% endif %}\nd") == "a\nb\nd"


def test_a_table_stays_one_table_around_a_loop(fill: Fill) -> None:
    source = (
        "| Kanaal | Naam |\n| --- | --- |\n"
        "{% for row in channels %}\n"
        "| {{ row.channel }} | {% if row.handle != unknown %}{{ row.handle }}{% else %}-{% endif %} |\n"
        "{% endfor %}\n"
    )

    assert fill(source) == (
        "| Kanaal | Naam |\n| --- | --- |\n| LinkedIn | &#42;jansen&#42; |\n| TikTok | - |\n"
    )


def test_a_loop_over_nothing_prints_nothing(fill: Fill) -> None:
    profile = "firm: {name: Jansen, size: 3}\nprofession: {kinds: [tax]}\n"

    assert fill("a{% for row in channels %}x{% endfor %}b", profile=profile) == "ab"


def test_an_answer_is_never_a_template(fill: Fill) -> None:
    profile = 'firm: {name: "{{ firm.size }}{% if true %}", size: 3}\nprofession: {kinds: [tax]}\n'

    assert "{" not in fill("{{ firm.name }}", profile=profile)


def test_an_answer_never_places_or_links_a_clause(fill: Fill) -> None:
    profile = 'firm: {name: "[[GOV-01]]", size: 3}\nprofession: {kinds: [tax]}\n'

    assert fill("{{ firm.name }}", profile=profile) == "&#91;&#91;GOV&#45;01&#93;&#93;"


def test_all_punctuation_becomes_entities() -> None:
    assert as_markdown("*<a&b>*") == "&#42;&#60;a&#38;b&#62;&#42;"


def test_white_space_folds_to_one_space() -> None:
    assert as_markdown("  a \n\n b\tc\u00a0d ") == "a b c d"


def test_letters_of_every_script_stay() -> None:
    assert as_markdown("Éé ß 你好 ١٢ 🙂") == "Éé ß 你好 ١٢ 🙂"


def test_what_is_escaped_can_be_read_back() -> None:
    assert decoded(as_markdown("De Vries & Zn. *Accountants*")) == "De Vries & Zn. *Accountants*"


def test_a_cell_of_a_table_is_one_line_without_bars() -> None:
    assert on_one_line("a | b\nc") == "a &#124; b c"


@pytest.mark.parametrize(
    "source",
    [
        "{{ firm.name | upper }}",
        "{{ firm.name() }}",
        "{{ firm['name'] }}",
        "{{ 1 + 1 }}",
        '{{ "x" }}',
        "{{ }}",
        "{{ firm.name }",
        "{{ firm.name",
        "{% if firm.size > 1 %}x",
        "{% endif %}",
        "{% else %}",
        "{% if true %}a{% else %}b{% else %}c{% endif %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% raw %}x{% endraw %}",
        "{% macro x() %}{% endmacro %}",
        "{% block x %}{% endblock %}",
        "{# comment #}",
        "{{- firm.name }}",
        "{{ firm.name -}}",
        "{%- if true %}x{% endif %}",
        "{% if firm.name | length %}x{% endif %}",
        "{% if cycler.__init__ () %}x{% endif %}",
        "{% for row in channels %}x{% endfor %}",
    ],
)
def test_this_syntax_is_refused_in_a_clause(source: str) -> None:
    assert refused(source).code in ("HB070", "HB073")


@pytest.mark.parametrize(
    "source",
    [
        "{% for row in channels %}{% for other in channels %}x{% endfor %}{% endfor %}",
        "{% for row in channels if row.status %}x{% endfor %}",
        "{% for a, b in channels %}x{% endfor %}",
        "{% for row in channels %}x",
    ],
)
def test_this_loop_is_refused_on_a_page(source: str) -> None:
    assert refused(source, loops=True).code == "HB073"


def test_branches_nested_without_end_are_refused() -> None:
    assert refused("{% if true %}" * 3000).message == (
        "`{% if true %}` is not allowed in a text: too many branches stand inside each other"
    )


def test_branches_side_by_side_may_be_many(fill: Fill) -> None:
    assert fill("{% if true %}a{% endif %}" * 50) == "a" * 50


def test_refused_syntax_is_marked_at_its_place() -> None:
    problem = refused("One.\nTwo {{ firm.name | upper }} three.")

    assert problem.message == (
        "`{{ firm.name | upper }}` is not allowed in a text: filters and calls are not allowed"
    )
    assert problem.place == Place("x.md", 2, 5, 23, "Two {{ firm.name | upper }} three.")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ firm.nam }}", ("HB071", "no fact is called `firm.nam`")),
        ("{% if firm.siz > 1 %}x{% endif %}", ("HB071", "no fact is called `firm.siz`")),
        (
            "{{ firm.reachable }}",
            ("HB074", "`firm.reachable` is a yes-or-no question, which cannot be printed"),
        ),
        ("{{ channels }}", ("HB074", "`channels` is a list of records, which cannot be printed")),
        ("{{ firm.since }}", ("HB075", "`firm.since` may be unanswered here")),
        ("{{ people.owner.email }}", ("HB075", "`people.owner.email` may be unanswered here")),
        (
            "{% if unknown == firm.since %}{{ firm.since }}{% endif %}",
            ("HB075", "`firm.since` may be unanswered here"),
        ),
        (
            "{% if firm.since != unknown %}a{% else %}{{ firm.since }}{% endif %}",
            ("HB075", "`firm.since` may be unanswered here"),
        ),
        (
            "{% for row in channels %}{{ row.handle }}{% endfor %}",
            ("HB075", "`row.handle` may be unanswered here"),
        ),
        (
            "{% for row in channels %}{{ row.nothing }}{% endfor %}",
            ("HB071", "a record of `channels` has no `nothing`"),
        ),
        ("{% for row in range(9) %}x{% endfor %}", ("HB071", "no fact is called `range(9)`")),
        (
            "{% for row in firm.size %}x{% endfor %}",
            ("HB073", "`firm.size` is a number, and a loop wants a list"),
        ),
    ],
)
def test_a_text_that_does_not_fit_the_facts_is_a_problem(
    source: str, found: tuple[str, str], small_library: Library
) -> None:
    assert checked(source, small_library) == [found]


@pytest.mark.parametrize(
    ("source", "applies_when"),
    [
        ("{% if firm.since != unknown %}{{ firm.since }}{% endif %}", ""),
        ("{% if firm.since == unknown %}a{% else %}{{ firm.since }}{% endif %}", ""),
        ("{{ firm.since }}", "firm.since != unknown"),
        ("{{ firm.since }}", "firm.since > 2020-01-01 and firm.size > 1"),
        ("{{ people.owner }}", ""),
        ("{{ firm.country }}", ""),
        ("{% if people.owner.email != unknown %}{{ people.owner.email }}{% endif %}", ""),
    ],
)
def test_what_is_sure_to_be_answered_may_be_printed(
    source: str, applies_when: str, small_library: Library
) -> None:
    assert checked(source, small_library, applies_when) == []


def test_the_facts_of_a_text_are_all_that_it_prints_and_asks() -> None:
    source = (
        "{{ firm.name }}{% if firm.size > 1 %}{{ people.owner.email }}{% endif %}"
        '{% for row in channels %}{% if row.status == "x" %}{{ row.handle }}{% endif %}{% endfor %}'
    )

    assert facts_in(parse_text(source, "x.md", 1, loops=True)) == {
        "firm.name",
        "firm.size",
        "people.owner",
        "channels",
    }
