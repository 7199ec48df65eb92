"""Read the parts of a profile that are not answers: languages, duties and deviations."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from handbook_gen.decoding import bad_character
from handbook_gen.model.facts import InLanguages, Said
from handbook_gen.model.profile import Deviation, DutyState, DutyStatus
from handbook_gen.problems import Place, Problem, nearest
from handbook_gen.source_yaml import Node, Scalar, Sequence, Table, own_place

_STATES: Final[Mapping[str, DutyState]] = {
    "done": "done",
    "planned": "planned",
    "not ours": "not ours",
}
_DUTY_KEYS: Final = ("status", "owner", "by", "reason")
_DEVIATION_KEYS: Final = ("clause", "reason", "approved_by", "until")
_FREE_TEXT: Final = frozenset({"owner", "reason", "approved_by"})
"""What a firm may write per language: {nl: …, en: …}."""


def read_languages(
    node: Node | None, known: tuple[str, ...], problems: list[Problem]
) -> tuple[str, ...]:
    """Return the languages of the handbook; the library's first when none is given."""
    if node is None:
        return known[:1]
    items = node.items if isinstance(node, Sequence) else (node,)
    chosen: list[str] = []
    for item in items:
        word = item.value if isinstance(item, Scalar) else ""
        if word not in known or word in chosen:
            message = f"`{word}` is no language of the library, or stands here twice"
            expected = ", ".join(f"`{language}`" for language in known)
            problems.append(Problem("HB031", message, item.place, expected=expected))
        else:
            chosen.append(word)
    return tuple(chosen) or known[:1]


def read_duties(node: Node | None, problems: list[Problem]) -> dict[str, DutyStatus]:
    """Return the status per duty; what is incomplete is a problem."""
    duties: dict[str, DutyStatus] = {}
    for key, row in _table_entries(node, "duties", problems):
        words = _words(row, _DUTY_KEYS, key.value, key.place, problems)
        place = key.place
        state = _STATES.get(_plain(words, "status"))
        if state is None:
            problems.append(
                Problem(
                    "HB043",
                    f"`{key.value}` has no status that is known",
                    _inside(row, "status", place),
                    expected="`status: done`, `planned` or `not ours`",
                )
            )
            continue
        if state == "not ours" and not words.get("reason"):
            message = f"`{key.value}` is `not ours`, without a reason"
            problems.append(Problem("HB043", message, place, help="add `reason:`"))
        if state == "planned" and not words.get("by"):
            message = f"`{key.value}` is planned, without a day"
            problems.append(Problem("HB043", message, place, help="add `by: 2027-03-01`"))
        by = _date(_plain(words, "by"), _inside(row, "by", place), problems)
        duties[key.value] = DutyStatus(
            key.value, state, words.get("owner", ""), by, words.get("reason", ""), place
        )
    return duties


def read_deviations(node: Node | None, problems: list[Problem]) -> tuple[Deviation, ...]:
    """Return the clauses that the firm does not follow, each with its reason and approval."""
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        expected = "a list, each with `clause`, `reason`, `approved_by` and `until`"
        problems.append(
            Problem("HB022", "`deviations` is not a list", node.place, expected=expected)
        )
        return ()
    found: list[Deviation] = []
    for row in node.items:
        start = own_place(row)
        words = _words(row, _DEVIATION_KEYS, "", start, problems)
        place = _inside(row, "clause", start)
        for key in ("clause", "reason", "approved_by"):
            if not words.get(key):
                message = f"`{key}` is missing in this deviation"
                problems.append(Problem("HB026", message, start))
        until_place = _inside(row, "until", place)
        until = _date(_plain(words, "until"), until_place, problems)
        clause, reason, by = (
            _plain(words, "clause"),
            words.get("reason", ""),
            words.get("approved_by", ""),
        )
        found.append(Deviation(clause, reason, by, until, place, until_place))
    return tuple(found)


def _table_entries(
    node: Node | None, name: str, problems: list[Problem]
) -> tuple[tuple[Scalar, Node], ...]:
    if node is None:
        return ()
    if isinstance(node, Table):
        return node.entries
    expected = "clause IDs with their status below"
    problems.append(Problem("HB022", f"`{name}` is not a table", node.place, expected=expected))
    return ()


def _words(
    row: Node, known: tuple[str, ...], name: str, place: Place, problems: list[Problem]
) -> dict[str, Said]:
    if not isinstance(row, Table):
        expected = ", ".join(f"`{key}: …`" for key in known)
        problems.append(Problem("HB022", f"`{name}` is not a table", place, expected=expected))
        return {}
    words: dict[str, Said] = {}
    for key, value in row.entries:
        if key.value not in known:
            guess = nearest(key.value, known)
            label = f"did you mean `{guess}`?" if guess else ""
            expected = ", ".join(f"`{name}`" for name in known)
            message = f"`{key.value}` is not a key here"
            problems.append(Problem("HB020", message, key.place, label=label, expected=expected))
        elif isinstance(value, Scalar):
            words[key.value] = value.value.strip()
            if sign := bad_character(value.value):
                message = f"`{key.value}` holds the character U+{ord(sign):04X}"
                problems.append(Problem("HB010", message, value.place, help="take it out"))
        elif key.value in _FREE_TEXT and isinstance(value, Table):
            texts = [(name.value, text) for name, text in value.entries]
            words[key.value] = InLanguages(
                tuple(
                    (name, text.value.strip()) for name, text in texts if isinstance(text, Scalar)
                )
            )
        else:
            problems.append(Problem("HB022", f"`{key.value}` is not a text", key.place))
    return words


def _plain(words: Mapping[str, Said], key: str) -> str:
    said = words.get(key, "")
    return said if isinstance(said, str) else ""


def _date(word: str, place: Place, problems: list[Problem]) -> date | None:
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        message = f"`{word}` is not a day of the calendar"
        problems.append(Problem("HB022", message, place, expected="a date such as 2027-03-01"))
        return None


def _inside(row: Node, key: str, otherwise: Place) -> Place:
    node = row.get(key) if isinstance(row, Table) else None
    return node.place if isinstance(node, Scalar) else otherwise
