"""Why a clause is different: an answer, the library, the firm's own text, a deviation or a duty."""

from collections.abc import Callable, Iterator

from handbook_gen.comparison.standing import Standing, common_languages
from handbook_gen.model.blocks import Passage, Revision
from handbook_gen.model.comparison import Cause, CauseKind
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.known import COUNTRY, PROFESSIONS
from handbook_gen.model.release import Edition

_Words = Callable[[Handbook], str]


def answers_changed(old: Edition, new: Edition, clause: str | None = None) -> tuple[str, ...]:
    """Return the facts that were answered otherwise, sorted; those that one clause reads, if named.

    A fact that no clause read before is not among them: what was answered then is not known.
    """
    read = set(old.answers) & set(new.answers)
    if clause is not None:
        read &= {
            fact_id
            for edition in (old, new)
            if clause in edition.footings
            for fact_id in edition.footings[clause].reads
        }
    languages = common_languages(old, new)
    return tuple(
        sorted(
            fact_id
            for fact_id in read
            if old.answers[fact_id].known != new.answers[fact_id].known
            or any(
                old.answers[fact_id].answer[key] != new.answers[fact_id].answer[key]
                for key in languages
            )
        )
    )


def causes_of(
    name: str, was: Standing | None, now: Standing | None, old: Edition, new: Edition
) -> tuple[Cause, ...]:
    """Return why a clause is different, as far as the two editions tell."""
    facts = answers_changed(old, new, name)
    if was is not None and now is not None:
        facts = tuple(sorted({*facts, *_read_around(was, now, old, new)}))
    found = list(_answers(facts, old, new))
    if was is None:
        found = found or [_added(name, old, new)]
    elif now is None:
        found = found or [_removed(name, old, new)]
    else:
        found += _texts(name, was, now, old, new)
        found += _duty(name, was, now, new)
    return tuple(found)


def _read_around(was: Standing, now: Standing, old: Edition, new: Edition) -> Iterator[str]:
    """Yield the answers that show beside a text: who is accountable, and whom the sources bind."""
    changed = answers_changed(old, new)
    for key in common_languages(old, new):
        before, after = was.passages[key], now.passages[key]
        if before.citations != after.citations:
            yield from (fact_id for fact_id in (COUNTRY, PROFESSIONS) if fact_id in changed)
        if before.owner != after.owner:
            yield from (
                fact_id
                for fact_id in changed
                if f"[{old.answers[fact_id].answer[key]}]" in before.owner
                or f"[{new.answers[fact_id].answer[key]}]" in after.owner
            )


def _answers(facts: tuple[str, ...], old: Edition, new: Edition) -> Iterator[Cause]:
    for fact_id in facts:

        def words(handbook: Handbook, fact_id: str = fact_id) -> str:
            key = handbook.language
            before, after = old.answers[fact_id], new.answers[fact_id]
            said = handbook.phrase("cause_answer").replace("{question}", after.question[key])
            said = said.replace(
                "{old}", before.answer.get(key) or next(iter(before.answer.values()))
            )
            return said.replace("{new}", after.answer[key])

        yield _cause("answer", fact_id, new, words)


def _added(name: str, old: Edition, new: Edition) -> Cause:
    if new.footings[name].own:
        return _cause("own", name, new, lambda handbook: handbook.phrase("cause_own_added"))
    why = _left_out(name, old)
    if why is None:
        return _library(name, new, _new_revisions(None, name, new))
    if why == "deviation":
        return _cause("deviation", name, new, lambda book: book.phrase("cause_deviation_ended"))

    def words(handbook: Handbook) -> str:
        reasons = {item.id: item.why for item in old.handbook(handbook.language).left_out}
        return handbook.phrase("cause_until_now").replace("{why}", reasons[name])

    return _cause(_of_condition(old, new), "", new, words)


