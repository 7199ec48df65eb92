"""The state of many firms, read one by one; a broken one is listed and never stops the others."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Final

from handbook_gen.model import known
from handbook_gen.model.facts import Value
from handbook_gen.model.profile import Answer
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.releases import Glances, glance_at_releases
from handbook_gen.releases.files import releases_folder
from handbook_gen.status.firm import FirmStatus, status_of
from handbook_gen.workspace import NOTHING, Workspace, decide_firm, library_problems

_FIRMS_A_PROCESS: Final = 50
"""Fewer are looked at before another process has even started."""


@dataclass(frozen=True, slots=True)
class FleetStatus:
    """The state of firms on a day, with what has grown old in the library that they share."""

    today: date
    library_version: str
    old: tuple[Problem, ...]
    firms: tuple[FirmStatus, ...]

    @property
    def broken(self) -> tuple[FirmStatus, ...]:
        """The firms that have problems."""
        return tuple(firm for firm in self.firms if firm.problems)


def status_of_firms(
    workspace: Workspace,
    firms: Iterable[str],
    today: date,
    language: str | None = None,
    workers: int = 1,
) -> FleetStatus:
    """Return the state of these firms, in the same order; many are looked at by several processes."""
    old = tuple(p for p in library_problems(workspace, today) if p.level == "warning")
    names = tuple(firms)
    look = partial(_statuses, workspace, today=today, language=language)
    pieces = min(workers, len(names) // _FIRMS_A_PROCESS)
    if pieces <= 1:
        found = look(names)
    else:
        with ProcessPoolExecutor(pieces) as pool:
            parts = pool.map(look, (names[piece::pieces] for piece in range(pieces)))
            found = tuple(chain.from_iterable(parts))
    by_name = {firm.firm: firm for firm in found}
    return FleetStatus(today, workspace.library.version, old, tuple(by_name[n] for n in names))


def _statuses(
    workspace: Workspace, names: Iterable[str], today: date, language: str | None
) -> tuple[FirmStatus, ...]:
    return tuple(_status(workspace, name, today, language) for name in names)


def _status(workspace: Workspace, name: str, today: date, language: str | None) -> FirmStatus:
    glances = glance_at_releases(releases_folder(workspace.home_of(name), name))
    library = workspace.library
    try:
        firm = decide_firm(workspace, name, today, language, _said_by(glances))
        return status_of(firm, glances, today, language)
    except HandbookError as error:
        wrong = [p for p in (*error.problems, *glances.problems) if p.level == "error"]
        return FirmStatus(
            firm=name,
            language=language or library.languages[0],
            library_version=library.version,
            stamp=glances.releases[-1].effective if glances.releases else library.released,
            name=name,
            problems=max(1, len(wrong)),
            first_problem=wrong[0].message if wrong else "",
        )


def _said_by(glances: Glances) -> Mapping[str, Answer]:
    """Return what the last release said of itself, so that only other answers show as a change."""
    if glances.last is None:
        return NOTHING
    last = glances.releases[-1]
    values: Mapping[str, Value] = {
        known.VERSION: last.version,
        known.EFFECTIVE: last.effective,
        known.APPROVED_BY: last.approved_by,
        known.STATUS: glances.last.status,
    }
    place = Place(f"release {last.version}")
    return {fact_id: Answer(value, place, "release") for fact_id, value in values.items()}
