"""Where the library is read from: the shipped one, and that of a workspace."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, exists, is_folder

_WHOLE: Final = (
    "library.yml",
    "facts.yml",
    "rules.yml",
    "sources.yml",
    "channels.yml",
    "roles.yml",
    "phrases.yml",
    "retired.yml",
    "tools/risks.yml",
)
"""The files that a library cannot do without."""


def library_roots(workspace: Path | None) -> tuple[Folder, ...]:
    """Return the shipped library and, over it, the `templates/` of a workspace when it has one.

    A `templates/` that has all that a library must have is one of its own, and stands alone: what
    was taken out of it is gone. In a clone of this repository that is the shipped one.
    """
    shipped = shipped_library()
    own = Folder((workspace or Path()) / "templates", shipped.shown)
    if workspace is None or not is_folder(own) or own.path.resolve() == shipped.path.resolve():
        return (shipped,)
    if all(exists(own.under(name)) for name in _WHOLE):
        return (own,)
    return (shipped, own)


def shipped_library() -> Folder:
    """Return the library that comes with the program."""
    path = Path(str(files("handbook_gen"))) / "templates"
    if not path.is_dir():  # a clone: the wheel carries the library inside the package
        path = Path(str(files("handbook_gen"))).parent / "templates"
    return Folder(path, "templates")
