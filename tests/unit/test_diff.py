"""What `handbook diff` says of real edits, held against a plain look at the written pages."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.comparison import as_html, as_markdown, as_text, compare, redline, sheet_of
from handbook_gen.model.comparison import Comparison
from handbook_gen.model.release import Edition, Release
from handbook_gen.problems import HandbookError
from handbook_gen.releases import edition_at, moments_between, release_to_json
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from handbook_gen.writers import mkdocs_project, read_look
from tests.small_library import FILES, FIRM, clause, write_small_library

DAY = date(2026, 11, 23)
GOV_01 = "governance/posting/GOV-01-be-honest.md"
GOV_02 = "governance/posting/GOV-02-four-eyes.md"
PRV_01 = "privacy/pictures/PRV-01-ask-first.md"

Naive = dict[str, tuple[str, str, str]]


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A workspace with a whole library of its own, in git, and the firm `jansen`."""
    write_small_library(tmp_path / "templates", {"roles.yml": FILES["roles.yml"] + HR})
    (tmp_path / "firm_profiles").mkdir()
    (tmp_path / "firm_profiles" / "jansen.yml").write_text(PROFILE)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


HR = "hr: {title: {nl: personeelszaken, en: HR}, who: {nl: HR., en: HR.}}\n"
PROFILE = "languages: [nl, en]\n" + FIRM


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "edit")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def change_level(folder: Path) -> None:
    edit(folder, f"templates/{GOV_02}", "level: should", "level: must")


def change_text(folder: Path) -> None:
    edit(folder, f"templates/{GOV_01}", "wie je bent", "meteen wie je bent")


def remove_clause(folder: Path) -> None:
    edit(folder, "templates/governance/posting/page.md", "[[GOV-02]]", "")
    (folder / "templates" / GOV_02).unlink()


def add_clause(folder: Path) -> None:
    (folder / "templates/privacy/pictures/PRV-03-new.md").write_text(clause("PRV-03"))


def move_clause(folder: Path) -> None:
    (folder / "templates" / PRV_01).rename(
        folder / "templates/privacy/breaches/PRV-01-ask-first.md"
    )


def answer(folder: Path) -> None:
    edit(folder, "firm_profiles/jansen.yml", "size: 12", "size: 60, reachable: yes")


def deviate(folder: Path) -> None:
    file = folder / "firm_profiles" / "jansen.yml"
    file.write_text(PROFILE + DEVIATION)


DEVIATION = "deviations: [{clause: PRV-01, reason: Wij doen het anders., approved_by: J. Jansen}]\n"
EDITS = [change_level, change_text, remove_clause, add_clause, move_clause, answer, deviate]


def naive(folder: Path) -> Naive:
    """Return page, level and text of each clause, read off the Markdown of the written site."""
    found: Naive = {}
    for book in ("staff", "control"):
        for handbook in handbooks(check_firm(open_workspace(folder), "jansen", DAY))[:1]:
            tree = mkdocs_project(handbook, book, read_look())
            for path, content in tree.items():
                text = content.decode("utf-8", "replace") if path.endswith(".md") else ""
                for section in re.findall(r'<section class="hb-clause".*?</section>', text, re.S):
                    name = re.search(r"\{ #([a-z]+-\d+) \}", section)
                    level = re.search(r'data-level="([^"]+)"', section)
                    assert name
                    assert level
                    words = re.sub(r"<p class=\"hb-meta\".*?</p>|data-level=\S+", "", section)
                    found[name[1].upper()] = (f"{book}/{path}", level[1], words)
    return found


def verdict(old: Naive, new: Naive) -> dict[str, set[str]]:
    said = {name: {"added"} for name in set(new) - set(old)}
    said |= {name: {"removed"} for name in set(old) - set(new)}
    for name in set(old) & set(new):
        kinds = ("moved", "level", "text")
        differs = {kind for kind, a, b in zip(kinds, old[name], new[name], strict=True) if a != b}
        if differs:
            said[name] = differs
    return said


def as_naive(comparison: Comparison) -> dict[str, set[str]]:
    return {
        change.id: {
            "text" if kind in {"meaning", "wording"} else kind for kind in change.differences
        }
        for change in comparison.clauses
    }


def compared(folder: Path) -> Comparison:
    old, new = moments_between(folder, "jansen", "HEAD", None, DAY)
    return compare(old.edition, new.edition)


@pytest.mark.parametrize("edits", [*([one] for one in EDITS), EDITS[1:5], [*EDITS[:2], answer]])
def test_the_verdict_is_what_a_plain_look_at_the_pages_gives(
    firm: Path, edits: list[Callable[[Path], None]]
) -> None:
    before = naive(firm)
    for change in edits:
        change(firm)
    expected = verdict(before, naive(firm))

    found = as_naive(compared(firm))

    assert found == expected
    assert expected


