"""From strings with places to typed values: the kinds of facts, and the headers of library files."""

from handbook_gen.decoding.answers import answer_schema, decode_answers, decode_value, why_refused
from handbook_gen.decoding.headers import decode_header
from handbook_gen.decoding.kinds import bad_character

__all__ = [
    "answer_schema",
    "bad_character",
    "decode_answers",
    "decode_header",
    "decode_value",
    "why_refused",
]
