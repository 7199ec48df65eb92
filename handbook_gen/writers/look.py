"""The look of the site: style sheets, script and the base of `mkdocs.yml`, read once."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, names_in, read_bytes, read_text

_LARGEST: Final = 500_000


@dataclass(frozen=True, slots=True)
class Look:
    """What every site shares; it cannot be laid over by a workspace, because it could run code."""

    style: bytes
    script: bytes
    shim: bytes
    shim_licence: bytes
    config: str
    one_file_style: bytes
    """What the theme gives a site, and a book in one file has to bring along itself."""


def read_look() -> Look:
    """Return the look that ships with the program."""
    folder = Folder(Path(str(files("handbook_gen"))) / "look", "look")
    css, js = folder.under("css"), folder.under("js")
    return Look(
        style=_joined(css),
        script=read_bytes(js.under("handbook.js"), largest=_LARGEST),
        shim=read_bytes(js.under("iframe-worker-shim.js"), largest=_LARGEST),
        shim_licence=read_bytes(js.under("iframe-worker-shim.LICENSE.txt"), largest=_LARGEST),
        config=read_text(folder.under("mkdocs-base.yml")),
        one_file_style=_joined(folder.under("css-one-file")),
    )


def _joined(folder: Folder) -> bytes:
    """Return the style sheets of a folder as one, in the order of their names."""
    names = names_in(folder, "*.css")
    return b"\n".join(read_bytes(folder.under(name), largest=_LARGEST) for name in names)
