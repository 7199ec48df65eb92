"""Who owns which file, from the owners of clauses and pages, in the form of a CODEOWNERS file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from handbook_gen.ci_files.teams import Teams
from handbook_gen.disk import Folder, files_in, is_folder
from handbook_gen.model.known import ACCOUNTABLE
from handbook_gen.model.library import Library
from handbook_gen.overlay import overlaid
from handbook_gen.problems import HandbookError, Problem
from handbook_gen.profile import read_profile
from handbook_gen.workspace import Workspace

HostFormat = Literal["github", "gitlab"]

_SPECIAL: Final = re.compile(r"[\\ *?\[\]#!]")


@dataclass(frozen=True, slots=True)
class OwnedFile:
    """A file or folder (with a slash at its end) of a workspace and who owns it.

    `firm` is the name of the firm that it belongs to, else empty; `owner` is a fact that names a
    person.
    """

    path: str
    owner: str
    firm: str = ""


def owned_files(workspace: Workspace) -> tuple[OwnedFile, ...]:
    """Return what is owned in a workspace; the first holds for the most, a later one for less.

    A firm whose own clauses cannot be read owns its files all the same.
    """
    found = [*_templates(workspace), OwnedFile("firm_profiles/", ACCOUNTABLE)]
    for firm in workspace.firms:
        found.append(OwnedFile(f"firm_profiles/{firm}.yml", ACCOUNTABLE, firm))
        if is_folder(workspace.profiles.under(firm)):
            found.append(OwnedFile(f"firm_profiles/{firm}/", ACCOUNTABLE, firm))
            found += _own_clauses(workspace, firm)
    return tuple(file for file in found if file.path.isprintable())


def _templates(workspace: Workspace) -> Iterator[OwnedFile]:
    """Yield the library's files that the workspace holds itself."""
    folder = Folder(workspace.root / "templates", "templates")
    if is_folder(folder):
        there = frozenset(f"templates/{name}" for name in files_in(folder))
        yield OwnedFile("templates/", ACCOUNTABLE)
        yield from _owned_in(workspace.library, there)


def _owned_in(library: Library, there: frozenset[str]) -> Iterator[OwnedFile]:
    """Yield the folder of each page with an owner, and then the clauses that have another one."""
    for page in sorted(library.pages.values(), key=lambda page: page.id):
        owner = page.owner or ACCOUNTABLE
        folder = page.place.path.rpartition("/")[0]
        clauses = [c for c in library.clauses.values() if c.page == page.id]
        inside = sorted((c.place.path, c.owner) for c in clauses if c.place.path in there)
        if page.owner and (inside or page.place.path in there):
            yield OwnedFile(f"{folder}/", owner)
        for path, name in inside:
            if name != owner:
                yield OwnedFile(path, name)


def _own_clauses(workspace: Workspace, firm: str) -> Iterator[OwnedFile]:
    try:
        profile = read_profile(firm, workspace.profiles, workspace.library)
        library, _ = overlaid(workspace.library, profile, workspace.profiles.under(firm))
    except HandbookError:
        return
    inside = f"firm_profiles/{firm}/"
    for clause in sorted(library.clauses.values(), key=lambda clause: clause.id):
        if clause.place.path.startswith(inside) and clause.owner != ACCOUNTABLE:
            yield OwnedFile(clause.place.path, clause.owner, firm)


def code_owners(files: Iterable[OwnedFile], teams: Teams, form: HostFormat) -> str:
    """Return a CODEOWNERS file; the last line that fits a file decides who reviews it.

    Owners without an account stand in it as comments, and hold back nothing.
    """
    listed = tuple(files)
    lines = ["# Who reviews which file. Made with `handbook owners`; change the owners there."]
    for title, inside in (("Library", "templates/"), ("Firms", "firm_profiles/")):
        chosen = [(f, _accounts(f, teams)) for f in listed if f.path.startswith(inside)]
        rows = [f"{_pattern(file.path)} {' '.join(found)}" for file, found in chosen if found]
        if rows:
            lines += ["", f"[{title}]" if form == "gitlab" else f"# {title}", *rows]
    missing = unmapped(listed, teams)
    if missing:
        lines += ["", "# Owners without an account:"]
    for role in missing:
        number = sum(_role(file.owner) == role and not _accounts(file, teams) for file in listed)
        lines.append(f"# {role} ({number} {'line' if number == 1 else 'lines'})")
    return "\n".join(lines) + "\n"


def unmapped(files: Iterable[OwnedFile], teams: Teams) -> tuple[str, ...]:
    """Return the roles that own something and have no account, sorted."""
    return tuple(sorted({_role(file.owner) for file in files if not _accounts(file, teams)}))


def unmapped_problems(files: Sequence[OwnedFile], teams: Teams) -> tuple[Problem, ...]:
    """Return the warning that roles have no account; nothing when each has one."""
    missing = unmapped(files, teams)
    if not missing:
        return ()
    message = f"no account is known for {', '.join(f'`{role}`' for role in missing)}"
    help_ = f"give it one: `--team {missing[0]}=@organisation/team`"
    return (Problem("HB126", message, help=help_, level="warning"),)


def _accounts(file: OwnedFile, teams: Teams) -> tuple[str, ...]:
    """Return who reviews a file: whoever the firm has, or else whoever has the role."""
    whole = file.owner == ACCOUNTABLE
    if file.firm and whole and file.firm in teams:
        return teams[file.firm]
    return teams.get(_role(file.owner), ())


def _role(fact_id: str) -> str:
    return fact_id.removeprefix("people.")


def _pattern(path: str) -> str:
    return "/" + _SPECIAL.sub(r"\\\g<0>", path)
