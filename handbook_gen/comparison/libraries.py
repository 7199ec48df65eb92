"""Two versions of the library held against each other, clause by clause, as their authors wrote them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from handbook_gen.comparison.redline import Piece, redline
from handbook_gen.comparison.sheet import (
    WORDS,
    Entry,
    Marked,
    Phrase,
    Sheet,
    count_line,
    counted,
    telling,
    title_line,
)
from handbook_gen.model.changes import Change, newly_told
from handbook_gen.model.comparison import DIFFERENCES, IN_MEANING, Difference
from handbook_gen.model.library import PART_NAMES, Clause, Library

LIBRARIES_FORMAT: Final = 1
_PARTS: Final = {
    **{name: name for name in PART_NAMES},
    "sources": "redline_citations",
    "keywords": "redline_keywords",
}
"""What stands around a text, with the phrase that is its label."""


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """A clause that is different in the library; None where it is not there.

    Attributes:
        declared: what the newer `CHANGES.md` says of it and the older one does not.
    """

    id: str
    differences: tuple[Difference, ...]
    old: Clause | None
    new: Clause | None
    declared: tuple[Change, ...]

    @property
    def in_meaning(self) -> bool:
        """Whether firms must look at it."""
        return bool(IN_MEANING & set(self.differences))

    @property
    def now(self) -> Clause:
        """The clause as it is, or as it was when it is gone."""
        found = self.new or self.old
        assert found is not None
        return found


def compare_libraries(old: Library, new: Library) -> tuple[LibraryChange, ...]:
    """Return the clauses whose file differs, by ID; what only editors read is no difference."""
    told = newly_told(old.changes, new.changes)
    found: list[LibraryChange] = []
    for name in sorted({*old.clauses, *new.clauses}):
        before, after = old.clauses.get(name), new.clauses.get(name)
        declared = tuple(change for change in told if change.clause == name)
        differences = tuple(_differences(before, after, declared))
        if differences:
            found.append(LibraryChange(name, differences, before, after, declared))
    return tuple(found)


def _differences(
    old: Clause | None, new: Clause | None, declared: tuple[Change, ...]
) -> Iterator[Difference]:
    if old is None or new is None:
        yield "added" if old is None else "removed"
        return
    said = {change.kind for change in declared}
    stated = _stated(old) != _stated(new)
    found = {
        "level": old.level != new.level,
        "meaning": stated and said != {"wording"},
        "audience": old.audience != new.audience,
        "wording": stated and said == {"wording"},
        "moved": old.page != new.page,
    }
    if _around(old) != _around(new) and not found["meaning"]:
        found["wording"] = True
    yield from (difference for difference in DIFFERENCES if found.get(difference))


def _stated(clause: Clause) -> tuple[object, ...]:
    texts = {key: (text.title, text.body.source) for key, text in clause.texts.items()}
    return texts, clause.condition_text


def _around(clause: Clause) -> tuple[object, ...]:
    parts = {
        key: {name: part.source for name, part in text.parts.items()}
        for key, text in clause.texts.items()
    }
    return (
        parts,
        clause.sources,
        clause.severity,
        clause.owner,
        dict(clause.keywords),
        clause.channels,
        clause.pocket,
        clause.protected,
    )


def library_sheet(
    changes: tuple[LibraryChange, ...],
    libraries: tuple[Library, Library],
    labels: tuple[str, str],
    language: str,
) -> Sheet:
    """Return the differences between two libraries in words, in a language of the newer one."""
    old, new = libraries

    def phrase(key: str) -> str:
        return new.phrases[key][language]

    summary = count_line(len(changes), sum(change.in_meaning for change in changes), phrase)
    if old.version != new.version:
        said = phrase("diff_library").replace("{old}", old.version)
        summary.append(said.replace("{new}", new.version))
    return Sheet(
        language=language,
        title=title_line(*labels, phrase),
        firm=new.name,
        summary=tuple(summary) if changes else (phrase("diff_nothing"), *summary),
        counts=counted(
            (phrase(f"difference_{kind}"), sum(kind in change.differences for change in changes))
            for kind in DIFFERENCES
        ),
        why=(),
        urgent=tuple(
            (change.id, _title(change.now, language))
            for change in changes
            if change.in_meaning and change.now.severity == "critical"
        ),
        entries=tuple(_entry(change, language, phrase) for change in changes),
        pages=(),
        words={key: phrase(key) for key in WORDS},
    )


def _entry(change: LibraryChange, language: str, phrase: Phrase) -> Entry:
    old, new = change.old, change.new
    parts = [Marked("", _pieces(old, new, language, "text"))]
    for name, key in _PARTS.items():
        parts.append(Marked(phrase(key), _pieces(old, new, language, name)))
    declared = [
        phrase("diff_declared")
        .replace("{words}", phrase(f"change_{item.kind}").lower())
        .replace("{version}", item.version)
        + (f": {item.notes[language]}" if item.notes.get(language) else "")
        for item in change.declared
    ]
    return Entry(
        id=change.id,
        title=_pieces(old, new, language, "title"),
        what=tuple(_what(change, phrase)),
        causes=tuple(declared) or (phrase("diff_undeclared"),),
        parts=telling(parts),
        place=change.now.page,
        in_meaning=change.in_meaning,
    )


def _what(change: LibraryChange, phrase: Phrase) -> Iterator[str]:
    old, new = change.old, change.new
    for kind in change.differences:
        if old is None or new is None or kind not in {"level", "audience", "moved"}:
            yield phrase(f"difference_{kind}")
            continue
        before, after = {
            "level": (_level(old, phrase), _level(new, phrase)),
            "audience": (", ".join(old.audience), ", ".join(new.audience)),
            "moved": (old.page, new.page),
        }[kind]
        yield phrase(f"diff_{kind}").replace("{old}", before).replace("{new}", after)
    if old is not None and new is not None and old.condition_text != new.condition_text:
        always = phrase("diff_always")
        said = phrase("diff_condition").replace("{old}", old.condition_text or always)
        yield said.replace("{new}", new.condition_text or always)


def _level(clause: Clause, phrase: Phrase) -> str:
    return phrase(f"level_{clause.level.replace(' ', '_')}").lower()


def _title(clause: Clause, language: str) -> str:
    return clause.texts[language].title


def _pieces(old: Clause | None, new: Clause | None, language: str, name: str) -> tuple[Piece, ...]:
    return redline(_source(old, language, name), _source(new, language, name))


def _source(clause: Clause | None, language: str, name: str) -> str:
    text = clause.texts.get(language) if clause else None
    if text is None:
        return ""
    if name in {"title", "text"}:
        return text.title if name == "title" else text.body.source
    if clause is not None and name == "sources":
        return ", ".join(clause.sources)
    if clause is not None and name == "keywords":
        return ", ".join(clause.keywords.get(language, ()))
    return text.parts[name].source if name in text.parts else ""


def libraries_as_json(
    changes: tuple[LibraryChange, ...],
    marks: tuple[Mapping[str, str], Mapping[str, str]],
) -> str:
    """Return the same as JSON with sorted keys; texts are as their authors wrote them."""
    plain = {
        "format": LIBRARIES_FORMAT,
        "old": dict(marks[0]),
        "new": dict(marks[1]),
        "clauses": [
            {
                "id": change.id,
                "differences": list(change.differences),
                "in_meaning": change.in_meaning,
                "declared": [
                    {"version": item.version, "kind": item.kind, "notes": dict(item.notes)}
                    for item in change.declared
                ],
                "old": _plain(change.old),
                "new": _plain(change.new),
            }
            for change in changes
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _plain(clause: Clause | None) -> dict[str, object] | None:
    if clause is None:
        return None
    return {
        "digest": clause.digest,
        "level": clause.level,
        "page": clause.page,
        "audience": list(clause.audience),
        "applies_when": clause.condition_text,
        "texts": {
            key: {
                name: _source(clause, key, name)
                for name in ("title", "text", *_PARTS)
                if _source(clause, key, name)
            }
            for key in clause.texts
        },
    }
