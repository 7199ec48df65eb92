"""Every word of the library is spelled as a dictionary or our own list of words says."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.model.expression import Text
from handbook_gen.model.library import Library
from tests.e2e.needs import needs

DICTIONARIES: Final[Mapping[str, str]] = {"nl": "nl_NL", "en": "en_GB"}
"""The dictionary of each language, from Debian's hunspell-nl and hunspell-en-gb."""

LISTS: Final = Path(__file__).parent / "words"

_NOT_SAID: Final = re.compile(
    r"""
      \{\{.*?\}\} | \{%.*?%\}       # a fact; a tag
    | \{[^{}]*\}                    # the anchor of a heading; what the program fills in
    | \[\[.*?\]\]                   # a placement or a reference
    | (?<=\])\([^)]*\)              # where a link leads
    | &\#?\w+;                      # an entity
    | \w+://\S+ | \S+@\S+           # an address
    | \b[A-Z]{2,5}-\d{2,3}\b         # the number of a clause
    | \#\w+ | [A-Z]-\d+/\d+ | \w+_\w+      # a colour; a case number; a code as nl_NL
    | \b[\w-]+(?:\.[\w-]+)*\.(?:nl|be|com|eu|org)\b\S*
    """,
    re.DOTALL | re.VERBOSE,
)
_LETTER: Final = r"[^\W_]"
_WORD: Final[Mapping[str, re.Pattern[str]]] = {
    "nl": re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*(?:-(?=\s))?"),
    "en": re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*"),
}
"""A Dutch compound is one word, also with a hyphen in it; of an English one each part is."""


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_stands_in_the_dictionary_or_in_our_list(
    language: str, shipped_library: Library
) -> None:
    """Repair what is misspelled; what is right but unknown goes to tests/words."""
    listed = set(_listed(language))

    unknown = _unknown(_words_of(shipped_library, language), DICTIONARIES[language])

    assert [word for word in sorted(unknown) if not _forms(word) & listed] == []


@pytest.mark.parametrize("language", DICTIONARIES)
def test_our_list_holds_no_word_that_the_library_stopped_using(
    language: str, shipped_library: Library
) -> None:
    used = {form for word in _words_of(shipped_library, language) for form in _forms(word)}

    assert [word for word in _listed(language) if word not in used] == []


def test_only_keywords_say_client_as_a_hurried_reader_types_it(shipped_library: Library) -> None:
    """Our list knows `client` for the search; the texts say cliënt, and not klant."""
    clauses = {
        name: replace(clause, keywords={}) for name, clause in shipped_library.clauses.items()
    }

    said = _words_of(replace(shipped_library, clauses=clauses), "nl")

    lay = re.compile(r"client(?:en)?|klant(?:en)?")
    assert [word for word in sorted(said) if lay.fullmatch(word.casefold())] == []


@pytest.mark.parametrize("language", DICTIONARIES)
def test_our_list_is_sorted_and_names_a_word_once(language: str) -> None:
    listed = _listed(language)

    assert listed == sorted(set(listed), key=lambda word: (word.casefold(), word))


def test_the_dictionaries_are_of_the_languages_of_the_library(shipped_library: Library) -> None:
    assert set(DICTIONARIES) == set(shipped_library.languages)


def test_only_what_a_reader_sees_is_read() -> None:
    """A tag, an address and the anchor of a heading are no words of the library."""
    text = (
        "## Kop { #head }\n\n"
        "Meld het {% if firm.size > 1 %}**meteen**{% endif %} aan {{ people.it }}, "
        "zie [[PRV-22]], [de site](https://example.org/page) of mail it@example.org."
    )

    assert _split(text, "nl") == {"Kop", "Meld", "het", "meteen", "aan", "zie", "de", "site"} | {
        "of",
        "mail",
    }


def _words_of(library: Library, language: str) -> set[str]:
    return {
        word
        for spoken, text in _texts_in(library, DICTIONARIES, None)
        if spoken == language
        for word in _split(text, language)
    }


def _texts_in(
    thing: object, languages: Mapping[str, str], language: str | None
) -> Iterator[tuple[str, str]]:
    """Yield every text in something, with its language.

    A mapping with a language as its key tells in what language the texts under it are; what stands
    under none is for the program, as an ID is.
    """
    match thing:
        case str() | Text():
            if language is not None:
                yield language, thing if isinstance(thing, str) else thing.source
        case Mapping():
            for key, value in thing.items():
                yield from _texts_in(value, languages, key if key in languages else language)
        case list() | tuple():
            for value in thing:
                yield from _texts_in(value, languages, language)
        case _ if is_dataclass(thing):
            for field in fields(thing):
                yield from _texts_in(getattr(thing, field.name), languages, language)


def _split(text: str, language: str) -> set[str]:
    """Return the words of a text; a letter or a number alone is none."""
    found = _WORD[language].findall(_NOT_SAID.sub(" ", text))
    return {word for word in found if len(word) > 1 and not word.isdecimal()}


def _unknown(words: set[str], dictionary: str) -> set[str]:
    """Return the words that hunspell does not know; a personal dictionary of somebody counts not."""
    command = ["hunspell", "-i", "utf-8", "-p", os.devnull, "-d", dictionary, "-l"]
    needs("the spelling checker hunspell", present=shutil.which("hunspell") is not None)
    done = subprocess.run(
        command, input="\n".join(sorted(words)), capture_output=True, check=False, encoding="utf-8"
    )
    needs(f"hunspell's dictionary {dictionary}", present=done.returncode == 0)
    return set(done.stdout.split())


def _listed(language: str) -> list[str]:
    lines = (LISTS / f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _forms(word: str) -> set[str]:
    """Return the word as it is, and as it is inside a sentence."""
    return {word, word[0].lower() + word[1:]}
