"""The look of the site: style sheets, script and the base of `mkdocs.yml`, read once."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, names_in, read_bytes, read_text

_LARGEST: Final = 500_000
_SCRIPT_HEAD: Final = b'(() => {\n"use strict";\n\n'
_SCRIPT_END: Final = b"})();\n"
"""The parts of the script share one function, so that they put nothing in the page's own room."""


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
        style=_joined(css, "*.css"),
        script=_SCRIPT_HEAD + _joined(js, "[0-9]*.js") + _SCRIPT_END,
        shim=read_bytes(js.under("iframe-worker-shim.js"), largest=_LARGEST),
        shim_licence=read_bytes(js.under("iframe-worker-shim.LICENSE.txt"), largest=_LARGEST),
        config=read_text(folder.under("mkdocs-base.yml")),
        one_file_style=_joined(folder.under("css-one-file"), "*.css"),
    )


def _joined(folder: Folder, pattern: str) -> bytes:
    """Return the parts of a folder as one file, in the order of their names."""
    parts = [read_bytes(folder.under(name), largest=_LARGEST) for name in names_in(folder, pattern)]
    return b"\n".join(parts)
