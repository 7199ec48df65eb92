"""A picture of the costs: seconds of CPU by number of firms, both axes in powers of ten."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from tests.bench.report import Round, seconds, sizes, stock_per_firm

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 50, 50
INK, LINE, PAPER = "#1f2933", "#d5dbe1", "#ffffff"

Points = Sequence[tuple[float, float]]


def plot(rounds: Mapping[str, list[Round]]) -> str:
    """Return the picture as SVG; it brings its own paper, so it reads well on light and dark pages."""
    lines = {
        ("Stock, a process each", "#9b2c2c", "2 4"): _processes(rounds),
        ("Stock, one process", "#8a5a0b", "8 4"): _stock(rounds),
        ("Handbook", "#0b4f6c", ""): [
            (firms, found[0]["ours"]["cpu"]) for firms, found in sizes(rounds)
        ],
    }
    drawn = {style: points for style, points in lines.items() if points}
    values = [value for points in drawn.values() for _, value in points]
    across = _powers([firms for points in drawn.values() for firms, _ in points])
    upward = _powers(values)
    parts = [*_grid(across, upward)]
    placed = {
        style: [_place(x, y, across, upward) for x, y in points] for style, points in drawn.items()
    }
    heights = _apart([places[-1][1] for places in placed.values()])
    for (style, places), height in zip(placed.items(), heights, strict=True):
        parts += _line(style, places, height)
    told = "; ".join(
        f"{name}: {seconds(points[-1][1])} for {points[-1][0]:.0f} firms"
        for (name, _, _), points in drawn.items()
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" \
aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="13">
<title id="title">Seconds of CPU to build all firms, by number of firms</title>
<desc id="desc">{escape(told)}. Both axes are in powers of ten.</desc>
<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{PAPER}"/>
<text x="{LEFT}" y="28" fill="{INK}" font-weight="600">Seconds of CPU to build all firms</text>
{chr(10).join(parts)}
<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 12}" fill="{INK}" text-anchor="middle">firms</text>
</svg>
"""


def _stock(rounds: Mapping[str, list[Round]]) -> Points:
    return [
        (firms, stock_per_firm(found[0]) * firms)
        for firms, found in sizes(rounds)
        if "stock" in found[0]
    ]


def _processes(rounds: Mapping[str, list[Round]]) -> Points:
    if "processes" not in rounds:
        return []
    one = rounds["processes"][0]
    per_firm = one["stock"]["cpu"] / one["firms"]
    return [(firms, per_firm * firms) for firms, _ in sizes(rounds)]


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which all values lie."""
    lowest, highest = min(values, default=1), max(values, default=10)
    low, high = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    return low, max(high, low + 1)


def _place(
    x: float, y: float, across: tuple[int, int], upward: tuple[int, int]
) -> tuple[float, float]:
    right = (math.log10(x) - across[0]) / (across[1] - across[0])
    up = (math.log10(y) - upward[0]) / (upward[1] - upward[0])
    return LEFT + right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def _grid(across: tuple[int, int], upward: tuple[int, int]) -> list[str]:
    parts = []
    for power in range(upward[0], upward[1] + 1):
        _, y = _place(10.0 ** across[0], 10.0**power, across, upward)
        parts.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" fill="{INK}" text-anchor="end">{10.0**power:g}</text>'
        )
    for power in range(across[0], across[1] + 1):
        x, _ = _place(10.0**power, 10.0 ** upward[0], across, upward)
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" fill="{INK}" text-anchor="middle">{10**power}</text>'
        )
    return parts


def _apart(heights: Sequence[float]) -> list[float]:
    """Return the heights of names, lowered where two would touch."""
    found = list(heights)
    lowest = float("-inf")
    for place in sorted(range(len(found)), key=found.__getitem__):
        found[place] = max(found[place], lowest + 16)
        lowest = found[place]
    return found


def _line(
    style: tuple[str, str, str], places: Sequence[tuple[float, float]], height: float
) -> list[str]:
    name, colour, dashes = style
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    end = places[-1][0] + 8
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    return [
        f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>{dots}',
        f'<text x="{end:.1f}" y="{height + 4:.1f}" fill="{colour}">{escape(name)}</text>',
    ]
