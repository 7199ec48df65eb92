"""Two editions of a handbook held against each other, clause by clause and word by word."""

from handbook_gen.comparison.compare import common_languages, compare
from handbook_gen.comparison.forms import as_markdown, as_text, escaped_markdown, marked_markdown
from handbook_gen.comparison.libraries import compare_libraries, libraries_as_json, library_sheet
from handbook_gen.comparison.page import as_html
from handbook_gen.comparison.record import as_json
from handbook_gen.comparison.redline import Piece, plain_words, readable_redline, redline
from handbook_gen.comparison.sheet import Entry, Marked, Sheet, sheet_of

__all__ = [
    "Entry",
    "Marked",
    "Piece",
    "Sheet",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "common_languages",
    "compare",
    "compare_libraries",
    "escaped_markdown",
    "libraries_as_json",
    "library_sheet",
    "marked_markdown",
    "plain_words",
    "readable_redline",
    "redline",
    "sheet_of",
]
