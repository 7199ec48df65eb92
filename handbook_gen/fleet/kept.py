"""Firms about which nothing has to be decided: their files are looked at, or taken over as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook_gen.digests import FileMarks, Marks, mark_of, status_below, whole_content
from handbook_gen.disk import FileTree, exchange, link_tree, write_tree
from handbook_gen.fleet import record as records
from handbook_gen.fleet.inputs import Inputs
from handbook_gen.fleet.plan import BOOKS, Built, Plan
from handbook_gen.fleet.record import HOSTING, LOCK, SITE, Record
from handbook_gen.locks import locked, working_folder
from handbook_gen.problems import HandbookError


@dataclass(frozen=True, slots=True)
class _Read:
    """A site as it was read: the firm's own files, and those that all sites share."""

    own: FileTree
    shared: Mapping[str, Path]


class Kept:
    """Makes sites of what was built before, byte by byte; the library is not read for it."""

    def __init__(self, plan: Plan, inputs: Inputs, today: date) -> None:
        """Begin with nothing read."""
        self.plan = plan
        self._inputs = inputs
        self._today = today
        self._marks = FileMarks()
        self._shared = {
            (file.st_dev, file.st_ino) for file in status_below(str(plan.store)).values()
        }

    def try_to_build(self, name: str) -> Built:
        """Return the site of a firm, with every byte as it was built; without one if it cannot be.

        Another build of the same firm is waited for.
        """
        try:
            with locked(self.plan.projects / name / LOCK):
                return self._looked_at(name) or Built(name)
        except (HandbookError, OSError, ValueError):
            return Built(name)  # what is wrong is told when it is built

    def _looked_at(self, name: str) -> Built | None:
        plan = self.plan
        record = records.standing(name, plan, self._inputs, self._today)
        if record is None:
            return None
        listed = records.read_files(plan, name, record)
        hosting = plan.projects / name / HOSTING
        if listed is None or not self._marks.hold(str(hosting), listed[HOSTING]):
            return None
        site = plan.site / name
        there = self._marks.hold(str(site), listed[SITE])
        if not there and not self._is_taken_over(site, record, listed[SITE]):
            return None
        records.move_record(plan, name, record)
        return records.built_of(name, plan, record, changed=not there)

    def _is_taken_over(self, site: Path, record: Record, listed: Marks) -> bool:
        """Put a copy of the site of a record in place; tell whether it was there, and whole."""
        if record.place == self.plan.place:
            return False
        if {*self.plan.books} != {*BOOKS}:  # what stands there of the other book has to stay
            return False
        before = str(self.plan.projects / record.place / site.name)
        found = self._read(before, listed)
        if found is None:
            return False
        with working_folder(site) as built:
            write_tree(found.own, built)
            link_tree(found.shared, built)
            exchange(built, site)
        return True

    def _read(self, folder: str, listed: Marks) -> _Read | None:
        """Return exactly the listed files; None unless each byte of them is as it was."""
        files = status_below(folder)
        if files.keys() != listed.keys():
            return None
        own: dict[str, bytes] = {}
        shared: dict[str, Path] = {}
        for name, file in files.items():
            path = f"{folder}/{name}"
            if (file.st_dev, file.st_ino) in self._shared:
                shared[name] = Path(path)
                mark = self._marks.of(path, file)
            else:
                own[name] = whole_content(path)
                mark = mark_of(own[name])
            if mark != listed[name]:
                return None
        return _Read(own, shared)