def _removed(name: str, old: Edition, new: Edition) -> Cause:
    why = _left_out(name, new)
    heirs = dict(new.handbooks[0].moved).get(name, ())
    if why == "deviation" or (why is not None and not heirs):
        kind: CauseKind = "deviation" if why == "deviation" else _of_condition(old, new)

        def reason(handbook: Handbook) -> str:
            return next(item.why for item in handbook.left_out if item.id == name)

        return _cause(kind, name if kind == "deviation" else "", new, reason)
    if heirs:
        own = any(new.footings[heir].own for heir in heirs)
        ids = ", ".join(heirs)
        return _cause(
            "own" if own else "library",
            heirs[0] if own else new.library_version,
            new,
            lambda handbook: handbook.phrase("cause_merged").replace("{ids}", ids),
        )
    if old.footings[name].own:
        return _cause("own", name, new, lambda handbook: handbook.phrase("cause_own_removed"))
    return _cause(
        "library",
        new.library_version,
        new,
        lambda book: book.phrase("cause_retired").replace("{version}", new.library_version),
    )


def _texts(name: str, was: Standing, now: Standing, old: Edition, new: Edition) -> Iterator[Cause]:
    before, after = old.footings[name], new.footings[name]
    if after.own:
        if before.digest != after.digest:
            yield _cause("own", name, new, lambda book: book.phrase("cause_own_changed"))
    elif before.digest != after.digest or was.page != now.page:
        yield _library(name, new, _new_revisions(was, name, new))


def _duty(name: str, was: Standing, now: Standing, new: Edition) -> Iterator[Cause]:
    changed = any(
        key in was.passages and was.passages[key].status != passage.status
        for key, passage in now.passages.items()
    )
    if changed:

        def words(handbook: Handbook) -> str:
            key = handbook.language
            before = was.passages.get(key) or next(iter(was.passages.values()))
            said = handbook.phrase("cause_duty").replace("{old}", _status(before))
            return said.replace("{new}", _status(now.passages[key]))

        yield _cause("duty", name, new, words)


def _status(passage: Passage) -> str:
    return passage.status.words if passage.status else "–"


def _library(name: str, new: Edition, revisions: dict[str, tuple[Revision, ...]]) -> Cause:
    """Return the library as the cause, with its note when it says one."""

    def words(handbook: Handbook) -> str:
        told = [item for item in revisions.get(handbook.language, ()) if item.note]
        if told:
            return "; ".join(
                handbook.phrase("cause_library_note")
                .replace("{version}", item.version)
                .replace("{note}", item.note)
                for item in told
            )
        said = handbook.phrase("cause_library")
        return said.replace("{version}", new.library_version)

    first = next((found[0] for found in revisions.values() if found), None)
    return _cause("library", first.version if first else new.library_version, new, words)


def _new_revisions(
    was: Standing | None, name: str, new: Edition
) -> dict[str, tuple[Revision, ...]]:
    """Return what the newer edition says happened to a clause and the older one does not."""
    found: dict[str, tuple[Revision, ...]] = {}
    for handbook in new.handbooks:
        passage = _passage(name, handbook)
        known: set[tuple[str, str]] = set()
        if was is not None:
            before = next(iter(was.passages.values()))
            known = {(item.version, item.change) for item in before.history}
        found[handbook.language] = tuple(
            item for item in passage.history if (item.version, item.change) not in known
        )
    return found


def _passage(name: str, handbook: Handbook) -> Passage:
    return next(
        passage for book in handbook.books for passage in book.passages if passage.id == name
    )


def _left_out(name: str, edition: Edition) -> str | None:
    """Return `deviation` or `other` for a clause that an edition leaves out; None when it has none."""
    handbook = edition.handbooks[0]
    why = next((item.why for item in handbook.left_out if item.id == name), None)
    if why is None:
        return None
    begin = handbook.phrase("left_out_deviation").split("{reason}")[0]
    return "deviation" if why.startswith(begin) else "other"


def _of_condition(old: Edition, new: Edition) -> CauseKind:
    """Tell what moved a condition: only an answer can when the library is the same."""
    return "answer" if old.library_digest == new.library_digest else "other"


def _cause(kind: CauseKind, subject: str, new: Edition, words: _Words) -> Cause:
    said = {handbook.language: words(handbook) for handbook in new.handbooks}
    return Cause(kind, subject, said)
