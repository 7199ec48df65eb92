"""The look of the site: style sheets, script and the base of `mkdocs.yml`, read once."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from handbook_gen.disk import Folder, names_in, read_bytes, read_text

_LARGEST: Final = 500_000
_SHIM: Final = "iframe-worker-shim.js"
"""Not ours, and loaded before the rest, hence a file of its own in the site."""


@dataclass(frozen=True, slots=True)
class Look:
    """What every site shares; it cannot be laid over by a workspace, because it could run code."""

    style: bytes
    script: bytes
    shim: bytes
    shim_licence: bytes
    config: str


def read_look() -> Look:
    """Return the look that ships with the program."""
    folder = Folder(Path(str(files("handbook_gen"))) / "look", "look")
    css, js = folder.under("css"), folder.under("js")
    parts = [read_bytes(css.under(name), largest=_LARGEST) for name in names_in(css, "*.css")]
    scripts = [name for name in names_in(js, "*.js") if name != _SHIM]
    return Look(
        style=b"\n".join(parts),
        script=b"\n".join(read_bytes(js.under(name), largest=_LARGEST) for name in scripts),
        shim=read_bytes(js.under(_SHIM), largest=_LARGEST),
        shim_licence=read_bytes(js.under("iframe-worker-shim.LICENSE.txt"), largest=_LARGEST),
        config=read_text(folder.under("mkdocs-base.yml")),
    )
