"""Read a firm's logo, and refuse pictures that could run or fetch something."""

import re
from typing import Final

from handbook_gen.disk import Folder, exists, read_bytes, stays_inside
from handbook_gen.model.profile import Logo
from handbook_gen.problems import HandbookError, Place, Problem

LARGEST_LOGO: Final = 200_000
_FORBIDDEN_IN_SVG: Final = re.compile(
    rb"<\s*(?:[\w.-]+:)?(script|foreignObject|iframe|embed|object|animate|set|handler|style|image)\b"
    rb"|[\s\"'/]on[a-z]+\s*=|<!ENTITY|<!DOCTYPE|<\?xml-stylesheet|javascript:|data:|@import"
    rb"|(?:href|src)\s*=(?!\s*[\"']\s*#)|url\((?!\s*(?:[\"']|&quot;)?\s*#)",
    re.IGNORECASE,
)
_SIGNATURES: Final = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(  # `*+` and `(?>` never go back, so that no file takes long to refuse
        rb"\s*+(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--.*?-->)\s*+)*+<svg\b",
        re.DOTALL,
    ),
}


def read_logo(folder: Folder, name: str, place: Place) -> Logo:
    """Return the logo `name` from the firm's folder.

    Raises:
        HandbookError: it lies outside the folder, is missing or too large, is not an SVG, PNG or
            WebP, or is an SVG with a script or a reference to something outside itself.
    """
    file = folder.under(name)
    if not stays_inside(folder, name):
        message = f"`{name}` does not lie in the firm's folder"
        raise _refused("HB028", message, place, f"a file in {folder.shown}/")
    if not exists(file):
        raise _refused(
            "HB028", f"`{file.shown}` does not exist", place, f"a file in {folder.shown}/"
        )
    content = read_bytes(file, largest=LARGEST_LOGO)
    ending = "." + name.rpartition(".")[2].lower()
    signature = _SIGNATURES.get(ending)
    if signature is None or not signature.match(content):
        message = f"`{name}` is not a picture of a kind that is used here"
        raise _refused("HB029", message, place, "an SVG, PNG or WebP file")
    if ending == ".svg" and (bad := _FORBIDDEN_IN_SVG.search(content)):
        found = bad.group().decode("ascii", "replace").strip()
        message = f"the SVG `{name}` holds `{found}`, which could run or fetch something"
        raise _refused("HB029", message, place, "an SVG of shapes only; export it as plain SVG")
    return Logo("logo" + ending, content)


def _refused(code: str, message: str, place: Place, expected: str) -> HandbookError:
    return HandbookError([Problem(code, message, place, expected=expected)])
