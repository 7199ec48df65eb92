"""Hear of files that change: from the system at once, and by looking where the system tells nothing."""

import os
from contextlib import suppress
from threading import Lock
from typing import Final

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

_CHANGES: Final = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What is only opened or read has not changed."""


class Watcher:
    """What MkDocs' server asks of an observer.

    Disks of other machines, and folders that a container shares with its host, do not always tell
    of a change; the files are looked at as well, so that it is seen after `look_every` seconds.
    """

    def __init__(self, look_every: float) -> None:
        """Begin with nothing watched."""
        self._observers = (Observer(), PollingObserver(timeout=look_every))

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> None:
        """Tell a handler of each change of a file in a folder, once."""
        once = _Once(handler)
        for observer in self._observers:
            observer.schedule(once, path, recursive=recursive, event_filter=[*_CHANGES])

    def start(self) -> None:
        """Begin to watch; where the system has no more room for it, files are only looked at."""
        told, looking = self._observers
        with suppress(OSError):
            told.start()
        looking.start()

    def stop(self) -> None:
        """Watch no longer."""
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        """Wait until nothing is told any more."""
        for observer in self._observers:
            if observer.is_alive():
                observer.join()


class _Once(FileSystemEventHandler):
    """Passes a change on unless the other observer has told of it already."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler
        self._told: dict[str, tuple[int, int] | None] = {}
        self._lock = Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        with self._lock:
            news = [self._is_news(os.fsdecode(path)) for path in (event.src_path, event.dest_path)]
        if any(news):
            self._handler.dispatch(event)

    def _is_news(self, path: str) -> bool:
        if not path:
            return False
        try:
            found = os.stat(path)  # noqa: PTH116  # the name will do
            now = (found.st_mtime_ns, found.st_size)
        except OSError:
            now = None
        is_news = path not in self._told or self._told[path] != now
        self._told[path] = now
        return is_news
