"""Draw the risk map: likelihood against impact, with the numbers of the risks in the squares."""

from collections import defaultdict
from functools import lru_cache

from handbook_gen.assemble.figures.svg import box, dot, figure, words_at
from handbook_gen.assemble.risks import scored_risks
from handbook_gen.assemble.words import Words
from handbook_gen.model.blocks import Block

_SIDE, _LEFT, _TOP = 78.0, 62.0, 12.0
_MARKS = 5
HIGH_FROM, MIDDLE_FROM = 12, 6
"""From these products of likelihood and impact a risk counts as high, or as middling."""


def risk_map(words: Words) -> tuple[Block, ...]:
    """Return the map of all risks; the reasons for each score stand in the register."""
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    risks = scored_risks(words)
    for risk in risks:
        squares[risk.likelihood, risk.impact].append(risk.number)
    body: list[str] = []
    for likelihood in range(1, _MARKS + 1):
        for impact in range(1, _MARKS + 1):
            body += _square(likelihood, impact, tuple(squares[likelihood, impact]))
    body += _axes(words.phrase("head_likelihood"), words.phrase("head_impact"))
    listed = "; ".join(
        words.phrase("risk_said", n=str(risk.number), risk=risk.title, score=str(risk.score))
        for risk in sorted(risks, key=lambda risk: (-risk.score, risk.number))
    )
    size = (_LEFT + _MARKS * _SIDE + 12, _TOP + _MARKS * _SIDE + 58)
    return (figure("risk-map", size, body, words.phrase("risk_map_title"), listed),)


@lru_cache(maxsize=256)
def _square(likelihood: int, impact: int, numbers: tuple[int, ...]) -> tuple[str, ...]:
    x = _LEFT + (likelihood - 1) * _SIDE
    y = _TOP + (_MARKS - impact) * _SIDE
    score = likelihood * impact
    kind = "fg-high" if score >= HIGH_FROM else "fg-middle" if score >= MIDDLE_FROM else "fg-low"
    marks = [box(x, y, _SIDE, _SIDE, f"fg-flat {kind}")]
    for place, number in enumerate(numbers):
        row, column = divmod(place, 3)
        at = (x + 16 + column * 23, y + 18 + row * 24)
        marks += [dot(*at, 10.5, "fg-mark"), words_at(*at, [str(number)], "fg-on-mark")]
    return tuple(marks)


@lru_cache(maxsize=4)
def _axes(likelihood: str, impact: str) -> tuple[str, ...]:
    found = []
    for mark in range(1, _MARKS + 1):
        middle = (mark - 0.5) * _SIDE
        found.append(words_at(_LEFT + middle, _TOP + _MARKS * _SIDE + 16, [str(mark)]))
        found.append(words_at(_LEFT - 16, _TOP + _MARKS * _SIDE - middle, [str(mark)]))
    across = words_at(
        _LEFT + _MARKS * _SIDE / 2,
        _TOP + _MARKS * _SIDE + 40,
        [likelihood + " →"],
        "fg-strong",
    )
    upwards = words_at(20, _TOP + _MARKS * _SIDE / 2, [impact], "fg-strong")
    turned = f'<g transform="rotate(-90 20 {_TOP + _MARKS * _SIDE / 2:g})">{upwards}</g>'
    return (*found, across, turned)
