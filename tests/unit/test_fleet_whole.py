"""A fleet that is killed, watched, short of disk, or built twice at once: what is published stays whole."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook_gen import locks
from handbook_gen.cli.main import run
from handbook_gen.fleet import books
from handbook_gen.sites import SharedBooks
from tests.e2e.running import REPOSITORY, files_of
from tests.fleet import FIRMS, TODAY, build, changed, copying, new_fleet

BuildBook = Callable[..., None]


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which every firm was built, and has another name since."""
    monkeypatch.setattr(books, "build_book", copying())
    monkeypatch.setattr(SharedBooks, "build", lambda *_: None)
    root = new_fleet(tmp_path / "fleet")
    build(root)
    rename(root, "Nieuw")
    return root


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BuildBook], None]:
    """A function that lets the site builder do something at the firm `small` first."""

    def set_up(what: BuildBook) -> None:
        copy = copying()

        def build_book(engine: str, project: Path, site: Path, *rest: object) -> None:
            if "small" in project.parts:
                what(site)
            copy(engine, project, site, *rest)

        monkeypatch.setattr(books, "build_book", build_book)

    return set_up


def rename(root: Path, name: str) -> None:
    for firm, text in FIRMS.items():
        file = root / "firm_profiles" / f"{firm}.yml"
        file.write_text(text.replace("{name: ", f"{{name: {name} "), encoding="utf-8")


