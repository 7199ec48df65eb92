"""A release is the handbook as approved: complete, unchangeable without notice, and in one line."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.disk import Folder
from handbook_gen.model.library import Library
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError
from handbook_gen.releases import (
    edition_of,
    read_release,
    read_releases,
    release_from_json,
    release_problems,
    release_to_json,
)
from handbook_gen.releases.freeze import Terms, freeze
from handbook_gen.workspace import Workspace, check_firm
from tests.small_library import FIRM

DAY = date(2026, 11, 23)
APPROVED = "Bestuur, 12 november 2026"
PEOPLE = """\
people:
  owner: {name: Olga Odijk, email: olga@jansen.example, phone: "+31 20 555 01 99"}
"""

Freeze = Callable[..., Release]


@pytest.fixture
def frozen(profiles: Folder, small_library: Library) -> Freeze:
    """A function that releases the firm `jansen`, and writes the file of it."""
    (profiles.path / "jansen.yml").write_text(FIRM + PEOPLE, "utf-8")
    workspace = Workspace(profiles.path.parent, small_library, profiles)

    def make(version: str, effective: date = date(2027, 1, 1), **said: Any) -> Release:
        terms = Terms(
            version, effective, **{"approved_by": APPROVED, "kind": "substantive", **said}
        )
        earlier = read_releases(profiles, "jansen")
        release = freeze(workspace, "jansen", terms, earlier, DAY)
        file = file_of(profiles, version)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(release_to_json(release))
        return release

    return make


def file_of(profiles: Folder, version: str) -> Path:
    """Return the file of a release."""
    return profiles.path / "jansen" / "releases" / f"{version}.json"


def messages(profiles: Folder) -> list[str]:
    """Return what is said of the releases on the disk."""
    return [problem.message for problem in release_problems(profiles, "jansen")]


def test_what_was_released_is_read_back_whole(frozen: Freeze, profiles: Folder) -> None:
    release = frozen("1.0", note="Eerste uitgave")

    assert read_release(profiles, "jansen", "1.0") == release
    assert read_releases(profiles, "jansen") == (release,)
    assert release_problems(profiles, "jansen") == ()


def test_the_handbook_itself_says_version_day_approval_and_that_it_is_in_force(
    frozen: Freeze,
) -> None:
    handbook = frozen("2.1").edition.handbooks[0]
    strip = dict(handbook.facts_strip)

    assert handbook.status == "in_force"
    assert handbook.notice == ""
    assert handbook.version == "2.1"
    assert handbook.effective == handbook.dated == date(2027, 1, 1)
    assert "Bestuur&#44; 12 november 2026" in strip.values()


def test_nobody_can_be_reached_by_a_release_unless_the_firm_wants_it(frozen: Freeze) -> None:
    without = release_to_json(frozen("1.0")).decode()
    with_them = release_to_json(frozen("1.1", contacts=True)).decode()

    for person in ("Odijk", "olga@jansen.example", "555 01 99"):
        assert person not in without
    assert "Odijk" in with_them
    assert "olga@jansen.example" in with_them


def test_the_same_firm_gives_the_same_bytes(
    profiles: Folder, small_library: Library, frozen: Freeze
) -> None:
    release = frozen("1.0")
    workspace = Workspace(profiles.path.parent, small_library, profiles)
    terms = Terms("1.0", date(2027, 1, 1), APPROVED, "substantive")

    again = freeze(workspace, "jansen", terms, (), DAY)

    assert (
        release_to_json(again) == release_to_json(release) == file_of(profiles, "1.0").read_bytes()
    )


def test_every_clause_says_what_it_rests_on(
    profiles: Folder, small_library: Library, frozen: Freeze
) -> None:
    edition = frozen("1.0").edition
    passages = {p.id for book in edition.handbooks[0].books for p in book.passages}

    assert set(edition.footings) == passages
    for clause_id, footing in edition.footings.items():
        assert footing.digest == small_library.clauses[clause_id].digest
        assert set(footing.reads) <= set(edition.answers)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("approved_by", "Iemand anders"),
        ("effective", "2026-12-01"),
        ("kind", "editorial"),
        ("digest", "0" * 64),
        ("previous", {"version": "0.9", "digest": "0" * 64}),
    ],
)
def test_a_file_that_somebody_changed_is_noticed(
    frozen: Freeze, profiles: Folder, key: str, value: object
) -> None:
    frozen("1.0")
    file = file_of(profiles, "1.0")
    plain = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**plain, key: value}), "utf-8")

    assert messages(profiles) == [
        "`firm_profiles/jansen/releases/1.0.json` is not what was released: something in it was changed afterwards"
    ]


def test_one_changed_word_deep_in_a_clause_is_noticed(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    file = file_of(profiles, "1.0")
    file.write_text(file.read_text("utf-8").replace('"must"', '"may"', 1), "utf-8")

    assert len(messages(profiles)) == 1


def test_other_ends_of_lines_and_another_layout_are_no_change(
    frozen: Freeze, profiles: Folder
) -> None:
    release = frozen("1.0")
    file = file_of(profiles, "1.0")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert read_releases(profiles, "jansen") == (release,)


def test_releases_stand_in_the_order_of_the_chain_and_not_of_their_names(
    frozen: Freeze, profiles: Folder
) -> None:
    for version in ("2.0", "10.0", "1.0"):
        frozen(version)

    assert [release.version for release in read_releases(profiles, "jansen")] == [
        "2.0",
        "10.0",
        "1.0",
    ]


def test_two_releases_may_hold_from_the_same_day(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    frozen("1.1", kind="urgent")

    assert [release.kind for release in read_releases(profiles, "jansen")] == [
        "substantive",
        "urgent",
    ]


def test_a_missing_predecessor_is_named(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    frozen("1.1")
    file_of(profiles, "1.0").unlink()

    assert messages(profiles) == ["release `1.1` follows `1.0`, which is not there"]


def test_another_release_in_the_place_of_the_one_before_is_noticed(
    frozen: Freeze, profiles: Folder
) -> None:
    first = frozen("1.0")
    frozen("1.1")
    other = replace(first, note="Later bijgeschreven")
    file_of(profiles, "1.0").write_bytes(release_to_json(other))

    assert messages(profiles) == ["release `1.1` follows another `1.0` than the one that is there"]


def test_two_releases_after_the_same_one_are_a_fork(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    frozen("1.1")
    aside = file_of(profiles, "1.1").rename(profiles.path / "aside.json")
    frozen("1.2")
    aside.rename(file_of(profiles, "1.1"))

    assert messages(profiles) == ["`1.1` and `1.2` both follow `1.0`"]


def test_a_file_under_another_name_is_noticed(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    file_of(profiles, "1.0").rename(file_of(profiles, "2.0"))

    assert messages(profiles) == ["`firm_profiles/jansen/releases/2.0.json` holds release `1.0`"]


def test_a_release_of_a_later_program_is_not_guessed_at(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    file = file_of(profiles, "1.0")
    plain = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**plain, "format": 99}), "utf-8")

    assert messages(profiles) == [
        "`firm_profiles/jansen/releases/1.0.json` has release format 99, and this program knows 1"
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"format": 1}', b"\xff\xfe"])
def test_what_is_no_release_is_a_problem_and_no_crash(content: bytes) -> None:
    with pytest.raises(HandbookError) as refused:
        release_from_json(content, "1.0.json")

    assert [problem.code for problem in refused.value.problems] == ["HB110"]


@pytest.mark.parametrize("version", ["", "../1.0", "1/0", "latest", "1.", "-1", "v" * 21, "1 0"])
def test_a_version_is_a_name_that_a_folder_and_an_address_can_have(
    frozen: Freeze, profiles: Folder, version: str
) -> None:
    with pytest.raises(HandbookError, match="cannot be the name of a release"):
        frozen(version)

    assert not (profiles.path / "jansen").exists()


def test_a_version_is_given_once_also_in_other_capitals(frozen: Freeze) -> None:
    frozen("1.0a")

    with pytest.raises(HandbookError, match=r"`jansen` has a release `1\.0a` already"):
        frozen("1.0A")


def test_no_release_holds_before_the_one_that_it_follows(frozen: Freeze) -> None:
    frozen("1.0")

    with pytest.raises(HandbookError, match=r"would hold from 2026-12-31, before `1\.0`"):
        frozen("1.1", date(2026, 12, 31))


def test_somebody_approved_it(frozen: Freeze) -> None:
    with pytest.raises(HandbookError, match="nobody approved it"):
        frozen("1.0", approved_by="  ")


def test_a_release_from_before_a_phrase_was_thought_of_gets_it_and_keeps_its_own(
    frozen: Freeze, profiles: Folder
) -> None:
    release = frozen("1.0")
    old = replace(
        release,
        edition=replace(
            release.edition,
            handbooks=tuple(
                replace(book, phrases=(("search", "Zoek hier"),))
                for book in release.edition.handbooks
            ),
        ),
    )
    file_of(profiles, "1.0").write_bytes(release_to_json(old))

    (handbook, *_) = read_release(profiles, "jansen", "1.0").edition.handbooks

    assert handbook.phrase("search") == "Zoek hier"
    assert handbook.phrase("changes_release")


def test_an_editorial_release_changes_no_meaning(frozen: Freeze, profiles: Folder) -> None:
    frozen("1.0")
    frozen("1.1", kind="editorial")
    profile = profiles.path / "jansen.yml"
    profile.write_text(profile.read_text("utf-8").replace("size: 12", "size: 60"), "utf-8")

    with pytest.raises(HandbookError, match=r"is called editorial, and [A-Z]+-\d+") as refused:
        frozen("1.2", kind="editorial")

    assert [problem.code for problem in refused.value.problems] == ["HB111"]
    assert frozen("1.2", kind="substantive").version == "1.2"


def test_the_work_tree_may_name_people_that_the_release_leaves_out(
    frozen: Freeze, profiles: Folder, small_library: Library
) -> None:
    release = frozen("1.0")
    workspace = Workspace(profiles.path.parent, small_library, profiles)

    now = edition_of(check_firm(workspace, "jansen", DAY), "work tree", contacts=False)

    assert now.footings == release.edition.footings
    assert now.answers == release.edition.answers
