"""Locks between programs: one at a time works on a firm, and what a dead one left is known as such."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, names_in, new_folder_beside, remove_folder, unwritable

_SYSTEM_LOCKS: Final = find_spec("fcntl") is not None
"""Whether the system can lock a file for as long as a program lives; Windows does it otherwise."""

if _SYSTEM_LOCKS:
    import fcntl

_LONGEST: Final = 900.0
"""Seconds; nothing takes as long, so that what is older without a lock of the system is dead."""

_PAUSE: Final = 0.1
_LEFT_OVER: Final = re.compile(r"\..+\.[a-z0-9_]{8}\.new")


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock that `file` stands for, after whoever has it now.

    Where the system can lock a file, a program that is killed leaves no lock behind. Elsewhere the
    file itself is the lock, and one of a quarter of an hour ago is taken over.

    Raises:
        HandbookError: the disk does not allow it.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(file, os.O_CREAT | os.O_RDWR, 0o644) if _SYSTEM_LOCKS else _taken(file)
    except OSError as error:
        raise unwritable(file.parent, error) from error
    try:
        if _SYSTEM_LOCKS:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
        if not _SYSTEM_LOCKS:
            file.unlink(missing_ok=True)


@contextmanager
def working_folder(target: Path) -> Iterator[Path]:
    """Give an empty hidden folder next to `target` to build in, which nobody clears away meanwhile.

    Whatever is still in it afterwards is removed.

    Raises:
        HandbookError: the disk does not allow it.
    """
    made = new_folder_beside(target)
    held = _shared(made)
    while not made.exists():  # another program took it for a left-over one before it was held
        _close(held)
        made = new_folder_beside(target)
        held = _shared(made)
    try:
        yield made
    finally:
        remove_folder(made)
        _close(held)


def clear_left_over(folder: Path) -> None:
    """Remove the hidden folders in `folder` in which a program that is dead was at work."""
    for name in names_in(Folder(folder, folder.name), ".*.new"):
        if _LEFT_OVER.fullmatch(name):
            _clear(folder / name)


def _clear(folder: Path) -> None:
    if not _SYSTEM_LOCKS:
        if _age(folder) > _LONGEST:
            remove_folder(folder)
        return
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:  # it has just gone
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        remove_folder(folder)
    except OSError:  # somebody is at work in it
        return
    finally:
        os.close(held)


def _shared(folder: Path) -> int | None:
    """Hold a folder together with others; None when it is gone, or the system has no such locks."""
    if not _SYSTEM_LOCKS:
        return None
    try:
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _close(held: int | None) -> None:
    if held is not None:
        os.close(held)


def _taken(file: Path) -> int:
    """Make the file that is the lock itself, after whoever has it now."""
    while True:
        try:
            return os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            if _age(file) > _LONGEST:
                file.unlink(missing_ok=True)
            else:
                time.sleep(_PAUSE)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
