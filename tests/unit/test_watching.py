"""While somebody edits, each change is heard of once: also where the disk does not tell of it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import polling

from handbook_gen.engines import watching

LOOK_EVERY = 0.05
LOOKS = 6 * LOOK_EVERY


class Heard(FileSystemEventHandler):
    """Keeps the names of the files of which it heard."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.names.append(Path(str(event.src_path)).name)

    def wait(self) -> None:
        """Wait for news, and for what may be told once more."""
        deadline = time.monotonic() + 20
        while not self.names and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(LOOKS)


def _silent(*_: object, **__: object) -> None:
    """Do nothing, like a disk of another machine."""


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "inotify watch limit reached")


@pytest.fixture(params=["told", "silent", "full"])
def heard(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Heard]:
    """Who watches a folder with one file, on three kinds of disk."""
    (tmp_path / "firm.yml").write_text("one", encoding="utf-8")
    watcher, found = watching.Watcher(LOOK_EVERY), Heard()
    if request.param != "told":
        monkeypatch.setattr(
            watcher._observers[0], "start", _full if request.param == "full" else _silent
        )
    watcher.schedule(found, str(tmp_path), recursive=True)
    watcher.start()
    time.sleep(LOOKS)
    yield found
    watcher.stop()
    watcher.join()


def _saved(folder: Path) -> None:
    (folder / "firm.yml").write_text("other", encoding="utf-8")


def _replaced(folder: Path) -> None:
    (folder / "firm.tmp").write_text("other", encoding="utf-8")
    (folder / "firm.tmp").replace(folder / "firm.yml")


def _removed(folder: Path) -> None:
    (folder / "firm.yml").unlink()


def _added(folder: Path) -> None:
    (folder / "clauses").mkdir()
    (folder / "clauses/OWN-01.md").write_text("new", encoding="utf-8")


@pytest.mark.parametrize("change", [_saved, _replaced, _removed, _added])
def test_a_change_is_heard(heard: Heard, tmp_path: Path, change: Callable[[Path], None]) -> None:
    change(tmp_path)
    heard.wait()

    assert heard.names


def test_a_file_that_was_saved_once_is_not_told_of_again_when_it_is_seen(
    heard: Heard, tmp_path: Path
) -> None:
    _saved(tmp_path)
    heard.wait()
    told = len(heard.names)
    time.sleep(LOOKS)

    assert len(heard.names) == told
    assert set(heard.names) == {"firm.yml"}
    assert told <= 2  # emptied, and written


def test_who_only_reads_changes_nothing(heard: Heard, tmp_path: Path) -> None:
    assert (tmp_path / "firm.yml").read_text(encoding="utf-8") == "one"
    time.sleep(LOOKS)

    assert heard.names == []


def test_mkdocs_own_watcher_takes_the_same_orders() -> None:
    ours = {name for name in vars(watching.Watcher) if not name.startswith("_")}

    assert ours <= set(dir(polling.PollingObserver))
