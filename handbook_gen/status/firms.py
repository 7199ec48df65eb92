"""The state of many firms, read one by one; a broken one is listed and never stops the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handbook_gen.model import known
from handbook_gen.model.facts import Value
from handbook_gen.model.profile import Answer
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError, Place, Problem, gathering
from handbook_gen.releases import read_release, read_releases
from handbook_gen.releases.files import releases_folder, versions_in
from handbook_gen.status.firm import FirmStatus, status_of
from handbook_gen.workspace import NOTHING, Workspace, decide_firm, library_problems


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
    workspace: Workspace, firms: Iterable[str], today: date, language: str | None = None
) -> FleetStatus:
    """Return the state of these firms, in the same order."""
    old = tuple(p for p in library_problems(workspace, today) if p.level == "warning")
    found = tuple(_status(workspace, firm, today, language) for firm in firms)
    return FleetStatus(today, workspace.library.version, old, found)


def _status(workspace: Workspace, name: str, today: date, language: str | None) -> FirmStatus:
    releases, problems = _readable_releases(workspace, name)
    library = workspace.library
    try:
        firm = decide_firm(workspace, name, today, language, _said_by(releases))
        return status_of(firm, releases, problems, today, language)
    except HandbookError as error:
        wrong = [p for p in (*error.problems, *problems) if p.level == "error"]
        return FirmStatus(
            firm=name,
            language=language or library.languages[0],
            library_version=library.version,
            stamp=releases[-1].effective if releases else library.released,
            problems=max(1, len(wrong)),
            first_problem=wrong[0].message if wrong else "",
        )


def _said_by(releases: Sequence[Release]) -> Mapping[str, Answer]:
    """Return what the last release said of itself, so that only other answers show as a change."""
    if not releases:
        return NOTHING
    last = releases[-1]
    values: Mapping[str, Value] = {
        known.VERSION: last.version,
        known.EFFECTIVE: last.effective,
        known.APPROVED_BY: last.approved_by,
        known.STATUS: last.edition.handbooks[0].status,
    }
    place = Place(f"release {last.version}")
    return {fact_id: Answer(value, place, "release") for fact_id, value in values.items()}


def _readable_releases(
    workspace: Workspace, name: str
) -> tuple[tuple[Release, ...], tuple[Problem, ...]]:
    """Return the releases that can be read, the oldest first, and what is wrong with the others."""
    try:
        return read_releases(workspace.profiles, name), ()
    except HandbookError as error:
        problems = error.problems
    found: list[Release] = []
    for version in versions_in(releases_folder(workspace.profiles, name)):
        with gathering([]):  # they are known already
            found.append(read_release(workspace.profiles, name, version))
    found.sort(key=lambda release: (release.effective, release.released, release.version))
    return tuple(found), problems
