"""What changed in each release, for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from handbook_gen.filling import as_text
from handbook_gen.history.steps import Step, digest_of
from handbook_gen.history.told import passage_in, roles_of
from handbook_gen.model.choices import BookName
from handbook_gen.model.comparison import ClauseChange
from handbook_gen.model.handbook import Handbook

FORMAT: Final = 1


def changes_json(steps: Sequence[Step], handbook: Handbook, book: BookName) -> str:
    """Return the releases of a book, the newest first, as JSON with sorted keys.

    Each has its digest and the release before it, and per clause what is different, why, and for whom.
    """
    language = handbook.language
    plain = {
        "format": FORMAT,
        "firm": handbook.firm,
        "book": book,
        "language": language,
        "releases": [_release(step, book, language) for step in reversed(steps)],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _release(step: Step, book: BookName, language: str) -> Mapping[str, object]:
    release = step.release
    previous = release.previous
    return {
        "version": release.version,
        "digest": digest_of(release),
        "previous": previous and {"version": previous.version, "digest": previous.digest},
        "effective": release.effective.isoformat(),
        "released": release.released.isoformat(),
        "approved_by": release.approved_by,
        "kind": release.kind,
        "note": release.note,
        "changes": [_change(change, language) for change in step.changes if change.book == book],
    }


def _change(change: ClauseChange, language: str) -> Mapping[str, object]:
    now = passage_in(change.new, language) or passage_in(change.old, language)
    assert now is not None
    return {
        "id": change.id,
        "title": as_text(now.title),
        "differences": list(change.differences),
        "in_meaning": change.in_meaning,
        "audience": list(roles_of(change, language)),
        "causes": [
            {
                "kind": cause.kind,
                "subject": cause.subject,
                "words": as_text(cause.words.get(language, "")),
            }
            for cause in change.causes
        ],
    }
