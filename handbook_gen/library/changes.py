"""Read `CHANGES.md`: per version what became of which clause, in words for readers of handbooks.

The file has a block `# nl: Title` per language. In it stand `## version`, newest first, and under
that a heading per kind of change. A list then names the clauses: `- **Subject**: PRV-01, PRV-02`,
or `- PRV-01 says ...`, where the sentence is the note. All else is prose for who reads the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from handbook_gen.library.placing import CLAUSE_ID
from handbook_gen.model.changes import CHANGE_KINDS, Change, ChangeKind
from handbook_gen.model.facts import Wording
from handbook_gen.problems import Place, Problem, nearest

CHANGES_FILE: Final = "CHANGES.md"

_LANGUAGE = re.compile(r"# ([a-z]{2}): +.*\S\s*$")
_ID = CLAUSE_ID.pattern
_LISTED = re.compile(rf"\*\*[^*]+\*\*: +{_ID}(?:, {_ID})*\.?")

_Told = dict[tuple[str, str], Change]
"""The changes of one language by version and clause."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A language with its headings, and its word between the last two of a list."""

    language: str
    kinds: Mapping[str, ChangeKind]
    joiner: str


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list, on one line, with its version, its kind and where it begins."""

    version: str
    kind: ChangeKind
    text: str
    place: Place


def read_changes(
    text: str,
    path: str,
    languages: tuple[str, ...],
    phrases: Mapping[str, Wording],
    problems: list[Problem],
) -> tuple[Change, ...]:
    """Return what became of the clauses, the newest version first."""
    found: dict[str, _Told] = {}
    for language, lines in _blocks(text, path):
        if language in languages:
            words = _words(language, phrases)
            found[language] = _told(_items(lines, words, problems), words, problems)
    for language in languages:
        if language not in found:
            message = f"the changes are missing in `{language}`"
            expected = f"a block that begins with `# {language}: ` and a title"
            problems.append(Problem("HB061", message, Place(path), expected=expected))
    problems += _differences(found)
    return tuple(
        replace(
            change,
            notes={name: told[key].notes[name] for name, told in found.items() if key in told},
        )
        for key, change in next(iter(found.values()), {}).items()
    )


def _words(language: str, phrases: Mapping[str, Wording]) -> _Words:
    def said(key: str) -> str:
        return phrases.get(key, {}).get(language) or key  # that it is missing is a problem already

    kinds = {said(f"change_{kind}"): kind for kind in CHANGE_KINDS}
    return _Words(language, kinds, said("and"))


def _blocks(text: str, path: str) -> Iterator[tuple[str, list[Place]]]:
    """Yield each language with its lines, as places that hold their text."""
    language, lines = "", list[Place]()
    for number, line in enumerate(text.split("\n"), 1):
        if match := _LANGUAGE.match(line):
            yield language, lines
            language, lines = match[1], []
        else:
            lines.append(Place(path, number, 1, max(1, len(line)), line))
    yield language, lines


def _items(lines: list[Place], words: _Words, problems: list[Problem]) -> Iterator[_Item]:
    """Yield the items of all lists under a version and a kind of change."""
    version, kind = "", ""
    item: _Item | None = None
    for line in [*lines, Place("")]:
        if item is not None and line.source.startswith("  "):
            item = replace(item, text=f"{item.text} {line.source.strip()}")
            continue
        if item is not None:
            yield item
            item = None
        if line.source.startswith("### "):
            kind = line.source.removeprefix("### ").strip()
            if kind not in words.kinds:
                problems.append(_unknown_kind(kind, line, words))
        elif line.source.startswith("## "):
            version, kind = line.source.removeprefix("## ").strip(), ""
        elif line.source.startswith("- ") and version and kind in words.kinds:
            item = _Item(version, words.kinds[kind], line.source.removeprefix("- "), line)


def _unknown_kind(kind: str, place: Place, words: _Words) -> Problem:
    guess = nearest(kind, words.kinds)
    label = f"did you mean `{guess}`?" if guess else ""
    expected = ", ".join(f"`### {known}`" for known in words.kinds)
    return Problem("HB062", f"`{kind}` is no kind of change", place, label=label, expected=expected)


def _told(items: Iterator[_Item], words: _Words, problems: list[Problem]) -> _Told:
    """Return what the items of one language say."""
    told: _Told = {}
    for item in items:
        names = _names(item, words, problems)
        into = ""
        if item.kind == "merged" and names:
            others = [name for name in CLAUSE_ID.findall(item.text) if name not in names]
            into = others[0] if others else ""
            if not into:
                message = f"`{names[0]}` was merged, and the line does not say into which clause"
                problems.append(Problem("HB062", message, item.place))
        note = "" if _LISTED.fullmatch(item.text) else item.text
        for name in names:
            if (item.version, name) in told:
                message = f"`{name}` stands twice among the changes of {item.version}"
                problems.append(Problem("HB066", message, item.place))
            change = Change(item.version, name, item.kind, {words.language: note}, into, item.place)
            told.setdefault((item.version, name), change)
    return told


def _names(item: _Item, words: _Words, problems: list[Problem]) -> list[str]:
    """Return the clauses that an item is about; none for one that names no clause at all."""
    if _LISTED.fullmatch(item.text):
        return CLAUSE_ID.findall(item.text)
    about = re.match(rf"{_ID}(?:(?:, | {re.escape(words.joiner)} ){_ID})*(?= \S)", item.text)
    if about is not None:
        return CLAUSE_ID.findall(about[0])
    if CLAUSE_ID.search(item.text):
        message = "it is not clear which clauses this line is about"
        expected = "`- **Subject**: PRV-01, PRV-02`, or a sentence that begins with the ID"
        problems.append(Problem("HB062", message, item.place, expected=expected))
    return []


def _differences(found: Mapping[str, _Told]) -> Iterator[Problem]:
    """Yield what one language says of a clause and another does not, each once."""
    for number, (language, told) in enumerate(found.items()):
        for place, (other, others) in enumerate(found.items()):
            for key, change in told.items():
                twin = others.get(key)
                if twin is None or (
                    number < place and _gist(twin, other) != _gist(change, language)
                ):
                    version, name = key
                    message = f"`{other}` does not say the same of `{name}` in {version}"
                    yield Problem("HB068", message, change.place)


def _gist(change: Change, language: str) -> tuple[str, str, bool]:
    return change.kind, change.into, bool(change.notes[language])
