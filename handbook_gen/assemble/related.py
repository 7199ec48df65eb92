"""Find the clauses that a reader of a clause may want next, from what the library says of them together.

Two clauses are near each other when one links to the other, when a line of a decision aid, a risk
or another list names both, when they rest on the same article, and when readers look for both by the
same words. Each of these counts for more the fewer clauses share it. The score is the same in both
directions and in every language; what stays low counts for nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, islice
from math import log
from typing import Final

from handbook_gen.assemble.decide import aliases_in
from handbook_gen.library.cross_check import texts_of
from handbook_gen.library.safe_markdown import LINK
from handbook_gen.library.tool_checks import rows_in
from handbook_gen.model.blocks import Passage
from handbook_gen.model.library import HOUSE_RULE, LIBRARIES, Library

MOST: Final = 3
"""So many at most; more would be a list to choose from."""

_LINK: Final = 3.0
_ADVICE: Final = 2.0
_LIST: Final = 1.0
_ARTICLE: Final = 1.5
_WORD: Final = 0.7
_ENOUGH: Final = 1.5
"""What each sign of nearness weighs, and the lowest score that counts; found by reading the results."""

_FEW: Final = 8
"""An article that more clauses rest on says nothing about any two of them."""


def related(
    passages: Sequence[Passage], library: Library
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return for each clause of a book the few that are near it, the nearest first.

    Left out is what stands on the same page or is linked to in its text: that is in view already.
    """
    near = _near(library)
    pages = {passage.id: library.clauses[passage.id].page for passage in passages}
    found = []
    for passage in passages:
        page = pages[passage.id]
        apart = [other for other in near.get(passage.id, ()) if pages.get(other, page) != page]
        if not apart:
            continue
        texts = " ".join((passage.text, passage.good, passage.bad, passage.why))
        others = (other for other in apart if f"(hb:{other})" not in texts)
        if nearest := tuple(islice(others, MOST)):
            found.append((passage.id, nearest))
    return tuple(found)


@lru_cache(maxsize=LIBRARIES)
def _near(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return for each clause all clauses of the library that are near it, the nearest first."""
    aliases = aliases_in(library)
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for weight, names in _signs(library):
        for pair in combinations(sorted({aliases[name] for name in names}), 2):
            scores[pair] += weight
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), score in scores.items():
        if score >= _ENOUGH:
            found[one].append((-round(score, 3), other))
            found[other].append((-round(score, 3), one))
    return {name: tuple(other for _, other in sorted(near)) for name, near in found.items()}


def _signs(library: Library) -> Iterator[tuple[float, Iterable[str]]]:
    """Yield what brings clauses together, as a weight for each two of them and their names."""
    for clause in library.clauses.values():
        linked = {name for text in texts_of(clause) for name in LINK.findall(text.source)}
        yield from ((_LINK, (clause.id, name)) for name in sorted(linked))
    for names in _advice(library):
        yield _shared(_ADVICE, names), names
    for names in _lists(library):
        yield _shared(_LIST, names), names
    total = len(library.clauses)
    for names in _by_article(library):
        if len(names) <= _FEW:
            yield _rare(_ARTICLE, names, total), names
    for names in _by_word(library):
        yield _rare(_WORD, names, total) / len(library.languages), names


def _shared(weight: float, names: Sequence[str]) -> float:
    """Return the weight for a line that names so many: a line of two says more than one of six."""
    return weight / max(1, len(names) - 1)


def _rare(weight: float, names: Sequence[str], total: int) -> float:
    """Return the weight for what so many share: all of it for one, nothing for what all have."""
    return weight * (1 - log(len(names)) / log(total)) if total > 1 else 0.0


def _advice(library: Library) -> Iterator[Sequence[str]]:
    """Yield the clauses that one outcome, question, step or risk names."""
    for tool in library.tools.values():
        for _, texts, clauses in rows_in(tool):
            linked = (
                name
                for per_language in texts
                for text in per_language.values()
                for name in LINK.findall(text.source)
            )
            yield tuple(dict.fromkeys((*clauses, *linked)))
    yield from (risk.clauses for risk in library.risks)


def _lists(library: Library) -> Iterator[Sequence[str]]:
    """Yield the clauses that one term, decision or review names."""
    yield from (term.clauses for term in library.glossary)
    yield from (row.clauses for row in library.responsibilities)
    yield from (review.clauses for review in library.calendar)


def _by_article(library: Library) -> Iterator[Sequence[str]]:
    citing: dict[str, list[str]] = defaultdict(list)
    for clause in library.clauses.values():
        for citation in dict.fromkeys(clause.sources):
            if citation != HOUSE_RULE:
                citing[citation].append(clause.id)
    yield from citing.values()


def _by_word(library: Library) -> Iterator[Sequence[str]]:
    """Yield the clauses that share a word to find them by, in each language."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for clause in library.clauses.values():
        for language, keywords in clause.keywords.items():
            for word in keywords:
                found[language, word.casefold()][clause.id] = None
    yield from (tuple(names) for names in found.values())
