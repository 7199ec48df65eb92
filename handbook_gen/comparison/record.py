"""A comparison as canonical JSON, for an auditor or a program."""

import json
from collections.abc import Mapping
from typing import Final

from handbook_gen.comparison.redline import redline
from handbook_gen.comparison.standing import common_languages
from handbook_gen.model.blocks import Passage
from handbook_gen.model.comparison import ClauseChange, Comparison
from handbook_gen.model.release import Edition

COMPARISON_FORMAT: Final = 1
_TEXTS: Final = ("title", "text", "good", "bad", "why")


def as_json(
    comparison: Comparison,
    marks: tuple[Mapping[str, str], Mapping[str, str]],
    roles: tuple[str, ...] = (),
) -> str:
    """Return JSON with sorted keys; `marks` say of the older and the newer edition where it is from.

    Texts are Markdown as in the handbook, redlines plain words.
    """
    old, new = comparison.old, comparison.new
    changes = [change for change in comparison.clauses if not roles or change.audience & set(roles)]
    languages = common_languages(old, new) if old else new.languages
    plain = {
        "format": COMPARISON_FORMAT,
        "firm": new.firm,
        "old": _side(old, marks[0]) if old else None,
        "new": _side(new, marks[1]),
        "compared_languages": list(languages),
        "roles": list(roles),
        "clauses": [_clause(change, languages) for change in changes],
        "pages": [{"id": name, "titles": dict(titles)} for name, titles in comparison.pages],
        "answers": {
            fact_id: {
                "question": dict(new.answers[fact_id].question),
                "old": dict(old.answers[fact_id].answer),
                "new": dict(new.answers[fact_id].answer),
            }
            for fact_id in (comparison.answers if old else ())
            if old
        },
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _side(edition: Edition, marks: Mapping[str, str]) -> dict[str, object]:
    return {
        **marks,
        "label": edition.label,
        "library_version": edition.library_version,
        "library_digest": edition.library_digest,
        "languages": list(edition.languages),
        "names_people": edition.contacts,
    }


def _clause(change: ClauseChange, languages: tuple[str, ...]) -> dict[str, object]:
    both = [key for key in languages if key in change.old and key in change.new]
    return {
        "id": change.id,
        "book": change.book,
        "differences": list(change.differences),
        "in_meaning": change.in_meaning,
        "old": {key: _passage(passage) for key, passage in change.old.items()},
        "new": {key: _passage(passage) for key, passage in change.new.items()},
        "old_page": dict(change.old_page),
        "new_page": dict(change.new_page),
        "causes": [
            {"kind": cause.kind, "subject": cause.subject, "words": dict(cause.words)}
            for cause in change.causes
        ],
        "redlines": {
            key: {
                name: [[piece.kind, piece.text] for piece in pieces]
                for name in _TEXTS
                if (
                    pieces := redline(
                        getattr(change.old[key], name), getattr(change.new[key], name)
                    )
                )
                and any(piece.kind != "same" for piece in pieces)
            }
            for key in both
        },
    }


def _passage(passage: Passage) -> dict[str, object]:
    return {
        **{name: getattr(passage, name) for name in _TEXTS},
        "level": passage.level,
        "severity": passage.severity,
        "audience": list(passage.audience),
        "owner": passage.owner,
        "sources": [citation.text for citation in passage.citations],
        "keywords": list(passage.keywords),
        "status": passage.status.words if passage.status else "",
    }