def test_coming_and_going_mirror_each_other(firm: Path) -> None:
    for change in EDITS[1:6]:
        change(firm)
    old = edition_at(firm, "jansen", "HEAD", DAY)
    new = edition_at(firm, "jansen", None, DAY)
    there, back = compare(old, new), compare(new, old)
    mirrored = {"added": "removed", "removed": "added"}

    assert compare(new, new).clauses == compare(old, old).clauses == ()
    assert {c.id: {mirrored.get(d, d) for d in c.differences} for c in there.clauses} == {
        c.id: set(c.differences) for c in back.clauses
    }


def test_each_difference_says_why(firm: Path) -> None:
    edit(firm, "firm_profiles/jansen.yml", "name: Jansen & Co", "name: De Vries")
    change_level(firm)
    add_clause(firm)
    edit(firm, "firm_profiles/jansen.yml", "firm:", DEVIATION + "firm:")
    causes = {c.id: [(x.kind, x.words["nl"]) for x in c.causes] for c in compared(firm).clauses}

    assert causes["GOV-01"] == [
        ("answer", "het kantoor antwoordt nu anders op “Naam?”: eerst Jansen &#38; Co, nu De Vries")
    ]
    assert causes["GOV-02"] == [("library", "gewijzigd in de bibliotheek, versie 2026.1")]
    assert causes["PRV-01"] == [
        ("deviation", "afwijking van het kantoor: Wij doen het anders&#46;")
    ]
    assert [kind for kind, _ in causes["PRV-03"]] == ["library"]


CHANGES = """\
# nl: Wat er verandert

## 2026.2

### {nl}

- GOV-01 zegt nu dat je het meteen doet.

# en: What changes

## 2026.2

### {en}

- GOV-01 now says that you do it at once.
"""


@pytest.mark.parametrize(
    ("nl", "en", "found"),
    [
        ("Anders gezegd", "Changed in wording", ("wording",)),
        ("Veranderd van betekenis", "Changed in meaning", ("meaning",)),
    ],
)
def test_only_the_library_makes_a_change_one_of_wording(
    firm: Path, nl: str, en: str, found: tuple[str, ...]
) -> None:
    change_text(firm)
    (firm / "templates" / "CHANGES.md").write_text(CHANGES.format(nl=nl, en=en))
    (change,) = compared(firm).clauses

    assert change.differences == found
    assert "zegt nu dat je het meteen doet" in change.causes[0].words["nl"]


def test_an_answer_makes_a_change_of_wording_one_of_meaning(firm: Path) -> None:
    change_text(firm)
    edit(firm, "firm_profiles/jansen.yml", "Jansen & Co", "De Vries")
    text = CHANGES.format(nl="Anders gezegd", en="Changed in wording")
    (firm / "templates" / "CHANGES.md").write_text(text)
    (change,) = compared(firm).clauses

    assert change.differences == ("meaning",)
    assert [cause.kind for cause in change.causes] == ["answer", "library"]


def test_a_release_goes_before_a_revision_of_that_name(firm: Path) -> None:
    release(firm, "1.0")
    change_level(firm)
    commit(firm)
    git(firm, "tag", "1.0")
    old, _ = moments_between(firm, "jansen", "1.0", None, DAY)
    last, _ = moments_between(firm, "jansen", None, None, DAY)

    assert (old.kind, last.kind) == ("release", "release")
    assert [change.id for change in compared_with(old.edition, firm).clauses] == ["GOV-02"]


def compared_with(old: Edition, folder: Path) -> Comparison:
    return compare(old, edition_at(folder, "jansen", None, DAY, contacts=old.contacts))


def release(folder: Path, version: str) -> None:
    edition = edition_at(folder, "jansen", None, DAY, contacts=False)
    frozen = Release(version, DAY, DAY, "bestuur", "", "substantive", None, "0", edition)
    file = folder / "firm_profiles" / "jansen" / "releases" / f"{version}.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(release_to_json(frozen))


def test_a_release_names_nobody_and_what_it_is_compared_with_neither(firm: Path) -> None:
    edit(
        firm,
        "firm_profiles/jansen.yml",
        "firm:",
        "people: {go_to: {name: S. Bakker, email: s@b.example}}\nfirm:",
    )
    release(firm, "1.0")
    old, new = moments_between(firm, "jansen", None, None, DAY)

    assert compare(old.edition, new.edition).clauses == ()
    assert "Bakker" not in repr(new.edition)


def test_what_git_cannot_give_is_said_plainly(firm: Path) -> None:
    (firm / "firm_profiles" / "later.yml").write_text(PROFILE)
    for word, message in [("v9", "no revision `v9`"), ("-x", "`-x` is no revision")]:
        with pytest.raises(HandbookError, match=message):
            edition_at(firm, "jansen", word, DAY)
    with pytest.raises(HandbookError, match="`later` is not in revision `HEAD`"):
        edition_at(firm, "later", "HEAD", DAY)


