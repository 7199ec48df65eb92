"""All file access: bounded reading, sorted listing, and writing that is complete or absent."""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from handbook_gen.problems import HandbookError, Place, Problem

LARGEST_TEXT: Final = 2_000_000
"""Bytes; a profile or clause is a few kB, so a larger file is a mistake."""

LARGEST_MARKDOWN: Final = 100_000
"""Bytes; a clause or page is for reading in a few minutes."""

FileTree = Mapping[str, bytes]
"""What is to be written: relative paths with forward slashes, and their contents."""

_MAKE_ROOM: Final = (
    "make room on the disk, and build again; what was published before is still there"
)

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


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
    if not folder.path.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.path.glob(pattern)))


def files_in(folder: Folder) -> Iterator[str]:
    """Yield the paths of all files below the folder, relative and sorted."""
    if folder.path.is_dir():
        for path in sorted(folder.path.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder.path).as_posix()


def sizes_in(folder: Folder) -> dict[str, int]:
    """Return the size in bytes of every file below the folder, by relative path."""
    return {name: (folder.path / name).stat().st_size for name in files_in(folder)}


def write_new_text(file: Path, text: str, *, replace: bool = False) -> None:
    """Write a file whole or not at all.

    Raises:
        HandbookError: it exists already (unless `replace`), or cannot be written.
    """
    if file.exists() and not replace:
        message = f"`{file}` exists already"
        raise HandbookError(
            [Problem("HB102", message, Place(str(file)), help="choose another name")]
        )
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise unwritable(file, error) from error


def write_tree(tree: FileTree, folder: Path) -> None:
    """Write all files below `folder`, which must be new or empty.

    Raises:
        HandbookError: something cannot be written.
    """
    try:
        for name in sorted(tree):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(tree[name])
    except OSError as error:
        raise unwritable(folder, error) from error


def link_tree(files: Mapping[str, Path], folder: Path, *, copied: bool = False) -> None:
    """Put files that are there already below `folder` too, by their new relative paths.

    They are linked where the disk can do that, so that they take no room; else, or when they are
    to be `copied`, they are files of their own.

    Raises:
        HandbookError: something cannot be written.
    """
    made: set[str] = set()
    try:
        for name in sorted(files):
            target = folder / name
            above = name.rpartition("/")[0]
            if above not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(above)
            if not copied:
                try:
                    target.hardlink_to(files[name])
                    continue
                except OSError:  # another disk, one without links, or too many of them
                    pass
            shutil.copyfile(files[name], target)
    except OSError as error:
        raise unwritable(folder, error) from error


def new_folder_beside(target: Path) -> Path:
    """Make an empty hidden folder next to `target`, to build in before the exchange.

    Raises:
        HandbookError: the disk does not allow it.
    """
    import tempfile  # noqa: PLC0415  # only who writes needs it

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
        made.chmod(0o755)
    except OSError as error:
        raise unwritable(target, error) from error
    return made


def exchange(built: Path, target: Path) -> None:
    """Put the finished folder `built` in the place of `target`, and remove what was there.

    On Linux the two swap in one step. Elsewhere the old folder steps aside first, and comes back
    when the second step fails.

    Raises:
        HandbookError: the disk does not allow it; the old folder is then still in place.
    """
    try:
        if not target.exists():
            built.rename(target)
            return
        if _swap(built, target):
            shutil.rmtree(built)
            return
        aside = target.with_name(f".{target.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        try:
            built.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside)
    except OSError as error:
        raise unwritable(target, error) from error


def copy_folder(source: Folder, target: Path) -> None:
    """Copy a folder with all in it to a new place; nothing happens when it does not exist.

    Raises:
        HandbookError: the disk does not allow it.
    """
    if not is_folder(source):
        return
    try:
        shutil.copytree(source.path, target)
    except OSError as error:
        raise unwritable(target, error) from error


def remove_folder(folder: Path) -> None:
    """Remove a folder with all in it; nothing happens when it does not exist."""
    shutil.rmtree(folder, ignore_errors=True)


def remove_files(folder: Folder, names: Iterable[str]) -> None:
    """Remove files below the folder, by their relative paths; one that is gone already is fine."""
    for name in names:
        (folder.path / name).unlink(missing_ok=True)


def unwritable(target: Path, error: OSError) -> HandbookError:
    """Return the problem that a failed write to `target` is."""
    reason = (error.strerror or str(error)).lower()
    message = f"`{target}` cannot be written: {reason}"
    help_ = _MAKE_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return HandbookError([Problem("HB092", message, Place(str(target)), help=help_)])


def _inside(folder: Folder, name: str) -> Folder:
    file = folder.under(name)
    if exists(file) and not stays_inside(folder, name):
        message = f"`{file.shown}` is a link that leads outside `{folder.shown}`"
        help_ = "put the file itself there"
        raise HandbookError([Problem("HB028", message, Place(file.shown), help=help_)])
    return file


def _swap(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415  # the same

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)


def _unreadable(file: Folder, reason: str) -> HandbookError:
    return HandbookError([Problem("HB001", f"`{file.shown}` {reason}", Place(file.shown))])


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000)} kB"
