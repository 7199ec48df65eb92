"""Every file of many firms against stock MkDocs: the gate for whatever is shared between firms."""

from pathlib import Path

import pytest

from handbook_gen.library import library_roots, read_library
from handbook_gen.sites import SharedBooks
from handbook_gen.workspace import open_workspace
from handbook_gen.writers import read_look
from tests.e2e.running import REPOSITORY
from tests.firms import write_firms
from tests.same_as_stock import differences, make_hostile

pytestmark = pytest.mark.audit


class Compared:
    """Firms of a workspace, one after the other in one process, as a fleet is built."""

    def __init__(self, root: Path, work: Path) -> None:
        workspace = open_workspace(root)
        self.shared = SharedBooks(work / "projects", "this program")
        look = read_look()
        self.firms = len(workspace.firms)
        self.found = [
            one
            for name in workspace.firms
            for one in differences(workspace, name, self.shared, look, work / "books")
        ]


class TestExampleFirms:
    def test_no_file_differs(self, tmp_path: Path) -> None:
        compared = Compared(REPOSITORY, tmp_path)

        assert compared.found == []


class TestRandomFirms:
    def test_no_file_of_fifty_differs(self, tmp_path: Path) -> None:
        write_firms(tmp_path / "firm_profiles", 50, read_library(*library_roots(None)))

        compared = Compared(tmp_path, tmp_path / "work")

        assert compared.firms == 50
        assert compared.found == []
        assert compared.shared.counts()["whole"] == 0


class TestHostileFirms:
    def test_no_file_of_thirty_differs(self, tmp_path: Path) -> None:
        profiles = tmp_path / "firm_profiles"
        names = write_firms(profiles, 30, read_library(*library_roots(None)), seed=7)
        for number, name in enumerate(names):
            make_hostile(profiles / f"{name}.yml", number)

        compared = Compared(tmp_path, tmp_path / "work")

        assert compared.firms == 30
        assert compared.found == []
