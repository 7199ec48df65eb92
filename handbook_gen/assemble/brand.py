"""Make a firm's colour readable: text on it, and links of it on a light and a dark page."""

import base64
import colorsys

from handbook_gen.model.handbook import Brand
from handbook_gen.model.profile import Logo

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: contrast of text, as a ratio."""

_LIGHT_PAGE = "#f3f4f6"
_DARK_PAGE = "#2a3038"


def brand(colour: str, logo: Logo | None) -> Brand:
    """Return the colours of a site for a firm's colour; a shade that is unreadable is adjusted."""
    full = _full(colour)
    on_colour = "#ffffff" if contrast(full, "#ffffff") >= LEAST_CONTRAST else "#000000"
    return Brand(
        colour=full,
        on_colour=on_colour,
        link=_readable(full, _LIGHT_PAGE, darker=True),
        link_dark=_readable(full, _DARK_PAGE, darker=False),
        logo_name=logo.name if logo else "",
        logo_base64=base64.b64encode(logo.content).decode("ascii") if logo else "",
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str, page: str, *, darker: bool) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    shade = colour
    while contrast(shade, page) < LEAST_CONTRAST:
        lightness = max(0.0, lightness - 0.02) if darker else min(1.0, lightness + 0.02)
        mixed = colorsys.hls_to_rgb(hue, lightness, saturation)
        shade = "#" + "".join(f"{round(part * 255):02x}" for part in mixed)
    return shade


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _full(colour: str) -> str:
    digits = colour.lstrip("#").lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)
