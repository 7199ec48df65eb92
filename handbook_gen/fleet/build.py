"""Build a firm: decide and fill in, write its projects, and make its site when that has changed."""

import hashlib
import json
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook_gen.digests import FileMarks
from handbook_gen.disk import FileTree, exchange, remove_folder, unwritable, write_tree
from handbook_gen.engines import require_engine
from handbook_gen.fleet import record as records
from handbook_gen.fleet.books import build_sites
from handbook_gen.fleet.days import Days, days_in, until
from handbook_gen.fleet.inputs import Inputs, program_digest
from handbook_gen.fleet.known_library import KnownLibrary
from handbook_gen.fleet.plan import Built, Plan, failed
from handbook_gen.fleet.record import HOSTING, LOCK, Record
from handbook_gen.history import with_history
from handbook_gen.locks import clear_left_over, locked, working_folder
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.model.release import Release
from handbook_gen.problems import HandbookError
from handbook_gen.releases import read_releases
from handbook_gen.sites import SharedBooks, fingerprint_of, write_host_files
from handbook_gen.workspace import CheckedFirm, Workspace, check_firm, handbooks, open_workspace
from handbook_gen.writers import Look, Project, book_project, project_tree, read_look
from handbook_gen.writers.short_addresses import SHORT, short_pages


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of the inputs before they were read, and the library with the days in it."""

    inputs: Inputs
    library: Library
    days: Days


@dataclass(frozen=True, slots=True)
class Basis:
    """From what a site was made and for which days, as its record says it; empty when not known."""

    key: str = ""
    layers: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    day: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    """A firm's handbooks with the projects of their books, by `book/language`.

    `short` are the pages for the short addresses of these books.
    """

    handbooks: tuple[Handbook, ...]
    projects: Mapping[str, Project]
    short: FileTree
    fingerprint: str
    start: str
    pages: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Tools:
    """What building takes beside the firm: how to build, the look, and what firms share."""

    plan: Plan
    look: Look
    shared: SharedBooks
    marks: FileMarks

    @classmethod
    def of(cls, plan: Plan, look: Look) -> "Tools":
        """Return the tools of a process, which have made nothing yet."""
        return cls(plan, look, SharedBooks(plan.store, program_digest().hex()), FileMarks())


@dataclass(frozen=True, slots=True)
class Shop:
    """All that building a firm takes beside its name.

    Without what was seen of the inputs, the next build has to look at each firm again; and without
    what is `known` of the library, to read it.
    """

    workspace: Workspace
    today: date
    tools: Tools
    seen: Seen | None = None
    known: KnownLibrary | None = None

    @property
    def plan(self) -> Plan:
        """How to build."""
        return self.tools.plan

    def try_to_build(self, name: str) -> Built:
        """Build one firm and return what became of it; its problems are in the result."""
        try:
            own = self.seen.inputs.firm(name) if self.seen else b""  # before anything of it is read
            firm = check_firm(self.workspace, name, self.today)
            releases = read_releases(self.workspace.home_of(name), name)
            basis = _basis(firm, self.plan, own, self.seen) if self.seen else Basis()
            built = build_firm(firm, releases, self.tools, basis)
            if self.known is not None:
                self.known.keep()
            return built
        except HandbookError as error:
            return Built(name, problems=error.problems, exit_code=error.exit_code)
        except OSError as error:  # for example a full disk
            problems = unwritable(self.plan.projects / name, error).problems
            return Built(name, problems=problems, exit_code=1)
        except Exception as error:  # noqa: BLE001  # a fault of the program at one firm stops no other
            message = f"the program failed at `{name}`: {type(error).__name__}: {error}"
            help_ = "build this firm alone with --debug before the command, and report what it says"
            return failed(name, message, help_, traceback.format_exc())


def prepare(root: Path, inputs: Inputs, plan: Plan, today: date) -> Shop:
    """Return a workspace made ready for building, with what a killed build left cleared away.

    Raises:
        UsageError: the folder is no workspace.
        HandbookError: the library has problems, or the site builder is not installed.
    """
    if not plan.project_only:
        require_engine(plan.engine)
        clear_left_over(plan.site)
    known = KnownLibrary(root, plan, inputs)
    workspace = open_workspace(root, plan.more, known.taken)
    tools = Tools.of(plan, read_look())
    seen = Seen(inputs, workspace.library, known.days(workspace.library))
    return Shop(workspace, today, tools, seen, None if plan.project_only else known)


def see(workspace: Workspace, inputs: Inputs) -> Seen:
    """Return what was seen; the inputs are from before the workspace was opened."""
    return Seen(inputs, workspace.library, days_in(workspace.library))


def build_firm(
    firm: CheckedFirm, releases: Sequence[Release], tools: Tools, basis: Basis = Basis()
) -> Built:
    """Build the books of one firm in all its languages, and put them in place in one step.

    Its releases, the oldest first, tell what changed. Nothing is built when nothing has changed
    since the last time. Another build of the same firm is waited for.

    Raises:
        HandbookError: the site builder found a fault, or the disk refused; what was there stays.
    """
    name, plan = firm.profile.firm, tools.plan
    written = _written(firm, releases, tools)
    counted = tools.shared.counts()
    with locked(plan.projects / name / LOCK):
        if plan.project_only:
            _write_projects(written.projects, plan.projects / name)
            start, changed = plan.projects / name, True
        else:
            before = _current(written, tools, name)
            if before is None:
                _replace(written, firm, tools)
            _keep(written, plan, name, basis, before)
            start, changed = plan.site / name / written.start, before is None
    return Built(
        name,
        start,
        written.pages,
        changed,
        firm.problems,
        warnings=written.warnings,
        counts=tools.shared.counts() - counted,
    )


def warm_up(firm: CheckedFirm, releases: Sequence[Release], tools: Tools) -> None:
    """Render the books of a firm and keep nothing but what they are made of."""
    written = _written(firm, releases, tools)
    spoken = {handbook.language: handbook for handbook in written.handbooks}
    with tools.shared.renderings_in(tools.plan.renderings(firm.profile.firm)):
        for part, project in written.projects.items():
            tools.shared.warm_up(project, spoken[part.rpartition("/")[2]], part)


def _written(firm: CheckedFirm, releases: Sequence[Release], tools: Tools) -> _Written:
    plan = tools.plan
    written = tuple(with_history(handbook, releases) for handbook in handbooks(firm))
    projects = {
        f"{book}/{handbook.language}": book_project(handbook, book, tools.look)
        for book in plan.books
        for handbook in written
    }
    short = short_pages(written, plan.books)
    made: dict[str, FileTree] = {SHORT: short}
    for part, project in projects.items():
        made[part] = {**project.docs, "mkdocs.yml": json.dumps(project.config).encode()}
    fingerprint = fingerprint_of(made, plan.engine, written[0].dated)
    return _Written(
        handbooks=written,
        projects=projects,
        short=short,
        fingerprint=hashlib.sha256(fingerprint.encode() + program_digest()).hexdigest(),
        start=f"{plan.books[0]}/{written[0].language}/index.html",
        pages=sum(project.pages for project in projects.values()),
        warnings=sum(problem.level == "warning" for problem in firm.problems),
    )


def _basis(firm: CheckedFirm, plan: Plan, own: bytes, seen: Seen) -> Basis:
    """Return what the firm was made from; clauses that it left out for its own reasons count too."""
    decisions, layers = firm.decisions, firm.profile.layers
    dropped = (name for name, out in decisions.out.items() if out.kind in ("replaced", "deviation"))
    shared = seen.inputs.library.bodies
    clauses = tuple(sorted({*decisions.clauses, *dropped} & shared.keys()))
    last = until(firm, seen.library, seen.days, decisions.today)
    key = seen.inputs.key(own, plan, layers, clauses) or ""
    return Basis(key, layers, clauses, decisions.today.isoformat(), last)


def _current(written: _Written, tools: Tools, name: str) -> Record | None:
    """Return the record of the last build if it was of exactly this and all of it is still there."""
    plan, record = tools.plan, records.read_record(tools.plan, name)
    if record is None or record.fingerprint != written.fingerprint:
        return None
    if plan.keeps_projects and not record.projects:
        return None
    return record if records.has_files(plan, name, record, tools.marks) else None


def _replace(written: _Written, firm: CheckedFirm, tools: Tools) -> None:
    """Put a new site in the place of the old; there is no record of it until all of it is there."""
    name, plan = firm.profile.firm, tools.plan
    records.forget(plan, name)
    if plan.keeps_projects:
        _write_projects(written.projects, plan.projects / name)
    else:
        _remove_projects(written.projects, plan.projects / name)
    made = build_sites(written.projects, written.short, plan, written.handbooks, tools.shared)
    hosting = plan.projects / name / HOSTING
    clear_left_over(hosting.parent)
    write_host_files(made.scripts, hosting, firm.profile.languages)
    records.write_files(plan, name, tools.marks, made.digests)


def _keep(written: _Written, plan: Plan, name: str, basis: Basis, before: Record | None) -> None:
    folders = records.folders_of(plan, name)
    record = Record(
        fingerprint=written.fingerprint,
        key=basis.key,
        layers=basis.layers,
        clauses=basis.clauses,
        day=basis.day,
        until=basis.until,
        start=written.start,
        pages=written.pages,
        warnings=written.warnings,
        folders=folders,
        stamp=records.stamp(plan, name, folders),
        place=plan.place,
        files=records.digest_of_files(plan, name),
        projects=before.projects if before else plan.keeps_projects,
    )
    if record != before:
        records.write_record(plan, name, record)


def _write_projects(projects: Mapping[str, Project], target: Path) -> None:
    """Write each project in the place of what was there; nobody else works on this firm now."""
    for part, project in projects.items():
        clear_left_over((target / part).parent)
        with working_folder(target / part) as built:
            write_tree(project_tree(project), built, before=target / part)
            exchange(built, target / part)


def _remove_projects(projects: Mapping[str, Project], target: Path) -> None:
    """Remove what an earlier build left: it would no longer be what the site was made from."""
    for part in projects:
        remove_folder(target / part)
