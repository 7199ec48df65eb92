"""Promises of a redline, whatever the two texts are."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook_gen.comparison import plain_words, redline

_WORDS = st.sampled_from(
    [
        "de",
        "het",
        "lek",
        "meld",
        "Meld",
        "72",
        "uur",
        "1.000",
        "a@b.nl",
        "foto's",
        "&#42;",
        "**nu**",
    ]
)
_JOINS = st.sampled_from([" ", ", ", ". ", "\n", "\n\n", "\n- ", "\n1. ", "\n\n## ", "(", "é", "`"])
_TEXTS = st.lists(st.tuples(_WORDS, _JOINS), max_size=30).map(
    lambda pairs: "".join(word + join for word, join in pairs)
)
_ANY = st.one_of(_TEXTS, st.text(max_size=60))


@given(old=_ANY, new=_ANY)
@settings(max_examples=400)
def test_a_redline_holds_both_texts_whole(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == plain_words(old)
    assert "".join(p.text for p in pieces if p.kind != "removed") == plain_words(new)


@given(text=_ANY)
def test_nothing_is_marked_in_a_text_that_stayed(text: str) -> None:
    assert all(piece.kind == "same" for piece in redline(text, text))


@given(old=_TEXTS, new=_TEXTS)
def test_a_redline_never_cuts_a_word(old: str, new: str) -> None:
    """A piece ends where a word ends: no letter stands against a letter across two kinds."""
    pieces = redline(old, new)
    for gone in ("added", "removed"):
        kept = [piece for piece in pieces if piece.kind != gone]
        for left, right in pairwise(kept):
            assert not (left.text[-1].isalnum() and right.text[0].isalnum())
