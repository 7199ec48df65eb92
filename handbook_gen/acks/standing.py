"""Who is up to date: the records of a firm held against what its last release asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from handbook_gen.acks.asked import Asked, Changed, changed_between
from handbook_gen.acks.digest import EVERYONE
from handbook_gen.acks.lists import Row
from handbook_gen.acks.records import Ack
from handbook_gen.acks.taking_in import name_fault, role_fault
from handbook_gen.problems import Place, Problem

State = Literal["up to date", "outdated", "never"]

STATES: Final[tuple[State, ...]] = ("never", "outdated", "up to date")
"""In the order in which somebody has to be asked."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is to confirm for a role; `names` are all that a form may have called them."""

    names: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is.

    Attributes:
        version: what they confirmed last, or empty.
        day: when that was.
        changed: what tells them something else since then, by clause.
    """

    who: str
    role: str
    state: State
    version: str = ""
    day: date | None = None
    changed: tuple[Changed, ...] = ()


def members_in(
    rows: Sequence[Row], asked: Asked, shown: str
) -> tuple[tuple[Member, ...], tuple[Problem, ...]]:
    """Return the people of a list, and a problem for each row that names nobody or no role."""
    found: list[Member] = []
    problems: list[Problem] = []
    for row in rows:
        names = tuple(name for name in (row.cells["name"], row.cells["email"]) if name)
        said = row.cells["role"]
        role = asked.names.get(said.casefold(), "") if said else EVERYONE
        fault = name_fault(names[0] if names else "")
        help_ = "fill in a name or an e-mail address, or leave out the line"
        if not fault and not role:
            fault, help_ = role_fault(said, asked)
        if fault:
            place = Place(shown, row.line, 1, max(1, len(row.source)), row.source)
            problems.append(Problem("HB121", fault, place, help=help_))
        else:
            found.append(Member(names, role))
    return tuple(found), tuple(problems)


def members_of(acks: Iterable[Ack]) -> tuple[Member, ...]:
    """Return those who confirmed something, for the roles for which they did."""
    found = {(ack.who.casefold(), ack.role): Member((ack.who,), ack.role) for ack in acks}
    return tuple(found[key] for key in sorted(found))


def standings(
    members: Iterable[Member], acks: Sequence[Ack], asked: Sequence[Asked]
) -> tuple[Standing, ...]:
    """Return how far everybody is: first who is still to be asked, and within that by name."""
    found = {_standing(member, acks, asked) for member in members}
    return tuple(
        sorted(found, key=lambda s: (STATES.index(s.state), s.who.casefold(), s.who, s.role))
    )


def _standing(member: Member, acks: Sequence[Ack], asked: Sequence[Asked]) -> Standing:
    by_version = {release.version: release for release in asked}
    order = list(by_version)
    names = {name.casefold() for name in member.names}
    own = [
        ack
        for ack in acks
        if ack.who.casefold() in names and _covers(ack, member.role, by_version.get(ack.version))
    ]
    who = member.names[0]
    if not own:
        return Standing(who, member.role, "never")
    last = max(
        own, key=lambda ack: (order.index(ack.version) if ack.version in order else -1, ack.day)
    )
    old = by_version.get(last.version)
    changed = changed_between(old, asked[-1], member.role)
    state: State = "outdated" if changed else "up to date"
    return Standing(who, member.role, state, last.version, last.day, changed)


def _covers(ack: Ack, role: str, then: Asked | None) -> bool:
    """Tell whether a confirmation is for all that a role was told: each role was told what everyone was."""
    known = then.role(role) if then else role
    return known in (EVERYONE, ack.role)
