"""Say what is different between two libraries, one line for each thing that an editor changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from handbook_gen.impact.footprint import fact_words
from handbook_gen.impact.found import Declared, LibraryChange, What
from handbook_gen.model.changes import newly_told
from handbook_gen.model.expression import Text
from handbook_gen.model.facts import Fact
from handbook_gen.model.library import Clause, Library, LibraryPage, Rule, Source
from handbook_gen.problems import Place

T = TypeVar("T")


def library_changes(old: Library, new: Library, language: str) -> tuple[LibraryChange, ...]:
    """Return what differs, clauses first; titles are in `language`."""
    return (
        *_clause_changes(old, new, language),
        *_changes("page", old.pages, new.pages, _page_parts, lambda p: _title(p, language)),
        *_changes(
            "question", old.facts, new.facts, _fact_parts, lambda f: f.question.get(language, "")
        ),
        *_changes("rule", _by_id(old.rules), _by_id(new.rules), _rule_parts, _nothing),
        *_changes(
            "source", old.sources, new.sources, _source_parts, lambda s: s.short.get(language, "")
        ),
        *_changes(
            "channel", old.channels, new.channels, _whole, lambda c: c.name.get(language, "")
        ),
        *_changes("role", old.roles, new.roles, _whole, lambda r: r.title.get(language, "")),
        *_changes("tool", old.tools, new.tools, _whole, _nothing),
        *_changes(
            "section", old.sections, new.sections, _whole, lambda s: s.titles.get(language, "")
        ),
        *_changes("list", _lists(old), _lists(new), _whole, _nothing),
        *_changes(
            "phrase", old.phrases, new.phrases, _whole, lambda words: words.get(language, "")
        ),
    )


def _clause_changes(old: Library, new: Library, language: str) -> Iterator[LibraryChange]:
    told = {change.clause: change.kind for change in reversed(newly_told(old.changes, new.changes))}
    for change in _changes(
        "clause", old.clauses, new.clauses, _clause_parts, lambda c: _title(c, language)
    ):
        declared: Declared = told.get(change.id, "not declared")
        yield LibraryChange(
            change.kind, change.id, change.title, change.what, change.parts, declared
        )


def _changes(
    kind: str,
    old: Mapping[str, T],
    new: Mapping[str, T],
    parts: Callable[[T], Mapping[str, object]],
    title: Callable[[T], str],
) -> Iterator[LibraryChange]:
    for name in sorted({*old, *new}):
        what: What = "added" if name not in old else "removed" if name not in new else "changed"
        found: tuple[str, ...] = ()
        if what == "changed":
            was, now = parts(old[name]), parts(new[name])
            found = tuple(key for key in now if was.get(key) != now[key])
            if not found:
                continue
        shown = new[name] if name in new else old[name]
        yield LibraryChange(kind, name, title(shown), what, found)


def _clause_parts(clause: Clause) -> Mapping[str, object]:
    words = {
        language: (
            text.title,
            text.body.source,
            sorted((k, t.source) for k, t in text.parts.items()),
        )
        for language, text in clause.texts.items()
    }
    named: dict[str, object] = {
        "page": clause.page,
        "level": clause.level,
        "severity": clause.severity,
        "condition": clause.condition_text,
        "audience": clause.audience,
        "sources": clause.sources,
        "owner": clause.owner,
        "channels": clause.channels,
        "pocket card": clause.pocket,
        "protected": clause.protected,
        "includes": clause.includes,
        "keywords": clause.keywords,
        "since": clause.since,
        "notes for editors": (clause.guidance, clause.review),
    }
    return {**{f"text in {language}": text for language, text in words.items()}, **named}


def _page_parts(page: LibraryPage) -> Mapping[str, object]:
    words = {
        f"text in {language}": (text.title, text.body.source)
        for language, text in page.texts.items()
    }
    named = {
        "book": page.book,
        "order": page.order,
        "icon": page.icon,
        "condition": page.condition_text,
    }
    return {**words, **named}


def _fact_parts(fact: Fact) -> Mapping[str, object]:
    return {
        "question": sorted(fact.question.items()),
        "help": sorted(fact.help.items()),
        "choices": [(key, sorted(words.items())) for key, words in fact.choices.items()],
        "proposal": repr(fact.default),
        "safe side": repr(fact.while_unknown),
        "opens when": fact.opens_text,
        "worked out": fact.formula_text,
        "limits": (fact.lowest, fact.highest, fact.longest, fact.fewest, fact.most),
        "details": fact_words(fact)
        if fact.fields
        else (
            fact.kind,
            fact.required,
            fact.optional,
            repr(fact.when_closed),
            fact.unit,
            fact.role,
        ),
    }


def _rule_parts(rule: Rule) -> Mapping[str, object]:
    return {
        "level": rule.level,
        "condition": rule.condition_text,
        "message": sorted(rule.message.items()),
        "way out": sorted(rule.way_out.items()),
        "sources": rule.sources,
    }


def _source_parts(source: Source) -> Mapping[str, object]:
    return {
        "name": (sorted(source.short.items()), sorted(source.title.items())),
        "article": sorted(source.article.items()),
        "link": (source.link, source.reference),
        "in force": (source.in_force_from, source.in_force_until),
        "verified": (source.verified_on, source.confidence, source.reviewed_by),
        "whom it binds": (source.countries, source.professions),
        "notes": (sorted(source.pending.items()), source.notes),
    }


def _whole(found: object) -> Mapping[str, object]:
    """Return one part for what is only said to differ."""
    return {"words": _without_places(found)}


def _without_places(found: object) -> object:
    """Return the content alone: a thing that only stands on another line is the same thing."""
    match found:
        case Place():
            return None
        case Text():
            return found.source
        case Mapping():
            return tuple((key, _without_places(value)) for key, value in found.items())
        case tuple() | list():
            return tuple(_without_places(value) for value in found)
        case _ if is_dataclass(found):
            return tuple(_without_places(getattr(found, field.name)) for field in fields(found))
        case _:
            return found


def _lists(library: Library) -> Mapping[str, object]:
    return {
        "calendar": library.calendar,
        "decisions": library.responsibilities,
        "glossary": library.glossary,
        "risks": library.risks,
    }


def _by_id(rules: tuple[Rule, ...]) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


def _title(found: Clause | LibraryPage, language: str) -> str:
    return str(found.texts[language].title) if language in found.texts else ""


def _nothing(_: object) -> str:
    return ""
