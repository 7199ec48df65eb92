"""`handbook release` as it is called: what is written, committed and tagged, and what is refused."""

import json
import subprocess
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.releases import read_releases
from handbook_gen.workspace import open_workspace

READY = Path(__file__).parent / "cases" / "firms" / "ready.yml"
FIRM = READY.read_text("utf-8")
RELEASES = Path("firm_profiles/de-vries/releases")
TERMS = ("--effective", "2027-01-01", "--approved-by", "Bestuur, 12 november 2026")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one firm, as the current folder, and nothing of the machine's own git."""
    (tmp_path / "firm_profiles").mkdir()
    (tmp_path / "firm_profiles" / "de-vries.yml").write_text(FIRM, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "O. Odijk")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "olga@devries.example")
    return tmp_path


@pytest.fixture
def repository(workspace: Path) -> Path:
    """The same, with everything committed."""
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "a profile")
    return workspace


def git(*arguments: str) -> str:
    """Run git in the current folder and return what it says."""
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def release(version: str, *more: str) -> int:
    """Release the firm."""
    return run(["release", "de-vries", version, *TERMS, *more])


def test_a_folder_without_git_will_do(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release("1.0") == 0
    digest = json.loads((RELEASES / "1.0.json").read_text("utf-8"))["digest"]

    out, err = capsys.readouterr()
    assert out == f"{(RELEASES / '1.0.json').as_posix()}  sha256 {digest}\n"
    assert err.startswith("next: commit firm_profiles/de-vries/releases/1.0.json")
    assert run(["check", "de-vries"]) == 0


def test_open_questions_stop_it_before_anything_is_written(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = FIRM.replace("chat_groups: yes", "chat_groups: unknown")
    (workspace / "firm_profiles" / "de-vries.yml").write_text(unknown, "utf-8")

    assert release("1.0") == 1
    assert not RELEASES.exists()
    message = "error[HB112]: `employment.chat_groups` is not answered, and PRV-20 rests on it"
    assert message in capsys.readouterr().err
    assert release("1.0", "--allow-unknown") == 0


def test_it_is_committed_and_tagged_when_asked(repository: Path) -> None:
    (repository / "notes.txt").write_text("not part of it", "utf-8")

    assert release("1.0", "--commit", "--tag", "--note", "Eerste uitgave") == 0
    digest = json.loads((RELEASES / "1.0.json").read_text("utf-8"))["digest"]

    assert git("tag") == "de-vries/1.0"
    assert git("rev-parse", "de-vries/1.0^{commit}") == git("rev-parse", "HEAD")
    assert git("show", "--name-only", "--format=", "HEAD") == f"{RELEASES.as_posix()}/1.0.json"
    message = git("log", "-1", "--format=%B")
    assert message.startswith("release de-vries 1.0")
    assert "Approved by Bestuur, 12 november 2026." in message
    assert "Eerste uitgave" in message
    assert digest in message


@pytest.mark.parametrize("dirty", ["firm_profiles/de-vries.yml", "firm_profiles/_layers/kring.yml"])
def test_what_is_not_committed_is_not_released(
    repository: Path, capsys: pytest.CaptureFixture[str], dirty: str
) -> None:
    file = repository / dirty
    file.parent.mkdir(exist_ok=True)
    file.write_text(FIRM.replace("size: 12", "size: 13"), "utf-8")

    assert release("1.0") == 1
    assert f"not everything is committed: {dirty}" in capsys.readouterr().err
    assert not RELEASES.exists()
    assert release("1.0", "--allow-dirty") == 0


def test_another_firm_in_the_making_is_no_obstacle(repository: Path) -> None:
    (repository / "firm_profiles" / "jansen.yml").write_text(FIRM, "utf-8")

    assert release("1.0") == 0
    assert release("1.1") == 0  # nor is a release that waits to be committed


def test_a_tag_that_exists_is_found_before_anything_is_written(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git("tag", "de-vries/1.0")

    assert release("1.0", "--tag") == 1
    assert "git has a tag `de-vries/1.0` already" in capsys.readouterr().err
    assert not RELEASES.exists()


def test_a_tag_that_cannot_be_signed_leaves_a_release_and_says_so(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git("config", "gpg.program", "there-is-no-such-program")

    assert release("1.0", "--commit", "--sign") == 1
    error = capsys.readouterr().err
    assert f"`{RELEASES.as_posix()}/1.0.json` is written, and not tagged" in error
    assert "git tag --sign de-vries/1.0" in error
    assert git("status", "--porcelain") == ""
    assert git("tag") == ""


def test_a_commit_without_a_repository_is_a_clear_problem(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release("1.0", "--commit") == 1
    assert "error[HB113]: this folder is not in a repository of git" in capsys.readouterr().err
    assert not RELEASES.exists()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_clock_of_another_time_zone_changes_nothing_that_was_said(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)

    assert release("1.0", "--date", "2026-12-31") == 0
    (made,) = read_releases(open_workspace(Path()).profiles, "de-vries")

    assert str(made.effective) == "2027-01-01"
    assert str(made.released) == "2026-12-31"


def test_a_damaged_release_stops_the_next_one_and_is_found_by_check(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release("1.0")
    file = RELEASES / "1.0.json"
    file.write_text(file.read_text("utf-8").replace("Bestuur", "Directie"), "utf-8")

    assert release("1.1") == 1
    assert run(["check", "de-vries"]) == 1
    assert capsys.readouterr().err.count("is not what was released") == 2
    assert not (RELEASES / "1.1.json").exists()
