"""Three firms and twelve releases over real edits of the library, held against a plain comparison.

The edits are those of an editor's year: a sentence, a level, a condition, a new clause, an answer.
What `handbook diff` calls different is held against the texts in the files themselves, which are read
as JSON and compared value by value; the program's own nouns take no part in that.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from handbook_gen.comparison import compare, plain_words, redline
from handbook_gen.disk import Folder
from handbook_gen.model.comparison import ClauseChange
from handbook_gen.releases import read_releases
from tests.audit.conftest import FIRMS
from tests.e2e.running import REPOSITORY, answer, handbook, new_workspace
from tests.small_library import clause

pytestmark = pytest.mark.audit

PHOTO: Final = "templates/privacy/photos/PRV-12-check-every-image.md"
REPLIES: Final = "templates/etiquette/account-team/ETQ-16-watch-replies.md"
LIKES: Final = "templates/etiquette/connecting/ETQ-20-think-before-you-like.md"
NEW: Final = "templates/etiquette/connecting/ETQ-99-greet-back.md"

VERSIONS: Final = ("1.0", "1.1", "1.2", "2.0")
DAYS: Final = ("2027-01-01", "2027-04-01", "2027-04-01", "2028-01-01")
"""Two releases on one day are among them."""

SEEN: Final = ("title", "text", "good", "bad", "why", "level", "audience", "citations", "channels")
"""What a reader sees of a clause wherever it stands."""

Files = Callable[[str, str], None]


def edit(workspace: Path, file: str, old: str, new: str) -> None:
    """Change a text of the library; the old one must be there."""
    path = workspace / file
    text = path.read_text("utf-8")
    assert old in text, file
    path.write_text(text.replace(old, new), "utf-8")


def second(workspace: Path) -> None:
    """A sentence in two languages, and another level."""
    edit(
        workspace, PHOTO, "spiegeling in ramen en brillen.", "spiegeling in ramen, brillen en glas."
    )
    edit(workspace, PHOTO, "\n- whiteboards", "\n- schoolborden, whiteboards")
    edit(workspace, LIKES, "level: should", "level: must")


def third(workspace: Path) -> None:
    """A new clause, and an answer of every firm."""
    path = workspace / NEW
    path.write_text(clause("ETQ-99", level="may", nl="Groet terug.", en="Greet back."), "utf-8")
    for firm in FIRMS:
        answer(workspace, {"governance.reply_hours": 4}, firm)


def fourth(workspace: Path) -> None:
    """A clause that no firm has any more, and one that is worded otherwise."""
    edit(workspace, REPLIES, "\nlevel:", "\napplies_when: firm.size > 9000\nlevel:")
    edit(workspace, NEW, "Groet terug.", "Groet iedereen terug.")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of git with a library of its own, three firms, and four releases of each."""
    folder = new_workspace(tmp_path_factory.mktemp("year"), *FIRMS)
    crisis = [{"name": "W. de Waarnemer", "phone": "+31 20 555 03 01"}]
    answer(folder, {"people.crisis_contacts": crisis}, "example-sole")
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    git(folder, "init", "--quiet")
    for version, day, change in zip(
        VERSIONS, DAYS, (lambda _: None, second, third, fourth), strict=True
    ):
        change(folder)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--allow-empty", "--message", f"for {version}")
        for firm in FIRMS:
            terms = ("--effective", day, "--approved-by", "Bestuur", "--date", "2026-11-28")
            done = handbook(folder, "release", firm, version, *terms, "--allow-unknown", "--commit")
            assert done.code == 0, done.err
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody, whoever sits at this machine."""
    who = ("-c", "user.name=Redactie", "-c", "user.email=redactie@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True)


@pytest.fixture(scope="module", autouse=True)
def _somebody() -> Iterator[None]:
    """Give the commits of the program somebody who makes them."""
    with pytest.MonkeyPatch.context() as patch:
        for who in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{who}_NAME", "Redactie")
            patch.setenv(f"GIT_{who}_EMAIL", "redactie@example.org")
        yield


@dataclass(frozen=True)
class Plain:
    """A clause as the file of a release has it, found by whoever only knows JSON."""

    book: str
    page: str
    values: dict[str, Any]


def plain_clauses(workspace: Path, firm: str, version: str, language: str) -> dict[str, Plain]:
    """Return every clause of a release in one language, read from its file."""
    file = workspace / "firm_profiles" / firm / "releases" / f"{version}.json"
    found: dict[str, Plain] = {}
    for edition in json.loads(file.read_text("utf-8"))["edition"]["handbooks"]:
        if edition["language"] != language:
            continue
        for book in edition["books"]:
            for page in (page for part in book["parts"] for page in part["pages"]):
                for block in page["blocks"]:
                    if block["kind"] == "passage":
                        found[block["id"]] = Plain(book["name"], page["id"], block)
    return found


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize(("old", "new"), list(combinations(range(len(VERSIONS)), 2)))
def test_every_difference_is_found_and_nothing_else(
    workspace: Path, firm: str, old: int, new: int
) -> None:
    releases = read_releases(Folder(workspace / "firm_profiles", "firm_profiles"), firm)
    found = compare(releases[old].edition, releases[new].edition)
    changes = {change.id: change for change in found.clauses}
    languages = releases[new].edition.languages
    expected: dict[str, set[str]] = {}
    for language in languages:
        before = plain_clauses(workspace, firm, VERSIONS[old], language)
        after = plain_clauses(workspace, firm, VERSIONS[new], language)
        for name in {*before, *after}:
            told = differences(before.get(name), after.get(name))
            if told:
                expected.setdefault(name, set()).update(told)
            for field in ("title", "text", "good", "bad", "why"):
                _redline_is_whole(before.get(name), after.get(name), field)

    assert expected
    missed = {name: told for name, told in expected.items() if name not in changes}
    assert not missed
    for name, change in changes.items():
        assert said(change) >= expected.get(name, set()), name
        assert name in expected or said(change) <= {"wording"}, name  # what stands around a clause


def differences(before: Plain | None, after: Plain | None) -> set[str]:
    """Return in what two clauses differ, as a reader would say it."""
    if before is None or after is None:
        return {"added" if before is None else "removed"}
    found = set()
    if (before.book, before.page) != (after.book, after.page):
        found.add("moved")
    for name in SEEN:
        if before.values[name] != after.values[name]:
            found.add(name if name in ("level", "audience") else "words")
    return found


def said(change: ClauseChange) -> set[str]:
    """Return what the program calls different, in the words of the plain comparison."""
    words = {"meaning": "words", "wording": "words"}
    return {words.get(difference, difference) for difference in change.differences}


def _redline_is_whole(before: Plain | None, after: Plain | None, field: str) -> None:
    """Hold that no word is lost or invented between two texts."""
    old = before.values[field] if before else ""
    new = after.values[field] if after else ""
    if old == new:
        return
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == plain_words(old)
    assert "".join(p.text for p in pieces if p.kind != "removed") == plain_words(new)


def test_what_the_editor_did_is_what_the_reader_is_told(workspace: Path) -> None:
    releases = read_releases(Folder(workspace / "firm_profiles", "firm_profiles"), FIRMS[0])
    steps = [
        {change.id: change.differences for change in compare(a.edition, b.edition).clauses}
        for a, b in pairwise(releases)
    ]

    assert steps[0]["PRV-12"] == ("meaning",)
    assert steps[0]["ETQ-20"] == ("level",)
    assert steps[1]["ETQ-99"] == ("added",)
    assert "STR-28" in steps[1]  # it reads the hours
    assert steps[2]["ETQ-16"] == ("removed",)
    assert steps[2]["ETQ-99"] == ("meaning",)
