"""Fill in clauses: each becomes a passage of one handbook."""

from handbook_gen.assemble.history import news, revisions
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Passage, Status
from handbook_gen.model.choices import BookName
from handbook_gen.model.library import Clause
from handbook_gen.model.profile import Profile


def passage(clause: Clause, book: BookName, words: Words, profile: Profile) -> Passage:
    """Return the clause as it reads in this handbook; only duties have a status."""
    texts = clause.texts[words.language]

    def part(name: str) -> str:
        return words.filled(texts.parts[name], book) if name in texts.parts else ""

    return Passage(
        id=clause.id,
        anchor=clause.anchor,
        level=clause.level,
        severity=clause.severity,
        title=words.title(clause),
        text=words.filled(texts.body, book),
        good=part("good"),
        bad=part("bad"),
        why=part("why"),
        audience=tuple(words.library.roles[role].title[words.language] for role in clause.audience),
        reasons=words.reasons(clause),
        citations=words.citations(clause),
        owner=words.fact(clause.owner),
        keywords=clause.keywords.get(words.language, ()),
        since=clause.since,
        pocket=clause.pocket,
        own=bool(clause.replaces or clause.after),
        status=_status(clause, words, profile) if book == "control" else None,
        channels=tuple(
            as_markdown(words.library.channels[key].name[words.language]) for key in clause.channels
        ),
        news=news(clause, words),
        history=revisions(clause, words),
    )


def _status(clause: Clause, words: Words, profile: Profile) -> Status:
    duty = profile.duties.get(clause.id)
    if duty is None:
        return Status("open", words.phrase("status_open"))
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
