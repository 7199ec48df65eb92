"""What was rendered for a firm serves its next build, which asks Markdown for nothing it has already."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from handbook_gen.engines.shared import renderings
from handbook_gen.engines.shared.masks import Target
from handbook_gen.engines.shared.pieces import Inside, Link, Piece, Said
from handbook_gen.engines.shared.rendering import Renderer
from handbook_gen.engines.shared.renderings import Renderings
from handbook_gen.engines.shared.templates import Templates
from handbook_gen.engines.shared.theme import Theme
from handbook_gen.fleet import Plan
from handbook_gen.fleet.again import Kitchen
from handbook_gen.model.handbook import Handbook
from handbook_gen.problems import HandbookError
from handbook_gen.sites import BookFiles, SharedBooks
from handbook_gen.writers import Project
from tests.e2e.running import FIRM, REPOSITORY, answer, build, files_of, new_workspace
from tests.firms import TODAY
from tests.one_book import PART, edited

PIECE = Piece(
    "<p>ꀀ, ꀁ</p>\n",
    links=frozenset({Link("a.md", "b")}),
    steps=(Said("ꀀ, ꀁ", "ꀀ, ꀁ", False),),
)
LOADS_NO_MKDOCS = """
import sys
from handbook_gen.cli.main import main
sys.argv = ["handbook", "build", "--date", "2026-11-23", sys.argv[1]]
try:
    main()
except SystemExit as end:
    assert not end.code
print(*sorted({"mkdocs", "material", "markdown"} & sys.modules.keys()))
"""


class Editor:
    """Somebody who builds a book of one firm, each time in a new process."""

    def __init__(self, folder: Path, handbook: Handbook) -> None:
        self.folder, self.handbook, self.times = folder, handbook, 0

    @property
    def renderings(self) -> Path:
        return self.folder / "rendered.txt"

    def build(self, project: Project) -> dict[str, bytes]:
        shared = SharedBooks(self.folder / "projects", "this program")
        before, self.times = self.folder / f"site{self.times}", self.times + 1
        site = self.folder / f"site{self.times}"
        with shared.renderings_in(self.renderings):
            assert shared.build(
                project, self.handbook, PART, BookFiles(site, before, self.folder / "record.json")
            )
        return files_of(site)


@pytest.fixture
def editor(tmp_path: Path, handbook: Handbook) -> Editor:
    return Editor(tmp_path, handbook)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were rendered since."""
    texts: list[str] = []
    parts = Renderer.parts

    def noting(self: Renderer, asked: Any, *rest: Any, **more: Any) -> list[Piece]:
        texts.extend(asked)
        return parts(self, asked, *rest, **more)

    monkeypatch.setattr(Renderer, "parts", noting)
    return texts


def test_other_words_in_the_same_sentence_are_not_rendered_again(
    editor: Editor, project: Project, rendered: list[str]
) -> None:
    editor.build(project)
    assert rendered
    rendered.clear()

    files = editor.build(edited(project, "snel en handig", "handig en vlug"))

    assert rendered == []
    assert b"handig en vlug" in files["privacy/chat.html"]


def test_a_sentence_that_is_built_otherwise_is_the_only_one_that_is_rendered(
    editor: Editor, project: Project, rendered: list[str], tmp_path: Path, handbook: Handbook
) -> None:
    editor.build(project)
    rendered.clear()
    changed = edited(project, "snel en handig", "**snel** *en* handig")

    files = editor.build(changed)

    assert len(rendered) == 1
    assert "**" in rendered[0]
    assert files == Editor(tmp_path / "clean", handbook).build(changed)


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(file.read_bytes().replace(b"<p>", b"<b>", 1)),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: file.write_bytes(b"\xff\xfe"),
        lambda file: file.write_bytes(b""),
        lambda file: file.unlink(),
    ],
    ids=["altered", "cut off", "no text", "empty", "gone"],
)
def test_a_damaged_file_counts_for_nothing_and_is_written_anew(
    editor: Editor,
    project: Project,
    rendered: list[str],
    harm: Callable[[Path], object],
    tmp_path: Path,
    handbook: Handbook,
) -> None:
    editor.build(project)
    whole = editor.renderings.read_bytes()
    harm(editor.renderings)
    rendered.clear()
    changed = edited(project, "privéchats", "chats thuis")

    files = editor.build(changed)

    assert rendered
    assert files == Editor(tmp_path / "clean", handbook).build(changed)
    assert editor.renderings.read_bytes() != whole  # only what that page needs


