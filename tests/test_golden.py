"""Compare all that is written for three firms with what was read and agreed before.

Refresh with `pytest --refresh-goldens tests/test_golden.py`, and read the diff in the same commit.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.disk import Folder
from handbook_gen.explain import clauses_reading
from handbook_gen.filling import facts_in
from handbook_gen.library import library_roots, read_library
from handbook_gen.library.cross_check import texts_of
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.workspace import Workspace, check_firm, handbooks
from handbook_gen.writers import mkdocs_project, read_look

ROOT: Final = Path(__file__).parent.parent
GOLDEN: Final = Path(__file__).parent / "golden"
TINY: Final = GOLDEN / "tiny"
DAY: Final = date(2026, 12, 15)
SHARED: Final = (
    "handbook.css",
    "handbook.js",
    "iframe-worker-shim.js",
    "iframe-worker-shim.LICENSE.txt",
)
"""Assets that are the same for every firm, and that have their own place in the repository."""

BOOKS: Final[tuple[BookName, ...]] = ("staff", "control")


@pytest.fixture(scope="module")
def tiny_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shipped = library_roots(None)[0].path / "phrases.yml"
    phrases = tmp_path_factory.mktemp("phrases")
    (phrases / "phrases.yml").write_bytes(shipped.read_bytes())
    return read_library(Folder(phrases, "templates"), Folder(TINY / "templates", "templates"))


@pytest.fixture(scope="module")
def tiny_handbooks(tiny_library: Library) -> dict[str, Handbook]:
    profiles = Folder(TINY / "firm_profiles", "firm_profiles")
    firm = check_firm(Workspace(TINY, tiny_library, profiles), "crust", DAY)
    assert [problem for problem in firm.problems if problem.level != "info"] == []
    return {handbook.language: handbook for handbook in handbooks(firm)}


@pytest.mark.parametrize("firm", ["example-quiet", "example-sole"])
@pytest.mark.parametrize("book", BOOKS)
def test_a_shipped_firm_is_written_as_before(
    firm: str, book: BookName, shipped_library: Library, request: pytest.FixtureRequest
) -> None:
    workspace = Workspace(ROOT, shipped_library, Folder(ROOT / "firm_profiles", "firm_profiles"))
    found = {
        f"{book}.{handbook.language}.txt": _as_one_text(mkdocs_project(handbook, book, read_look()))
        for handbook in handbooks(check_firm(workspace, firm, DAY))
    }

    _hold(found, GOLDEN / firm, f"{book}.*.txt", request)


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tiny_firm_is_written_as_before(
    book: BookName,
    language: str,
    tiny_handbooks: dict[str, Handbook],
    request: pytest.FixtureRequest,
) -> None:
    tree = mkdocs_project(tiny_handbooks[language], book, read_look())
    shared = {name for name in tree if name.rsplit("/", 1)[-1] in SHARED}
    found = {name: tree[name].decode() for name in sorted(tree) if name not in shared}
    found["shared.sha256"] = "".join(_digest_line(name, tree[name]) for name in sorted(shared))

    _hold(found, TINY / "written" / book / language, "**/*", request)


def test_the_tiny_library_has_a_fact_of_every_kind(
    shipped_library: Library, tiny_library: Library
) -> None:
    kinds = {fact.kind for fact in tiny_library.facts.values()}

    assert {fact.kind for fact in shipped_library.facts.values()} - kinds == set()


def test_the_tiny_library_uses_every_syntax(tiny_library: Library) -> None:
    texts = [text.source for clause in tiny_library.clauses.values() for text in texts_of(clause)]
    texts += [
        text.body.source for page in tiny_library.pages.values() for text in page.texts.values()
    ]
    conditions = [clause.condition_text for clause in tiny_library.clauses.values()]
    conditions += [rule.condition_text for rule in tiny_library.rules]
    everything = "\n".join([*texts, *conditions])

    signs = (
        "{{ ", "{% if ", "{% elif ", "{% else %}", "{% for ", "any(", "all(", "count(", " it.",
        " and ", " or ", "not ", " in ", " not in ", "==", "!=", " < ", " > ", " >= ", "today",
        "unknown", "[[", "2026-01-01", ".email",
    )  # fmt: skip
    assert [sign for sign in signs if sign not in everything] == []


def test_the_tiny_library_is_read_whole(tiny_library: Library) -> None:
    """So nothing stands in it for nothing: every question decides or prints something."""
    pages = {
        name
        for page in tiny_library.pages.values()
        for text in page.texts.values()
        for name in facts_in(text.body)
    }
    unread = {
        fact_id
        for fact_id in tiny_library.facts
        if fact_id.startswith(("oven.", "shop.")) and not clauses_reading(tiny_library, fact_id)
    }

    assert unread - pages == set()


def _hold(
    found: Mapping[str, str], folder: Path, pattern: str, request: pytest.FixtureRequest
) -> None:
    """Compare files with the committed ones, or write them when asked to."""
    before = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.glob(pattern))
        if path.is_file()
    }
    if request.config.getoption("--refresh-goldens"):
        for name in before:
            (folder / name).unlink()
        for name, text in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
        return

    assert sorted(before) == sorted(found), "other files are written than before"
    for name, text in found.items():
        assert text == before[name], f"{name} reads otherwise (--refresh-goldens writes it anew)"


def _as_one_text(tree: Mapping[str, bytes]) -> str:
    """Return all files of a project behind each other; of assets only what their bytes add up to."""
    parts = []
    for name in sorted(tree):
        if name.endswith((".md", ".yml")):
            parts.append(f"==== {name}\n{tree[name].decode()}")
        else:
            parts.append(_digest_line(name, tree[name]))
    return "\n".join(parts)


def _digest_line(name: str, content: bytes) -> str:
    return f"{sha256(content).hexdigest()}  {name}\n"
