"""Say why a clause is in or out, and where an answer comes from and what it decides."""

from collections.abc import Iterator

from handbook_gen.assemble import Out
from handbook_gen.conditions import facts_read
from handbook_gen.filling import facts_in
from handbook_gen.library.cross_check import texts_of
from handbook_gen.model.facts import Fact, Record, Said, Unknown, Value
from handbook_gen.model.library import Clause, Library
from handbook_gen.problems import Problem, UsageError, nearest
from handbook_gen.workspace import CheckedFirm

Line = tuple[str, str]
"""A label and what stands behind it; an empty label goes on with the line before."""


def explain(firm: CheckedFirm, name: str, language: str) -> tuple[Line, ...]:
    """Return why a clause or fact is as it is for this firm, as labelled lines.

    Raises:
        UsageError: no clause and no fact has this name.
    """
    library = firm.library
    if name in library.facts:
        return tuple(_fact_lines(firm, library.facts[name], language))
    wanted = name.upper()
    target = firm.decisions.aliases.get(wanted)
    if target is None and wanted in firm.decisions.out:
        return (("clause", wanted), ("out", _out_words(firm.decisions.out[wanted], firm)))
    if target is None:
        raise _unknown(name, library)
    return tuple(_clause_lines(firm, library.clauses[target], wanted, language))


def clauses_reading(library: Library, fact_id: str) -> dict[str, str]:
    """Return where each clause reads a fact, by ID: its `page`, `condition` or `text`, or several.

    A clause goes with its page, so it reads what the condition of its page reads.
    """
    found: dict[str, str] = {}
    for clause in library.clauses.values():
        where = []
        page = library.pages[clause.page]
        if fact_id in {_fact_id(read) for read in facts_read(page.applies_when)}:
            where.append("page")
        if fact_id in {_fact_id(read) for read in facts_read(clause.applies_when)}:
            where.append("condition")
        if any(fact_id in facts_in(text) for text in texts_of(clause)):
            where.append("text")
        if where:
            found[clause.id] = " and ".join(where)
    return found


def _clause_lines(firm: CheckedFirm, clause: Clause, asked: str, language: str) -> Iterator[Line]:
    library, decisions = firm.library, firm.decisions
    yield "clause", f"{clause.id}  {clause.texts[language].title}"
    if asked != clause.id:
        yield "", f"{asked} is part of it"
    page = library.pages[clause.page]
    if clause.id in decisions.clauses:
        yield "in", f"{page.book} book, page {page.id}"
    else:
        yield "out", _out_words(decisions.out[clause.id], firm)
    yield (
        "level",
        f"{clause.level}, {clause.severity}" + (", protected" if clause.protected else ""),
    )
    yield "condition", clause.condition_text or "none: it always applies"
    for name in sorted({_fact_id(read) for read in facts_read(clause.applies_when)}):
        yield "", _answer_words(firm, library.facts[name], language)
    texts = sorted({name for text in texts_of(clause) for name in facts_in(text)})
    for number, name in enumerate(texts):
        yield "" if number else "text reads", _answer_words(firm, library.facts[name], language)
    yield "sources", ", ".join(clause.sources)
    duty = firm.profile.duties.get(clause.id)
    if duty is not None:
        yield "status", duty.status + (f" by {duty.by}" if duty.by else "")
    yield "since", f"library {clause.since}; file {clause.place.path}"
    if clause.guidance:
        yield "for editors", clause.guidance


def _fact_lines(firm: CheckedFirm, fact: Fact, language: str) -> Iterator[Line]:
    answers = firm.decisions.answers
    yield "fact", f"{fact.id}  {fact.question.get(language, '')}"
    yield "answer", _answer_words(firm, fact, language)
    place = answers.places.get(fact.id)
    if place is not None:
        yield "stands in", f"{place.path}:{place.line}:{place.column}"
    if fact.id in answers.unanswered:
        yield "until then", f"conditions use {_plain(fact.while_unknown)}, the safe side"
    yield "kind", fact.kind + (f": {', '.join(fact.choices)}" if fact.choices else "")
    if fact.source:
        yield "source", fact.source
    reading = clauses_reading(firm.library, fact.id)
    for number, (clause_id, where) in enumerate(reading.items()):
        state = "in" if clause_id in firm.decisions.clauses else "out"
        yield "" if number else "read by", f"{clause_id} ({where}, {state})"
    rules = [
        rule.id
        for rule in firm.library.rules
        if fact.id in {_fact_id(r) for r in facts_read(rule.when)}
    ]
    if rules:
        yield "rules", ", ".join(rules)


def _answer_words(firm: CheckedFirm, fact: Fact, language: str) -> str:
    answers = firm.decisions.answers
    value = "unknown" if fact.id in answers.unanswered else _plain(answers.values[fact.id])
    return f"{fact.id} = {value}  ({answers.origins[fact.id]})"


def _plain(value: Value | None) -> str:
    match value:
        case None | Unknown():
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "[" + ", ".join(_item(item) for item in value) + "]"
        case _:
            return getattr(value, "name", None) or str(value)


def _item(item: str | Record) -> str:
    """Return a word of a list; of a record its first field, which names it."""
    return item if isinstance(item, str) else _plain(next(iter(item.values())))


def _out_words(out: Out, firm: CheckedFirm) -> str:
    match out.kind:
        case "condition":
            return "its condition does not hold"
        case "deviation":
            return f"the firm deviates: {_said(out.said)}"
        case "replaced":
            return f"{out.detail} of the firm replaces it"
        case "page":
            return f"its page {out.detail} does not apply"
        case _:
            return "no clause is left on the page"


def _said(said: Said) -> str:
    return said if isinstance(said, str) else next((text for _, text in said.texts), "")


def _fact_id(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _unknown(name: str, library: Library) -> UsageError:
    guess = nearest(name, [*library.facts, *library.clauses])
    help_ = (
        f"did you mean `{guess}`?" if guess else "clauses: handbook clauses; facts: handbook schema"
    )
    return UsageError([Problem("HB103", f"no clause and no fact is called `{name}`", help=help_)])
