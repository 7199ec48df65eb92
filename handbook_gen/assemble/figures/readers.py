"""Draw the rule of thumb that most people read, few react and hardly anyone posts."""

from handbook_gen.assemble.figures.svg import box, figure, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.model.blocks import Block

SHARES = ((90, "read"), (9, "react"), (1, "post"))
"""Percentages of people in a community: an observed rule of thumb, no law of nature."""


def silent_readers(words: Words) -> tuple[Block, ...]:
    """Return the figure; its description says the same in words."""
    body: list[str] = []
    x = 0.0
    widths = {90: 330.0, 9: 110.0, 1: 80.0}
    for share, name in SHARES:
        width = widths[share]
        height = 60 if share == 90 else 40 if share == 9 else 24
        body.append(box(x + 4, 66 - height, width - 8, height, f"fg-{name}"))
        body.append(words_at(x + width / 2, 66 - height / 2, [f"{share}%"], f"fg-strong fg-{name}"))
        label = wrapped(words.phrase(f"readers_{name}"), int(width / 7.5), 3)
        body.append(words_at(x + width / 2, 96, label))
        x += width
    said = words.phrase("readers_said")
    return (figure("silent-readers", (520, 132), body, words.phrase("readers_title"), said),)
