"""`handbook status` looks at releases without reading every word, and says what a whole reading says."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.assemble.clause_words import SAID, clause_words
from handbook_gen.disk import Folder
from handbook_gen.model.library import Library
from handbook_gen.model.release import Release
from handbook_gen.releases import (
    glance_at_releases,
    read_releases,
    release_problems,
    release_to_json,
)
from handbook_gen.releases.files import releases_folder
from handbook_gen.status import status_of_firms, status_to_json
from handbook_gen.workspace import Workspace, check_firm, handbooks
from tests.conftest import ROOT, TODAY
from tests.firm_with_releases import released
from tests.small_library import FIRM


@pytest.fixture
def workspace(tmp_path: Path, small_library: Library) -> Workspace:
    """A workspace with a firm that has three releases."""
    profiles = Folder(tmp_path / "firm_profiles", "firm_profiles")
    (tmp_path / "firm_profiles" / "jansen" / "releases").mkdir(parents=True)
    (tmp_path / "firm_profiles" / "jansen.yml").write_text(FIRM, "utf-8")
    made = Workspace(tmp_path, small_library, profiles)
    before: Release | None = None
    for version, day in (("9", 1), ("10", 2), ("11", 2)):
        firm = check_firm(made, "jansen", TODAY)
        before = released(firm, version, date(2026, 12, day), before)
        write(made, before)
    return made


def write(workspace: Workspace, release: Release) -> None:
    file = releases_folder(workspace.profiles, "jansen").path / f"{release.version}.json"
    file.write_bytes(release_to_json(release))


@pytest.mark.parametrize(
    "firm", sorted(path.stem for path in (ROOT / "firm_profiles").glob("example-*.yml"))
)
def test_the_words_of_clauses_are_those_of_the_assembled_handbook(
    firm: str, shipped_library: Library
) -> None:
    profiles = Folder(ROOT / "firm_profiles", "firm_profiles")
    checked = check_firm(Workspace(ROOT, shipped_library, profiles), firm, TODAY)

    for handbook in handbooks(checked):
        alone = clause_words(checked.library, checked.profile, checked.decisions, handbook.language)
        assembled = {
            passage.id: tuple(getattr(passage, name) for name in SAID)
            for book in handbook.books
            for passage in book.passages
        }
        assert dict(alone) == assembled


def test_a_glance_finds_what_a_whole_reading_finds(workspace: Workspace) -> None:
    whole = read_releases(workspace.profiles, "jansen")
    glances = glance_at_releases(releases_folder(workspace.profiles, "jansen"))

    assert glances.problems == ()
    assert [one.version for one in glances.releases] == ["9", "10", "11"]
    for one, release in zip(glances.releases, whole, strict=True):
        for name in ("version", "effective", "released", "approved_by", "previous", "digest"):
            assert getattr(one, name) == getattr(release, name)
    assert glances.last is not None
    assert set(glances.last.clauses) == {"nl"}
    assert "Jansen" in glances.last.clauses["nl"]["GOV-01"][SAID.index("text")]


def test_a_release_that_an_editor_laid_out_anew_is_the_same_release(workspace: Workspace) -> None:
    before = status_to_json(status_of_firms(workspace, ["jansen"], TODAY))
    file = releases_folder(workspace.profiles, "jansen").path / "11.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")), indent=4), "utf-8")

    assert status_to_json(status_of_firms(workspace, ["jansen"], TODAY)) == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("GOV-01", "GOV-99"),
        lambda text: text.replace('"version": "10"', '"version": "12"'),
        lambda text: text[:2000],
        lambda text: text.replace('"format": 1', '"format": 2'),
        lambda _: "",
        lambda _: "[]",
    ],
)
def test_a_spoilt_release_is_told_in_the_same_words_as_by_check(
    spoil: Callable[[str], str], workspace: Workspace
) -> None:
    folder = releases_folder(workspace.profiles, "jansen")
    file = folder.path / "10.json"
    file.write_text(spoil(file.read_text("utf-8")), "utf-8")

    glances = glance_at_releases(folder)

    assert glances.problems == release_problems(workspace.profiles, "jansen")
    assert glances.problems
    assert [one.version for one in glances.releases] == ["9", "11"]


def test_a_link_that_is_missing_from_the_chain_is_told(workspace: Workspace) -> None:
    folder = releases_folder(workspace.profiles, "jansen")
    (folder.path / "10.json").unlink()

    (problem,) = glance_at_releases(folder).problems

    assert problem.message == "release `11` follows `10`, which is not there"


def test_several_processes_say_the_same_in_the_same_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook_gen.status.firms._FIRMS_A_PROCESS", 2)
    for name in ("a", "b", "c", "d"):
        (workspace.profiles.path / f"{name}.yml").write_text(FIRM, "utf-8")
    (workspace.profiles.path / "c.yml").write_text("firm: {size: veel}\n", "utf-8")

    alone = status_of_firms(workspace, workspace.firms, TODAY)

    assert status_of_firms(workspace, workspace.firms, TODAY, workers=2) == alone
    assert [firm.firm for firm in alone.firms] == ["a", "b", "c", "d", "jansen"]
