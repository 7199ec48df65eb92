"""Draw how well each channel of the firm serves each of its objectives."""

from handbook_gen.assemble.channels import firm_channels
from handbook_gen.assemble.figures.svg import box, dot, figure, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.model.blocks import Block, Grid
from handbook_gen.model.known import USES
from handbook_gen.model.library import Channel

_LABEL, _HEAD, _ROW = 122.0, 64.0, 40.0
_BEST = 3


def channel_fit(words: Words) -> tuple[Block, ...]:
    """Return the figure and its table; a firm without channels sees the usual ones."""
    if USES not in words.library.facts:
        return ()
    uses = [use for use in _tuple(words.value(USES)) if isinstance(use, str)]
    own = [channel for channel, _ in firm_channels(words)]
    channels = own or [
        channel for channel in words.library.channels.values() if channel.status == "growing"
    ]
    if not uses or not channels:
        return ()
    labels = {use: words.library.facts[USES].choices[use][words.language] for use in uses}
    column = (520 - _LABEL) / len(uses)
    body = [
        words_at(
            _LABEL + (place + 0.5) * column,
            _HEAD / 2,
            wrapped(labels[use], max(9, int(column / 7.5)), 3),
            "fg-strong",
        )
        for place, use in enumerate(uses)
    ]
    for row, channel in enumerate(channels):
        body += _row(row, channel, uses, column, words)
    said = "; ".join(
        f"{_name(channel, words)}: "
        + ", ".join(f"{labels[use]} {_score(channel, use, words)}" for use in uses)
        for channel in channels
    )
    size = (520, _HEAD + _ROW * len(channels) + 8)
    grid = Grid(
        (words.phrase("head_channel"), *(labels[use] for use in uses)),
        tuple(
            (_name(channel, words), *(_score(channel, use, words) for use in uses))
            for channel in channels
        ),
    )
    return (figure("channel-fit", size, body, words.phrase("fit_title"), said), grid)


def _row(row: int, channel: Channel, uses: list[str], column: float, words: Words) -> list[str]:
    top = _HEAD + row * _ROW
    kind = "fg-flat fg-even" if row % 2 else "fg-flat fg-odd"
    found = [box(0, top, 520, _ROW, kind)]
    found.append(words_at(8, top + _ROW / 2, [_name(channel, words)], anchor="start"))
    for place, use in enumerate(uses):
        middle = _LABEL + (place + 0.5) * column
        fit = channel.fit.get(use, 0)
        found += [
            dot(
                middle + (mark - 1) * 19,
                top + _ROW / 2,
                7,
                "fg-full" if mark < fit else "fg-empty",
            )
            for mark in range(_BEST)
        ]
    return found


def _score(channel: Channel, use: str, words: Words) -> str:
    return words.phrase("fit_score", n=str(channel.fit.get(use, 0)))


def _name(channel: Channel, words: Words) -> str:
    return channel.name[words.language]


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
