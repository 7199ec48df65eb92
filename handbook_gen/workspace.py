"""A workspace: the folder with `firm_profiles/`, read once, and its firms checked one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from handbook_gen.assemble import Decisions, assemble, decide
from handbook_gen.disk import Folder, is_folder
from handbook_gen.firms import homes_in
from handbook_gen.library import library_roots, read_library
from handbook_gen.linting import answer_problems, source_problems, unanswered_problems
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Answer, Profile
from handbook_gen.overlay import overlaid
from handbook_gen.problems import (
    HandbookError,
    Problem,
    UsageError,
    has_errors,
    sorted_problems,
)
from handbook_gen.profile import firm_names, pin_problems, profiles_in, read_profile, resolve

NOTHING: Final[Mapping[str, Answer]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with firms, and the library that they share.

    Attributes:
        elsewhere: by firm, the profiles that it is among, when these are not `profiles`.
    """

    root: Path
    library: Library
    profiles: Folder
    elsewhere: Mapping[str, Folder] = field(default_factory=dict)

    @property
    def firms(self) -> tuple[str, ...]:
        """The names of all firms, sorted."""
        return tuple(sorted((*firm_names(self.profiles), *self.elsewhere)))

    def home_of(self, firm: str) -> Folder:
        """Return the profiles that a firm is among."""
        return self.elsewhere.get(firm, self.profiles)


@dataclass(frozen=True, slots=True)
class CheckedFirm:
    """A firm's profile, the library with its own clauses in it, and what was decided.

    Attributes:
        problems: what was found on the way, worst things included unless `check_firm` made it.
    """

    profile: Profile
    library: Library
    decisions: Decisions
    problems: tuple[Problem, ...]


def open_workspace(
    root: Path,
    more: Sequence[Path] = (),
    known: Callable[[Callable[[], Library]], Library] = lambda read: read(),
) -> Workspace:
    """Return the workspace in a folder, with its library read and checked.

    `more` are folders with firms of their own, such as other repositories: workspaces, or folders
    of profiles. They share the library, and the layers that they do not have themselves. Who knows
    the library already gives it as `known`, which gets what would read it.

    Raises:
        UsageError: the folder is no workspace, or two firms have one name.
        HandbookError: the library has problems.
    """
    profiles = profiles_in(root)
    if not more and not is_folder(profiles):
        raise no_workspace(root)
    homes = homes_in(root, more)
    elsewhere = {name: home for name, home in homes.items() if home != profiles}
    library = known(lambda: read_library(*library_roots(root)))
    return Workspace(root, library, profiles, elsewhere)


def no_workspace(root: Path) -> UsageError:
    """Return the error that a folder is no workspace."""
    where = "here" if root == Path() else f"in `{root}`"
    message = f"there is no folder `firm_profiles` {where}"
    help_ = "go to your workspace, name it with `-C DIR`, or make one with `handbook init`"
    return UsageError([Problem("HB101", message, help=help_)])


def check_firm(
    workspace: Workspace,
    firm: str,
    today: date,
    language: str | None = None,
    said: Mapping[str, Answer] = NOTHING,
) -> CheckedFirm:
    """Return the firm, decided and ready to assemble.

    Problems from the library's rules are in `language`, or else in the firm's first language. What
    is `said` goes before the answers of the profile.

    Raises:
        UsageError: no firm has this name.
        HandbookError: the profile has errors; all problems are in it, warnings too.
    """
    found = decide_firm(workspace, firm, today, language, said)
    if has_errors(found.problems):
        raise HandbookError(found.problems)
    return found


def decide_firm(
    workspace: Workspace,
    firm: str,
    today: date,
    language: str | None = None,
    said: Mapping[str, Answer] = NOTHING,
) -> CheckedFirm:
    """Return the firm as it would be, also while its answers contradict each other.

    Raises:
        UsageError: no firm has this name.
        HandbookError: the profile or an own clause cannot be read, or the firm holds to another
            version of the library.
    """
    home = workspace.home_of(firm)
    profile = read_profile(firm, home, workspace.library, workspace.profiles)
    if problems := pin_problems(firm, profile.pin, workspace.library):
        raise HandbookError(problems)
    if said:
        profile = replace(
            profile, answers={**profile.answers, **_facts_of(workspace.library, said)}
        )
    library, found = overlaid(workspace.library, profile, home.under(firm))
    answers = resolve(profile, library.facts, today)
    spoken = language or profile.languages[0]
    problems = (
        *found,
        *answer_problems(library, profile, answers, today, spoken),
        *unanswered_problems(profile, answers, spoken),
    )
    decisions = decide(library, profile, answers, today)
    return CheckedFirm(profile, library, decisions, sorted_problems(problems))


def _facts_of(library: Library, said: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Return what is said of facts that the library has; a library may do without."""
    return {fact_id: answer for fact_id, answer in said.items() if fact_id in library.facts}


def library_problems(workspace: Workspace, today: date) -> tuple[Problem, ...]:
    """Return the warnings about the library that come with time, such as sources of long ago."""
    return sorted_problems(source_problems(workspace.library, today))


def handbooks(firm: CheckedFirm) -> tuple[Handbook, ...]:
    """Return the handbook of a firm in each of its languages."""
    return tuple(
        assemble(firm.library, firm.profile, firm.decisions, language)
        for language in firm.profile.languages
    )
