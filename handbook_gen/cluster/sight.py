"""What a machine builds with: the program, the packages, and the files that it sees at a path."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Final

from handbook_gen import __version__
from handbook_gen.disk import Folder, exists, files_in, is_folder, read_bytes, read_text, sizes_in
from handbook_gen.library import library_roots
from handbook_gen.profile import profiles_in

_PACKAGES: Final = (
    "babel",
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "pygments",
    "pymdown-extensions",
    "segno",
    "zensical",
)
"""What the bytes of a site depend on, beside the program itself."""

MARK: Final = ".handbook-cluster"
"""A file that is put into a folder for a moment, to see whether a worker has the same folder."""

_LARGEST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What a machine builds with; two machines with the same sight build the same sites.

    Attributes:
        code: a digest of the program's own files.
        library: a digest of the library's files.
    """

    program: str
    python: str
    packages: Mapping[str, str]
    code: str
    library: str


def sight_of(root: Path) -> Sight:
    """Return what this machine would build the workspace at `root` with."""
    own = Folder(Path(str(files("handbook_gen"))), "")
    code = (name for name in files_in(own) if not _is_by_product(name))
    return Sight(
        program=__version__,
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        packages={name: _version(name) for name in _PACKAGES},
        code=_digest(own.under(name) for name in code),
        library=_digest(_library_files(root)),
    )


def differences(here: Sight, there: Sight) -> tuple[str, ...]:
    """Return in words what is different on the other machine; nothing when it builds the same."""
    if here.program != there.program:
        return (f"it has version {there.program} of the program, and this machine {here.program}",)
    found = [
        f"it has {name} {there.packages.get(name) or 'not at all'}, and this machine {ours or 'not'}"
        for name, ours in here.packages.items()
        if there.packages.get(name) != ours
    ]
    if here.python != there.python:
        found.append(f"it has Python {there.python}, and this machine {here.python}")
    if here.code != there.code:
        found.append("its copy of the program has other files, although the version is the same")
    if here.library != there.library:
        found.append("it reads another library")
    return tuple(found)


def firms_seen(root: Path) -> str:
    """Return a digest of the names and sizes of all files of firms; empty without a workspace."""
    profiles = profiles_in(root)
    if not is_folder(profiles):
        return ""
    sizes = sorted(sizes_in(profiles).items())
    return hashlib.sha256(repr(sizes).encode()).hexdigest()


def marks_in(folders: Iterable[Path]) -> tuple[Folder, ...]:
    """Return the file by which a folder is known again; for one that is to be made, in that above it."""
    found = []
    for folder in folders:
        above = next(path for path in (folder, *folder.parents) if path.is_dir())
        found.append(Folder(above / MARK, MARK))
    return tuple(found)


def marks_seen(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return what is written in the mark of each folder; an empty text where there is none."""
    return tuple(read_text(mark) if exists(mark) else "" for mark in marks_in(folders))


def _library_files(root: Path) -> Iterator[Folder]:
    for library in library_roots(root):
        for name in files_in(library):
            yield library.under(name)


def _digest(found: Iterator[Folder]) -> str:
    digest = hashlib.sha256()
    for file in found:
        content = hashlib.sha256(read_bytes(file, largest=_LARGEST)).digest()
        digest.update(file.shown.encode() + b"\0" + content)
    return digest.hexdigest()


def _is_by_product(name: str) -> bool:
    return "__pycache__" in name or name.startswith("templates/")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