def started(root: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fleet", str(root), *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def hidden(root: Path) -> list[str]:
    return [
        f"{folder}/{name}"
        for folder, below, names in os.walk(root)  # which minds no folder that is just going
        for name in (*below, *names)
        if name.startswith(".") and name != ".shared" and not name.endswith("lock")
    ]


def clean(root: Path) -> dict[str, bytes]:
    build(root, into="-clean")
    return files_of(root / "site-clean")


def is_whole(site: Path) -> bool:
    """Tell whether a firm's folder held all that belongs to one build while it was looked at."""
    names = ("index.html", "staff/nl/index.html", "control/nl/index.html", "staff/nl/mkdocs.yml")
    for _ in range(5):
        before = site.stat().st_ino  # which must be there at every moment
        if all((site / name).exists() for name in names):
            return True
        if site.stat().st_ino == before:  # nor was it replaced meanwhile
            return False
    return True


@pytest.fixture
def watched(fleet: Path) -> Iterator[list[str]]:
    """What a watcher of the published folders saw that was not whole."""
    seen: list[str] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            for firm in FIRMS:
                try:
                    if not is_whole(fleet / "site" / firm):
                        seen.append(firm)
                except FileNotFoundError:
                    seen.append(f"{firm} is gone")
            time.sleep(0.001)

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield seen
    over.set()
    watcher.join()


def test_killed_at_any_moment_and_run_again_it_equals_a_clean_build(
    fleet: Path, watched: list[str]
) -> None:
    for number in range(10):
        rename(fleet, f"Nieuw {number % 2}")
        running = started(fleet, "-j", "2")
        while not hidden(fleet) and running.poll() is None:
            time.sleep(0.005)  # until it has begun to write
        time.sleep(number * 0.06)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert running.stdout
        running.stdout.close()

    build(fleet)

    assert files_of(fleet / "site") == clean(fleet)
    assert hidden(fleet) == []
    assert watched == []


def test_two_builds_at_once_make_what_one_makes(fleet: Path, watched: list[str]) -> None:
    both = [started(fleet, "-j", "2") for _ in range(2)]
    said = [running.communicate(timeout=120)[0].decode() for running in both]

    assert [running.returncode for running in both] == [0, 0], said
    assert files_of(fleet / "site") == clean(fleet)
    assert hidden(fleet) == []
    assert watched == []


def test_a_full_disk_leaves_the_old_site_and_nothing_half_written(
    fleet: Path, failing: Callable[[BuildBook], None], watched: list[str]
) -> None:
    def full(site: Path) -> None:
        site.mkdir(parents=True)
        (site / "half.html").write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    before = files_of(fleet / "site" / "small")
    failing(full)
    found = build(fleet)

    (problem,) = found["small"].problems
    assert (problem.code, found["small"].start) == ("HB092", None)
    assert "make room on the disk" in problem.help
    assert files_of(fleet / "site" / "small") == before
    assert hidden(fleet) == []
    assert found["large"].changed
    failing(lambda _site: None)
    assert changed(build(fleet)) == {"small"}
    assert files_of(fleet / "site") == clean(fleet)
    assert watched == []


def test_a_fault_of_the_program_at_one_firm_stops_no_other(
    fleet: Path, failing: Callable[[BuildBook], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_site: Path) -> None:
        raise ZeroDivisionError("by nothing")

    failing(broken)
    command = ["-C", str(fleet), "build", "--all", "-j", "2", "--date", str(TODAY)]
    code = run(command)

    out, err = capsys.readouterr()
    assert code == 1
    assert "2 firms built, 1 failed" in out
    assert "error[HB095]: the program failed at `small`: ZeroDivisionError: by nothing" in err
    assert "Traceback" not in err
    assert run(["--debug", *command]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_worker_that_is_killed_costs_a_second_try(
    fleet: Path, failing: Callable[[BuildBook], None]
) -> None:
    def killed_once(_site: Path) -> None:
        mark = fleet / "killed"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    failing(killed_once)

    assert changed(build(fleet, workers=2)) == set(FIRMS)
    assert files_of(fleet / "site") == clean(fleet)
    assert hidden(fleet) == []


def test_a_firm_at_which_every_worker_is_killed_is_reported_and_the_others_are_built(
    fleet: Path, failing: Callable[[BuildBook], None]
) -> None:
    failing(lambda _site: os.kill(os.getpid(), signal.SIGKILL))
    found = build(fleet, workers=2)

    assert {name for name, built in found.items() if built.changed} == {"large", "middle"}
    (problem,) = found["small"].problems
    assert problem.code == "HB095"
    assert "killed, twice" in problem.message


@pytest.mark.parametrize("of_the_system", [True, False])
def test_whoever_comes_second_waits(
    of_the_system: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_SYSTEM_LOCKS", of_the_system)
    order: list[str] = []
    inside = threading.Event()

    def first() -> None:
        with locks.locked(tmp_path / "firm" / ".lock"):
            inside.set()
            time.sleep(0.3)
            order.append("first")

    one = threading.Thread(target=first)
    one.start()
    inside.wait()
    with locks.locked(tmp_path / "firm" / ".lock"):
        order.append("second")
    one.join()

    assert order == ["first", "second"]


def test_a_lock_that_a_dead_program_left_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_SYSTEM_LOCKS", False)
    lock = tmp_path / ".lock"
    lock.touch()
    os.utime(lock, (0, 0))

    with locks.locked(lock):
        assert lock.stat().st_mtime > 0
    assert not lock.exists()


def test_only_folders_that_nobody_works_in_are_cleared_away(tmp_path: Path) -> None:
    dead = tmp_path / ".jansen.abcd1234.new"
    dead.mkdir()
    (tmp_path / ".notes.new").mkdir()
    with locks.working_folder(tmp_path / "jansen") as alive:
        locks.clear_left_over(tmp_path)
        assert alive.exists()

    assert [path.name for path in tmp_path.iterdir()] == [".notes.new"]


def test_a_folder_that_is_cleared_away_before_it_is_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, made = tempfile.mkdtemp, []

    def made_and_cleared(**of: str) -> str:
        made.append(make(**of))
        if len(made) == 1:
            locks.clear_left_over(tmp_path)
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", made_and_cleared)
    with locks.working_folder(tmp_path / "jansen") as alive:
        assert alive.exists()

    assert len(made) == 2
    assert [*tmp_path.iterdir()] == []
