"""The files of a firm's releases, read and held against each other."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from handbook_gen.disk import Folder, names_in, read_bytes
from handbook_gen.model.release import Link, Release
from handbook_gen.problems import HandbookError, Place, Problem, UsageError, gathering, nearest
from handbook_gen.releases.frozen import release_from_json
from handbook_gen.releases.phrases import with_later_phrases

LARGEST_RELEASE = 50_000_000
"""Bytes; a release of both books in two languages takes about two million."""


class Chained(Protocol):
    """A release as far as the chain goes."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def digest(self) -> str:
        """Its digest."""

    @property
    def previous(self) -> Link | None:
        """The release before it; None for the first."""


R = TypeVar("R", bound=Chained)


def releases_folder(profiles: Folder, firm: str) -> Folder:
    """Return the folder with the releases of a firm, which need not exist."""
    return profiles.under(firm).under("releases")


def read_releases(profiles: Folder, firm: str) -> tuple[Release, ...]:
    """Return the releases of a firm, the oldest first; none when it has none.

    Raises:
        HandbookError: a file is not what was released, or the chain has a gap or a fork; all
            problems at once.
    """
    found, problems = _read(releases_folder(profiles, firm))
    if problems:
        raise HandbookError(problems)
    return found


def release_problems(profiles: Folder, firm: str) -> tuple[Problem, ...]:
    """Return what is wrong with the files of the releases of a firm; nothing when all is well."""
    return tuple(_read(releases_folder(profiles, firm))[1])


def read_release(profiles: Folder, firm: str, version: str) -> Release:
    """Return one release of a firm, also when another one is damaged.

    Raises:
        UsageError: the firm has no release of this version.
        HandbookError: the file is not what was released.
    """
    folder = releases_folder(profiles, firm)
    known = versions_in(folder)
    if version not in known:
        guess = nearest(version, known)
        help_ = f"did you mean `{guess}`?" if guess else ""
        if not help_:
            help_ = f"it has {', '.join(known)}" if known else "make one with `handbook release`"
        message = f"`{firm}` has no release `{version}`"
        raise UsageError([Problem("HB103", message, help=help_)])
    return _one(folder, version)


def versions_in(folder: Folder) -> tuple[str, ...]:
    """Return the versions that have a file, sorted by name."""
    return tuple(name.removesuffix(".json") for name in names_in(folder, "*.json"))


def _one(folder: Folder, version: str) -> Release:
    file = folder.under(f"{version}.json")
    release = release_from_json(read_bytes(file, largest=LARGEST_RELEASE), file.shown)
    if release.version != version:
        raise HandbookError([named_wrongly(file, release.version)])
    return with_later_phrases(release)


def named_wrongly(file: Folder, version: str) -> Problem:
    """Return the problem that a file has not the name of the release in it."""
    message = f"`{file.shown}` holds release `{version}`"
    help_ = f"give the file its name back: `{version}.json`"
    return Problem("HB110", message, Place(file.shown), help=help_)


def _read(folder: Folder) -> tuple[tuple[Release, ...], list[Problem]]:
    problems: list[Problem] = []
    found: list[Release] = []
    for version in versions_in(folder):
        with gathering(problems):
            found.append(_one(folder, version))
    if problems:  # what is missing from the chain is known already
        return (), problems
    return chained(found, folder)


def chained(found: Sequence[R], folder: Folder) -> tuple[tuple[R, ...], list[Problem]]:
    """Return the releases in the order of the chain, and what is wrong with it."""
    problems: list[Problem] = []
    by_version = {release.version: release for release in found}
    after: dict[str, R] = {}
    for release in found:
        place = Place(folder.under(f"{release.version}.json").shown)
        previous = release.previous
        key = previous.version if previous else ""
        if previous is not None:
            older = by_version.get(previous.version)
            if older is None:
                message = (
                    f"release `{release.version}` follows `{previous.version}`, which is not there"
                )
                help_ = f"take `{folder.under(previous.version + '.json').shown}` back from git"
                problems.append(Problem("HB110", message, place, help=help_))
            elif older.digest != previous.digest:
                message = f"release `{release.version}` follows another `{previous.version}` than the one that is there"
                label = f"it names {previous.digest[:12]}…, and the file has {older.digest[:12]}…"
                problems.append(Problem("HB110", message, place, label=label))
        if key in after:
            first = f"`{after[key].version}` and `{release.version}`"
            what = f"both follow `{key}`" if key else "both say that they are the first release"
            help_ = "keep one of the two; the other has to be released again"
            problems.append(Problem("HB110", f"{first} {what}", place, help=help_))
        after[key] = release
    if problems:
        return (), problems
    ordered: list[R] = []
    while (key := ordered[-1].version if ordered else "") in after:
        ordered.append(after[key])
    return tuple(ordered), []
