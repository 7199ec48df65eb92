"""What a firm's releases tell a reader: what changed, when, why, and how a rule read before."""

from handbook_gen.history.feed import feed
from handbook_gen.history.handbook import with_history

__all__ = ["feed", "with_history"]
