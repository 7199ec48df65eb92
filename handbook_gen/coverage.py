"""Tell what the library holds, which conditions a set of firms shows from both sides, and for what it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from handbook_gen.conditions import facts_read, holds, is_settled
from handbook_gen.decoding import decode_header
from handbook_gen.decoding.headers import table_of
from handbook_gen.library.cross_check import source_key, texts_of
from handbook_gen.library.tool_checks import conditions_of, texts_and_conditions
from handbook_gen.model.expression import (
    Both,
    Calculate,
    Choose,
    Compare,
    Constant,
    Expression,
    ListOf,
    Not,
    Part,
    Quantify,
    Repeat,
    Text,
)
from handbook_gen.model.facts import Answers, Record
from handbook_gen.model.library import EDITORS, HOUSE_RULE, Clause, Library, Source
from handbook_gen.source_yaml import read_yaml
from handbook_gen.workspace import CheckedFirm


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the library: where it stands, and what it is about.

    `loop` is the list of records that it stands in, with the name of one record, or None. A rule
    speaks only when all that it reads is answered, which `settled` says.
    """

    where: str
    tree: Expression
    loop: tuple[str, str] | None = None
    settled: bool = False

    @property
    def reads(self) -> str:
        """The facts that it reads, in words."""
        return ", ".join(sorted(facts_read(self.tree))) or "a record"


@dataclass(frozen=True, slots=True)
class Seen:
    """For how many firms (or records of them) a condition is true, and for how many it is not."""

    condition: Condition
    true: int
    false: int

    @property
    def both(self) -> bool:
        """Whether it is true somewhere and false somewhere."""
        return self.true > 0 and self.false > 0


def conditions_seen(
    library: Library, firms: Iterable[CheckedFirm], today: date
) -> tuple[Seen, ...]:
    """Return how often each condition of the library holds, over the firms.

    A condition about the day is also tried on each day that it names, and on the day before.
    """
    decided = [firm.decisions.answers for firm in firms]
    found = []
    for condition in library_conditions(library):
        days = {today} | {
            day - timedelta(days=back) for day in _days(condition.tree) for back in (0, 1)
        }
        outcomes = Counter(
            outcome
            for answers in decided
            for day in sorted(days)
            for outcome in _outcomes(condition, answers, day)
        )
        found.append(Seen(condition, outcomes[True], outcomes[False]))
    return tuple(found)


def library_conditions(library: Library) -> Iterator[Condition]:
    """Yield every condition of the library: of clauses, pages, texts, aids, facts and rules."""
    for clause in library.clauses.values():
        if clause.applies_when is not None:
            yield Condition(clause.id, clause.applies_when)
        yield from _in_texts(clause.id, texts_of(clause))
    for page in library.pages.values():
        if page.applies_when is not None:
            yield Condition(page.id, page.applies_when)
        yield from _in_texts(page.id, (words.body for words in page.texts.values()))
    for section in library.sections.values():
        yield from _in_texts(section.id, section.introductions.values())
    yield from _of_aids(library)
    for fact in library.facts.values():
        if fact.opens_when is not None:
            yield Condition(fact.id, fact.opens_when)
    for rule in library.rules:
        yield Condition(rule.id, rule.when, settled=True)


def _of_aids(library: Library) -> Iterator[Condition]:
    for aid in library.tools.values():
        yield from (Condition(f"tools/{aid.id}", tree) for tree in conditions_of(aid))
        yield from _in_texts(f"tools/{aid.id}", (text for text, _ in texts_and_conditions(aid)))
    for review in library.calendar:
        if review.applies_when is not None:
            yield Condition(review.key, review.applies_when)
    for term in library.glossary:
        if term.applies_when is not None:
            yield Condition(f"glossary {term.key}", term.applies_when)
    for decision in library.responsibilities:
        if decision.applies_when is not None:
            yield Condition(decision.key, decision.applies_when)


def _in_texts(where: str, texts: Iterable[Text]) -> Iterator[Condition]:
    for text in texts:
        yield from _in_parts(where, text.parts, None)


def _in_parts(
    where: str, parts: tuple[Part, ...], loop: tuple[str, str] | None
) -> Iterator[Condition]:
    for part in parts:
        match part:
            case Choose(branches):
                for tree, body in branches:
                    if tree is not None:
                        yield Condition(where, tree, loop)
                    yield from _in_parts(where, body, loop)
            case Repeat(variable, list_, body):
                yield from _in_parts(where, body, (variable, list_.text))
            case _:
                pass


def _outcomes(condition: Condition, answers: Answers, day: date) -> Iterator[bool]:
    if condition.loop is None:
        said = holds(condition.tree, answers, day)
        yield said and (not condition.settled or is_settled(condition.tree, answers))
        return
    variable, list_id = condition.loop
    rows = answers.values.get(list_id)
    for row in rows if isinstance(rows, tuple) else ():
        if isinstance(row, Mapping):
            records: dict[str, Record] = {variable: row}
            yield holds(condition.tree, answers, day, records)


def _days(tree: Expression) -> set[date]:
    match tree:
        case Constant(value):
            return {value} if isinstance(value, date) else set()
        case Compare(_, left, right) | Both(_, left, right) | Calculate(_, left, right):
            return _days(left) | _days(right)
        case Not(inner):
            return _days(inner)
        case ListOf(items):
            return {day for item in items for day in _days(item)}
        case Quantify(_, _, test):
            return _days(test)
        case _:
            return set()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A clause that an editor should look at, with the reasons."""

    clause: Clause
    reasons: tuple[str, ...]


def doubts(library: Library) -> tuple[Doubt, ...]:
    """Return the clauses that are marked for review, or rest on a source that is not certain."""
    found = []
    for clause in library.clauses.values():
        reasons = [clause.review] if clause.review else []
        for citation in clause.sources:
            key = source_key(citation, library)
            source = library.sources[key[0]] if key is not None else None
            if source is not None and source.confidence != "high":
                reasons.append(f"`{source.key}` has {source.confidence} confidence")
        if reasons:
            found.append(Doubt(clause, tuple(dict.fromkeys(reasons))))
    return tuple(found)


def law_only_by_editors(library: Library) -> int:
    """Return how many clauses rest on law that nobody but the editors has reviewed."""
    return sum(
        any(
            source.reviewed_by == EDITORS and source.key != HOUSE_RULE
            for source in _sources_of(clause, library)
        )
        for clause in library.clauses.values()
    )


def _sources_of(clause: Clause, library: Library) -> Iterator[Source]:
    for citation in clause.sources:
        key = source_key(citation, library)
        if key is not None:
            yield library.sources[key[0]]


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    clauses: list[str]


class _Map(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    topics: list[_Topic]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A list of topics that somebody wants covered, and those of which no clause is in the library."""

    name: str
    topics: int
    uncovered: tuple[str, ...]


def mapped(text: str, path: str, library: Library) -> Mapped:
    """Return how much of a map (topics with clause IDs) the library covers.

    A topic counts as covered when each clause that it names is there, on its own or as part of
    another, and it names at least one.

    Raises:
        HandbookError: the file is no map.
    """
    found = decode_header(_Map, table_of(read_yaml(text, path)))
    known = {name for clause in library.clauses.values() for name in (clause.id, *clause.includes)}
    uncovered = tuple(
        f"{topic.id} {topic.title}"
        for topic in found.topics
        if not topic.clauses or not set(topic.clauses) <= known
    )
    return Mapped(found.name, len(found.topics), uncovered)
