"""`handbook export --zip`: a client takes its handbook along, goes on alone, and gets nobody else's."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.handover import packed
from tests.e2e.running import DAY, answer, handbook, new_workspace
from tests.firm_with_releases import release_now

FIRM, OTHER = "example-sole", "example-quiet"
TOP = f"{FIRM}-handbook"
MARKER = "Zeehond"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a firm finds in its package; beside it the workspace has another firm and two layers."""
    workspace = new_workspace(tmp_path_factory.mktemp("handover"), FIRM, OTHER)
    profiles = workspace / "firm_profiles"
    answer(workspace, {"extends": "example-association"}, FIRM)
    answer(workspace, {"firm.name": MARKER}, OTHER)
    (profiles / "_layers" / "other.yml").write_text(f"# {MARKER}\nfirm: {{size: 3}}\n", "utf-8")
    (profiles / OTHER).mkdir()
    (profiles / OTHER / "notes.md").write_text(MARKER, "utf-8")
    release_now(workspace, "1.0", date(2026, 11, 1), firm=FIRM)
    (profiles / FIRM / ".hidden").write_text("not for a reader", "utf-8")
    done = handbook(workspace, "export", FIRM, "--zip", "--date", DAY)
    assert done.code == 0, done.err
    target = tmp_path_factory.mktemp("client")
    with zipfile.ZipFile(workspace / done.out.strip()) as package:
        package.extractall(target)
    return target / TOP


def test_the_package_says_in_the_firms_language_how_to_go_on(unpacked: Path) -> None:
    text = (unpacked / "README.txt").read_bytes().decode("utf-8-sig")

    assert text.startswith("Handboek sociale media van ")
    assert "{" not in text
    assert f"handbook serve {FIRM} --open" in text
    read = [line for line in text.splitlines() if not line.startswith("     ")]  # no commands
    assert all(len(line) <= 79 for line in read)
    named = {line.split()[0] for line in text.splitlines() if line[:1].islower() and "  " in line}
    assert named == {"site", "hosting", "workspace", "projects"}
    assert all((unpacked / name).is_dir() for name in named)


def test_a_client_can_read_check_and_rebuild_it_alone(unpacked: Path) -> None:
    assert (unpacked / "site" / "index.html").is_file()
    assert (unpacked / "projects" / "control" / "nl" / "mkdocs.yml").is_file()
    workspace = unpacked / "workspace"
    found = {
        path.relative_to(workspace / "firm_profiles").as_posix()
        for path in workspace.rglob("*")
        if path.is_file()
    }
    assert found == {
        f"{FIRM}.yml",
        f"{FIRM}/releases/1.0.json",
        "_layers/example-association.yml",
    }

    assert handbook(workspace, "check", "--date", DAY).code == 0
    done = handbook(workspace, "build", "--book", "staff", "--date", DAY)
    assert done.code == 0, done.err
    page = "staff/nl/privacy/personal-data.html"
    rebuilt = workspace / "site" / FIRM / page
    assert rebuilt.read_bytes() == (unpacked / "site" / page).read_bytes()


def test_nothing_of_another_firm_goes_along(unpacked: Path) -> None:
    for path in unpacked.rglob("*"):
        assert OTHER not in path.name
        assert not path.is_file() or MARKER.encode() not in path.read_bytes()


def test_a_link_to_another_firm_is_not_followed(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, FIRM, OTHER)
    (workspace / "firm_profiles" / FIRM).mkdir()
    link = workspace / "firm_profiles" / FIRM / "notes.yml"
    link.symlink_to(workspace / "firm_profiles" / f"{OTHER}.yml")

    done = handbook(workspace, "export", FIRM, "--zip", "--date", DAY)

    assert done.code == 1
    assert "error[HB028]" in done.err
    assert not (workspace / "export").exists()


def test_the_same_files_make_the_same_package_on_every_day() -> None:
    day = date(2027, 3, 1)
    one = packed({"b.txt": b"B", "a.txt": b"A"}, day)

    assert one == packed({"a.txt": b"A", "b.txt": b"B"}, day)
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert package.namelist() == ["a.txt", "b.txt"]
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2027, 3, 1)}
    assert packed({}, date(1925, 1, 1))  # from before zip files knew days
