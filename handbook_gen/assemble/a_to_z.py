"""Make the index of the staff book: the reader's own words, in the order of a dictionary."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Final

from handbook_gen.assemble.aids import applies
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Entry, Index, Letter, Passage, Prose
from handbook_gen.model.handbook import Page

_NUMBERS: Final = "0-9"


def a_to_z(passages: Sequence[Passage], words: Words) -> tuple[Page, ...]:
    """Return the page with all words that lead to a clause; nothing when there are none."""
    targets: dict[str, tuple[tuple[str, str], ...]] = {}
    shown: dict[str, str] = {}
    for word, target in chain(_terms(words), _keywords(passages)):
        key = _order(word)
        if key and key not in shown:
            shown[key] = word
            targets[key] = (target,)
        elif key and target not in targets[key]:
            targets[key] += (target,)
    if not shown:
        return ()
    letters = tuple(
        Letter(
            f"letter-{letter.lower()}",
            letter,
            tuple([Entry(as_markdown(shown[key]), targets[key]) for key in keys]),
        )
        for letter, keys in groupby(sorted(shown), _letter)
    )
    blocks = (Prose(words.phrase("a_to_z_intro")), Index(letters))
    title = words.phrase("a_to_z_title")
    icon = "material/order-alphabetical-ascending"
    return (Page("a-z", title, icon, blocks, generated=True, searched=False),)


def _terms(words: Words) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the words of the glossary, each with a clause about it, or else its explanation."""
    aliases = words.decisions.aliases
    for term in words.library.glossary:
        if applies(term.applies_when, words):
            word = term.term[words.language]
            clauses = [aliases[name] for name in term.clauses]
            standing = [name for name in clauses if words.stands_in(name, "staff")]
            yield from ((word, (name, f"hb:{name}")) for name in standing)
            if not standing:
                yield word, (words.phrase("glossary_title"), "hb:page/glossary")


def _keywords(passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[str, str]]]:
    for passage in passages:
        target = (passage.id, f"hb:{passage.id}")
        for word in passage.keywords:
            yield word, target


@lru_cache(maxsize=4096)
def _order(word: str) -> str:
    """Return a word as a dictionary sorts it: without accents, capitals and signs."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return " ".join(
        "".join(
            sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)
        ).split()
    )


def _letter(key: str) -> str:
    return key[0].upper() if key[0].isalpha() else _NUMBERS
