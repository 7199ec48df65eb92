"""What a comparison says, put into words once, for every form in which it is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from handbook_gen.comparison.redline import Piece, redline
from handbook_gen.comparison.standing import common_languages
from handbook_gen.filling import as_text
from handbook_gen.model.blocks import Passage
from handbook_gen.model.comparison import DIFFERENCES, ClauseChange, Comparison
from handbook_gen.model.handbook import Handbook

_CAUSES: Final = ("answer", "library", "own", "deviation", "duty", "other")
_PARTS: Final = {
    "good": "good",
    "bad": "bad",
    "why": "why",
    "citations": "redline_citations",
    "reasons": "redline_reasons",
    "owner": "redline_owner",
    "keywords": "redline_keywords",
    "channels": "redline_channels",
}
"""What stands around a text, with the phrase that is its label."""

_OF_ONE: Final = 4
"""How many of them are told of a clause that came or went as a whole."""

T = TypeVar("T")
Phrase = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a clause as a redline; `label` is empty for title and text."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause that differs, in words; all of them plain text.

    Attributes:
        what: the differences, what weighs most first.
        causes: why, each in a sentence without its full stop.
    """

    id: str
    title: tuple[Piece, ...]
    what: tuple[str, ...]
    causes: tuple[str, ...]
    parts: tuple[Marked, ...]
    place: str
    in_meaning: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison in one language, in plain text.

    Attributes:
        summary: what a board reads: sentences about how much there is and what to know of it.
        counts: how many clauses are different in which way.
        why: how many clauses there are per kind of cause.
        urgent: the critical clauses that are different in meaning.
    """

    language: str
    title: str
    firm: str
    summary: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    why: tuple[tuple[str, int], ...]
    urgent: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    pages: tuple[str, ...]
    words: Mapping[str, str]


WORDS: Final = (
    "diff_rule",
    "diff_what",
    "diff_why",
    "diff_rest",
    "diff_urgent",
    "diff_pages",
    "redline_added",
    "redline_removed",
)
"""The phrases that the forms themselves need."""


def sheet_of(
    comparison: Comparison, language: str, roles: tuple[str, ...] = (), said: str = ""
) -> Sheet:
    """Return a comparison in words, for all or for roles by their titles in the first language.

    What differs in meaning comes first, and then the rest, both in the order of the books.
    `said` names the roles in the language of the sheet. Whoever asks for roles is not told of the pages' own words, which are for nobody in particular.
    """
    handbook = comparison.new.handbook(language)
    phrase = handbook.phrase
    changes = [change for change in comparison.clauses if not roles or change.audience & set(roles)]
    changes.sort(key=lambda change: not change.in_meaning)
    pages = () if roles else comparison.pages
    summary = _summary(comparison, changes, handbook, said or ", ".join(roles))
    if not changes and not pages:
        summary.insert(0, phrase("diff_nothing"))
    shown = comparison.old and language in common_languages(comparison.old, comparison.new)
    return Sheet(
        language=language,
        title=title_line(
            comparison.old.label if comparison.old else "–", comparison.new.label, phrase
        ),
        firm=handbook.firm_name,
        summary=tuple(summary),
        counts=counted(
            (phrase(f"difference_{kind}"), sum(kind in change.differences for change in changes))
            for kind in DIFFERENCES
        ),
        why=counted(
            (
                phrase(f"because_{kind}"),
                sum(any(cause.kind == kind for cause in change.causes) for change in changes),
            )
            for kind in _CAUSES
        ),
        urgent=tuple(_urgent(changes, language)),
        entries=tuple(_entry(change, handbook, whole=bool(shown)) for change in changes),
        pages=tuple(as_text(_first(titles, language)) for _, titles in pages),
        words={key: phrase(key) for key in WORDS},
    )


def _summary(
    comparison: Comparison, changes: list[ClauseChange], handbook: Handbook, roles: str
) -> list[str]:
    said = count_line(len(changes), sum(change.in_meaning for change in changes), handbook.phrase)
    if roles:
        said.append(handbook.phrase("diff_for").replace("{roles}", roles))
    return [*said, *_notes(comparison, handbook)]


def weighty(sheet: Sheet) -> tuple[tuple[Entry, ...], str]:
    """Return the clauses that differ in meaning, and the IDs of the others in one line."""
    rest = [entry.id for entry in sheet.entries if not entry.in_meaning]
    line = f"{sheet.words['diff_rest']}: {', '.join(rest)}" if rest else ""
    return tuple(entry for entry in sheet.entries if entry.in_meaning), line


def title_line(old: str, new: str, phrase: Phrase) -> str:
    """Return the title of a comparison between two labels."""
    names = [phrase("diff_work_tree") if name == "work tree" else name for name in (old, new)]
    return phrase("diff_title").replace("{old}", names[0]).replace("{new}", names[1])


def count_line(number: int, in_meaning: int, phrase: Phrase) -> list[str]:
    """Return the sentence that says how many clauses differ; none when there are none."""
    if not number:
        return []
    said = phrase("diff_count_one") if number == 1 else phrase("diff_count")
    return [said.replace("{n}", str(number)).replace("{m}", str(in_meaning))]


def counted(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return only what there is any of."""
    return tuple((words, number) for words, number in pairs if number)


