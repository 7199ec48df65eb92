"""Firms about which nothing has to be decided: their files are looked at, or taken over as they are."""

from datetime import date
from pathlib import Path

from handbook_gen.digests import FileMarks, Marks, status_below
from handbook_gen.disk import exchange, link_tree
from handbook_gen.fleet import record as records
from handbook_gen.fleet.inputs import Inputs
from handbook_gen.fleet.plan import BOOKS, Built, Plan
from handbook_gen.fleet.record import HOSTING, LOCK, SITE, Record
from handbook_gen.locks import locked, working_folder
from handbook_gen.problems import HandbookError


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
        if listed is None or not records.has_marks(str(hosting), listed[HOSTING], self._marks):
            return None
        site = plan.site / name
        there = records.has_marks(str(site), listed[SITE], self._marks)
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
        before = self.plan.projects / record.place / site.name
        if not records.has_sizes(str(before), listed):
            return False
        links: dict[str, Path] = {}
        copies: dict[str, Path] = {}
        for name, file in status_below(str(before)).items():
            files = links if (file.st_dev, file.st_ino) in self._shared else copies
            files[name] = before / name
        with working_folder(site) as built:
            link_tree(links, built)
            link_tree(copies, built, copied=True)
            if not records.has_marks(str(built), listed, self._marks):
                return False
            exchange(built, site)
        return True