def test_a_shallow_clone_and_a_detached_head(firm: Path) -> None:
    change_level(firm)
    commit(firm)
    clone = firm / "clone"
    git(firm, "clone", "-q", "--depth", "1", firm.as_uri(), str(clone))
    git(clone, "checkout", "-q", "--detach")
    with pytest.raises(HandbookError) as caught:
        edition_at(clone, "jansen", "HEAD~1", DAY)

    assert "git fetch --unshallow" in caught.value.problems[0].help
    assert compared(clone).clauses == ()


def test_without_git_releases_are_compared_all_the_same(
    firm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(firm, "1.0")
    change_text(firm)
    monkeypatch.setenv("PATH", "")
    old, new = moments_between(firm, "jansen", None, None, DAY)

    assert [change.id for change in compare(old.edition, new.edition).clauses] == ["GOV-01"]
    with pytest.raises(HandbookError, match="git is not installed"):
        edition_at(firm, "jansen", "HEAD", DAY)


def test_a_language_that_came_is_said_and_is_no_difference_of_a_clause(firm: Path) -> None:
    old = edition_at(firm, "jansen", None, DAY)
    dutch = replace(old, handbooks=old.handbooks[:1])
    sheet = sheet_of(compare(dutch, old), "nl")

    assert sheet.entries == ()
    assert "Het handboek is er nu ook in deze taal: English." in sheet.summary


def test_what_a_firm_typed_is_data_in_every_form(firm: Path) -> None:
    nasty = "<b>&amp; `x` **y** [z](http://e)"
    edit(firm, "firm_profiles/jansen.yml", "name: Jansen & Co", f"name: '{nasty}'")
    sheet = sheet_of(compared(firm), "nl")
    html = as_html(sheet)

    assert "<b>" not in html
    assert "<script" not in html
    assert "http-equiv" in html
    assert 'class="hb-sr">toegevoegd: </span>' in html
    assert r"&lt;b&gt;&amp;amp; \`x\` \*\*y\*\* \[z\](http://e)" in as_markdown(sheet)
    assert nasty in as_text(sheet)


def test_a_redline_reads_like_a_letter_with_changes() -> None:
    pieces = redline(
        "Meld een lek binnen **twee** dagen aan [de vraagbaak](hb:GOV-01).",
        "Meld een lek meteen, uiterlijk binnen drie dagen, aan [de vraagbaak](hb:GOV-01).",
    )
    shown = {"same": "{}", "added": "+{}+", "removed": "-{}-"}

    assert "".join(shown[piece.kind].format(piece.text) for piece in pieces) == (
        "Meld een lek+ meteen, uiterlijk+ binnen -twee-+drie+ dagen+,+ aan de vraagbaak."
    )


def test_three_readers_ask_the_command(firm: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(firm, f"templates/{PRV_01}", "audience: [everyone]", "audience: [hr]")
    change_level(firm)

    def asked(*arguments: str) -> str:
        code = run(["-C", str(firm), "diff", "jansen", "--date", "2026-11-23", *arguments])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    board = asked("--summary")
    employee = asked("--for", "hr", "--language", "en")
    auditor = json.loads(asked("--format", "json"))

    assert "GOV-02  Vier ogen: niveau: eerst aanbevolen, nu verplicht" in board
    assert "for whom: first everyone, now HR" in employee
    assert {clause["id"] for clause in auditor["clauses"]} == {"GOV-02", "PRV-01"}
    assert len(auditor["old"]["commit"]) == 40
    assert len(auditor["old"]["digest"]) == len(auditor["new"]["digest"]) == 64
    assert asked("--format", "json") == asked("--format", "json")


def test_what_differs_in_meaning_is_read_first(firm: Path) -> None:
    edit(firm, f"templates/{GOV_02}", "severity: medium", "severity: high")
    edit(firm, f"templates/{PRV_01}", "level: must", "level: should")

    assert [entry.id for entry in sheet_of(compared(firm), "nl").entries] == ["PRV-01", "GOV-02"]


def test_the_library_is_compared_as_its_authors_wrote_it(
    firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for change in (change_text, change_level, add_clause):
        change(firm)
    run(["-C", str(firm), "diff", "--library", "--language", "en"])
    out = capsys.readouterr().out

    assert "level: first advised against" not in out
    assert "level: first recommended, now required" in out
    assert "not in the list of changes" in out
    assert "PRV-03  {+Title+}" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--for", "hrr"], "did you mean `hr`?"),
        (["--language", "de"], "choose from nl, en"),
        (["a", "b", "c"], "one word too many"),
    ],
)
def test_a_slip_on_the_command_line_is_a_usage_error(
    firm: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(["-C", str(firm), "diff", "jansen", *arguments]) == 2
    assert words in capsys.readouterr().err
