"""From A to Z: the reader's own words in the order of a dictionary."""

from collections.abc import Callable, Mapping
from pathlib import Path

from handbook_gen.library import read_library
from handbook_gen.model.blocks import Entry, Index
from handbook_gen.model.handbook import Handbook, Page
from handbook_gen.model.library import Library
from handbook_gen.writers.json_export import handbook_from_json, handbook_to_json
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.small_library import FIRM, clause, write_small_library

Assemble = Callable[..., Handbook]

WORDS = {
    "governance/posting/GOV-01-be-honest.md": clause(
        "GOV-01", header="keywords: {nl: [zélf, 'x*y', Foto, 2fa, 'b eerst'], en: [self]}\n"
    ),
    "governance/posting/GOV-02-four-eyes.md": clause(
        "GOV-02",
        header="applies_when: firm.size >= 10\nkeywords: {nl: [zee, ba, foto], en: [sea]}\n",
    ),
    "glossary.yml": """\
wisp:
  term: {nl: Wisp, en: Wisp}
  text: {nl: Een vonk., en: A spark.}
  clauses: []
photo:
  term: {nl: foto, en: photo}
  text: {nl: Een beeld., en: An image.}
  clauses: [PRV-01]
""",
}


def _library(folder: Path, files: Mapping[str, str] = WORDS) -> Library:
    return read_library(write_small_library(folder / "templates", files))


def _page(handbook: Handbook) -> Page:
    return next(page for page in handbook.book("staff").pages if page.id == "a-z")


def _index(handbook: Handbook) -> Index:
    return next(block for block in _page(handbook).blocks if isinstance(block, Index))


def _words(handbook: Handbook) -> list[tuple[str, list[str]]]:
    return [
        (letter.title, [entry.word for entry in letter.entries])
        for letter in _index(handbook).letters
    ]


def _entries(handbook: Handbook) -> dict[str, Entry]:
    return {entry.word: entry for letter in _index(handbook).letters for entry in letter.entries}


def test_words_are_sorted_as_a_dictionary_does(tmp_path: Path, handbook_for: Assemble) -> None:
    assert _words(handbook_for(library=_library(tmp_path))) == [
        ("0-9", ["2fa"]),
        ("B", ["b eerst", "ba"]),
        ("F", ["foto"]),
        ("W", ["Wisp"]),
        ("X", ["x&#42;y"]),
        ("Z", ["zee", "zélf"]),
    ]


def test_each_language_has_its_own_words(tmp_path: Path, handbook_for: Assemble) -> None:
    english = handbook_for(FIRM, "en", library=_library(tmp_path))

    assert _words(english) == [("P", ["photo"]), ("S", ["sea", "self"]), ("W", ["Wisp"])]


def test_a_word_leads_to_every_clause_that_has_it(tmp_path: Path, handbook_for: Assemble) -> None:
    entries = _entries(handbook_for(library=_library(tmp_path)))

    names = ("PRV-01", "GOV-02", "GOV-01")  # the explained word first, then in reading order
    assert entries["foto"].targets == tuple((name, f"hb:{name}") for name in names)
    assert entries["zee"].targets == (("GOV-02", "hb:GOV-02"),)


def test_a_term_without_a_clause_leads_to_its_explanation(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    entries = _entries(handbook_for(library=_library(tmp_path)))

    assert entries["Wisp"].targets == (("Woordenlijst", "hb:page/glossary"),)


def test_the_words_of_a_clause_that_is_left_out_are_not_there(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    small = FIRM.replace("size: 12", "size: 3")

    entries = _entries(handbook_for(small, library=_library(tmp_path)))

    assert "zee" not in entries
    assert "GOV-02" not in {label for entry in entries.values() for label, _ in entry.targets}


def test_without_words_there_is_no_such_page(handbook_for: Assemble) -> None:
    assert "a-z" not in {page.id for page in handbook_for().book("staff").pages}


def test_a_word_with_one_clause_is_a_link_and_one_with_more_is_followed_by_their_ids(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    handbook = handbook_for(library=_library(tmp_path))

    text = page_markdown(_page(handbook), handbook, Addresses.of(handbook.book("staff")))

    assert '- [zee](governance/posting.md#gov-02){ title="GOV-02" }\n' in text
    assert (
        "- foto: [PRV-01](privacy/pictures.md#prv-01), [GOV-02](governance/posting.md#gov-02), "
        "[GOV-01](governance/posting.md#gov-01)\n" in text
    )
    assert "[Z](#letter-z)" in text
    assert "search: {exclude: true}" in text


def test_the_index_survives_json(tmp_path: Path, handbook_for: Assemble) -> None:
    handbook = handbook_for(library=_library(tmp_path))

    assert handbook_from_json(handbook_to_json(handbook)) == handbook
