"""A change of the library: which firms, pages and clauses it touches, without assembling them all."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.impact import (
    Impact,
    Libraries,
    find_impact,
    impact_to_html,
    impact_to_json,
    impact_to_text,
)
from handbook_gen.impact.find import Finder
from handbook_gen.impact.found import Group, LookAgain
from handbook_gen.library import read_library
from handbook_gen.model.blocks import Prose
from handbook_gen.model.library import Library
from handbook_gen.profile import firm_names, read_profile
from handbook_gen.releases import edition_of
from handbook_gen.workspace import Workspace, decide_firm
from tests.conftest import ROOT, TODAY
from tests.firms import write_firms
from tests.small_library import FILES, clause, page, write_small_library

Change = Mapping[str, str | None]
"""Files of the library with their new texts; None for one that is gone."""

FIRMS = {
    "small.yml": "firm: {name: Klein, size: 5}\nprofession: {kinds: [tax]}\n",
    "sole.yml": "firm: {name: Alleen, size: 1, reachable: yes}\nprofession: {kinds: [lawyer]}\n",
    "large.yml": (
        "languages: [nl, en]\n"
        "firm: {name: Groot, size: 120, reachable: yes}\n"
        "profession: {kinds: [accountant, tax]}\n"
        "people: {go_to: {name: I. Bos, email: i@groot.example}}\n"
        "duties: {PRV-10: {status: planned, owner: I. Bos, by: 2027-03-01}}\n"
    ),
    "abroad.yml": (
        "languages: [en, nl]\n"
        "firm: {name: Away, size: 12, country: BE, reachable: yes}\n"
        "profession: {kinds: [accountant]}\n"
        "photos: {basis: consent, days: 1}\n"
    ),
    "own.yml": (
        "firm: {name: Eigen, size: 40, country: unknown, reachable: yes}\n"
        "profession: {kinds: [accountant]}\n"
    ),
    "own/clauses/OWN-01-our-eyes.md": clause(
        "OWN-01", header="replaces: GOV-02\n", nl="Zie [[PRV-02]].", en="See [[PRV-02]]."
    ),
    "deviates.yml": (
        "firm: {name: Anders, size: 40, reachable: yes}\n"
        "profession: {kinds: [accountant]}\n"
        "deviations:\n"
        "  - {clause: PRV-01, reason: We make no pictures., approved_by: A. Vos}\n"
    ),
}
"""Firms that answer differently, one with a clause of its own, and one that deviates."""

_GOV_02 = "governance/posting/GOV-02-four-eyes.md"
_PRV_01 = "privacy/pictures/PRV-01-ask-first.md"
_PRV_02 = "privacy/pictures/PRV-02-take-down.md"


def edited(name: str, old: str, new: str) -> Change:
    """A file of the library with one stretch of it in other words."""
    assert old in FILES[name], f"{old!r} does not stand in {name}"
    return {name: FILES[name].replace(old, new)}


EDITS: Mapping[str, Change] = {
    "text": edited(_PRV_01, "Grondslag:", "Onze grondslag is"),
    "text of a clause with the firm's name": edited(
        "governance/posting/GOV-01-be-honest.md", "wie je bent", "wie je echt bent"
    ),
    "title, which other texts print": edited(_PRV_02, "# nl: Haal weg", "# nl: Haal het weg"),
    "level": edited(_GOV_02, "level: should", "level: must"),
    "condition": edited(_GOV_02, "firm.size >= 10", "firm.size >= 50"),
    "condition of a clause that others link to": edited(
        _PRV_02, "and firm.reachable", "and firm.country == 'BE'".replace("'", '"')
    ),
    "added clause": {
        "privacy/pictures/PRV-03-new.md": clause("PRV-03", header="applies_when: firm.large\n")
    },
    "removed clause": {"privacy/breaches/PRV-11-rehearse.md": None},
    "changed default": edited("facts.yml", "default: consent", "default: none"),
    "default that a text prints": edited("facts.yml", "default: 5\n", "default: 10\n"),
    "safe side of an open question": edited(
        "facts.yml", 'while_unknown: "no"', 'while_unknown: "yes"'
    ),
    "formula that a condition reads": edited(
        "facts.yml", "formula: firm.size >= 50", "formula: firm.size >= 12"
    ),
    "when a question opens": edited(
        "facts.yml", "opens_when: firm.size > 1", "opens_when: firm.size > 5"
    ),
    "words of a choice": edited(
        "facts.yml", "{nl: toestemming, en: consent}", "{nl: akkoord, en: consent}"
    ),
    "moved clause": {
        _PRV_02: None,
        "privacy/breaches/PRV-02-take-down.md": FILES[_PRV_02],
    },
    "condition of a page": {
        "privacy/pictures/page.md": page(
            "pictures",
            book="staff",
            header="applies_when: firm.size < 100\n",
            nl="Over foto's.",
            en="About pictures.",
        )
    },
    "prose of a page": edited("governance/posting/page.md", "Zo plaatsen we.", "Zo doen wij het."),
    "name of a source": edited(
        "sources.yml", "{nl: huisregel, en: house rule}", "{nl: eigen regel, en: house rule}"
    ),
    "title of a role": edited(
        "roles.yml", "{nl: iedereen, en: everyone}", "{nl: allen, en: everyone}"
    ),
    "notes for editors": edited(
        _PRV_01, "severity: medium", "severity: medium\nguidance: Look here."
    ),
}


@pytest.fixture
def fleet(profiles: Folder, small_library: Library) -> Folder:
    """The firms above, and some with answers by chance."""
    write_firms(profiles.path, 6, small_library)
    for name, text in FIRMS.items():
        file = profiles.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return profiles


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], Library]:
    """A function from changes to the small library with them in it."""

    def write(change: Change) -> Library:
        texts = {name: text for name, text in change.items() if text is not None}
        root = write_small_library(tmp_path / "changed", texts)
        for name in change.keys() - texts.keys():
            root.under(name).path.unlink()
        return read_library(root)

    return write


Impacts = Callable[[Change], Impact]


@pytest.fixture
def impact_of(
    fleet: Folder, small_library: Library, changed: Callable[[Change], Library]
) -> Impacts:
    """A function from changes of the small library to what they do to the fleet."""

    def found(change: Change) -> Impact:
        libraries = Libraries(small_library, changed(change), "v1", "the work tree")
        return find_impact(libraries, fleet, firm_names(fleet), TODAY)

    return found


Seen = dict[tuple[str, str, str], tuple[object, str]]
"""By kind, ID and language: all that is compared, and its text."""


def read_whole(firm: str, library: Library, profiles: Folder) -> Seen:
    """Assemble a whole handbook, and return its clauses and the prose of its pages."""
    workspace = Workspace(profiles.path.parent, library, profiles)
    checked = decide_firm(workspace, firm, TODAY)
    seen: Seen = {}
    for handbook in edition_of(checked, "x").handbooks:
        for book in handbook.books:
            for found in book.pages:
                for passage in found.passages:
                    said = replace(passage, news="", history=())
                    key = ("clause", passage.id, handbook.language)
                    seen[key] = ((said, found.id), passage.text)
                if found.id in checked.library.pages:
                    prose = [block.text for block in found.blocks if isinstance(block, Prose)]
                    key = ("page", found.id, handbook.language)
                    seen[key] = ((found.title, prose, book.name), "\n\n".join(prose))
    return seen


def slowly(firm: str, old: Library, new: Library, profiles: Folder) -> Seen:
    """What a firm reads otherwise, found by comparing its two whole handbooks."""
    before, after = (read_whole(firm, library, profiles) for library in (old, new))
    return {
        key: (before.get(key, ("", ""))[1], after.get(key, ("", ""))[1])
        for key in {*before, *after}
        if before.get(key, ("",))[0] != after.get(key, ("",))[0]
    }


def quickly(firm: str, old: Library, new: Library, profiles: Folder, *, mask: bool) -> Seen:
    """The same, as `handbook impact` finds it."""
    finder = Finder(Libraries(old, new, "old", "new"), profiles, TODAY)
    touches = finder.look_at(read_profile(firm, profiles, new), mask=mask).touches
    return {
        (touch.kind, touch.id, touch.language): (
            (touch.before or {}).get("text", ""),
            (touch.after or {}).get("text", ""),
        )
        for touch in touches
    }


@pytest.mark.parametrize("edit", EDITS)
def test_the_quick_way_finds_what_a_comparison_of_whole_handbooks_finds(
    edit: str, fleet: Folder, small_library: Library, changed: Callable[[Change], Library]
) -> None:
    library = changed(EDITS[edit])
    names = firm_names(fleet)

    expected = {firm: slowly(firm, small_library, library, fleet) for firm in names}

    assert {f: quickly(f, small_library, library, fleet, mask=False) for f in names} == expected
    grouped = {f: quickly(f, small_library, library, fleet, mask=True).keys() for f in names}
    assert grouped == {firm: seen.keys() for firm, seen in expected.items()}
    assert any(expected.values()) or edit == "notes for editors"


def test_one_change_is_looked_at_once_however_the_firms_are_called(impact_of: Impacts) -> None:
    impact = impact_of(EDITS["text of a clause with the firm's name"])

    (group,) = impact.groups
    assert len(group.firms) == impact.firms - impact.untouched
    assert {"small", "large"} <= set(group.firms)
    (text,) = group.parts
    assert "‹firm&#46;name›" in text.after


def test_a_change_of_level_is_one_change_whatever_the_text_prints(impact_of: Impacts) -> None:
    impact = impact_of(edited(_PRV_02, "level: must", "level: should"))

    assert [(group.language, [p.name for p in group.parts]) for group in impact.groups] == [
        ("en", ["level"]),
        ("nl", ["level"]),
    ]


def test_a_broken_profile_is_listed_and_the_others_are_still_looked_at(
    impact_of: Impacts, fleet: Folder
) -> None:
    (fleet.path / "broken.yml").write_text("firm: {name: X, sise: 3}\n", encoding="utf-8")

    impact = impact_of(EDITS["level"])

    assert {problem.code for problem in impact.broken["broken"]} == {"HB021", "HB024"}
    assert "large" in impact.touched
    assert "broken cannot be built:" in impact_to_text(impact)


def test_a_rule_that_now_refuses_a_firm_names_it(impact_of: Impacts) -> None:
    impact = impact_of(
        edited("rules.yml", 'any(channels, it.status == "paused")', "firm.size == 120")
    )

    assert list(impact.broken) == ["large"]
    assert "een kanaal staat stil (R1)" in impact.broken["large"][0].message


def test_a_firm_with_its_own_clause_or_a_deviation_is_told_to_look_again(
    impact_of: Impacts,
) -> None:
    impact = impact_of({**EDITS["level"], **EDITS["text"]})

    assert impact.look_again == (
        LookAgain("deviates", "PRV-01"),
        LookAgain("own", "GOV-02", "OWN-01"),
    )
    said = impact_to_text(impact)
    assert "own: GOV-02 is replaced by its own OWN-01; compare the two again" in said
    assert "deviates: it deviates from PRV-01; see whether the reason still holds" in said


def test_what_the_editors_declared_stands_beside_the_change(impact_of: Impacts) -> None:
    changes = "# nl: Wat er verandert\n\n## 2026.1\n\n### Anders gezegd\n\n- PRV-01 is korter.\n\n"
    changes += "# en: Changes\n\n## 2026.1\n\n### Changed in wording\n\n- PRV-01 is shorter.\n"

    impact = impact_of({**EDITS["text"], **EDITS["level"], "CHANGES.md": changes})

    declared = {change.id: change.declared for change in impact.changes}
    assert declared == {"PRV-01": "wording", "GOV-02": "not declared"}


def test_the_text_shows_the_words_that_went_and_came_and_names_ten_firms(
    impact_of: Impacts,
) -> None:
    impact = impact_of(EDITS["text of a clause with the firm's name"])
    many = tuple(f"firm-{number:04}" for number in range(1000))
    whole = replace(impact, groups=(replace(impact.groups[0], firms=many),), firms=1200)

    said = impact_to_text(whole)

    assert "text: Zeg bij ‹firm.name› wie je {+echt+} bent." in said
    assert "firms: firm-0000, " in said
    assert "firm-0009 and 990 more" in said
    assert said.endswith("200 firms are not touched.\n")
    assert "clause GOV-01 Wees eerlijk: text in nl (not declared in CHANGES.md)" in said


def test_the_json_names_every_firm_and_is_the_same_every_time(impact_of: Impacts) -> None:
    impact = impact_of(EDITS["level"])

    text = impact_to_json(impact)

    found = json.loads(text)
    assert set().union(*(group["firms"] for group in found["groups"])) == impact.touched
    assert found["firms"]["untouched"] == impact.untouched
    assert impact_to_json(impact_of(EDITS["level"])) == text


class _Page(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_needs_nothing_else_and_shows_no_code_of_a_title(impact_of: Impacts) -> None:
    impact = impact_of(edited(_PRV_01, "Grondslag:", "Grondslag <br> &"))
    group: Group = replace(impact.groups[0], title="<script>alert(1)</script>")

    text = impact_to_html(replace(impact, groups=(group, *impact.groups)))

    page_ = _Page()
    page_.feed(text)
    assert {"ins", "del"} <= set(page_.tags)
    assert not {"script", "link", "img", "a"} & set(page_.tags)
    assert not {"src", "href", "onload"} & page_.attributes
    assert not re.search(r"https?:", text)


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    who = ("-c", "user.name=A. Vos", "-c", "user.email=a@vos.example")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(fleet: Folder, tmp_path: Path) -> Path:
    """A workspace with a library of its own, in git: `v1`, and then a commit with another level."""
    write_small_library(tmp_path / "templates")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "firm_profiles", "templates")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    git(tmp_path, "tag", "v1")
    (tmp_path / "templates" / _GOV_02).write_text(EDITS["level"][_GOV_02] or "", encoding="utf-8")
    git(tmp_path, "commit", "--quiet", "--all", "--message", "second")
    return tmp_path


def test_the_command_compares_the_last_commit_with_the_files_as_they_are(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository / "templates" / _PRV_01
    file.write_text(EDITS["text"][_PRV_01] or "", encoding="utf-8")

    assert run(["-C", str(repository), "impact"]) == 0
    now = capsys.readouterr().out
    assert run(["-C", str(repository), "impact", "v1", "HEAD"]) == 0
    then = capsys.readouterr().out

    assert "The library at HEAD, and the work tree" in now
    assert "PRV-01" in now
    assert "GOV-02" not in now
    assert "GOV-02" in then
    assert "PRV-01" not in then


def test_a_clause_that_is_taken_out_is_gone_for_the_firms_that_had_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "templates" / "privacy/breaches/PRV-11-rehearse.md").unlink()

    assert run(["-C", str(repository), "impact"]) == 0

    said = capsys.readouterr().out
    assert "clause PRV-11 Oefen: removed (not declared in CHANGES.md)" in said
    assert "PRV-11 Oefen [nl]: gone for these firms" in said


def test_the_page_goes_to_a_file_and_a_broken_firm_ends_in_exit_code_1(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "firm_profiles" / "bad.yml").write_text("firm: {size: 3}\n", encoding="utf-8")

    code = run(["-C", str(repository), "impact", "v1", "--format", "html", "-o", "impact.html"])

    assert code == 1
    assert capsys.readouterr().out == f"{repository / 'impact.html'}\n"
    text = (repository / "impact.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<li>bad: HB024" in text


def test_only_the_firms_that_are_named_are_looked_at(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["impact", "v1", "--firms", "large,small", "--format", "json"]

    assert run(["-C", str(repository), *chosen]) == 0
    found = json.loads(capsys.readouterr().out)
    assert run(["-C", str(repository), "impact", "--firms", "larg"]) == 2

    assert {firm for group in found["groups"] for firm in group["firms"]} == {"large"}
    assert "did you mean `large`?" in capsys.readouterr().err


def test_a_revision_that_git_does_not_know_is_said(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(repository), "impact", "v9"]) == 1

    assert "git knows no revision `v9` here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("privacy/chat/PRV-21-*.md", "**binnen vijf werkdagen**", "**binnen drie werkdagen**"),
        ("privacy/photos-and-events/PRV-08-*.md", "level: must", "level: should"),
        ("facts.yml", "default: consent", "default: interest"),
        # `goals.minors` opens on it, and PRV-40 reads that one alone
        (
            "facts.yml",
            'events:\n      kind: yes_no\n      default: "no"',
            'events:\n      kind: yes_no\n      default: "yes"',
        ),
    ],
)
def test_the_shipped_library_too(
    file: str, old: str, new: str, profiles: Folder, shipped_library: Library, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (found,) = (tmp_path / "templates").glob(file)
    text = found.read_text(encoding="utf-8")
    assert old in text
    found.write_text(text.replace(old, new), encoding="utf-8")
    library = read_library(Folder(tmp_path / "templates", "templates"))

    silent = "firm: {name: Stil, size: 8}\nprofession: {kinds: [tax]}\nservices: {offered: [tax]}\n"
    names = write_firms(profiles.path, 2, shipped_library, seed=7)
    (profiles.path / "silent.yml").write_text(silent, encoding="utf-8")
    names = (*names, "silent")

    expected = {firm: slowly(firm, shipped_library, library, profiles) for firm in names}
    assert any(expected.values())
    for firm in names:
        assert quickly(firm, shipped_library, library, profiles, mask=False) == expected[firm]