def test_where_nothing_can_be_kept_it_is_said(editor: Editor, project: Project) -> None:
    editor.build(project)
    editor.renderings.unlink()
    editor.renderings.mkdir()

    with pytest.raises(HandbookError):
        editor.build(edited(project, "privéchats", "chats thuis"))


def test_what_another_program_rendered_counts_for_nothing() -> None:
    kept = Renderings("one program")
    kept.put_build("settings", ("+", "text"), PIECE, is_open=True)
    text = kept.news()

    assert Renderings("one program", text).build("settings", ("+", "text"))
    assert Renderings("another program", text).build("settings", ("+", "text")) is None
    assert Renderings("one program", text).build("other settings", ("+", "text")) is None


def test_a_rendering_comes_back_as_it_was() -> None:
    kept = Renderings("a program")
    box = Piece('<div id="x">\n', anchors=frozenset({"x"}), steps=(Inside(True),))
    kept.put_build("", ("+", "open"), PIECE, is_open=True)
    kept.put_build("", ("+", "box"), box, is_open=False)
    kept.put_build("", ("+", "unclear"), PIECE._replace(steps=None), is_open=True)
    target = Target("../a.html#b", frozenset({Link("a.md", "b")}))
    assert kept.target("", ("privacy", "a.md#b"), lambda: target) == target

    again = Renderings("a program", kept.news())

    found = again.build("", ("+", "open"))
    assert found is not None
    assert found.filled(["Bol", "wol"]).html == "<p>Bol, wol</p>\n"
    assert found.filled(["Bol", "wol"]).steps == (Said("Bol, wol", "Bol, wol", False),)
    assert found.piece.links == PIECE.links
    assert (again.build("", ("+", "box")) or found).piece == box
    assert (again.build("", ("+", "unclear")) or found).piece.steps is None
    assert again.target("", ("privacy", "a.md#b"), lambda: pytest.fail("it is known")) == target
    assert again.news() == ""


def test_of_too_many_those_that_were_used_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderings, "MOST", 3)
    first = Renderings("a program")
    for number in range(3):
        first.put_build("", ("+", f"old {number}"), PIECE, is_open=True)

    second = Renderings("a program", first.news())
    assert second.build("", ("+", "old 1"))
    second.put_build("", ("+", "new"), PIECE, is_open=True)
    third = Renderings("a program", second.news())

    assert third.build("", ("+", "old 1"))
    assert third.build("", ("+", "new"))
    assert third.build("", ("+", "old 0")) is None


def test_an_answer_is_built_without_mkdocs_and_a_fleet_keeps_no_renderings(tmp_path: Path) -> None:
    root = new_workspace(tmp_path, FIRM, "example-sole")
    build(root, "--all")
    assert not list((root / "build").glob("*/rendered.txt"))
    for name in ("Anders", "Nog anders"):
        answer(root, {"people.privacy_officer.name": f"S. {name}"})
        told = said(root, FIRM)

    assert told.splitlines()[-1] == ""
    clean = new_workspace(tmp_path / "clean")
    answer(clean, {"people.privacy_officer.name": "S. Nog anders"})
    build(clean, FIRM)
    assert files_of(root / "site" / FIRM) == files_of(clean / "site" / FIRM)


def test_who_serves_has_mkdocs_at_hand_before_the_first_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_workspace(tmp_path)
    plan = Plan(root / "site", root / "build", keeps_projects=False, keeps_renderings=True)
    Kitchen(root, plan).build(FIRM, TODAY)
    made: list[str] = []
    begin = Theme.__init__

    def noting(self: Theme, config: Mapping[str, Any], templates: Templates) -> None:
        made.append(config["theme"]["language"])
        begin(self, config, templates)

    monkeypatch.setattr(Theme, "__init__", noting)
    kitchen = Kitchen(root, plan)

    assert not kitchen.build(FIRM, TODAY).changed
    assert made == []
    kitchen.warm(FIRM, TODAY)
    assert sorted(made) == ["en", "nl"]
    answer(root, {"people.privacy_officer.name": "S. *van* der [Berg]"})
    assert kitchen.build(FIRM, TODAY).changed
    assert len(made) == 2


def said(root: Path, firm: str) -> str:
    """Build a firm, and return what was said; in the last line what of MkDocs was loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOADS_NO_MKDOCS, firm],
        cwd=root,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
