"""Find which clauses and pages can read otherwise at all, before any firm is looked at.

The footprint of a clause is the digest of everything in the library that decides on it or stands
in it: its own file, its page, the questions that it reads and those that they open on, its sources,
and the clauses that it links to. Where the footprints in two libraries are the same, it reads the
same for every firm.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Final

from handbook_gen.conditions import facts_read
from handbook_gen.filling import facts_in
from handbook_gen.library.cross_check import source_key, texts_of
from handbook_gen.library.safe_markdown import LINK
from handbook_gen.model import known
from handbook_gen.model.expression import Expression, Text
from handbook_gen.model.facts import Fact
from handbook_gen.model.library import HOUSE_RULE, Clause, Library, LibraryPage

_PHRASES: Final = ("and", "none", "unknown", "yes", "no", "locale")
_STATUS: Final = "status_"
_UNSEEN: Final = frozenset({"place", "help", "who", "asked", "source", "example"})
"""What is known of a question without any effect on what a handbook says."""


def fact_ids(names: Iterable[str]) -> frozenset[str]:
    """Return the facts that names are of: `people.owner` for `people.owner.email`."""
    return frozenset(".".join(name.split(".")[:2]) for name in names)


class Footprints:
    """The footprints of the clauses and pages of one library.

    `under` are those of the library that a firm's own clauses were laid over: what stayed the same
    is not worked out again.
    """

    def __init__(self, library: Library, under: "Footprints | None" = None) -> None:
        self.library = library
        self.under = under
        self.aliases = {
            name: clause.id
            for clause in library.clauses.values()
            for name in (clause.id, *clause.includes)
        }
        self.fact_digests: dict[str, str] = under.fact_digests if under else {}
        self._links: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, str] | None = None
        self._phrases = [
            (key, sorted(words.items()))
            for key, words in library.phrases.items()
            if key in _PHRASES or key.startswith(_STATUS)
        ]

    def clauses(self) -> dict[str, str]:
        """Return the footprint of every clause by ID."""
        if self._found is None:
            below = self.under.clauses() if self.under else {}
            self._found = {
                clause.id: below[clause.id] if self._is_as_below(clause) else self._clause(clause)
                for clause in self.library.clauses.values()
            }
        return self._found

    def pages(self) -> dict[str, str]:
        """Return the footprint of every page by ID."""
        return {page.id: self._page(page) for page in self.library.pages.values()}

    def digest(self) -> str:
        """Return one footprint for the whole: it differs when any clause or page may read otherwise."""
        return _digest(sorted(self.clauses().items()), sorted(self.pages().items()))

    def reads_of(self, clause: Clause) -> tuple[str, ...]:
        """Return the facts that a clause's words read, its owner and its sources included; sorted."""
        texts = (name for text in texts_of(clause) for name in facts_in(text))
        more = (clause.owner, known.COUNTRY, known.PROFESSIONS)
        names = fact_ids((*facts_read(clause.applies_when), *texts, *more))
        return tuple(sorted(names & set(self.library.facts)))

    def reads_of_page(self, page: LibraryPage) -> tuple[str, ...]:
        """Return the facts that the prose of a page reads, sorted."""
        names = fact_ids(name for text in page.texts.values() for name in facts_in(text.body))
        return tuple(sorted(names & set(self.library.facts)))

    def links_of(self, texts: Iterable[Text]) -> tuple[str, ...]:
        """Return the clauses that texts link to or place, by the IDs that they have now; sorted."""
        names = {name for text in texts for name in LINK.findall(text.source)}
        return tuple(sorted({self.aliases[name] for name in names if name in self.aliases}))

    def _is_as_below(self, clause: Clause) -> bool:
        """Tell whether nothing was laid over a clause, nor over one that it links to."""
        if self.under is None:
            return False
        below = self.under.library.clauses
        names = (clause.id, *self.under.linked_in(clause)) if clause.id in below else ()
        return bool(names) and all(below[name] is self.library.clauses.get(name) for name in names)

    def linked_in(self, clause: Clause) -> tuple[str, ...]:
        """Return the clauses that the texts of a clause link to, by the IDs that they have now."""
        if clause.id not in self._links:
            self._links[clause.id] = self.links_of(texts_of(clause))
        return self._links[clause.id]

    def _clause(self, clause: Clause) -> str:
        library = self.library
        keys = (source_key(key, library) for key in (*clause.sources, HOUSE_RULE))
        sources = [library.sources[found[0]] for found in keys if found is not None]
        return _digest(
            self._standing(clause),
            clause.digest,
            self._described(self.reads_of(clause)),
            [(s.key, s.short, s.article, s.countries, s.professions) for s in sources],
            [library.roles[role].title for role in clause.audience],
            [library.channels[key].name for key in clause.channels],
            self._linked(self.linked_in(clause)),
            self._phrases,
        )

    def _page(self, page: LibraryPage) -> str:
        bodies = [text.body for text in page.texts.values()]
        return _digest(
            self._page_standing(page),
            [(language, text.title, text.body.source) for language, text in page.texts.items()],
            self._described(self.reads_of_page(page)),
            self._linked(self.links_of(bodies)),
            [self._standing(c) for c in self.library.clauses.values() if c.page == page.id],
            self._phrases,
        )

    def _linked(self, ids: Iterable[str]) -> list[object]:
        clauses = [self.library.clauses[clause_id] for clause_id in ids]
        return [(_titles(clause), self._standing(clause)) for clause in clauses]

    def _standing(self, clause: Clause) -> tuple[object, ...]:
        """Return what decides whether a firm has a clause, and where."""
        return (
            clause.id,
            self._page_standing(self.library.pages[clause.page]),
            self._condition(clause.applies_when, clause.condition_text),
            clause.includes,
            clause.protected,
            clause.replaces,
            clause.after,
        )

    def _page_standing(self, page: LibraryPage) -> tuple[object, ...]:
        return (page.id, page.book, self._condition(page.applies_when, page.condition_text))

    def _condition(self, tree: Expression | None, text: str) -> tuple[object, ...]:
        return text, self._described(fact_ids(facts_read(tree)))

    def _described(self, ids: Iterable[str]) -> list[object]:
        return [self._fact(fact_id) for fact_id in sorted(ids) if fact_id in self.library.facts]

    def _fact(self, fact_id: str) -> str:
        """Return what a question is, with the questions that it opens on or is worked out from."""
        if fact_id not in self.fact_digests:
            self.fact_digests[fact_id] = fact_id  # for a circle, which the reader of facts refuses
            fact = self.library.facts[fact_id]
            before = fact_ids((*facts_read(fact.opens_when), *facts_read(fact.formula)))
            self.fact_digests[fact_id] = _digest(fact_words(fact), self._described(before))
        return self.fact_digests[fact_id]


def fact_words(fact: Fact) -> list[object]:
    """Return everything about a question that can have an effect on what a handbook says."""
    unseen = _UNSEEN | {"fields", "opens_when", "formula"}
    plain = [getattr(fact, field.name) for field in fields(fact) if field.name not in unseen]
    return [*plain, [fact_words(part) for part in fact.fields.values()]]


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Return the IDs with different footprints, or with one on one side only; sorted."""
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))


def _titles(clause: Clause) -> list[tuple[str, str]]:
    return sorted((language, text.title) for language, text in clause.texts.items())


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
