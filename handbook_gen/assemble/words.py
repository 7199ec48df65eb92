"""The words of one handbook: phrases, answers in a sentence, links, and sources as they are cited."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.fixed import FixedClauses, fixed_clauses, fixed_phrases
from handbook_gen.filling import Filler, as_markdown
from handbook_gen.library.safe_markdown import LINK
from handbook_gen.model.blocks import Citation, Reason
from handbook_gen.model.choices import BookName
from handbook_gen.model.expression import Text
from handbook_gen.model.facts import Fact, Person, Value
from handbook_gen.model.known import COUNTRY, PROFESSIONS
from handbook_gen.model.library import Clause, Level, Library, Source

_LEVELS: Final = {level: f"level_{level.replace(' ', '_')}" for level in get_args(Level)}
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that turns decisions into words for one firm in one language.

    Attributes:
        phrases: the fixed phrases in this language.
        fixed: the clauses in this language, without what the answers decide.
    """

    library: Library
    decisions: Decisions
    filler: Filler
    language: str
    phrases: Mapping[str, str]
    fixed: FixedClauses
    _bound: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _cited: dict[str, tuple[Citation, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _reasons: dict[str, Reason] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, library: Library, decisions: Decisions, filler: Filler) -> "Words":
        """Return the words in the language of the filler."""
        language = filler.language
        phrases, fixed = fixed_phrases(library, language), fixed_clauses(library, language)
        return cls(library, decisions, filler, language, phrases, fixed)

    def phrase(self, key: str, **words: str) -> str:
        """Return a fixed phrase with its places filled in; the words must be Markdown already."""
        text = self.phrases[key]
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        return text

    def level(self, level: Level) -> str:
        """Return the level of a clause as a word."""
        return self.phrases[_LEVELS[level]]

    def fact(self, fact_id: str) -> str:
        """Return a firm's answer as it reads in a sentence."""
        return self.filler.fact(fact_id)

    def value(self, fact_id: str) -> Value:
        """Return a firm's answer as a value."""
        return self.decisions.answers.values[fact_id]

    def filled(self, text: Text, book: BookName) -> str:
        """Return a text of the library with answers and links in place, for a page of `book`."""
        return self.linked(self.filler.filled(text), book)

    def linked(self, markdown: str, book: BookName) -> str:
        """Return Markdown in which `[[PRV-16]]` has become a link, or plain words."""
        if "[[" in markdown:
            markdown = LINK.sub(lambda found: self.link(found[1], book), markdown)
        if "\n\n\n" in markdown:
            markdown = _BLANK_LINES.sub("\n\n", markdown)
        return markdown.strip()

    def link(self, clause_id: str, book: BookName) -> str:
        """Return a link to a clause with title and ID; the title alone when it is not in this book."""
        target = self.decisions.aliases[clause_id]
        title = self.fixed[target].title
        if not self.stands_in(target, book):
            return f"*{title}*"
        return f"[{title} ({target})](hb:{target})"

    def stands_in(self, clause_id: str, book: BookName) -> bool:
        """Tell whether the firm has a clause, in this book."""
        return self.decisions.book_of.get(clause_id) == book

    def title(self, clause: Clause) -> str:
        """Return the clause's title as Markdown."""
        return self.fixed[clause.id].title

    def citations(self, clause: Clause) -> tuple[Citation, ...]:
        """Return the sources that bind this firm; the house rule when none of them does."""
        if clause.id not in self._cited:
            self._cited[clause.id] = self._binding(self.fixed[clause.id].cited)
        return self._cited[clause.id]

    def _binding(self, cited: Iterable[tuple[Source, Citation]]) -> tuple[Citation, ...]:
        kept = tuple([citation for source, citation in cited if self._binds(source)])
        if kept:
            return kept
        source, house = self.fixed.house
        return (house,) if self._binds(source) else ()

    def _binds(self, source: Source) -> bool:
        """Tell whether a source is one for this firm's country and professions."""
        if source.key not in self._bound:
            self._bound[source.key] = self._is_for(source)
        return self._bound[source.key]

    def _is_for(self, source: Source) -> bool:
        if source.countries and self.value(COUNTRY) not in source.countries:
            return False
        kinds = self.value(PROFESSIONS)
        return (
            not source.professions
            or not isinstance(kinds, tuple)
            or not set(source.professions).isdisjoint(kinds)
        )

    def reasons(self, clause: Clause) -> tuple[Reason, ...]:
        """Return the questions and answers that made a clause apply, in the reader's words."""
        return tuple([self.reason(fact_id) for fact_id in self.fixed[clause.id].asked])

    def reason(self, fact_id: str) -> Reason:
        """Return a question of the library with the firm's answer."""
        if fact_id not in self._reasons:
            self._reasons[fact_id] = Reason(self.question(fact_id), self.answer(fact_id))
        return self._reasons[fact_id]

    def question(self, fact_id: str) -> str:
        """Return a question of the library in this language."""
        return self.library.facts[fact_id].question[self.language]

    def answer(self, fact_id: str) -> str:
        """Return a firm's answer on its own, also of kinds that texts cannot print."""
        answers = self.decisions.answers
        if fact_id in answers.unanswered:
            return self.phrase("unknown")
        return self.shown(answers.facts[fact_id], answers.values[fact_id])

    def shown(self, fact: Fact, value: Value) -> str:
        """Return a value on its own, also of kinds that texts cannot print."""
        if fact.kind == "list" and isinstance(value, tuple):
            key = fact.fields[fact.key]
            rows = [row for row in value if isinstance(row, Mapping)]
            return ", ".join(
                self.filler.printed(key, row[fact.key]) for row in rows
            ) or self.phrase("none")
        if isinstance(value, Person):
            return as_markdown(value.name)
        return self.filler.printed(fact, value)
