"""Every example firm on every engine, and nothing of one firm in the site of another."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.e2e.html_pages import articles, ids
from tests.e2e.needs import ENGINES, needs_engine
from tests.e2e.running import REPOSITORY, answers, build, files_of, new_workspace

pytestmark = pytest.mark.audit

FIRMS = tuple(sorted(path.stem for path in (REPOSITORY / "firm_profiles").glob("example-*.yml")))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_example_firm_builds_strictly_on_every_engine(engine: str, tmp_path: Path) -> None:
    needs_engine(engine)
    workspace = new_workspace(tmp_path, *FIRMS)

    done = build(workspace, "--all", "--engine", engine, "-j", "2")

    assert f"{len(FIRMS)} firms built, 0 failed" in done.out
    for firm in FIRMS:
        assert (workspace / "site" / firm / "index.html").is_file()


def test_every_engine_gives_every_page_the_same_anchors(tmp_path: Path) -> None:
    anchors = {}
    for engine in ENGINES:
        needs_engine(engine)
        workspace = new_workspace(tmp_path / engine, FIRMS[0])
        build(workspace, FIRMS[0], "--engine", engine)
        pages = articles(workspace / "site" / FIRMS[0])
        anchors[engine] = {name: ours(page) for name, page in pages.items() if page}

    assert len(anchors["mkdocs"]) > 200
    assert sum(map(len, anchors["mkdocs"].values())) > 1000
    assert anchors["properdocs"] == anchors["mkdocs"]
    assert anchors["zensical"] == anchors["mkdocs"]


def ours(page: str) -> set[str]:
    """Return the anchors of a page; those of the theme itself begin with two lines."""
    return {anchor for anchor in ids(page) if not anchor.startswith("__")}


def test_no_site_holds_the_name_an_address_or_the_colour_of_another_firm(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, *FIRMS)
    build(workspace, "--all", "-j", "2")
    sites = {firm: b"\n".join(files_of(workspace / "site" / firm).values()) for firm in FIRMS}
    marks = {firm: set(marks_of(workspace, firm)) for firm in FIRMS}

    found = [
        (mark, owner, other)
        for owner, other in permutations(FIRMS, 2)
        for mark in marks[owner] - marks[other]
        if mark.encode() in sites[other]
    ]

    assert all(marks.values())
    assert found == []


def marks_of(workspace: Path, firm: str) -> Iterator[str]:
    """Yield what can only come from this firm: its colour, and the addresses of its people."""
    profile = answers(workspace, firm)
    yield profile["brand"]["colour"].lower()
    for person in profile.get("people", {}).values():
        for row in person if isinstance(person, list) else [person]:
            if "email" in row:
                yield row["email"]
