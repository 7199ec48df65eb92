"""What the clauses of a handbook say and to whom, without the rest of the handbook around them."""

from collections.abc import Mapping
from typing import Final

from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.handbook import words_of
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile

SAID: Final = ("level", "title", "text", "good", "bad", "why", "audience")
"""The parts of a passage that say something; how far a firm is with it is none of them."""

ClauseWords = tuple[str | tuple[str, ...], ...]
"""What a clause says: the parts of `SAID`, in that order."""


def clause_words(
    library: Library, profile: Profile, decisions: Decisions, language: str
) -> Mapping[str, ClauseWords]:
    """Return what every clause of a firm says in a language, by its ID.

    The passages of the assembled handbook say the same; this is for who reads nothing else of it.
    """
    words = words_of(library, profile, decisions, language)
    found: dict[str, ClauseWords] = {}
    for clause in decisions.clauses.values():
        book = decisions.pages[clause.page].book
        texts = clause.texts[language]
        parts = (texts.parts.get(name) for name in ("good", "bad", "why"))
        found[clause.id] = (
            clause.level,
            words.title(clause),
            words.filled(texts.body, book),
            *(words.filled(text, book) if text is not None else "" for text in parts),
            tuple(library.roles[role].title[language] for role in clause.audience),
        )
    return found
