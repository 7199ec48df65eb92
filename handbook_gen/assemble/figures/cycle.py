"""Draw the strategy cycle: the steps around the firm's own goals."""

from functools import lru_cache
from math import cos, pi, sin

from handbook_gen.assemble.figures.svg import box, figure, line, plain, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.model.blocks import Block
from handbook_gen.model.facts import Unknown
from handbook_gen.model.known import MAIN_GOAL, USES

STEPS = 10
_MIDDLE, _RADIUS = (260.0, 250.0), 195.0
_BOX = (104.0, 44.0)


def strategy_cycle(words: Words) -> tuple[Block, ...]:
    """Return the cycle of step 0 to 9, with what the firm wants to reach in the middle."""
    if USES not in words.library.facts:
        return ()
    labels = [words.phrase(f"cycle_{number}") for number in range(STEPS)]
    goals = [plain(words.fact(USES))]
    if MAIN_GOAL in words.library.facts and not isinstance(words.value(MAIN_GOAL), Unknown):
        goals.insert(0, plain(words.fact(MAIN_GOAL)))
    body = [_arrow(number) for number in range(STEPS)]
    body += [_step(number, label) for number, label in enumerate(labels)]
    middle = [words.phrase("cycle_goals"), *wrapped("; ".join(goals), 26)]
    x, y = _MIDDLE
    body.append(words_at(x, y, middle, "fg-strong"))
    listed = "; ".join(f"{number}. {label}" for number, label in enumerate(labels))
    said = words.phrase("cycle_said", goals="; ".join(goals), steps=listed)
    return (figure("strategy-cycle", (520, 500), body, words.phrase("cycle_title"), said),)


def _angle(number: float) -> float:
    return -pi / 2 + number * 2 * pi / STEPS


def _point(number: float, radius: float = _RADIUS) -> tuple[float, float]:
    return (
        _MIDDLE[0] + radius * cos(_angle(number)),
        _MIDDLE[1] + radius * sin(_angle(number)),
    )


@lru_cache(maxsize=4 * STEPS)
def _step(number: int, label: str) -> str:
    x, y = _point(number)
    width, height = _BOX
    kind = "fg-accent" if number == 0 else ""
    edge = box(x - width / 2, y - height / 2, width, height, kind)
    return edge + words_at(x, y, wrapped(f"{number}. {label}", 15, 2), kind)


@lru_cache(maxsize=STEPS)
def _arrow(number: int) -> str:
    """Return the arrow to the next step, on a ring inside the boxes."""
    ring = _RADIUS - 68
    steps = [number + 0.24 + part * 0.1 for part in range(5)]
    points = [_point(step, ring) for step in steps]
    tip = _point(steps[-1] + 0.14, ring)
    left, right = _point(steps[-1], ring + 5), _point(steps[-1], ring - 5)
    return line(points) + line([left, tip, right], "fg-tip", closed=True)
