"""Send a published site to an object store: an S3 bucket, or whatever else fsspec can reach."""

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from handbook_gen.disk import Folder
from handbook_gen.problems import EnvironmentLacking, HandbookError, Problem, UsageError
from handbook_gen.publish.record import Digests
from handbook_gen.publish.versions import VERSIONS

_LEADING: Final = frozenset({VERSIONS, "index.html"})
"""What leads a reader to the rest, and hence is sent when the rest is there."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many files went to the store, and how many were taken away there."""

    uploaded: int
    removed: int


def is_address(word: str) -> bool:
    """Tell whether this is the address of an object store, and no folder."""
    return "://" in word


def require_store(address: str) -> None:
    """Make sure that the store can be reached with what is installed, before anything is built.

    Raises:
        EnvironmentLacking: a package is missing.
        UsageError: nothing is known of this kind of address.
    """
    if importlib.util.find_spec("fsspec") is None:
        raise _lacking(address, 'pip install "handbook-gen[cloud]"')
    _store(address)


def send(folder: Folder, files: Digests, address: str, before: Digests) -> Sent:
    """Make the store hold the folder's files and no others below the address.

    `before` is what was sent there the last time. What is new or changed goes first, then what was
    withdrawn is removed, and what leads to the rest comes last, so that no reader is led astray.

    Raises:
        HandbookError: the store refused; it may then hold a part of the new files.
    """
    store, root = _store(address)
    root = root.rstrip("/")
    try:
        store.invalidate_cache()
        there = _sizes(store, root)
        due = [
            name
            for name in sorted(files)
            if before.get(name) != files[name]
            or there.get(name) != (folder.path / name).stat().st_size
        ]
        gone = sorted(set(there) - set(files))
        _upload(store, root, folder, (name for name in due if not _leads(name)))
        for name in gone:
            store.rm_file(f"{root}/{name}")
        _upload(store, root, folder, (name for name in due if _leads(name)))
    except Exception as error:  # each store has errors of its own
        message = f"`{address}` cannot be written: {str(error) or type(error).__name__}"
        help_ = "look whether the address and your sign-in there are right, and publish again"
        raise HandbookError([Problem("HB092", message, help=help_)]) from error
    return Sent(len(due), len(gone))


def _leads(name: str) -> bool:
    return PurePosixPath(name).name in _LEADING


def _sizes(store: Any, root: str) -> dict[str, int]:
    """Return what is there below the root, by its path, with its size in bytes."""
    try:
        found = store.find(root, detail=True)
    except FileNotFoundError:
        return {}
    return {name.removeprefix(f"{root}/"): entry["size"] for name, entry in found.items()}


def _upload(store: Any, root: str, folder: Folder, names: Iterable[str]) -> None:
    for name in names:
        store.put_file(str(folder.path / name), f"{root}/{name}")


def _store(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    options = {"auto_mkdir": True} if address.startswith(("file://", "local://")) else {}
    try:
        store, root = url_to_fs(address, **options)
    except ImportError as error:
        raise _lacking(address, str(error)) from error
    except ValueError as error:
        help_ = "for example `s3://bucket/handbook`; without `://` it is a folder"
        message = f"`{address}` is an address of an unknown kind"
        raise UsageError([Problem("HB103", message, help=help_)]) from error
    return store, str(root)


def _lacking(address: str, help_: str) -> EnvironmentLacking:
    message = f"what is needed to publish to `{address}` is not installed"
    return EnvironmentLacking([Problem("HB094", message, help=help_)])
