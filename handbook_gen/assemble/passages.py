"""Fill in clauses: each becomes a passage of one handbook."""

from functools import lru_cache

from handbook_gen.assemble.words import Words
from handbook_gen.model.blocks import Passage, Status
from handbook_gen.model.choices import BookName
from handbook_gen.model.library import Clause
from handbook_gen.model.profile import Profile


def passage(clause: Clause, book: BookName, words: Words, profile: Profile) -> Passage:
    """Return the clause as it reads in this handbook; only duties have a status."""
    texts, fixed = clause.texts[words.language], words.fixed[clause.id]
    parts = texts.parts

    return Passage(
        id=clause.id,
        anchor=clause.anchor,
        level=clause.level,
        severity=clause.severity,
        title=fixed.title,
        text=words.filled(texts.body, book),
        good=words.filled(parts["good"], book) if "good" in parts else "",
        bad=words.filled(parts["bad"], book) if "bad" in parts else "",
        why=words.filled(parts["why"], book) if "why" in parts else "",
        audience=fixed.audience,
        reasons=words.reasons(clause),
        citations=words.citations(clause),
        owner=words.fact(clause.owner),
        keywords=clause.keywords.get(words.language, ()),
        since=clause.since,
        pocket=clause.pocket,
        own=bool(clause.replaces or clause.after),
        status=_status(clause, words, profile) if book == "control" else None,
        channels=fixed.channels,
        news=fixed.news,
        history=fixed.history,
    )


@lru_cache(maxsize=4)
def _open(said: str) -> Status:
    return Status("open", said)


def _status(clause: Clause, words: Words, profile: Profile) -> Status:
    duty = profile.duties.get(clause.id)
    if duty is None:
        return _open(words.phrase("status_open"))
    match duty.status:
        case "done":
            said = words.phrase("status_done")
        case "planned" if duty.by is not None:
            said = words.phrase("status_planned", date=words.filler.day(duty.by))
        case "not ours":
            said = words.phrase("status_not_ours")
        case _:
            said = words.phrase("status_open")
    return Status(
        duty.status, said, words.filler.said(duty.owner), duty.by, words.filler.said(duty.reason)
    )
