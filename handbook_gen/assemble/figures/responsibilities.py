"""Draw who decides, does, is asked and is told: the responsibility chart."""

from handbook_gen.assemble.aids import applies, rule_links
from handbook_gen.assemble.figures.svg import box, dot, figure, line, plain, words_at, wrapped
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.library.tool_checks import ACCOUNT_TEAM
from handbook_gen.model.blocks import Block, Grid
from handbook_gen.model.known import FIRM_SIZE
from handbook_gen.model.tools import Responsibility

_LABEL, _HEAD, _ROW, _WIDTH, _EDGE = 216.0, 92.0, 36.0, 640.0, 36.0


def who_decides(words: Words) -> tuple[Block, ...]:
    """Return the chart and its table; nothing when the library lists no decisions."""
    rows = [row for row in words.library.responsibilities if applies(row.applies_when, words)]
    if not rows or words.value(FIRM_SIZE) == 1:  # whoever works alone decides all of it
        return ()
    named = [(row.decides, *row.does, *row.advises, *row.hears) for row in rows]
    parties = list(dict.fromkeys(party for parties in named for party in parties))
    column = (_WIDTH - _LABEL - _EDGE) / len(parties)
    body = [
        _head(party, _LABEL + (place + 0.5) * column, words) for place, party in enumerate(parties)
    ]
    for number, row in enumerate(rows):
        body += _row(number, row, parties, column, words)
    said = ". ".join(
        f"{row.what[words.language]}: "
        + words.phrase("decides_said", party=_short(row.decides, words))
        for row in rows
    )
    size = (_WIDTH, _HEAD + _ROW * len(rows) + 8)
    title = words.phrase("decides_title")
    return (figure("who-decides", size, body, title, said), _legend(words), _table(rows, words))


def _head(party: str, x: float, words: Words) -> str:
    key = "party_" + party.rpartition(".")[2]
    short = words.phrase(key) if key in words.library.phrases else _short(party, words)
    label = words_at(x, _HEAD - 12, [short], "fg-strong", anchor="start")
    return f'<g transform="rotate(-45 {x:.1f} {_HEAD - 12:.1f})">{label}</g>'


def _row(
    number: int, row: Responsibility, parties: list[str], column: float, words: Words
) -> list[str]:
    top = _HEAD + number * _ROW
    found = [box(0, top, _WIDTH, _ROW, "fg-flat fg-even" if number % 2 else "fg-flat fg-odd")]
    label = wrapped(row.what[words.language], 32, 2)
    found.append(words_at(6, top + _ROW / 2, label, anchor="start"))
    for place, party in enumerate(parties):
        at = (_LABEL + (place + 0.5) * column, top + _ROW / 2)
        found.append(_sign(row, party, at))
    return found


def _sign(row: Responsibility, party: str, at: tuple[float, float]) -> str:
    """Return the sign of what a party does in a decision: shapes differ, not only colours."""
    x, y = at
    if party == row.decides:
        return dot(x, y, 9, "fg-full")
    if party in row.does:
        return line([(x, y - 9), (x + 9, y + 7), (x - 9, y + 7)], "fg-does", closed=True)
    if party in row.advises:
        return box(x - 8, y - 8, 16, 16, "fg-flat fg-advises")
    if party in row.hears:
        return dot(x, y, 7, "fg-empty")
    return ""


def _legend(words: Words) -> Grid:
    keys = ("decides", "does", "advises", "hears")
    return Grid(
        (words.phrase("head_sign"), words.phrase("head_what")),
        tuple((words.phrase(f"sign_{key}"), words.phrase(f"means_{key}")) for key in keys),
    )


def _table(rows: list[Responsibility], words: Words) -> Grid:
    heads = ("head_decision", "head_decides", "head_does", "head_advises", "head_hears")
    return Grid(
        (*(words.phrase(head) for head in heads), words.phrase("head_rules")),
        tuple(
            (
                as_markdown(row.what[words.language]),
                _full((row.decides,), words),
                _full(row.does, words),
                _full(row.advises, words),
                _full(row.hears, words),
                rule_links(row.clauses, "control", words),
            )
            for row in rows
        ),
    )


def _full(parties: tuple[str, ...], words: Words) -> str:
    return ", ".join(
        words.fact(party)
        if party != ACCOUNT_TEAM and _is_person(party, words)
        else as_markdown(_short(party, words))
        for party in parties
    )


def _is_person(party: str, words: Words) -> bool:
    return words.library.facts[party].kind == "person"


def _short(party: str, words: Words) -> str:
    """Return the role without the name."""
    if party == ACCOUNT_TEAM:
        role = words.library.roles.get(ACCOUNT_TEAM)
        return role.title[words.language] if role else ACCOUNT_TEAM
    fact = words.library.facts[party]
    return fact.role[words.language] if fact.role else plain(words.phrase("spokespeople"))
