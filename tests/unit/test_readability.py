"""How easily clauses read: words, sentences and LIX, on examples counted by hand."""

from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.library import Library
from handbook_gen.readability import Reading, readings
from tests.small_library import clause, write_small_library


def reading_of(text: str, tmp_path: Path) -> Reading:
    """Return the figures of a clause with this text, which stands in the place of both languages."""
    file = {"privacy/breaches/PRV-10-register.md": clause("PRV-10", nl=text, en=text)}
    library = read_library(write_small_library(tmp_path / "templates", file))
    (found,) = [one for one in readings(library, "en") if one.clause == "PRV-10"]
    return found


@pytest.mark.parametrize(
    ("text", "words", "average", "longest"),
    [
        ("Ask first.", 2, 2.0, 2),
        ("Ask first. Post later, if at all.", 7, 3.5, 5),
        ("May I? No! Then not.", 5, 5 / 3, 2),
        ("Think of:\n\n- names\n- all the numbers\n", 6, 2.0, 3),
        ("Do so:\n\n1. one\n2. two three\n", 5, 5 / 3, 2),
        ("**Never** share it.", 3, 3.0, 3),
        ("It costs 48,200 euros.", 3, 3.0, 3),
        ("It isn't well-known.", 3, 3.0, 3),
        ("See [[PRV-01]] too.", 3, 3.0, 3),
        ("Tell {{ people.go_to }} today.", 3, 3.0, 3),
        ("Version 1.2 is old.", 3, 3.0, 3),
    ],
)
def test_words_and_sentences_are_counted_as_a_reader_would(
    text: str, words: int, average: float, longest: int, tmp_path: Path
) -> None:
    found = reading_of(text, tmp_path)

    assert (found.words, found.sentence_words, found.longest) == (words, average, longest)


@pytest.mark.parametrize(
    ("text", "lix"),
    [
        ("Ask him now.", 3.0),
        ("Ask people first.", 3.0),  # six letters are not long
        ("Ask someone first.", 3.0 + 100 / 3),
        ("Inform colleagues. Ask.", 1.5 + 100 / 3),
    ],
)
def test_lix_is_the_words_a_sentence_plus_the_share_of_long_words(
    text: str, lix: float, tmp_path: Path
) -> None:
    assert reading_of(text, tmp_path).lix == pytest.approx(lix)


def test_all_that_a_text_may_say_counts(tmp_path: Path) -> None:
    text = "{% if firm.large %}Ask first.{% else %}Just post it now.{% endif %}"
    found = reading_of(text, tmp_path)

    assert (found.words, found.longest) == (6, 4)


def test_examples_and_reasons_count_too(tmp_path: Path) -> None:
    text = "Ask first.\n\n## good\n\n“May I?”\n\n## why\n\nFaces are data."

    assert reading_of(text, tmp_path).words == 7


def test_every_clause_is_read_in_every_language(small_library: Library) -> None:
    found = [(one.clause, one.language) for one in readings(small_library)]

    assert found == [
        (clause_id, language)
        for clause_id in ("GOV-01", "GOV-02", "PRV-01", "PRV-02", "PRV-10", "PRV-11")
        for language in ("nl", "en")
    ]


def test_or_in_one_language(small_library: Library) -> None:
    assert {one.language for one in readings(small_library, "nl")} == {"nl"}
