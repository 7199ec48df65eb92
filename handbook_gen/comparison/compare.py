"""Hold two editions against each other: what is different about which clause, and why."""

from collections.abc import Iterator, Mapping
from typing import Final

from handbook_gen.comparison.causes import answers_changed, causes_of
from handbook_gen.comparison.standing import Standing, common_languages, standings
from handbook_gen.model.blocks import Passage, Prose
from handbook_gen.model.comparison import DIFFERENCES, Cause, ClauseChange, Comparison, Difference
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Edition

__all__ = ["common_languages", "compare"]

_STATED: Final = ("title", "text")
"""What a clause states; all the rest is around it."""

_AROUND: Final = (
    "good",
    "bad",
    "why",
    "citations",
    "keywords",
    "reasons",
    "owner",
    "severity",
    "pocket",
    "channels",
    "status",
)
"""What else a reader sees; what only says that it is news is not among it."""


def compare(old: Edition | None, new: Edition) -> Comparison:
    """Return all that is different in the newer edition, by clause; all of it without an older one.

    Texts are compared in the languages that both have.
    """
    if old is None:
        added = tuple(
            _change(name, ("added",), None, standing, ())
            for name, standing in standings(new).items()
        )
        return Comparison(None, new, added, (), ())
    before, after = standings(old), standings(new)
    changed: list[ClauseChange] = []
    for name, now in after.items():
        was = before.get(name)
        found: tuple[Difference, ...] = (
            ("added",) if was is None else _differences(name, was, now, old, new)
        )
        if found:
            changed.append(_change(name, found, was, now, causes_of(name, was, now, old, new)))
    for name in sorted(set(before) - set(after)):
        moved = name in dict(new.handbooks[0].moved)
        gone: tuple[Difference, ...] = ("removed", "moved") if moved else ("removed",)
        causes = causes_of(name, before[name], None, old, new)
        changed.append(_change(name, gone, before[name], None, causes))
    pages = tuple(_pages(old, new, {change.id for change in changed}))
    return Comparison(old, new, tuple(changed), pages, answers_changed(old, new))


def _change(
    name: str,
    differences: tuple[Difference, ...],
    was: Standing | None,
    now: Standing | None,
    causes: tuple[Cause, ...],
) -> ClauseChange:
    standing = now or was
    assert standing is not None
    return ClauseChange(
        id=name,
        book=standing.book,
        differences=differences,
        old=was.passages if was else {},
        new=now.passages if now else {},
        old_page=was.titles if was else {},
        new_page=now.titles if now else {},
        causes=causes,
    )


def _differences(
    name: str, was: Standing, now: Standing, old: Edition, new: Edition
) -> tuple[Difference, ...]:
    found: set[Difference] = set()
    if (was.book, was.page) != (now.book, now.page):
        found.add("moved")
    if next(iter(was.passages.values())).level != next(iter(now.passages.values())).level:
        found.add("level")
    for language in common_languages(old, new):
        before, after = was.passages[language], now.passages[language]
        if before.audience != after.audience:
            found.add("audience")
        if _differ(before, after, _STATED):
            said_so = _is_declared_wording(before, after) and not answers_changed(old, new, name)
            found.add("wording" if said_so else "meaning")
        if _differ(before, after, _AROUND):
            found.add("wording")
    if "meaning" in found:
        found.discard("wording")
    return tuple(difference for difference in DIFFERENCES if difference in found)


def _differ(before: Passage, after: Passage, names: tuple[str, ...]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _is_declared_wording(before: Passage, after: Passage) -> bool:
    """Tell whether the library says of all that it did to a clause that it only says it otherwise."""
    known = {(revision.version, revision.change) for revision in before.history}
    kinds = {
        revision.change
        for revision in after.history
        if (revision.version, revision.change) not in known
    }
    return kinds == {"wording"}


def _pages(
    old: Edition, new: Edition, changed: set[str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the pages whose own words differ and that hold no clause which does."""
    languages = common_languages(old, new)
    before = {language: _prose(old.handbook(language)) for language in languages}
    after = {language: _prose(new.handbook(language)) for language in languages}
    holding = {standing.page for name, standing in standings(new).items() if name in changed}
    holding |= {standing.page for name, standing in standings(old).items() if name in changed}
    both = {name: None for found in (*after.values(), *before.values()) for name in found}
    for name in both:
        differs = any(before[key].get(name) != after[key].get(name) for key in languages)
        if differs and name not in holding:
            titles = {key: (after[key].get(name) or before[key][name])[0] for key in languages}
            yield name, titles


def _prose(handbook: Handbook) -> Mapping[str, tuple[str, str]]:
    """Return title and prose of the pages that are written, not made out of the clauses."""
    return {
        page.id: (page.title, "\n\n".join(b.text for b in page.blocks if isinstance(b, Prose)))
        for book in handbook.books
        for page in book.pages
        if not page.generated
    }
