"""Bounded reading and sorted listing; nothing is followed out of a folder."""

import fnmatch
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from handbook_gen.problems import HandbookError, Place, Problem

LARGEST_TEXT: Final = 2_000_000
"""Bytes; a profile or clause is a few kB, so a larger file is a mistake."""

LARGEST_MARKDOWN: Final = 100_000
"""Bytes; a clause or page is for reading in a few minutes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with the name under which problems speak of it."""

    path: Path
    shown: str

    def under(self, name: str) -> "Folder":
        """Return the folder or file `name` inside this one."""
        return Folder(self.path / name, f"{self.shown}/{name}" if self.shown else name)


def read_text(file: Folder, *, largest: int = LARGEST_TEXT) -> str:
    """Return the file's text, its lines ended by a line feed alone.

    Raises:
        HandbookError: it is missing, a folder, too large, or not UTF-8.
    """
    data = read_bytes(file, largest=largest)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")  # which some editors put in front
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        source = data[start:].partition(b"\n")[0].decode("utf-8", "replace")
        column = len(data[start : error.start].decode("utf-8")) + 1
        raise HandbookError(
            [
                Problem(
                    "HB002",
                    f"`{file.shown}` is not UTF-8",
                    Place(file.shown, data.count(b"\n", 0, start) + 1, column, source=source),
                    label=f"the byte 0x{data[error.start]:02x} is not part of any letter",
                    help="save the file as UTF-8 in the editor",
                )
            ]
        ) from error


def read_text_inside(folder: Folder, name: str, *, largest: int = LARGEST_TEXT) -> str:
    """Return the text of the file `name` in the folder, as `read_text` does.

    Raises:
        HandbookError: it cannot be read, or is a link to something outside the folder.
    """
    return read_text(_inside(folder, name), largest=largest)


def read_bytes_inside(folder: Folder, name: str, *, largest: int) -> bytes:
    """Return the content of the file `name` in the folder, as `read_bytes` does.

    Raises:
        HandbookError: it cannot be read, or is a link to something outside the folder.
    """
    return read_bytes(_inside(folder, name), largest=largest)


def read_bytes(file: Folder, *, largest: int) -> bytes:
    """Return the file's content.

    Raises:
        HandbookError: it is missing, a folder, or too large.
    """
    try:
        found = file.path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _unreadable(file, "is a folder, not a file")
        if not stat.S_ISREG(found.st_mode):  # a pipe or device could be read for ever
            raise _unreadable(file, "is not an ordinary file")
        size = found.st_size
        if size > largest:
            message = (
                f"`{file.shown}` is {_kilobytes(size)}, and at most {_kilobytes(largest)} is read"
            )
            raise HandbookError([Problem("HB003", message, Place(file.shown))])
        return file.path.read_bytes()
    except FileNotFoundError as error:
        raise _unreadable(file, "does not exist") from error
    except OSError as error:
        raise _unreadable(
            file, f"cannot be read: {(error.strerror or str(error)).lower()}"
        ) from error


def exists(file: Folder) -> bool:
    """Tell whether there is a file or folder of this name."""
    return os.path.exists(file.path)  # noqa: PTH110  # false, and no error, for an impossible name


def is_taken(file: Folder) -> bool:
    """Tell whether something has this name, also a link that leads nowhere."""
    return os.path.lexists(file.path)


def is_folder(folder: Folder) -> bool:
    """Tell whether there is a folder of this name."""
    return folder.path.is_dir()


def stays_inside(folder: Folder, name: str) -> bool:
    """Tell whether `name`, with links followed, lies inside the folder."""
    if not name or "\\" in name or PurePosixPath(name).is_absolute() or Path(name).drive:
        return False
    try:
        return (folder.path / name).resolve().is_relative_to(folder.path.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name that no disk takes
        return False


def names_in(folder: Folder, pattern: str = "*") -> tuple[str, ...]:
    """Return the names in the folder that match, sorted; none when the folder does not exist."""
    try:
        return tuple(sorted(fnmatch.filter(os.listdir(folder.path), pattern)))  # noqa: PTH208
    except OSError:
        return ()


def files_in(folder: Folder) -> Iterator[str]:
    """Yield the paths of all files below the folder, relative and sorted."""
    if folder.path.is_dir():
        yield from _files_in(str(folder.path), "")


def _files_in(path: str, above: str) -> Iterator[str]:
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(entry.path, f"{above}{entry.name}/")
        elif os.path.isfile(entry.path):  # noqa: PTH113  # false, and no error, for a circle of links
            yield f"{above}{entry.name}"


def sizes_in(folder: Folder) -> dict[str, int]:
    """Return the size in bytes of every file below the folder, by relative path."""
    return {name: (folder.path / name).stat().st_size for name in files_in(folder)}


def _inside(folder: Folder, name: str) -> Folder:
    file = folder.under(name)
    if exists(file) and not stays_inside(folder, name):
        message = f"`{file.shown}` is a link that leads outside `{folder.shown}`"
        help_ = "put the file itself there"
        raise HandbookError([Problem("HB028", message, Place(file.shown), help=help_)])
    return file


def _unreadable(file: Folder, reason: str) -> HandbookError:
    return HandbookError([Problem("HB001", f"`{file.shown}` {reason}", Place(file.shown))])


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000)} kB"
