"""A profile over its layers: groups merge, lists and records replace, and origins are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.disk import Folder
from handbook_gen.model.facts import Person
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile
from handbook_gen.problems import HandbookError, Place, Problem, UsageError
from handbook_gen.profile import firm_names, read_profile
from handbook_gen.profile.resolve import resolve
from tests.conftest import TODAY
from tests.small_library import FIRM

ReadProfile = Callable[..., Profile]

ASSOCIATION = """\
languages: [en]
firm: {country: BE, reachable: ja}
photos: {days: 10}
channels:
  - {channel: linkedin, handle: association}
  - {channel: tiktok}
people:
  owner: {name: A. Association, email: a@association.example, phone: "020 555 01 23"}
  go_to: {name: H. Helper, email: h@association.example}
duties:
  PRV-10: {status: done}
"""
LAYER = {"_layers/association.yml": ASSOCIATION}
EXTENDING = "extends: association\n" + FIRM


def problems_of(read: ReadProfile, *args: str, **more: dict[str, str]) -> list[Problem]:
    with pytest.raises(HandbookError) as caught:
        read(*args, **more)
    return list(caught.value.problems)


def test_a_firm_takes_the_answers_of_its_layer(profile_of: ReadProfile) -> None:
    profile = profile_of(EXTENDING, files=LAYER)

    assert profile.answers["photos.days"].value == 10


def test_groups_merge(profile_of: ReadProfile) -> None:
    profile = profile_of(EXTENDING, files=LAYER)

    assert profile.answers["firm.name"].value == "Jansen & Co"
    assert profile.answers["firm.country"].value == "BE"


def test_the_firm_is_stronger_than_its_layer(profile_of: ReadProfile) -> None:
    profile = profile_of(EXTENDING + "photos: {days: 2}\n", files=LAYER)

    assert profile.answers["photos.days"].value == 2


def test_a_list_replaces_the_whole_list_below(profile_of: ReadProfile) -> None:
    profile = profile_of(EXTENDING + "channels: [{channel: tiktok}]\n", files=LAYER)
    rows = profile.answers["channels"].value

    assert isinstance(rows, tuple)
    assert [row["channel"] for row in rows if isinstance(row, dict)] == ["tiktok"]


def test_an_empty_list_replaces_the_list_below(profile_of: ReadProfile) -> None:
    profile = profile_of(EXTENDING + "channels: []\n", files=LAYER)

    assert profile.answers["channels"].value == ()


def test_a_person_replaces_the_whole_person_below(profile_of: ReadProfile) -> None:
    own = "people: {owner: {name: J. Jansen, email: j@jansen.example}}\n"
    profile = profile_of(EXTENDING + own, files=LAYER)

    assert profile.answers["people.owner"].value == Person("J. Jansen", "j@jansen.example", "")
    assert profile.answers["people.go_to"].value == Person("H. Helper", "h@association.example")


def test_unknown_takes_back_an_answer_of_the_layer(
    profile_of: ReadProfile, small_library: Library
) -> None:
    text = EXTENDING.replace("size: 12", "size: 12, reachable: unknown")
    profile = profile_of(text, files=LAYER)

    assert "firm.reachable" in resolve(profile, small_library.facts, TODAY).unanswered


def test_the_languages_of_the_firm_replace_those_of_the_layer(profile_of: ReadProfile) -> None:
    assert profile_of(EXTENDING, files=LAYER).languages == ("en",)
    assert profile_of(EXTENDING + "languages: [nl, en]\n", files=LAYER).languages == ("nl", "en")


def test_a_firm_without_languages_has_the_first_of_the_library(profile_of: ReadProfile) -> None:
    assert profile_of(FIRM).languages == ("nl",)


def test_every_value_knows_where_it_comes_from(
    profile_of: ReadProfile, small_library: Library
) -> None:
    origins = resolve(profile_of(EXTENDING, files=LAYER), small_library.facts, TODAY).origins

    assert {name: origins[name] for name in ORIGINS} == ORIGINS


ORIGINS = {
    "firm.name": "jansen",
    "firm.country": "association",
    "governance.review_months": "library default",
    "firm.large": "worked out",
    "firm.since": "unknown",
}


def test_a_closed_question_is_not_asked(profile_of: ReadProfile, small_library: Library) -> None:
    profile = profile_of(FIRM.replace("size: 12", "size: 1"))
    answers = resolve(profile, small_library.facts, TODAY)

    assert answers.origins["photos.basis"] == "not asked"
    assert "photos.basis" in answers.closed


def test_an_answer_knows_the_file_that_it_stands_in(profile_of: ReadProfile) -> None:
    place = profile_of(EXTENDING, files=LAYER).answers["photos.days"].place

    assert place == Place("firm_profiles/_layers/association.yml", 3, 16, 2, "photos: {days: 10}")


def test_layers_lie_on_layers(profile_of: ReadProfile) -> None:
    files = {
        "_layers/top.yml": "extends: base\nphotos: {days: 3}\n",
        "_layers/base.yml": "photos: {days: 9}\ngovernance: {review_months: 6}\n",
    }
    profile = profile_of("extends: top\n" + FIRM, files=files)

    assert profile.layers == ("base", "top")
    assert profile.answers["photos.days"].value == 3
    assert profile.answers["governance.review_months"].value == 6


def test_a_missing_layer_is_a_problem_with_the_nearest(profile_of: ReadProfile) -> None:
    found = problems_of(profile_of, "extends: asociation\n" + FIRM, files=LAYER)

    assert [(p.code, p.message, p.label) for p in found] == [
        ("HB030", "no layer is called `asociation`", "did you mean `association`?")
    ]


def test_layers_in_a_circle_are_a_problem(profile_of: ReadProfile) -> None:
    files = {"_layers/a.yml": "extends: b\n", "_layers/b.yml": "extends: a\n"}
    found = problems_of(profile_of, "extends: a\n" + FIRM, files=files)

    assert [(p.code, p.message) for p in found] == [("HB030", "`a` extends itself in a circle")]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "_layers/association"])
def test_a_layer_lies_in_the_folder_of_layers(name: str, profile_of: ReadProfile) -> None:
    found = problems_of(profile_of, f"extends: {name}\n" + FIRM, files=LAYER)

    assert [problem.code for problem in found] == ["HB030"]


def test_a_fault_in_a_layer_is_told_in_the_layer(profile_of: ReadProfile) -> None:
    found = problems_of(
        profile_of, EXTENDING, files={"_layers/association.yml": "photos: {days: 99}\n"}
    )

    assert [(p.code, p.place.path) for p in found if p.place] == [
        ("HB023", "firm_profiles/_layers/association.yml")
    ]


def test_all_faults_of_firm_and_layer_are_told_at_once(profile_of: ReadProfile) -> None:
    found = problems_of(
        profile_of,
        "extends: association\nfirm: {name: Jansen, size: veel}\nprofession: {kinds: [tax]}\n",
        files={"_layers/association.yml": "photos: {days: 99}\n"},
    )

    assert {problem.message for problem in found} == {
        "99 is too high for `days`",
        "`veel` is not a whole number",
    }


def test_a_required_answer_that_is_missing_is_a_problem(profile_of: ReadProfile) -> None:
    found = problems_of(profile_of, "firm: {name: Jansen}\nprofession: {kinds: [tax]}\n")

    assert [(p.code, p.message, p.help) for p in found] == [
        ("HB024", "`firm.size` must be answered: how large", "add `size:` below `firm:`")
    ]


def test_a_required_answer_that_is_wrong_is_not_missing_too(profile_of: ReadProfile) -> None:
    found = problems_of(
        profile_of, "firm: {name: Jansen, size: veel}\nprofession: {kinds: [tax]}\n"
    )

    assert [problem.code for problem in found] == ["HB022"]


def test_a_group_without_answers_leaves_its_questions_open(profile_of: ReadProfile) -> None:
    found = problems_of(profile_of, "firm:\nprofession: {kinds: [tax]}\n")

    assert [(p.code, p.help) for p in found] == [
        ("HB024", "add `name:` below `firm:`"),
        ("HB024", "add `size:` below `firm:`"),
    ]


def test_a_misspelt_group_gets_the_nearest(profile_of: ReadProfile) -> None:
    found = problems_of(profile_of, FIRM + "xyz: {days: 3}\nphoto: {days: 3}\n")

    assert [(p.code, p.label) for p in found] == [
        ("HB020", ""),
        ("HB020", "did you mean `photos`?"),
    ]


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "firm: Jansen\n", "firm: [a]\n"])
def test_a_profile_of_another_shape_is_a_problem(text: str, profile_of: ReadProfile) -> None:
    assert "HB022" in {problem.code for problem in problems_of(profile_of, text)}


def test_a_misspelt_firm_gets_the_nearest(
    profile_of: ReadProfile, profiles: Folder, small_library: Library
) -> None:
    profile_of(FIRM)
    with pytest.raises(UsageError) as caught:
        read_profile("jensen", profiles, small_library)

    assert [(p.message, p.help) for p in caught.value.problems] == [
        ("no firm is called `jensen`", "did you mean `jansen`?")
    ]


@pytest.mark.parametrize("name", ["../outside", "_layers/association", "_hidden", ".hidden"])
def test_a_firm_is_a_file_in_the_folder(
    name: str, profiles: Folder, small_library: Library, tmp_path: Path
) -> None:
    for file in (
        "outside",
        "firm_profiles/_layers/association",
        "firm_profiles/_hidden",
        "firm_profiles/.hidden",
    ):
        (tmp_path / f"{file}.yml").parent.mkdir(exist_ok=True)
        (tmp_path / f"{file}.yml").write_text(FIRM, encoding="utf-8")

    with pytest.raises(UsageError):
        read_profile(name, profiles, small_library)


def test_layers_and_hidden_files_are_no_firms(profile_of: ReadProfile, profiles: Folder) -> None:
    profile_of(FIRM, files={**LAYER, "_x.yml": FIRM, ".y.yml": FIRM, "aa.yml": FIRM})

    assert firm_names(profiles) == ("aa", "jansen")


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("duties: {PRV-10: {status: maybe}}", "HB043", "`PRV-10` has no status that is known"),
        ("duties: {PRV-10: {status: planned}}", "HB043", "`PRV-10` is planned, without a day"),
        (
            "duties: {PRV-10: {status: not ours}}",
            "HB043",
            "`PRV-10` is `not ours`, without a reason",
        ),
        ("duties: {PRV-10: {status: done, bye: x}}", "HB020", "`bye` is not a key here"),
        ("duties: [PRV-10]", "HB022", "`duties` is not a table"),
        (
            "duties: {PRV-10: {status: planned, by: 2027-02-30}}",
            "HB022",
            "`2027-02-30` is not a day of the calendar",
        ),
        ("deviations: {GOV-02: x}", "HB022", "`deviations` is not a list"),
        (
            "deviations: [{clause: GOV-02, reason: x}]",
            "HB026",
            "`approved_by` is missing in this deviation",
        ),
        (
            'deviations: [{clause: GOV-02, reason: "a\\x02amp\\x03b", approved_by: x}]',
            "HB010",
            "`reason` holds the character U+0002",
        ),
        (
            'deviations: [{clause: GOV-02, reason: x, approved_by: "a\\u202Eb"}]',
            "HB010",
            "`approved_by` holds the character U+202E",
        ),
        ("languages: [fr]", "HB031", "`fr` is no language of the library, or stands here twice"),
    ],
)
def test_a_part_of_a_profile_that_is_wrong_is_a_problem(
    text: str, code: str, message: str, profile_of: ReadProfile
) -> None:
    found = problems_of(profile_of, f"{FIRM}{text}\n")

    assert [(p.code, p.message) for p in found] == [(code, message)]
