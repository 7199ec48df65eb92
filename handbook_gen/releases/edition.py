"""What a firm's handbook says now, with what each clause rests on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handbook_gen.assemble import answers_said
from handbook_gen.conditions import facts_read
from handbook_gen.filling import facts_in, facts_printed
from handbook_gen.library.cross_check import texts_of
from handbook_gen.model.facts import InLanguages, Person, Record, Value
from handbook_gen.model.library import Clause, Library
from handbook_gen.model.release import Edition, Footing, Said
from handbook_gen.profile import unnamed
from handbook_gen.workspace import CheckedFirm, handbooks


def edition_of(firm: CheckedFirm, label: str, *, contacts: bool = True) -> Edition:
    """Return the handbook of a firm in all its languages, with what it rests on.

    Without `contacts` nobody is named in it: texts print the role, as where nobody was named. What
    was decided with the real answers stays.
    """
    named = firm if contacts else without_names(firm)
    footings = {
        clause.id: Footing(
            reads=_reads(clause, firm.library),
            digest=clause.digest,
            own=_is_own(clause),
            audience=clause.audience,
            says=_says(clause, firm),
        )
        for clause in firm.decisions.clauses.values()
    }
    read = {fact_id for footing in footings.values() for fact_id in footing.reads}
    return Edition(
        firm=firm.profile.firm,
        label=label,
        library_version=firm.library.version,
        library_digest=library_digest(firm.library),
        contacts=contacts,
        handbooks=handbooks(named),
        footings=footings,
        answers=_said(named, firm, read),
    )


def without_names(firm: CheckedFirm) -> CheckedFirm:
    """Return the firm with nobody named in its answers and duties; who approved a deviation stays."""
    duties = {key: replace(duty, owner="") for key, duty in firm.profile.duties.items()}
    answers = unnamed(firm.decisions.answers)
    return replace(
        firm,
        profile=replace(firm.profile, duties=duties),
        decisions=replace(firm.decisions, answers=answers),
    )


def library_digest(library: Library) -> str:
    """Return the sha256 over the library's clauses and questions, as 64 hexadecimal digits.

    A firm's own clauses count as well when they lie over the library.
    """
    digest = hashlib.sha256(library.version.encode())
    for clause in library.clauses.values():
        digest.update(f"\0{clause.id}\0{clause.page}\0{clause.digest}".encode())
    for page in library.pages.values():
        for language, text in sorted(page.texts.items()):
            digest.update(f"\0{page.id}\0{language}\0{text.title}\0{text.body.source}".encode())
    for fact in library.facts.values():
        digest.update(f"\0{fact.id}\0{sorted(fact.question.items())}".encode())
    return digest.hexdigest()


def _said(named: CheckedFirm, firm: CheckedFirm, read: set[str]) -> Mapping[str, Said]:
    said = answers_said(named.library, named.profile, named.decisions, read)
    unanswered = firm.decisions.answers.unanswered
    values = named.decisions.answers.values
    language = firm.profile.languages[0]
    return {
        key: replace(
            value, known=key not in unanswered, digest=answer_digest(values[key], language)
        )
        for key, value in said.items()
    }


def answer_digest(value: Value, language: str) -> str:
    """Return the sha256 of an answer, as 64 hexadecimal digits.

    What the library calls a choice does not count. Of a text in several languages the one in
    `language` counts, so that a translation makes no other answer.
    """
    return hashlib.sha256(json.dumps(_plain(value, language), sort_keys=True).encode()).hexdigest()


def _plain(value: Value | Record, language: str) -> object:
    match value:
        case InLanguages(texts):
            return dict(texts).get(language) or texts[0][1]
        case Person(name, email, phone):
            return [name, email, phone]
        case Mapping():
            return {key: _plain(part, language) for key, part in value.items()}
        case tuple():
            return [_plain(part, language) for part in value]
        case bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case _:
            return None


def _reads(clause: Clause, library: Library) -> tuple[str, ...]:
    names = {
        *facts_read(library.pages[clause.page].applies_when),
        *facts_read(clause.applies_when),
        *(fact_id for text in texts_of(clause) for fact_id in facts_in(text)),
    }
    found = {".".join(name.split(".")[:2]) for name in names}
    return tuple(sorted(found & set(library.facts)))


def _says(clause: Clause, firm: CheckedFirm) -> tuple[str, ...]:
    """Return the facts whose answers the text says or turns on.

    A firm of 35 people is told nothing else than one of 34, so a number must be printed to count.
    """
    texts = tuple(texts_of(clause))
    printed = {fact_id for text in texts for fact_id in facts_printed(text)}
    values = firm.decisions.answers.values
    read = {
        fact_id
        for text in texts
        for fact_id in facts_in(text)
        if fact_id in values and not _is_number(values[fact_id])
    }
    return tuple(sorted((printed | read) & set(firm.library.facts)))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_own(clause: Clause) -> bool:
    return bool(clause.replaces or clause.after)
