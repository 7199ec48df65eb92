"""Tell what happened to a clause in each version of the library, and whether that is news."""

from typing import Final

from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Revision
from handbook_gen.model.changes import Change, ChangeKind
from handbook_gen.model.library import Clause, Library

_NEWS: Final[dict[ChangeKind, str]] = {"added": "new_in", "meaning": "changed_in"}
"""The kinds of change that a reader must know of, with the phrase for each."""


def revisions(clause: Clause, words: Words) -> tuple[Revision, ...]:
    """Return what happened to a clause, newest first; nothing for a firm's own clause."""
    if clause.replaces or clause.after:
        return ()
    found: dict[Revision, None] = {}
    for change in words.library.changes:
        if change.clause == clause.id or _took_in(clause, change, words.library):
            note = as_markdown(change.notes[words.language])
            said = words.phrase(f"change_{change.kind}")
            found[Revision(change.version, change.kind, said, note)] = None
    return tuple(found)


def news(clause: Clause, words: Words) -> str:
    """Return as plain words that a clause is new or says something else in this version of the library.

    Empty for a change of wording, for an own clause, and in the first version, in which all is new.
    """
    version, changes = words.library.version, words.library.changes
    if not changes or changes[-1].version == version or clause.replaces or clause.after:
        return ""  # of a first version all is new
    for change in changes:
        if change.clause == clause.id and change.version == version and change.kind in _NEWS:
            return words.phrase(_NEWS[change.kind], version=version)
    return ""


def _took_in(clause: Clause, change: Change, library: Library) -> bool:
    """Tell whether a clause that once stood on its own went into this one."""
    return change.into == clause.id and any(
        other.kind == "added" and other.clause == change.clause for other in library.changes
    )
