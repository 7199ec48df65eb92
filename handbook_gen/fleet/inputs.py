"""What a firm's site is made of, as digests of raw bytes: known before anything of it is understood."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from handbook_gen import __version__
from handbook_gen.digests import (
    LARGEST_READ,
    NOTHING,
    content_of,
    digest_of,
    file_digest,
    files_below,
    folder_digest,
    names_below,
)
from handbook_gen.firms import homes_in, profiles_in
from handbook_gen.fleet.plan import Plan

_PROGRAM: Final = Path(__file__).parents[1]
_CARRIED: Final = "templates"
"""The folder of the shipped library, inside the package or, in a clone, beside it."""

_MODULES: Final = (
    "mkdocs",
    "material",
    "pymdownx",
    "markdown",
    "jinja2",
    "pydantic",
    "yaml",
    "babel",
    "segno",
    "properdocs",
    "zensical",
)
_PACKAGES: Final = re.compile(
    r"(mkdocs|mkdocs_material|mkdocs_material_extensions|pymdown_extensions|markdown|pygments|jinja2"
    r"|markupsafe|pydantic|pydantic_core|pyyaml|babel|segno|properdocs|zensical)-[^-]+\.dist-info"
)
"""The packages that the bytes of a site depend on, by the modules and by what pip notes of them."""

_CLAUSE: Final = re.compile(r"[a-z-]+/[a-z-]+/([A-Z]{2,5}-\d{2,3})-[^/]+\.md")
_HEADER: Final = re.compile(rb"---[ \t\r]*\n.*?\n---[ \t\r]*(?:\n|\Z)", re.DOTALL)
_TITLE: Final = re.compile(rb"^# [a-z]{2}:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LibraryDigests:
    """A library in two halves.

    Attributes:
        head: of all that may matter to every firm: headers and titles of clauses, and all else.
        bodies: per clause ID of its whole file, which matters to the firms that read it.
    """

    head: bytes
    bodies: Mapping[str, bytes]


@dataclass(frozen=True)
class Inputs:
    """The digests of one moment, taken before the files themselves are read.

    In this order a change in between makes a firm look older than it is, and never newer.
    """

    program: bytes
    library: LibraryDigests
    layers: Mapping[str, bytes]
    profiles: str
    largest: int
    elsewhere: Mapping[str, str]
    """By firm the folder of its profile, when that is not `profiles`."""

    def firm(self, name: str) -> bytes:
        """Return the digest of a firm's profile and of all files of its own, as they are now."""
        home = self.elsewhere.get(name, self.profiles)
        file = f"{home}/{name}"
        largest = self.largest
        own = folder_digest(file, largest=largest)
        layers = folder_digest(f"{home}/_layers", largest=largest) if home != self.profiles else b""
        return digest_of(file_digest(f"{file}.yml", largest=largest), own, layers)

    def library_key(self) -> str:
        """Return the digest of all that the library is read from, and of the program that reads it."""
        bodies = (
            part for name, body in self.library.bodies.items() for part in (name.encode(), body)
        )
        return digest_of(self.program, self.library.head, *bodies).hex()

    def key(
        self, firm: bytes, plan: Plan, layers: Sequence[str], clauses: Sequence[str]
    ) -> str | None:
        """Return the digest of all that a site was made of; None when a part of it is gone.

        Args:
            firm: the digest of the firm itself.
            plan: what of it decides about the site.
            layers: the layers under the profile.
            clauses: the clauses of the library whose body was read.
        """
        try:
            below = [
                self.layers[name] for name in layers if name in self.layers or not self.elsewhere
            ]
            bodies = b"".join(map(self.library.bodies.__getitem__, clauses))
        except KeyError:
            return None
        how = f"{plan.engine} {' '.join(plan.books)}".encode()
        return digest_of(self.program, self.library.head, how, firm, *below, bodies).hex()


def read_inputs(root: Path, more: Sequence[Path] = (), *, largest: int = LARGEST_READ) -> Inputs:
    """Return the digests of a workspace, of its library and of the program.

    Of the firms' files that are larger than `largest`, size and times stand for the content.
    """
    profiles = str(profiles_in(root).path)
    layers = f"{profiles}/_layers"
    return Inputs(
        program=program_digest(),
        library=library_now(root),
        layers={
            name.removesuffix(".yml"): file_digest(f"{layers}/{name}")
            for name in names_below(layers)
            if name.endswith(".yml")
        },
        profiles=profiles,
        largest=largest,
        elsewhere=_elsewhere(root, more) if more else {},
    )


def _elsewhere(root: Path, more: Sequence[Path]) -> Mapping[str, str]:
    homes = homes_in(root, more)
    own = profiles_in(root)
    return {name: str(home.path) for name, home in homes.items() if home != own}


@cache
def program_digest() -> bytes:
    """Return the digest of this program, and of the packages that make HTML with it."""
    source = folder_digest(str(_PROGRAM), without=frozenset({_CARRIED}))
    versions = (f"{number}" for number in (__version__, *sys.version_info[:3]))
    return digest_of(source, *(word.encode() for word in (*versions, *_installed())))


def library_now(root: Path) -> LibraryDigests:
    """Return the digests of the library of a workspace, as its files are now."""
    return library_digests(*_library_folders(root))


def library_digests(*folders: str) -> LibraryDigests:
    """Return the digests of a library that lies in these folders, one over the other."""
    head: list[bytes] = []
    bodies: dict[str, bytes] = {}
    for number, folder in enumerate(folders):
        for name, path in files_below(folder):
            content = content_of(path) or NOTHING
            clause = _CLAUSE.fullmatch(name)
            if clause is not None:
                bodies[clause[1]] = digest_of(bodies.get(clause[1], NOTHING), content)
                content = _head_of(content)
            head += (b"%d" % number, name.encode("utf-8", "surrogateescape"), content)
    return LibraryDigests(digest_of(*head), bodies)


def _head_of(content: bytes) -> bytes:
    """Return the header and the titles of a clause; all of it when it has no header."""
    header = _HEADER.match(content)
    if header is None:
        return content
    return b"\n".join((header[0], *_TITLE.findall(content, header.end())))


def _library_folders(root: Path) -> tuple[str, ...]:
    """Return the folders that the library may be read from: the shipped one and the workspace's."""
    inside = _PROGRAM / _CARRIED
    shipped = inside if inside.is_dir() else _PROGRAM.parent / _CARRIED
    own = root / _CARRIED
    if not own.is_dir() or own.resolve() == shipped.resolve():
        return (str(shipped),)
    return (str(shipped), str(own))


def _installed() -> tuple[str, ...]:
    """Return the packages that matter with their versions, without importing any of them."""
    found = (find_spec(module) for module in _MODULES)
    places = {Path(spec.origin).parents[1] for spec in found if spec and spec.origin}
    names = (name.lower() for place in places for name in names_below(str(place)))
    return tuple(sorted(name for name in names if _PACKAGES.fullmatch(name)))
