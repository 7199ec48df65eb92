"""Two editions of a handbook held against each other, clause by clause and word by word."""

from handbook_gen.comparison.compare import common_languages, compare
from handbook_gen.comparison.redline import Piece, plain_words, redline

__all__ = ["Piece", "common_languages", "compare", "plain_words", "redline"]
