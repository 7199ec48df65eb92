"""A site in another folder is made of the files that are there, and never of one that was touched."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.fleet import Plan, books, build_firms, kept
from handbook_gen.fleet import record as records
from handbook_gen.sites import SharedBooks
from tests.e2e.running import files_of
from tests.fleet import FIRMS, TODAY, build, changed, copying, new_fleet

PAGE = "staff/nl/index.html"
THEME = "staff/nl/theme.css"


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which every firm was built, with a file that all sites share."""
    root = new_fleet(tmp_path / "fleet")
    theme = root / "build" / ".shared" / "theme.css"
    theme.parent.mkdir(parents=True)
    theme.write_text("h1 { color: green }", encoding="utf-8")
    copy = copying()

    def build_book(engine: str, project: Path, site: Path, *rest: object) -> None:
        copy(engine, project, site, *rest)
        os.link(theme, site / "theme.css")

    monkeypatch.setattr(books, "build_book", build_book)
    monkeypatch.setattr(SharedBooks, "build", lambda *_: None)
    build(root)
    return root


@pytest.fixture
def unread(fleet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same workspace, in which whoever reads the library fails."""
    monkeypatch.setattr("handbook_gen.fleet.build.open_workspace", None)
    return fleet


@pytest.mark.parametrize("workers", [1, 2])
def test_a_new_folder_gets_the_same_site_and_no_library_is_read(unread: Path, workers: int) -> None:
    assert changed(build(unread, site="other", workers=workers)) == set(FIRMS)
    assert files_of(unread / "other") == files_of(unread / "site")
    assert changed(build(unread, site="other")) == set()


def test_folders_that_are_used_in_turn_are_only_looked_at(unread: Path) -> None:
    build(unread, site="other")

    for site in ("site", "other", "site"):
        assert changed(build(unread, site=site)) == set()


def test_pages_are_copied_and_what_all_sites_share_is_linked(fleet: Path) -> None:
    build(fleet, site="other")
    one, other = (fleet / site / "small" for site in ("site", "other"))

    assert (other / PAGE).stat().st_ino != (one / PAGE).stat().st_ino
    assert (other / THEME).stat().st_ino == (one / THEME).stat().st_ino


def _edit(page: Path) -> None:
    page.write_bytes(page.read_bytes().swapcase())


def _grow(page: Path) -> None:
    page.write_bytes(page.read_bytes() + b"more")


def _add(page: Path) -> None:
    (page.parent / "notes.txt").write_text("mine", encoding="utf-8")


@pytest.mark.parametrize("touch", [_edit, _grow, _add, Path.unlink])
def test_nothing_that_was_touched_gets_into_a_new_folder(
    fleet: Path, touch: Callable[[Path], None]
) -> None:
    built = files_of(fleet / "site")
    touch(fleet / "site" / "small" / PAGE)

    assert changed(build(fleet, site="other")) == set(FIRMS)
    assert files_of(fleet / "other") == built


def test_an_older_site_in_the_other_folder_is_replaced(fleet: Path) -> None:
    build(fleet, site="other")
    profile = fleet / "firm_profiles" / "small.yml"
    profile.write_text(profile.read_text("utf-8").replace("Klein", "Kleiner"), encoding="utf-8")
    build(fleet)

    assert changed(build(fleet, site="other")) == {"small"}
    assert files_of(fleet / "other") == files_of(fleet / "site")


@pytest.mark.parametrize("poison", ["", "{", "[]", '{"site": {}, "hosting": {}}', "[" * 100_000])
def test_a_list_of_files_that_is_not_as_written_counts_for_nothing(
    fleet: Path, poison: str
) -> None:
    built = files_of(fleet / "site")
    (fleet / "build" / "small" / "files.json").write_text(poison, encoding="utf-8")

    build(fleet, site="other")

    assert files_of(fleet / "other") == built


def test_a_page_and_its_mark_that_were_both_changed_are_not_believed(fleet: Path) -> None:
    built = files_of(fleet / "site")
    _edit(fleet / "site" / "small" / PAGE)
    plan = Plan(fleet / "site", fleet / "build")
    records.write_files(plan, "small", kept.FileMarks(), {})

    assert changed(build(fleet, verify=True)) == {"small"}
    assert files_of(fleet / "site") == built


@pytest.mark.parametrize("step", ["write_tree", "exchange", "records.move_record"])
def test_whoever_is_stopped_leaves_whole_sites(
    fleet: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    built = files_of(fleet / "site")
    with monkeypatch.context() as patched:
        patched.setattr(f"handbook_gen.fleet.kept.{step}", stop)
        with pytest.raises(KeyboardInterrupt):
            build(fleet, "small", site="other")

    assert changed(build(fleet)) == set()
    build(fleet, site="other")
    assert files_of(fleet / "site") == files_of(fleet / "other") == built
    assert {path.name for path in (fleet / "other").iterdir()} == set(FIRMS)


def test_a_full_disk_is_told_of_and_leaves_nothing_half_written(
    fleet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept, "write_tree", full)
    monkeypatch.setattr(books, "build_book", full)
    found = build(fleet, "small", site="other")

    assert [problem.code for problem in found["small"].problems] == ["HB092"]
    assert list((fleet / "other").iterdir()) == []


def test_one_book_is_not_accompanied_by_the_other(fleet: Path) -> None:
    plan = Plan(fleet / "site", fleet / "build", ("staff",), plain=True)
    assert all(built.changed for built in build_firms(fleet, FIRMS, plan, TODAY, 1))
    other = Plan(fleet / "other", fleet / "build", ("staff",), plain=True)

    assert all(built.changed for built in build_firms(fleet, FIRMS, other, TODAY, 1))
    assert (fleet / "site" / "small" / "control").exists()
    assert not (fleet / "other" / "small" / "control").exists()
