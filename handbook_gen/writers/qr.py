"""Draw QR codes; the only importer of segno.

A site has hundreds of codes, and their addresses differ in a few letters. Of two addresses of one
length, the codes differ in what the differing bits turn over, whatever the rest says: the bits of
a code and its error correction are sums without carry. What bits turn over is the same for all
addresses with codes of one size, and so is what a length adds. So only the first address of each
size is encoded from scratch, and the others are made from its code.
"""

import html
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from math import isqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from segno import QRCode

_QUIET: Final = 4
"""Modules of white around the code, as ISO/IEC 18004 asks; so it also works on a dark page."""

_MASK: Final = 7
"""The pattern laid over every code; a reader knows all eight, and this one suits most addresses."""

_LONGER: Final = 128
"""By so many letters the longest address with codes of a size is never longer than the shortest."""

_LONG: Final = 1000
"""Letters; no address of a firm comes near, and codes have an end."""

_PLAIN: Final = b"a"
_SIGNS: Final = bytes.maketrans(b"\x00\x01", b"01")

_MARKED: Final = 6
_MARK: Final = chr(ord("0") ^ 1 << _MARKED)
"""What a `0` becomes when this bit turns over."""

_RUNS: Final = 4096
"""So many different runs are kept for codes of one size."""


def qr_svg(address: str, alt: str = "") -> str:
    """Return a QR code as an SVG without size, style or script, black on white.

    `alt` says what it is for who cannot see it; without it the drawing stands on its own, as a file.
    """
    svg = _drawn(_as_number(_code(address)))
    if not alt:
        return svg + "\n"
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(alt)}" ', 1)


def qr_svgs(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the same drawings as `qr_svg`, much sooner for addresses that are alike."""
    known: dict[int, tuple[bytes, int]] = {}
    for address in addresses:
        if not address.isascii() or len(address) > _LONG:
            yield qr_svg(address)
            continue
        content = address.encode()
        kind, plain = _longest_like(len(content)), _plain(len(content))
        if kind not in known:
            known[kind] = content, _as_number(_code(content)) ^ plain
        like, code = known[kind]
        for place, (one, other) in enumerate(zip_longest(content, like, fillvalue=_PLAIN[0])):
            if one != other:
                code ^= _turned(kind, place, one ^ other)
        yield _drawn(code ^ plain) + "\n"


@lru_cache(maxsize=4096)
def _turned(length: int, place: int, bits: int) -> int:
    """Return what turns over in the code of an address when bits of one of its letters do."""
    rest = bits & (bits - 1)
    if rest:
        return _turned(length, place, rest) ^ _turned(length, place, bits ^ rest)
    plain = bytearray(_PLAIN * length)
    plain[place] ^= bits
    return _plain(length) ^ _as_number(_code(bytes(plain)))


@lru_cache(maxsize=256)
def _plain(length: int) -> int:
    return _as_number(_code(_PLAIN * length))


@lru_cache(maxsize=256)
def _longest_like(length: int) -> int:
    """Return the length of the longest address with a code of the same size and error correction."""
    kind = _kind(length)
    lengths = range(length, length + _LONGER)
    return length - 1 + bisect(lengths, 0, key=lambda longer: _kind(longer) != kind)


@lru_cache(maxsize=256)
def _kind(length: int) -> str:
    designator: str = _made(_PLAIN * length).designator
    return designator


@lru_cache(maxsize=16)
def _code(content: str | bytes) -> bytes:
    """Return the modules of a code, `1` for dark and `0` for light, a line for each row.

    Each row but the last has a `0` more, so that every run of dark modules but the last is followed
    by one.
    """
    return b"0\n".join(row.translate(_SIGNS) for row in _made(content).matrix)


def _made(content: str | bytes) -> "QRCode":
    import segno  # noqa: PLC0415  # it brings half the network along; only who draws needs it

    return segno.make(content, error="m", micro=False, mode="byte", mask=_MASK)


def _as_number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _drawn(code: int) -> str:
    length = (code.bit_length() + 7) // 8
    dark = code & _every(length)
    after = (dark >> 8) & ~dark  # the `0` after each run of dark modules
    first, *runs = (code ^ (after << _MARKED)).to_bytes(length, "big").decode().split(_MARK)
    if "1" not in runs[-1]:
        runs.pop()
    size = isqrt(length)
    whole = size + 2 * _QUIET
    strokes = f"h{len(first)}" + "".join(map(_strokes(size).__getitem__, runs))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
        f'<path stroke="#000" d="M{_QUIET} {_QUIET}.5{strokes}"/></svg>'
    )


class _Strokes(dict[str, str]):
    """The strokes of codes of one size, by their runs.

    A run is dark modules in a row, with the light ones before them but the first; the row may be
    the next.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def __missing__(self, run: str) -> str:
        if len(self) >= _RUNS:
            self.clear()
        self[run] = made = _stroke(run, self.size)
        return made


@lru_cache(maxsize=8)
def _every(length: int) -> int:
    """Return the lowest bit of so many bytes: in a code it tells dark from light."""
    return int.from_bytes(b"\x01" * length, "big")


@lru_cache(maxsize=8)
def _strokes(size: int) -> _Strokes:
    return _Strokes(size)


def _stroke(run: str, size: int) -> str:
    """Return a run as a step and a line of an SVG path; it begins where the run before it ended."""
    above, next_row, row = run.rpartition("\n")
    light = row.count("0")
    line = f"h{len(row) - light}"
    if next_row:
        return f"m{light + len(above) - size} 1{line}"
    return f"m{light + 1} 0{line}"
