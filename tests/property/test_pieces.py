"""Texts are taken apart in one way, whether the lexer of Jinja2 looks at them or not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook_gen.filling import parse, spot_in_text
from handbook_gen.problems import HandbookError

MARKS = ["{{ ", " }}", "{% if ", " %}", "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "-", "'", '"']
WORDS = [
    "firm.size",
    " == ",
    " in ",
    "[",
    "]",
    "(",
    ")",
    ",",
    "any(firm.owners, it.role in [1, 2])",
    "1.5",
    "'a b'",
    '"é"',
    "raw",
    "\n",
    " ",
    "!",
    ">=",
    "x",
]
TAGS = ["{{ firm.name }}", "{% if firm.size > 3 %}", "{% endif %}", "{{ x '}}' }}"]
SOURCES = st.lists(st.sampled_from([*MARKS, *WORDS, *TAGS]), max_size=14).map("".join)


@settings(deadline=None)  # the first of them imports Jinja2
@given(SOURCES)
def test_what_is_quickly_taken_apart_is_what_the_lexer_finds(source: str) -> None:
    pieces = parse._simple_pieces(source)

    if pieces is not None:
        assert _from_lexer(source) == pieces


def _from_lexer(source: str) -> object:
    try:
        return list(parse._tokens(source, spot_in_text(source, "page.md", 1)))
    except HandbookError as error:
        return error
