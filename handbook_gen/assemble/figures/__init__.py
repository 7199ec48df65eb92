"""Draw the figures of a handbook from the firm's answers, each with its table."""

from handbook_gen.assemble.figures.channel_fit import channel_fit
from handbook_gen.assemble.figures.cycle import strategy_cycle
from handbook_gen.assemble.figures.readers import silent_readers
from handbook_gen.assemble.figures.responsibilities import who_decides
from handbook_gen.assemble.figures.risk_map import risk_map
from handbook_gen.assemble.figures.year import review_calendar

__all__ = [
    "channel_fit",
    "review_calendar",
    "risk_map",
    "silent_readers",
    "strategy_cycle",
    "who_decides",
]
