"""All of one firm in one file, for a client that goes on alone: site, projects, sources, and how."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen import __version__
from handbook_gen.disk import (
    FileTree,
    Folder,
    exists,
    files_in,
    new_folder_beside,
    read_bytes,
    read_bytes_inside,
    remove_folder,
)
from handbook_gen.fleet.build import Tools, build_firm
from handbook_gen.fleet.plan import Plan
from handbook_gen.fleet.record import HOSTING
from handbook_gen.library import library_roots
from handbook_gen.library.roots import shipped_library
from handbook_gen.model.release import Release
from handbook_gen.workspace import CheckedFirm, Workspace, handbooks
from handbook_gen.writers import Look

_LARGEST: Final = 100_000_000
_EARLIEST: Final = date(1980, 1, 1)
"""What a zip file can say of a file's day."""

_README: Final = "README.txt"


def handover_files(
    workspace: Workspace, firm: CheckedFirm, look: Look, releases: Sequence[Release], bench: Path
) -> FileTree:
    """Return the one file that is handed over, by its name; nothing of another firm is in it.

    It is built anew in a folder beside `bench`, which is gone afterwards. Every date in it is that
    of the handbook.

    Raises:
        HandbookError: the site builder found a fault, or a file leads outside the firm's folder.
    """
    name = firm.profile.firm
    top = f"{name}-handbook"
    contents = {_README: _readme(workspace, firm), **_sources(workspace, firm)}
    made = new_folder_beside(bench)
    try:
        plan = Plan(made / "site", made / "projects")
        build_firm(firm, releases, Tools.of(plan, look))
        contents |= _files(made / "site" / name, "site")
        for part in (*plan.books, HOSTING):
            target = part if part == HOSTING else f"projects/{part}"
            contents |= _files(made / "projects" / name / part, target)
    finally:
        remove_folder(made)
    dated = handbooks(firm)[0].dated
    return {f"{top}.zip": packed({f"{top}/{path}": data for path, data in contents.items()}, dated)}


def packed(files: FileTree, day: date) -> bytes:
    """Return a zip file in which everything has one day; the same files make the same bytes."""
    found = io.BytesIO()
    shown = max(day, _EARLIEST)
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (shown.year, shown.month, shown.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # whatever machine this is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return found.getvalue()


def _files(folder: Path, target: str) -> dict[str, bytes]:
    there = Folder(folder, target)
    return {
        f"{target}/{name}": read_bytes(there.under(name), largest=_LARGEST)
        for name in files_in(there)
    }


def _sources(workspace: Workspace, firm: CheckedFirm) -> Mapping[str, bytes]:
    """Return the profile, the layers under it and all in the firm's own folder, as a workspace."""
    own = firm.profile.firm
    home = workspace.home_of(own)
    folder = home.under(own)
    read = [(home, "", f"{own}.yml")]
    for layer in firm.profile.layers:
        name = f"_layers/{layer}.yml"
        read.append((home if exists(home.under(name)) else workspace.profiles, "", name))
    read += [(folder, f"{own}/", name) for name in files_in(folder) if not _is_hidden(name)]
    return {
        f"workspace/firm_profiles/{start}{name}": read_bytes_inside(place, name, largest=_LARGEST)
        for place, start, name in read
    }


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _readme(workspace: Workspace, firm: CheckedFirm) -> bytes:
    """Return how to go on alone, in the firm's first language, as a text that every machine opens."""
    library, language, name = firm.library, firm.profile.languages[0], firm.profile.firm
    own = library_roots(workspace.root) != (shipped_library(),)
    said = {
        "own": library.phrases["handover_own_library"][language] if own else "",
        "install": f'pip install "handbook-gen=={__version__}"',
        "serve": f"handbook serve {name} --open",
        "release": f'handbook release {name} 1.0 --effective 2027-03-01 --approved-by "M. de Vries"',
        "build": f"handbook build {name}",
        "diff": f"handbook diff {name}",
        "profile": f"firm_profiles/{name}.yml",
        "index": "index.html",
        "library": library.name,
        "version": library.version,
        "firm": handbooks(firm)[0].firm_name,  # last, because a firm may have any name
    }
    text = library.phrases["handover_readme"][language]
    for word, words in said.items():
        text = text.replace("{" + word + "}", words)
    return text.replace("\n", "\r\n").encode("utf-8-sig")
