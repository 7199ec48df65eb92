"""Turn the answers of a form into records, or say what is wrong with which of them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from handbook_gen.acks.asked import Asked
from handbook_gen.acks.days import day_in
from handbook_gen.acks.digest import EVERYONE, SHORT
from handbook_gen.acks.lists import Row
from handbook_gen.acks.records import Ack
from handbook_gen.problems import Place, Problem, nearest

LONGEST_NAME: Final = 200

_NOT_IN_NAMES: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_SEPARATORS: Final = re.compile(r"[\s-]+")


def acks_in(
    rows: Sequence[Row], asked: Sequence[Asked], shown: str, today: date, *, month_first: bool
) -> tuple[tuple[Ack, ...], tuple[Problem, ...]]:
    """Return the record of each row, and a problem for each that makes none.

    Without any release there are no records, only problems with the rows themselves.
    """
    by_version = {release.version: release for release in asked}
    found: list[Ack] = []
    problems: list[Problem] = []
    for row in rows:
        ack = _ack(row, by_version, today, month_first=month_first)
        if isinstance(ack, Ack):
            found.append(ack)
        elif ack is not None:
            message, help_ = ack
            place = Place(shown, row.line, 1, max(1, len(row.source)), row.source)
            problems.append(Problem("HB121", message, place, help=help_))
    return tuple(found), tuple(problems)


def name_fault(name: str) -> str:
    """Return what is wrong with a name or address; empty when nothing is."""
    if not name:
        return "nobody is named"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} characters, and at most {LONGEST_NAME} are kept"
    if _NOT_IN_NAMES.search(name):
        return "the name holds a character that cannot be seen"
    return ""


def role_fault(role: str, asked: Asked) -> tuple[str, str]:
    """Return that a role is unknown, with what helps."""
    guess = nearest(role.casefold(), asked.names)
    known = ", ".join(asked.digests)
    help_ = (
        f"did you mean `{guess}`?" if guess else f"the roles with rules of their own are {known}"
    )
    return f"`{role}` is no role of this handbook", help_


def _ack(
    row: Row, by_version: Mapping[str, Asked], today: date, *, month_first: bool
) -> Ack | tuple[str, str] | None:
    """Return the record of a row, or what is wrong with it and what helps; None without releases."""
    cells = row.cells
    if fault := name_fault(cells["who"]):
        return fault, "fill in the name or the e-mail address, or leave out the line"
    day = day_in(cells["when"], month_first=month_first)
    if day is None:
        help_ = "write it as 2027-03-01 or 1-3-2027; dates such as 3/14/2027 need --month-first"
        return f"`{cells['when']}` is no day of the calendar", help_
    if day > today:
        return f"{day} is still to come", "look whether day and month have changed places"
    if not by_version:
        return None
    asked = by_version.get(cells["version"])
    if asked is None:
        return _unknown_version(cells["version"], by_version)
    role = asked.names.get(cells["role"].casefold(), "") if cells["role"] else EVERYONE
    if not role:
        return role_fault(cells["role"], asked)
    digest = asked.digests[role]
    given = _SEPARATORS.sub("", cells["digest"]).casefold()
    if given and given[:SHORT] != digest:
        message = (
            f"the code `{cells['digest']}` is not that of version `{asked.version}` for {role}"
        )
        return message, f"that code is {digest}; an empty cell counts as that"
    return Ack(cells["who"], role, asked.version, digest, day)


def _unknown_version(version: str, by_version: Mapping[str, Asked]) -> tuple[str, str]:
    if not version:
        return "no version is named", "fill in which version was read"
    guess = nearest(version, by_version)
    known = f"the releases are {', '.join(by_version)}"
    return f"there is no release `{version}`", f"did you mean `{guess}`?" if guess else known