def _notes(comparison: Comparison, handbook: Handbook) -> Iterator[str]:
    """Yield what a reader must know about the two editions as a whole."""
    old, new = comparison.old, comparison.new
    if old is None:
        return
    if old.library_version != new.library_version:
        said = handbook.phrase("diff_library").replace("{old}", old.library_version)
        yield said.replace("{new}", new.library_version)
    names = {
        key: name
        for edition in (old, new)
        for book in edition.handbooks
        for key, name in book.languages
    }
    for key in new.languages:
        if key not in old.languages:
            said = handbook.phrase("diff_language_new")
            yield said.replace("{language}", names.get(key, key))
    for key in old.languages:
        if key not in new.languages:
            said = handbook.phrase("diff_language_gone")
            yield said.replace("{language}", names.get(key, key))
    if not common_languages(old, new):
        yield handbook.phrase("diff_no_common")
    if old.contacts != new.contacts:
        yield handbook.phrase("diff_names")


def _urgent(changes: Iterable[ClauseChange], language: str) -> Iterator[tuple[str, str]]:
    for change in changes:
        passage = _first(change.new or change.old, language)
        if change.in_meaning and passage.severity == "critical":
            yield change.id, as_text(passage.title)


def _entry(change: ClauseChange, handbook: Handbook, *, whole: bool) -> Entry:
    language = handbook.language
    old = _first(change.old, language) if change.old else None
    new = _first(change.new, language) if change.new else None
    if old is not None and new is not None and not whole:
        old = new  # the languages differ, and words of two languages make no redline
    parts = [Marked("", _pieces(old, new, "text"))]
    both = old is not None and new is not None
    for name, key in _PARTS.items() if both else list(_PARTS.items())[:_OF_ONE]:
        parts.append(Marked(handbook.phrase(key), _pieces(old, new, name)))
    page = _first(change.new_page or change.old_page, language)
    return Entry(
        id=change.id,
        title=_pieces(old, new, "title"),
        what=tuple(_what(change, handbook)),
        causes=tuple(as_text(_first(cause.words, language)) for cause in change.causes),
        parts=telling(parts),
        place=as_text(page),
        in_meaning=change.in_meaning,
    )


def telling(parts: list[Marked]) -> tuple[Marked, ...]:
    """Return the parts to show: those that differ, and the text as it stands when none does."""
    found = [part for part in parts if any(piece.kind != "same" for piece in part.pieces)]
    return tuple(found) or tuple(part for part in parts[:1] if part.pieces)


def _what(change: ClauseChange, handbook: Handbook) -> Iterator[str]:
    language = handbook.language
    both = bool(change.old and change.new)
    for kind in change.differences:
        said = handbook.phrase(f"difference_{kind}")
        if kind == "moved" and not change.new:
            yield handbook.phrase("diff_merged")
        elif both and kind in {"level", "audience", "moved"}:
            before = _first(change.old, language)
            after = _first(change.new, language)
            old, new = {
                "level": (_level(before, handbook), _level(after, handbook)),
                "audience": (", ".join(before.audience), ", ".join(after.audience)),
                "moved": (_first(change.old_page, language), _first(change.new_page, language)),
            }[kind]
            said = handbook.phrase(f"diff_{kind}").replace("{old}", as_text(old))
            yield said.replace("{new}", as_text(new))
        else:
            yield said


def _level(passage: Passage, handbook: Handbook) -> str:
    return handbook.phrase(f"level_{passage.level.replace(' ', '_')}").lower()


def _pieces(old: Passage | None, new: Passage | None, name: str) -> tuple[Piece, ...]:
    return redline(_markdown(old, name), _markdown(new, name))


def _markdown(passage: Passage | None, name: str) -> str:
    """Return a part of a passage as Markdown; lists as items."""
    if passage is None:
        return ""
    if name == "citations":
        return "; ".join(citation.text for citation in passage.citations)
    if name == "reasons":
        return "\n".join(f"- {reason.question} {reason.answer}" for reason in passage.reasons)
    found = getattr(passage, name)
    return found if isinstance(found, str) else ", ".join(found)


def _first(words: Mapping[str, T], language: str) -> T:
    """Return what there is in a language, and else in the first one."""
    return words.get(language) or next(iter(words.values()))
