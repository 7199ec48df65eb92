"""Books are put together from what firms share, and of an earlier build is taken what still holds."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from handbook_gen.digests import content_digest
from handbook_gen.engines.shared import guard
from handbook_gen.engines.shared.pieces import Piece
from handbook_gen.engines.shared.rendering import Renderer
from handbook_gen.model.handbook import Handbook
from handbook_gen.sites import BookFiles, SharedBooks, sharing
from handbook_gen.workspace import Workspace, check_firm, handbooks, open_workspace
from handbook_gen.writers import Project, book_project, read_look
from tests.e2e.running import FIRM, REPOSITORY
from tests.firms import TODAY
from tests.one_book import CHAT, PART, edited
from tests.same_as_stock import differences


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(REPOSITORY)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SharedBooks:
    return SharedBooks(tmp_path_factory.mktemp("projects"), "this program")


class Place:
    """A folder in which a book is built again and again."""

    def __init__(self, folder: Path, handbook: Handbook, shared: SharedBooks) -> None:
        self.folder, self.handbook, self.shared = folder, handbook, shared
        self.times = 0

    @property
    def site(self) -> Path:
        return self.folder / f"site{self.times}"

    @property
    def record(self) -> Path:
        return self.folder / "record.json"

    def build(self, project: Project) -> Mapping[str, bytes]:
        """Build the book beside the last one, and return its files."""
        before = self.site
        self.times += 1
        files = BookFiles(self.site, before, self.record)
        made = self.shared.build(project, self.handbook, PART, files)
        found = read(self.site)
        assert made is not None
        for name, known in made.digests.items():  # also of what was taken over
            assert content_digest(found[name]) == known, name
        return found


def read(folder: Path) -> Mapping[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def place(tmp_path: Path, handbook: Handbook, shared: SharedBooks) -> Place:
    return Place(tmp_path, handbook, shared)


def test_a_firm_has_the_files_of_stock_mkdocs(
    workspace: Workspace, shared: SharedBooks, tmp_path: Path
) -> None:
    found = list(differences(workspace, "example-sole", shared, read_look(), tmp_path / "work"))

    assert found == []
    assert shared.counts()["whole"] == 0


def test_what_did_not_change_is_the_same_file(place: Place, project: Project) -> None:
    first = place.build(project)
    page = (place.site / "privacy/chat.html").stat().st_ino

    assert place.build(project) == first
    assert (place.site / "privacy/chat.html").stat().st_ino == page


def test_one_text_changes_its_page_and_the_search_and_nothing_else(
    place: Place, project: Project
) -> None:
    before = place.build(project)
    after = place.build(edited(project, "privéchats", "chats thuis"))

    assert {name for name in after if after[name] != before[name]} == {
        "privacy/chat.html",
        "search/search_index.js",
        "search/search_index.json",
    }
    assert b"chats thuis" in after["privacy/chat.html"]


def test_a_build_after_an_edit_is_a_clean_build(
    place: Place, project: Project, handbook: Handbook, shared: SharedBooks, tmp_path: Path
) -> None:
    place.build(project)
    changed = edited(project, "privéchats", "chats thuis")
    renamed = replace(changed, config={**changed.config, "site_name": "De Vries & Zn."})

    clean = Place(tmp_path / "clean", handbook, SharedBooks(tmp_path / "new", "this program"))

    assert place.build(renamed) == clean.build(renamed)


def test_a_new_process_renders_of_a_page_only_what_changed(
    place: Place, project: Project, handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(project)
    rendered: list[str] = []
    parts = Renderer.parts

    def watched(
        self: Renderer, texts: Sequence[str], folder: str, *, boxed: bool
    ) -> Sequence[Piece]:
        rendered.extend(texts)
        return parts(self, texts, folder, boxed=boxed)

    monkeypatch.setattr(Renderer, "parts", watched)
    place.shared = SharedBooks(place.folder / "new", "this program")
    changed = edited(project, "privéchats", "chats thuis")

    place.build(changed)

    assert 0 < sum(map(len, rendered)) < len(changed.docs[CHAT]) / 3


@pytest.mark.parametrize("name", ["privacy/chat.html", "404.html", "sitemap.xml"])
def test_a_file_that_was_written_over_is_made_anew(
    place: Place, project: Project, name: str
) -> None:
    first = place.build(project)
    (place.site / name).write_text("poison", encoding="utf-8")

    assert place.build(project) == first


def test_a_page_that_was_altered_behind_the_back_of_the_disk_is_not_built_upon(
    place: Place, project: Project
) -> None:
    place.build(project)
    page = place.site / "privacy/chat.html"
    told = page.stat()
    page.write_bytes(page.read_bytes().replace(b"<h2", b"<h3"))
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))
    after = place.build(edited(project, "privéchats", "chats thuis"))

    assert page.stat().st_mtime_ns == told.st_mtime_ns
    assert after == Place(place.folder / "clean", place.handbook, place.shared).build(
        edited(project, "privéchats", "chats thuis")
    )


def test_who_wants_every_byte_looked_at_trusts_no_time(place: Place, project: Project) -> None:
    first = place.build(project)
    page = place.site / "privacy/chat.html"
    told = page.stat()
    page.write_bytes(page.read_bytes().replace(b"<h2", b"<h3"))
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))
    files = BookFiles(place.folder / "next", place.site, place.record, every_byte=True)

    assert place.shared.build(project, place.handbook, PART, files) is not None
    assert read(files.target) == first


@pytest.mark.parametrize("rest", ["", "{}", "cut"])
def test_a_record_that_was_cut_off_counts_for_nothing(
    place: Place, project: Project, rest: str
) -> None:
    first = place.build(project)
    text = place.record.read_text(encoding="utf-8")
    place.record.write_text(text[: len(text) // 2] if rest == "cut" else rest, encoding="utf-8")

    assert place.build(project) == first


def test_a_theme_file_that_was_written_over_is_put_right_for_the_next_site(
    handbook: Handbook, project: Project, tmp_path: Path
) -> None:
    first = Place(tmp_path / "a", handbook, SharedBooks(tmp_path / ".shared", "p")).build(project)
    theme = next(path for path in (tmp_path / ".shared").rglob("bundle.*.js"))
    theme.write_text("poison", encoding="utf-8")

    assert (
        Place(tmp_path / "b", handbook, SharedBooks(tmp_path / ".shared", "p")).build(project)
        == first
    )


def test_another_folder_gets_pages_of_its_own(place: Place, project: Project) -> None:
    first = place.build(project)
    old = place.site / "privacy/chat.html"
    files = BookFiles(place.folder / "elsewhere", place.folder / "not there", place.record)

    assert place.shared.build(project, place.handbook, PART, files) is not None

    assert read(files.target) == first
    assert (files.target / "privacy/chat.html").stat().st_ino != old.stat().st_ino


def test_a_link_to_nowhere_is_left_to_mkdocs_which_tells_of_it(
    place: Place, project: Project
) -> None:
    broken = edited(project, "## ", "[weg](../nergens.md)\n\n## ")
    files = BookFiles(place.folder / "new", place.site, place.record)

    assert place.shared.build(broken, place.handbook, PART, files) is None
    assert not files.target.exists()


def test_another_material_is_not_trusted(
    project: Project, handbook: Handbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "KNOWN", frozenset({"another"}))
    books = SharedBooks(tmp_path / ".shared", "p")
    files = BookFiles(tmp_path / "new", tmp_path / "old", tmp_path / "record.json")

    assert books.build(project, handbook, PART, files) is None
    (reason,) = books.counts()
    assert reason.startswith("alone: it was not compared with mkdocs ")


def test_what_is_kept_of_one_firm_is_in_no_other(workspace: Workspace, tmp_path: Path) -> None:
    books = SharedBooks(tmp_path / ".shared", "p")
    marked = handbooks(check_firm(workspace, FIRM, TODAY))[0]
    first = book_project(replace(marked, firm_name="MERKTEKEN"), "staff", read_look())
    Place(tmp_path / "a", marked, books).build(
        replace(first, config={**first.config, "site_name": "MERKTEKEN"})
    )
    other = handbooks(check_firm(workspace, "example-sole", TODAY))[0]
    made = Place(tmp_path / "b", other, books).build(book_project(other, "staff", read_look()))

    kept = {**made, **read(tmp_path / ".shared"), **read(tmp_path / "b")}
    assert [name for name, content in kept.items() if b"MERKTEKEN" in content] == []


def test_the_shape_that_is_trusted_is_the_one_that_is_installed() -> None:
    assert guard.obstacle() == ""
    assert sharing.obstacle is guard.obstacle
