"""What a clause says in the handbook of every firm alike, because the library alone decides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from handbook_gen.assemble.history import news, revisions
from handbook_gen.conditions import facts_read
from handbook_gen.filling import as_markdown
from handbook_gen.library.cross_check import source_key
from handbook_gen.model.blocks import Citation, Revision
from handbook_gen.model.library import HOUSE_RULE, LIBRARIES, Clause, Library, Source

_LANGUAGES: Final = 2
"""So many languages of a library are kept with it; a handbook has no more."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A clause in one language, without what a firm's answers decide.

    Attributes:
        cited: all that it rests on, each with how that is printed.
        asked: the facts that its condition reads, by name.
    """

    title: str
    audience: tuple[str, ...]
    channels: tuple[str, ...]
    news: str
    history: tuple[Revision, ...]
    cited: tuple[tuple[Source, Citation], ...]
    asked: tuple[str, ...]


class FixedClauses(dict[str, Fixed]):
    """The clauses of a library in one language by ID, each made when it is first asked for."""

    def __init__(self, library: Library, language: str) -> None:
        """Begin without any clause."""
        super().__init__()
        self.library = library
        self.language = language
        self.house = _cited(HOUSE_RULE, library, language)

    def __missing__(self, clause_id: str) -> Fixed:
        """Make a clause and keep it."""
        made = self[clause_id] = _fixed(self.library.clauses[clause_id], self)
        return made


@lru_cache(maxsize=LIBRARIES * _LANGUAGES)
def fixed_clauses(library: Library, language: str) -> FixedClauses:
    """Return what a library says in one language of its clauses."""
    return FixedClauses(library, language)


@lru_cache(maxsize=LIBRARIES * _LANGUAGES)
def fixed_phrases(library: Library, language: str) -> Mapping[str, str]:
    """Return the phrases of a library in one language, by their keys."""
    return {key: text[language] for key, text in library.phrases.items()}


def _fixed(clause: Clause, of: FixedClauses) -> Fixed:
    library, language = of.library, of.language
    names = dict.fromkeys(_fact_of(name) for name in sorted(facts_read(clause.applies_when)))
    return Fixed(
        title=as_markdown(clause.texts[language].title),
        audience=tuple(library.roles[role].title[language] for role in clause.audience),
        channels=tuple(
            as_markdown(library.channels[key].name[language]) for key in clause.channels
        ),
        news=news(clause, library, language),
        history=revisions(clause, library, language),
        cited=tuple(_cited(name, library, language) for name in clause.sources),
        asked=tuple(name for name in names if name in library.facts),
    )


def _cited(citation: str, library: Library, language: str) -> tuple[Source, Citation]:
    found = source_key(citation, library)
    assert found is not None
    source = library.sources[found[0]]
    text = source.short[language]
    if found[1] and source.article:
        text += ", " + source.article[language].replace("{n}", found[1])
    return source, Citation(source.key, text)


def _fact_of(name: str) -> str:
    return ".".join(name.split(".")[:2])
