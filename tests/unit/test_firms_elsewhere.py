"""`--firms`: firms that lie in repositories of their own are looked at together."""

from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.problems import UsageError
from handbook_gen.releases import release_to_json
from handbook_gen.workspace import check_firm, open_workspace
from tests.conftest import TODAY
from tests.firm_with_releases import released
from tests.small_library import FIRM, write_small_library

LAYERED = f"extends: body\n{FIRM}"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one firm and a layer, and beside it two folders with a firm each."""
    folder = write_small_library(tmp_path / "library")
    monkeypatch.setattr("handbook_gen.workspace.library_roots", lambda _: (folder,))
    for name, text in {
        "office/firm_profiles/bakker.yml": LAYERED,
        "office/firm_profiles/_layers/body.yml": "photos: {days: 7}\n",
        "jansen/firm_profiles/jansen.yml": LAYERED,
        "jansen/firm_profiles/_layers/body.yml": "photos: {days: 9}\n",
        "loose/visser.yml": LAYERED,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path


def test_firms_of_other_folders_share_the_library_and_bring_their_own_layers(place: Path) -> None:
    workspace = open_workspace(Path(), [Path("../jansen"), Path("../loose")])

    days = {
        name: check_firm(workspace, name, TODAY).decisions.answers.values["photos.days"]
        for name in workspace.firms
    }

    assert days == {"bakker": 7, "jansen": 9, "visser": 7}


def test_two_firms_of_one_name_are_refused_with_both_places(place: Path) -> None:
    (place / "loose" / "bakker.yml").write_text(FIRM, "utf-8")

    with pytest.raises(UsageError) as caught:
        open_workspace(Path(), [Path("../loose")])

    (problem,) = caught.value.problems
    assert problem.code == "HB135"
    assert "`firm_profiles` and `../loose`" in problem.message


def test_releases_are_those_of_the_firms_own_folder(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = open_workspace(Path(), [Path("../jansen")])
    release = released(check_firm(workspace, "jansen", TODAY), "1.0", TODAY)
    folder = place / "jansen" / "firm_profiles" / "jansen" / "releases"
    folder.mkdir(parents=True)
    (folder / "1.0.json").write_bytes(release_to_json(release))

    assert (
        run(["--firms", "../jansen", "--firms", "../loose", "status", "--date", "2026-11-23"]) == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [
        ["bakker", "-"],
        ["jansen", "1.0"],
        ["visser", "-"],
    ]
    (folder / "1.0.json").write_text("[]", "utf-8")
    assert run(["--firms", "../jansen", "check", "jansen"]) == 1
    assert "../jansen/firm_profiles/jansen/releases/1.0.json" in capsys.readouterr().err


def test_a_problem_names_the_file_where_it_is(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "loose" / "visser.yml").write_text("firm: {name: V, size: veel}\n", "utf-8")

    assert run(["--firms", "../loose", "check", "--all"]) == 1
    assert "--> ../loose/visser.yml:1:23" in capsys.readouterr().err


def test_a_folder_without_firms_and_a_command_for_one_repository_are_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "empty").mkdir()

    assert run(["--firms", "../empty", "check", "--all"]) == 2
    assert "there is no firm in `../empty`" in capsys.readouterr().err
    assert run(["--firms", "../jansen", "diff", "jansen"]) == 2
    assert "--firms goes with check, build, export, status, portal" in capsys.readouterr().err
