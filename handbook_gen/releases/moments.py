"""The editions that a word names: a release, a revision of git, or the work tree."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from handbook_gen.disk import Folder
from handbook_gen.git import commit_of, day_of, files_at
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.library import Library
from handbook_gen.model.release import Edition, Release
from handbook_gen.problems import HandbookError, Problem
from handbook_gen.profile import firm_names, profiles_in
from handbook_gen.releases.edition import edition_of
from handbook_gen.releases.files import read_release, read_releases, releases_folder, versions_in
from handbook_gen.workspace import Workspace, check_firm, open_workspace

WORK_TREE: Final = "work tree"
"""How the files are called as they are now; `work-tree` will do as well."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An edition, and what proves where it came from.

    Attributes:
        mark: the digest of the release, or the full name of the commit; empty for the work tree.
    """

    edition: Edition
    kind: Literal["release", "revision", "work tree"]
    mark: str = ""

    @property
    def digest(self) -> str:
        """The sha256 over all that the edition says, as 64 hexadecimal digits."""
        plain = replace(self.edition, label="")
        return hashlib.sha256(_adapter().dump_json(plain)).hexdigest()


def edition_at(
    root: Path, firm: str, word: str | None, today: date, *, contacts: bool = True
) -> Edition:
    """Return a firm's edition at a release, a revision or, without a word, in the work tree.

    A word that is the name of both means the release. A revision is read as of the day of its
    commit, and the work tree as of today. `contacts` does not change a release.

    Raises:
        UsageError: no firm has this name.
        HandbookError: git does not know the word, or what was there has errors.
    """
    return moment_at(root, firm, word, today, contacts=contacts).edition


def moment_at(
    root: Path, firm: str, word: str | None, today: date, *, contacts: bool = True
) -> Moment:
    """Return the same with what proves where it came from.

    Raises:
        UsageError: no firm has this name.
        HandbookError: git does not know the word, or what was there has errors.
    """
    if is_work_tree(word):
        checked = check_firm(open_workspace(root), firm, today)
        return Moment(edition_of(checked, WORK_TREE, contacts=contacts), "work tree")
    assert word is not None
    profiles = profiles_in(root)
    if word in versions_in(releases_folder(profiles, firm)):
        return _frozen(read_release(profiles, firm, word))
    with workspace_at(root, word) as then:
        if firm not in then.firms:
            message = f"the firm `{firm}` is not in revision `{word}`"
            help_ = "choose a revision in which its profile is there, or look at its name"
            raise HandbookError([Problem("HB113", message, help=help_)])
        checked = check_firm(then, firm, day_of(root, word))
        edition = edition_of(checked, word, contacts=contacts)
    return Moment(edition, "revision", commit_of(root, word))


def moments_between(
    root: Path, firm: str, old: str | None, new: str | None, today: date
) -> tuple[Moment, Moment]:
    """Return the two moments to compare; without words the last release and the work tree.

    A firm without a release is compared with the last commit. People are named in both or in
    neither when one of the two is a release.

    Raises:
        UsageError: no firm has this name.
        HandbookError: git does not know a word, or what was there has errors.
    """
    profiles = profiles_in(root)
    frozen: dict[str | None, Release] = {}
    if old is None:
        known = read_releases(profiles, firm)
        old = known[-1].version if known else "HEAD"
        frozen = {release.version: release for release in known[-1:]}
    versions = versions_in(releases_folder(profiles, firm))
    for word in (old, new):
        if word in versions and word not in frozen:
            frozen[word] = read_release(profiles, firm, word)
    contacts = all(release.edition.contacts for release in frozen.values())

    def moment(word: str | None) -> Moment:
        release = frozen.get(word)
        return (
            _frozen(release) if release else moment_at(root, firm, word, today, contacts=contacts)
        )

    return moment(old), moment(new)


def _frozen(release: Release) -> Moment:
    edition = replace(release.edition, label=release.version)
    return Moment(edition, "release", release.digest)


def library_at(root: Path, word: str | None) -> Library:
    """Return the library of a workspace at a revision or, without a word, in the work tree.

    Raises:
        HandbookError: git does not know the word, or what was there has errors.
    """
    if is_work_tree(word):
        return read_library(*library_roots(root))
    assert word is not None
    with files_at(root, word, ("templates",)) as then:
        return read_library(*library_roots(then))


@contextmanager
def workspace_at(root: Path, revision: str) -> Iterator[Workspace]:
    """Give the workspace as it was at a revision.

    A `templates/` that is a whole library is read alone; one with a few files lies over the library
    of the installed program, as it does today.

    Raises:
        HandbookError: git does not know the revision, or its library has problems.
    """
    with files_at(root, revision, ("firm_profiles", "templates")) as then:
        profiles = Folder(then / "firm_profiles", f"{revision}:firm_profiles")
        if not firm_names(profiles):
            message = f"there is no `firm_profiles` with a firm in revision `{revision}`"
            help_ = "choose a later revision, or go to the folder of the workspace"
            raise HandbookError([Problem("HB113", message, help=help_)])
        yield Workspace(then, read_library(*library_roots(then)), profiles)


def is_work_tree(word: str | None) -> bool:
    """Tell whether a word, or none, means the files as they are now."""
    return word is None or word in (WORK_TREE, "work-tree")


@cache
def _adapter() -> TypeAdapter[Edition]:
    return TypeAdapter(Edition)
