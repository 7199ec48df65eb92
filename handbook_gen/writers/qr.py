"""Draw QR codes; the only importer of segno."""

import html
import io
from typing import Final

import segno

_QUIET: Final = 4
"""Modules of white around the code, as ISO/IEC 18004 asks; so it also works on a dark page."""


def qr_svg(address: str, alt: str = "") -> str:
    """Return a QR code as an SVG without size, style or script, black on white.

    `alt` says what it is for who cannot see it; without it the drawing stands on its own, as a file.
    """
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=_QUIET,
        dark="#000",
        light="#fff",
        omitsize=True,
        xmldecl=False,
        svgclass="",
        lineclass="",
        nl=False,
    )
    svg = drawn.getvalue().decode()
    if not alt:
        return svg + "\n"
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(alt)}" ', 1)
