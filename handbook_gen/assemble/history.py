"""Tell what happened to a clause in each version of the library, and whether that is news."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Revision
from handbook_gen.model.changes import ChangeKind
from handbook_gen.model.library import LIBRARIES, Clause, Library

_NEWS: Final[dict[ChangeKind, str]] = {"added": "new_in", "meaning": "changed_in"}
"""The kinds of change that a reader must know of, with the phrase for each."""


def revisions(clause: Clause, library: Library, language: str) -> tuple[Revision, ...]:
    """Return what happened to a clause, newest first; nothing for a firm's own clause."""
    if clause.replaces or clause.after:
        return ()
    return _revisions(library)[language].get(clause.id, ())


def news(clause: Clause, library: Library, language: str) -> str:
    """Return as plain words that a clause is new or says something else in this version of the library.

    Empty for a change of wording, for an own clause, and in the first version, in which all is new.
    """
    if clause.replaces or clause.after:
        return ""
    kind = _news(library).get(clause.id)
    if not kind:
        return ""
    return library.phrases[_NEWS[kind]][language].replace("{version}", library.version)


@lru_cache(maxsize=LIBRARIES)
def _news(library: Library) -> Mapping[str, ChangeKind]:
    """Return the clauses that are news in this version of the library, and why."""
    if not library.changes or library.changes[-1].version == library.version:
        return {}  # of a first version all is new
    found: dict[str, ChangeKind] = {}
    for change in library.changes:
        if change.version == library.version and change.kind in _NEWS:
            found.setdefault(change.clause, change.kind)
    return found


@lru_cache(maxsize=LIBRARIES)
def _revisions(library: Library) -> Mapping[str, Mapping[str, tuple[Revision, ...]]]:
    """Return in each language what happened to every clause, newest first.

    What was told of a clause that once stood on its own belongs to the one that it went into.
    """
    once = {change.clause for change in library.changes if change.kind == "added"}
    told: dict[str, dict[str, dict[Revision, None]]] = {
        language: defaultdict(dict) for language in library.languages
    }
    for change in library.changes:
        heirs = {change.clause, change.into if change.clause in once else ""} - {""}
        for language, of_clause in told.items():
            said = library.phrases[f"change_{change.kind}"][language]
            note = as_markdown(change.notes[language])
            revision = Revision(change.version, change.kind, said, note)
            for heir in heirs:
                of_clause[heir][revision] = None
    return {
        language: {name: tuple(found) for name, found in of_clause.items()}
        for language, of_clause in told.items()
    }
