"""What a release changed, told to the readers of one book."""

from collections.abc import Iterator, Mapping

from handbook_gen.filling import as_markdown
from handbook_gen.history.past import page_id
from handbook_gen.history.steps import Step
from handbook_gen.history.words import Telling, redlined, replaced
from handbook_gen.model.blocks import Passage
from handbook_gen.model.comparison import ClauseChange
from handbook_gen.model.handbook import Book
from handbook_gen.model.past import ChangedClause, ReleaseTold


def told(step: Step, book: Book, telling: Telling) -> ReleaseTold:
    """Return a release as the readers of a book are told."""
    release = step.release
    here = [change for change in step.changes if change.book == book.name]
    meaning = tuple(_clause(one, step, book, telling) for one in here if one.in_meaning)
    rest = (_clause(one, step, book, telling) for one in here if not one.in_meaning)
    wording = tuple(told_of for told_of in rest if told_of.lines)  # not what only the search reads
    return ReleaseTold(
        anchor=step.anchor,
        title=telling.phrase("changes_release", version=as_markdown(release.version)),
        facts=telling.facts(release),
        kind=telling.phrase(f"kind_{release.kind}"),
        note=as_markdown(release.note),
        summary=_summary(step, len(meaning), len(wording), telling),
        meaning=meaning,
        wording=wording,
        as_of=f"hb:page/{page_id(step)}",
    )


def change_in_words(change: ClauseChange, telling: Telling) -> str:
    """Return what weighs most of what is different about a clause."""
    words = telling.phrase(f"difference_{change.differences[0]}")
    return words[:1].upper() + words[1:]


def passage_in(passages: Mapping[str, Passage], language: str) -> Passage | None:
    """Return a clause in a language, else in the first that there is; None when there is none."""
    return passages.get(language) or next(iter(passages.values()), None)


def roles_of(change: ClauseChange, language: str) -> tuple[str, ...]:
    """Return whom a change concerns, or concerned before it."""
    found = (passage_in(side, language) for side in (change.new, change.old))
    return tuple(dict.fromkeys(role for one in found if one for role in one.audience))


def _summary(step: Step, meaning: int, wording: int, telling: Telling) -> str:
    if step.first:
        return telling.phrase("changes_first")
    counts = (("changes_meaning", meaning), ("changes_wording", wording))
    said = [telling.counted(key, number) for key, number in counts if number]
    joined = f" {telling.phrase('and')} ".join(said)
    return f"{joined}." if joined else telling.phrase("changes_none")


def _clause(change: ClauseChange, step: Step, book: Book, telling: Telling) -> ChangedClause:
    old = passage_in(change.old, telling.language)
    new = passage_in(change.new, telling.language)
    now = new or old
    assert now is not None
    if old and new and telling.language not in change.old:
        old = new  # words of two languages make no redline
    causes = (cause.words for cause in change.causes)
    return ChangedClause(
        id=change.id,
        anchor=f"{step.anchor}-{now.anchor}",
        title=now.title,
        link=f"hb:{change.id}" if change.id in telling.targets[book.name] else "",
        change=change_in_words(change, telling),
        audience=roles_of(change, telling.language),
        lines=tuple(_lines(change, old, new, telling)),
        why=tuple(words.get(telling.language) or next(iter(words.values())) for words in causes),
    )


def _lines(
    change: ClauseChange, old: Passage | None, new: Passage | None, telling: Telling
) -> Iterator[tuple[str, str]]:
    """Yield what differs as a label and the redline; of a new clause, its text."""
    if old is None:
        assert new is not None
        yield "", telling.linked(new.text, change.book)
        return
    if new is None:
        yield "", redlined(old.text, "")
        return
    if old.level != new.level:
        words = replaced(telling.level(old.level), telling.level(new.level))
        yield telling.phrase("head_level"), words
    if old.audience != new.audience:
        words = replaced(", ".join(old.audience), ", ".join(new.audience))
        yield telling.phrase("changed_audience"), words
    if "moved" in change.differences:
        pages = [titles.get(telling.language, "") for titles in (change.old_page, change.new_page)]
        yield telling.phrase("head_page"), redlined(*pages)
    for label, was, now in (
        (telling.phrase("changed_title"), old.title, new.title),
        ("", old.text, new.text),
        (telling.phrase("good"), old.good, new.good),
        (telling.phrase("bad"), old.bad, new.bad),
        (telling.phrase("why"), old.why, new.why),
        (telling.phrase("our_answers"), _answered(old), _answered(new)),
        (telling.phrase("source"), _cited(old), _cited(new)),
        (telling.phrase("head_channel"), ", ".join(old.channels), ", ".join(new.channels)),
        (telling.phrase("head_owner"), old.owner, new.owner),
        (telling.phrase("status"), _status(old), _status(new)),
    ):
        if was != now:
            yield label, redlined(was, now)


def _cited(passage: Passage) -> str:
    return as_markdown(" · ".join(citation.text for citation in passage.citations))


def _answered(passage: Passage) -> str:
    return "\n".join(f"- {reason.question} {reason.answer}" for reason in passage.reasons)


def _status(passage: Passage) -> str:
    return passage.status.words if passage.status else ""
