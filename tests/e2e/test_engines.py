"""All three site builders make the same firm's site, and none of them lets a fault pass."""

import importlib.util
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.engines import build_site
from handbook_gen.model.choices import EngineName
from handbook_gen.problems import EnvironmentLacking, HandbookError
from tests.e2e.needs import ENGINES, needs_engine
from tests.e2e.running import DAY, FIRM, build, files_of, handbook, new_workspace

BROKEN = {"page": "[x](missing.md)", "anchor": "[x](#missing)"}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> EngineName:
    needs_engine(request.param)
    name: EngineName = request.param
    return name


@pytest.fixture(scope="module")
def built(engine: EngineName, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the example firm is built with the engine."""
    workspace = new_workspace(tmp_path_factory.mktemp(engine))
    build(workspace, FIRM, "--engine", engine)
    return workspace


@pytest.mark.parametrize("book", ["staff", "control"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_engine_builds_every_page_strictly(built: Path, book: str, language: str) -> None:
    part = f"{FIRM}/{book}/{language}"
    pages = {name[:-3] for name in files_of(built / "build" / part / "docs") if name[-3:] == ".md"}
    made = {name[:-5] for name in files_of(built / "site" / part) if name[-5:] == ".html"}

    assert pages
    assert made == pages | {"404"}


@pytest.mark.parametrize("broken", BROKEN)
def test_every_engine_refuses_a_link_to_nothing(
    engine: EngineName, built: Path, tmp_path: Path, broken: str
) -> None:
    project = tmp_path / "project"
    shutil.copytree(built / "build" / FIRM / "staff" / "nl", project)
    with (project / "docs" / "about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{BROKEN[broken]}\n")

    with pytest.raises(HandbookError) as caught:
        build_site(engine, project, tmp_path / "site", date.fromisoformat(DAY))

    (problem,) = caught.value.problems
    assert problem.code == "HB090"
    assert "about.md" in problem.message
    assert str(tmp_path) not in problem.message


def test_a_broken_link_on_a_page_of_the_firm_keeps_the_last_good_site(
    engine: EngineName, built: Path
) -> None:
    before = files_of(built / "site")
    page = built / "firm_profiles" / FIRM / "pages" / "strategy" / "our-year.md"
    good = page.read_text("utf-8")
    link = BROKEN["anchor"]  # a link to a page is refused before any engine sees it
    page.write_text(good.replace("\n# en:", f"\n{link}\n\n# en:") + f"\n{link}\n", "utf-8")
    try:
        done = handbook(built, "build", "--date", DAY, FIRM, "--engine", engine)
    finally:
        page.write_text(good, "utf-8")

    assert done.code == 1
    assert "HB090" in done.err
    assert files_of(built / "site") == before


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_is_not_installed_ends_with_exit_code_3(
    name: EngineName, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "mkdocs.commands.build", None)

    with pytest.raises(EnvironmentLacking) as caught:
        build_site(name, tmp_path, tmp_path / "site", date.fromisoformat(DAY))

    assert caught.value.exit_code == 3
    assert [problem.code for problem in caught.value.problems] == ["HB091"]
