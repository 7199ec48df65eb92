"""A published site in an object store, and in a branch of the repository."""

import hashlib
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from handbook_gen import git
from handbook_gen.cli.main import run
from handbook_gen.disk import Folder, write_tree
from handbook_gen.problems import HandbookError, UsageError
from handbook_gen.publish import require_store, send

FIRST = {
    "index.html": b"to 1.0",
    "staff/nl/versions.json": b"[1.0]",
    "staff/nl/1.0/a.html": b"one",
    "staff/nl/1.0/old.html": b"old",
}
SECOND = {
    "index.html": b"to 2.0",
    "staff/nl/versions.json": b"[2.0, 1.0]",
    "staff/nl/1.0/a.html": b"one",
    "staff/nl/2.0/a.html": b"two",
}


@pytest.fixture
def store() -> Iterator[Any]:
    """The object store in memory that fsspec brings along, empty at first."""
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.store.clear()
    yield memory
    memory.store.clear()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def sent(folder: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> tuple[int, int]:
    write_tree(files, folder)
    address = "memory://bucket/jansen"
    done = send(Folder(folder, "site"), digests(files), address, digests(before))
    return done.uploaded, done.removed


def in_store(store: Any) -> dict[str, bytes]:
    names = store.find("/bucket/jansen")
    return {name.removeprefix("/bucket/jansen/"): store.cat_file(name) for name in names}


def test_the_store_gets_what_is_new_and_loses_what_is_gone(store: Any, tmp_path: Path) -> None:
    store.pipe_file("/bucket/other-firm/index.html", b"theirs")

    assert sent(tmp_path / "one", FIRST, {}) == (4, 0)
    assert in_store(store) == FIRST
    assert sent(tmp_path / "two", SECOND, FIRST) == (3, 1)
    assert in_store(store) == SECOND
    assert sent(tmp_path / "three", SECOND, SECOND) == (0, 0)
    assert store.cat_file("/bucket/other-firm/index.html") == b"theirs"


def test_a_reader_is_led_to_the_new_version_when_it_is_there(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(tmp_path / "one", FIRST, {})
    done: list[str] = []
    for name in ("put_file", "rm_file"):
        real = getattr(type(store), name)

        def noted(self: Any, *paths: str, real: Any = real, **more: Any) -> None:
            done.append(paths[-1].removeprefix("/bucket/jansen/"))
            real(self, *paths, **more)

        monkeypatch.setattr(type(store), name, noted)
    sent(tmp_path / "two", SECOND, FIRST)

    assert done == [
        "staff/nl/2.0/a.html",
        "staff/nl/1.0/old.html",
        "index.html",
        "staff/nl/versions.json",
    ]


def test_what_somebody_removed_from_the_store_is_sent_again(store: Any, tmp_path: Path) -> None:
    sent(tmp_path / "one", FIRST, {})
    store.rm_file("/bucket/jansen/staff/nl/1.0/a.html")

    assert sent(tmp_path / "two", FIRST, FIRST) == (1, 0)
    assert in_store(store) == FIRST


def test_a_store_that_refuses_is_told_as_a_problem(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError("Access Denied")

    monkeypatch.setattr(type(store), "put_file", refuse)
    with pytest.raises(HandbookError, match="Access Denied") as caught:
        sent(tmp_path / "one", FIRST, {})

    assert caught.value.problems[0].code == "HB092"


def test_an_address_of_an_unknown_kind_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="unknown kind"):
        require_store("bucket-of-water://handbook")


# ---- A branch ---------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a commit, a changed file and a staged one."""
    folder = tmp_path / "repository"
    folder.mkdir()
    asked(folder, "init", "--quiet", "--initial-branch=main")
    asked(folder, "config", "user.name", "A. Jansen")
    asked(folder, "config", "user.email", "a@jansen.example")
    (folder / "a.txt").write_text("a\n", "utf-8")
    asked(folder, "add", ".")
    asked(folder, "commit", "--quiet", "-m", "a")
    (folder / "a.txt").write_text("changed\n", "utf-8")
    (folder / "staged.txt").write_text("staged\n", "utf-8")
    asked(folder, "add", "staged.txt")
    return folder


def asked(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def in_branch(folder: Path, branch: str) -> dict[str, bytes]:
    names = asked(folder, "ls-tree", "-r", "--name-only", branch).splitlines()
    return {name: asked(folder, "show", f"{branch}:{name}").encode() for name in names}


def test_a_branch_gets_the_site_and_the_work_tree_stays_as_it_is(repository: Path) -> None:
    status = asked(repository, "status", "--porcelain")

    assert git.write_branch(repository, "pages", "jansen", FIRST.items(), "publish jansen 1.0")
    assert git.write_branch(repository, "pages", "other", [("index.html", b"theirs")], "other")
    assert git.write_branch(repository, "pages", "jansen", SECOND.items(), "publish jansen 2.0")
    assert in_branch(repository, "pages") == {
        **{f"jansen/{name}": content for name, content in SECOND.items()},
        "other/index.html": b"theirs",
        ".nojekyll": b"",
    }
    assert asked(repository, "log", "--format=%s", "pages").splitlines() == [
        "publish jansen 2.0",
        "other",
        "publish jansen 1.0",
    ]
    assert asked(repository, "status", "--porcelain") == status
    assert asked(repository, "for-each-ref", "--format=%(refname)").splitlines() == [
        "refs/heads/main",
        "refs/heads/pages",
    ]


def test_nothing_is_committed_when_nothing_has_changed(repository: Path) -> None:
    git.write_branch(repository, "pages", "jansen", FIRST.items(), "one")
    before = asked(repository, "rev-parse", "pages")

    assert not git.write_branch(repository, "pages", "jansen", FIRST.items(), "two")
    assert asked(repository, "rev-parse", "pages") == before


@pytest.mark.parametrize("branch", ["main", "-f", "a..b"])
def test_a_branch_that_is_worked_on_or_cannot_be_is_refused(repository: Path, branch: str) -> None:
    with pytest.raises(HandbookError) as caught:
        git.write_branch(repository, branch, "jansen", FIRST.items(), "publish")

    assert caught.value.problems[0].code == "HB113"
    assert asked(repository, "log", "--format=%s", "--all") == "a"


def test_a_folder_and_a_branch_cannot_be_asked_for_at_once(tmp_path: Path) -> None:
    arguments = ["publish", "jansen", "--to", "public", "--branch", "pages"]

    assert run(["-C", str(tmp_path), *arguments]) == 2
