"""Digests of files and folders from their raw bytes: quick, because nothing in them is understood."""

import hashlib
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

LARGEST_READ: Final = 1_000_000
"""Bytes; of a larger file, such as a release, the size and times stand for the content."""

_FOR_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""What is no ordinary file is not waited for."""

NOTHING: Final = b""
"""The digest of what is not there."""

LARGEST_WHOLE: Final = 50_000_000
"""Bytes; no file of a site comes near. A larger one is never taken for the same."""

Marks = Mapping[str, str]
"""Of every file below a folder its size in bytes and a digest of its content, as one text."""

_MOST_LINKED: Final = 4096
"""So many files that several folders share are known at once."""


def digest_of(*parts: bytes) -> bytes:
    """Return a sha256 over the parts, in which the end of each part counts too."""
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in parts])).digest()


def file_digest(path: str, *, largest: int = LARGEST_READ) -> bytes:
    """Return a digest of one file; `NOTHING` when it is not there."""
    content = content_of(path, largest=largest)
    return NOTHING if content is None else hashlib.sha256(content).digest()


def content_of(path: str, *, largest: int = LARGEST_READ) -> bytes | None:
    """Return the bytes of a file; of one that is not for reading, words that change when it does."""
    try:
        opened = os.open(path, _FOR_READING)
        try:
            found = os.fstat(opened)
            if not stat.S_ISREG(found.st_mode) or found.st_size > largest:
                return b"%d %d %d" % (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            content = os.read(opened, found.st_size + 1)
            if len(content) != found.st_size:  # somebody writes in it, or it came in pieces
                while more := os.read(opened, LARGEST_READ):
                    content += more
            return content
        finally:
            os.close(opened)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return str(error).encode("utf-8", "replace")


def files_below(folder: str, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield the relative and the whole path of every file below a folder, sorted.

    Folders whose relative path is in `without` are passed by, and so is what Python compiled.
    """
    yield from _files_below(folder, "", without | {"__pycache__"})


def folder_digest(
    folder: str, *, without: frozenset[str] = frozenset(), largest: int = LARGEST_READ
) -> bytes:
    """Return a digest of all files below a folder with their names; `NOTHING` when it has none."""
    parts: list[bytes] = []
    for name, path in files_below(folder, without=without):
        parts += (os.fsencode(name), file_digest(path, largest=largest))
    return digest_of(*parts) if parts else NOTHING


def names_below(folder: str) -> tuple[str, ...]:
    """Return the names of what lies directly in a folder, sorted; none when it does not exist."""
    try:
        return tuple(sorted(os.listdir(folder)))  # noqa: PTH208  # the names will do
    except OSError:
        return ()


def folders_below(folder: str) -> tuple[str, ...]:
    """Return the relative paths of a folder, which is empty, and of each folder in it."""
    found: list[str] = []
    waiting = [""]
    while waiting:
        name = waiting.pop()
        found.append(name)
        with os.scandir(f"{folder}/{name}") as entries:
            waiting += [
                f"{name}/{entry.name}" if name else entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
            ]
    return tuple(sorted(found))


def stamp_of(folder: str, names: Iterable[str]) -> str:
    """Return a stamp of these folders below a folder; empty when one of them is gone.

    It changes when something is added to one of them, renamed or removed, and not when a file that
    is in it is written again.
    """
    try:
        times = [os.stat(f"{folder}/{name}").st_mtime_ns for name in names]  # noqa: PTH116
        return hashlib.sha256(array("q", times).tobytes()).hexdigest()
    except (OSError, ValueError, OverflowError):
        return ""


def content_digest(content: bytes) -> str:
    """Return a digest of a whole file."""
    made = hashlib.blake2b(len(content).to_bytes(8, "big"), digest_size=16)
    made.update(content)
    return made.hexdigest()


def status_below(folder: str) -> dict[str, os.stat_result]:
    """Return what the disk tells of every file below a folder: its size, and which file it is.

    Raises:
        OSError: a file goes away meanwhile, or is a link to nowhere.
    """
    return {name: os.stat(path) for name, path in _files_below(folder, "", frozenset())}  # noqa: PTH116


def disk_marks(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return of files below a folder what tells, without reading them, that they are the same still.

    It is their size, when they were written, and which file of the disk they are. What is not there
    is left out.
    """
    found: dict[str, str] = {}
    for name in names:
        with suppress(OSError, ValueError):
            status = os.lstat(f"{folder}/{name}")
            found[name] = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
    return found


def mark_of(content: bytes) -> str:
    """Return the mark of a file with this content."""
    return f"{len(content)} {content_digest(content)}"


class FileMarks:
    """Looks at every byte of files; one that several folders share by links is read once."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._linked: dict[tuple[int, int, int, int], str] = {}

    def below(self, folder: str, known: Mapping[str, str]) -> dict[str, str]:
        """Return the marks of all files below a folder; the digests of some are `known`.

        Raises:
            OSError: a file goes away meanwhile, or is a link to nowhere.
        """
        return {
            name: f"{status.st_size} {known[name]}"
            if name in known
            else self.of(f"{folder}/{name}", status)
            for name, status in status_below(folder).items()
        }

    def hold(self, folder: str, listed: Marks) -> bool:
        """Tell whether exactly the listed files are below a folder, each byte of them as it was."""
        try:
            found = status_below(folder)
            return found.keys() == listed.keys() and all(
                self.of(f"{folder}/{name}", status) == listed[name]
                for name, status in found.items()
            )
        except (OSError, ValueError):
            return False

    def of(self, path: str, status: os.stat_result) -> str:
        """Return the mark of a file."""
        if status.st_nlink == 1:
            return mark_of(whole_content(path))
        key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if key not in self._linked:
            if len(self._linked) >= _MOST_LINKED:
                self._linked.clear()
            self._linked[key] = mark_of(whole_content(path))
        return self._linked[key]


def whole_content(path: str) -> bytes:
    """Return the bytes of a file of a site; nothing when it has just gone."""
    return content_of(path, largest=LARGEST_WHOLE) or b""


def _files_below(folder: str, below: str, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if name not in without and entry.name not in without:
                yield from _files_below(entry.path, f"{name}/", without)
        else:
            yield name, entry.path
