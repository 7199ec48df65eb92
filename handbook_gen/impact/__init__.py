"""A change of the library -> the firms, pages and clauses that it touches, each change once."""

from handbook_gen.impact.as_html import impact_to_html
from handbook_gen.impact.as_json import impact_to_json
from handbook_gen.impact.as_text import impact_to_text
from handbook_gen.impact.find import Finder, Libraries, find_impact
from handbook_gen.impact.found import Impact, LookAgain, Touch
from handbook_gen.impact.libraries import library_of

__all__ = [
    "Finder",
    "Impact",
    "Libraries",
    "LookAgain",
    "Touch",
    "find_impact",
    "impact_to_html",
    "impact_to_json",
    "impact_to_text",
    "library_of",
]
