"""Writing that is complete or absent."""

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from handbook_gen.disk.reading import Folder, is_folder
from handbook_gen.problems import HandbookError, Place, Problem

FileTree = Mapping[str, bytes]
"""What is to be written: relative paths with forward slashes, and their contents."""

_MAKE_ROOM: Final = (
    "make room on the disk, and build again; what was published before is still there"
)

_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_FOR_COMPARING: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
"""A pipe is not waited for, and a link is no file of its own."""

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


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


def write_tree(
    tree: FileTree,
    folder: Path,
    before: Path | None = None,
    twins: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write all files below `folder`, which must be new or empty.

    Those that are alike in the folder `before`, which is to be replaced, are linked where the disk
    can do that; and so are those with a twin: a file elsewhere, by its path, that should be alike.

    Raises:
        HandbookError: something cannot be written.
    """
    old = before if before is not None and before.is_dir() else None
    try:
        for name in _in_folders(tree, folder):
            content, new = tree[name], f"{folder}/{name}"
            if old and _is_linked(f"{old}/{name}", content, new):
                continue
            if name not in twins or not _is_linked(twins[name], content, new):
                _write_new(new, content)
    except OSError as error:
        raise unwritable(folder, error) from error


def link_tree(files: Mapping[str, Path], folder: Path, *, copied: bool = False) -> None:
    """Put files that are there already below `folder` too, by their new relative paths.

    They are linked where the disk can do that, so that they take no room; else, or when they are
    to be `copied`, they are files of their own.

    Raises:
        HandbookError: something cannot be written.
    """
    try:
        for name in _in_folders(files, folder):
            target = f"{folder}/{name}"
            if not copied:
                try:
                    os.link(files[name], target)
                    continue
                except OSError:  # another disk, one without links, or too many of them
                    pass
            shutil.copyfile(files[name], target)
    except OSError as error:
        raise unwritable(folder, error) from error


def _is_linked(old: str, content: bytes, new: str) -> bool:
    """Link to a file if it is an ordinary one with this content; tell whether that was done."""
    try:
        opened = os.open(old, _FOR_COMPARING)
        try:
            if os.fstat(opened).st_size != len(content) or os.read(opened, len(content)) != content:
                return False
        finally:
            os.close(opened)
        os.link(old, new)
    except OSError:  # it is not there, a link itself, or on a disk without links
        return False
    return True


def way(folder: Path, target: Path) -> str:
    """Return how to come from a folder to a target, which both may move together; with slashes."""
    try:
        return Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # two drives of Windows
        return target.absolute().as_posix()


def _in_folders(files: Iterable[str], folder: Path) -> Iterator[str]:
    """Yield the names sorted, each after the folder that it belongs in is there."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {""}
    for name in sorted(files):
        _make_above(name, str(folder), made)
        yield name


def _make_above(name: str, folder: str, made: set[str]) -> None:
    above = name.rpartition("/")[0]
    if above not in made:
        _make_above(above, folder, made)
        with suppress(FileExistsError):
            os.mkdir(f"{folder}/{above}")  # noqa: PTH102  # the same
        made.add(above)


def _write_new(file: str, content: bytes) -> None:
    """Write a file with as few calls to the system as there can be: thousands are written at a time."""
    held = os.open(file, _NEW_FILE, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(held, rest) :]
    finally:
        os.close(held)


def new_folder_beside(target: Path) -> Path:
    """Make an empty hidden folder next to `target`, to build in before the exchange.

    Raises:
        HandbookError: the disk does not allow it.
    """
    import tempfile  # noqa: PLC0415  # only who writes needs it

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
        with suppress(FileNotFoundError):  # it was cleared away as a left-over one already
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
            remove_folder(built)  # unless another program clears it away at this moment
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


def _swap(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415  # the same

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)
