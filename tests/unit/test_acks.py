"""Who has read it: asked again only when something changed in meaning, and kept no longer than needed."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.acks import meaning_digest, meanings_of, with_acknowledgement
from handbook_gen.acks.days import day_in
from handbook_gen.cli.main import run
from handbook_gen.comparison import compare
from handbook_gen.disk import Folder
from handbook_gen.library import read_library
from handbook_gen.model.aids import Confirm
from handbook_gen.model.blocks import Prose
from handbook_gen.model.handbook import Page
from handbook_gen.model.release import Release
from handbook_gen.releases import release_to_json
from handbook_gen.workspace import Workspace, check_firm
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.firm_with_releases import released
from tests.small_library import FILES, FIRM, clause, write_small_library

DAY = date(2026, 11, 23)
ANY_DAY = "--date=2026-11-23"
ROLES = """\
everyone: {title: {nl: iedereen, en: everyone}, who: {nl: Iedereen., en: Everyone.}}
hr: {title: {nl: personeelszaken, en: HR}, who: {nl: HR., en: HR.}}
"""
FACTS = (
    FILES["facts.yml"]
    .replace(
        "site:\n  title: {nl: Website, en: Website}\n  facts:\n",
        """\
site:
  title: {nl: Website, en: Website}
  facts:
    acknowledge_form: {kind: url, optional: true, question: {nl: Waar?, en: Where?}, help: {nl: Zo., en: So.}}
""",
    )
    .replace(
        "document:\n  title: {nl: Document, en: Document}\n  facts:\n",
        """\
document:
  title: {nl: Document, en: Document}
  facts:
    acknowledgement:
      kind: choice
      default: digital
      choices: {digital: {nl: digitaal, en: digital}, signed: {nl: getekend, en: signed}, none: {nl: niet, en: none}}
      question: {nl: Hoe?, en: How?}
      help: {nl: Zo., en: So.}
""",
    )
)
HR_RULE = "privacy/pictures/PRV-03-for-hr.md"
OF_HR = clause("PRV-03", title="Voor HR").replace("[everyone]", "[hr]")
BASE = {"roles.yml": ROLES, "facts.yml": FACTS, HR_RULE: OF_HR}

Freeze = Callable[..., Release]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def freeze(tmp_path: Path) -> Freeze:
    """A function that leaves a release of the firm `jansen` in the workspace, and returns it."""

    def frozen(
        version: str,
        previous: Release | None = None,
        *,
        firm: str = FIRM,
        files: Mapping[str, str] | None = None,
    ) -> Release:
        library = read_library(
            write_small_library(tmp_path / f"library-{version}", {**BASE, **(files or {})})
        )
        profiles = Folder(tmp_path / "firm_profiles", "firm_profiles")
        folder = profiles.path / "jansen" / "releases"
        folder.mkdir(parents=True, exist_ok=True)
        (profiles.path / "jansen.yml").write_text(firm, encoding="utf-8")
        checked = check_firm(Workspace(tmp_path, library, profiles), "jansen", DAY)
        release = released(checked, version, DAY, previous)
        (folder / f"{version}.json").write_bytes(release_to_json(release))
        return release

    return frozen


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run `handbook acks` in the workspace; gives the exit code, the results and the problems."""

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "acks", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def digests(*releases: Release) -> dict[str, str]:
    """The code of everyone and of HR, in the last of the releases."""
    meanings = meanings_of(releases, compare)[-1]
    edition = releases[-1].edition
    return {role: meaning_digest(edition, meanings, role) for role in ("everyone", "hr")}


def text_of(release: Release, clause_id: str) -> str:
    """How a clause reads in a release, in its first language."""
    passages = release.edition.handbooks[0].book("staff").passages
    return next(passage.text for passage in passages if passage.id == clause_id)


def kept(tmp_path: Path) -> list[dict[str, str]]:
    """What stands in the file with the records."""
    found: list[dict[str, str]] = json.loads(
        (tmp_path / "acks" / "jansen.json").read_text("utf-8")
    )["acks"]
    return found


# ---- the meaning digest


def test_an_editorial_change_asks_nobody_again(freeze: Freeze) -> None:
    first = freeze("1.0")
    changed = FILES["governance/posting/GOV-01-be-honest.md"].replace("wie je bent", "wie jij bent")
    changes = """\
# nl: Wat er verandert

## 2026.1

### Anders gezegd

- GOV-01 is vlotter gezegd.

# en: What changes

## 2026.1

### Changed in wording

- GOV-01 reads more easily.
"""
    files = {"governance/posting/GOV-01-be-honest.md": changed, "CHANGES.md": changes}
    second = freeze("1.1", first, files=files)

    assert "wie je bent" in text_of(first, "GOV-01")
    assert "wie jij bent" in text_of(second, "GOV-01")
    assert digests(first, second) == digests(first)


def test_another_language_or_headcount_asks_nobody_again(freeze: Freeze) -> None:
    first = freeze("1.0", firm="languages: [nl]\n" + FIRM)
    more = FIRM.replace("size: 12", "size: 13")
    second = freeze("1.1", first, firm="languages: [nl, en]\n" + more)

    assert digests(first, second) == digests(first)


def test_another_level_asks_only_the_roles_that_it_concerns(freeze: Freeze) -> None:
    first = freeze("1.0")
    second = freeze("1.1", first, files={HR_RULE: OF_HR.replace("level: must", "level: should")})

    before, after = digests(first), digests(first, second)
    assert after["everyone"] == before["everyone"]
    assert after["hr"] != before["hr"]


@pytest.mark.parametrize(
    ("files", "firm"),
    [
        ({"privacy/pictures/PRV-04-new.md": clause("PRV-04")}, FIRM),
        ({HR_RULE: OF_HR.replace("[hr]", "[everyone]")}, FIRM),
        ({HR_RULE: OF_HR.replace("Doe dit.", "Doe dit nooit.")}, FIRM),
        ({}, FIRM + "photos: {basis: none}\n"),
        ({}, FIRM.replace("Jansen & Co", "Pietersen")),
    ],
    ids=["added", "audience", "meaning", "removed", "another answer in a text"],
)
def test_what_means_something_else_to_a_role_is_asked_again(
    freeze: Freeze, files: Mapping[str, str], firm: str
) -> None:
    first = freeze("1.0")
    second = freeze("1.1", first, files=files, firm=firm)

    assert digests(first, second)["hr"] != digests(first)["hr"]


def test_what_stays_the_same_for_three_releases_keeps_the_code_of_the_first(freeze: Freeze) -> None:
    first = freeze("1.0")
    second = freeze("1.1", first, files={HR_RULE: OF_HR.replace("must", "should")})
    third = freeze("1.2", second, files={HR_RULE: OF_HR.replace("must", "should")})

    assert digests(first, second, third) == digests(first, second)


# ---- the page


def page_of(freeze: Freeze, firm: str, *, frozen: bool = True) -> tuple[Page, str]:
    """The page on which readers confirm, and its Markdown."""
    releases = [freeze("1.0", firm=firm)] if frozen else []
    tmp = freeze("0.1", firm=firm)
    handbook = tmp.edition.handbooks[0]
    handbook = replace(handbook, feedback_email="o_w@jansen.example")
    shown = with_acknowledgement(handbook, releases, compare)
    book = shown.book("staff")
    page = next(page for page in book.pages if page.id == "read-and-understood")
    return page, page_markdown(page, shown, Addresses.of(book))


def test_before_the_first_release_there_is_nothing_to_confirm(freeze: Freeze) -> None:
    page, text = page_of(freeze, FIRM, frozen=False)

    assert [type(block) for block in page.blocks] == [Prose]
    assert "Je hoeft dus nog niets te bevestigen" in text


def test_a_reader_confirms_by_a_mail_that_names_version_role_and_code(freeze: Freeze) -> None:
    page, text = page_of(freeze, FIRM)
    confirm = page.blocks[-1]
    assert isinstance(confirm, Confirm)
    everyone = confirm.rows[0]

    assert [row.role for row in confirm.rows] == ["iedereen", "personeelszaken"]
    assert "mailto:o&#95;w@jansen.example?subject=Gelezen%20en%20begrepen%3A%20versie%201.0" in text
    assert f"Code%3A%20{everyone.digest[:12]}" in text
    assert "Rol%3A%20personeelszaken" in text


def test_the_firms_own_form_is_filled_in_and_stays_one_address(freeze: Freeze) -> None:
    form = "https://f.example/a?v={version}&r={role}&c={digest}&x=(y)"
    page, text = page_of(freeze, FIRM + f"site: {{acknowledge_form: '{form}'}}\n")
    confirm = page.blocks[-1]
    assert isinstance(confirm, Confirm)

    code = confirm.rows[0].digest[:12]
    assert f"(https://f.example/a?v=1.0&#38;r=iedereen&#38;c={code}&#38;x=&#40;y&#41;)" in text
    assert "Gelezen%20en%20begrepen" not in text.split("hb-ask")[0]


def test_who_signs_gets_a_place_to_sign_and_no_link(freeze: Freeze) -> None:
    _, text = page_of(freeze, FIRM + "document: {acknowledgement: signed}\n")

    assert "| Handtekening |" in text
    assert "Ik heb het gelezen" not in text


def test_without_a_form_or_an_address_a_reader_makes_a_receipt(freeze: Freeze) -> None:
    release = freeze("1.0")
    handbook = replace(release.edition.handbooks[0], feedback_email="")
    book = with_acknowledgement(handbook, [release], compare).book("staff")
    said = next(page for page in book.pages if page.id == "read-and-understood").blocks[0]

    assert isinstance(said, Prose)
    assert "Maak dan een bewijs voor jouw rol" in said.text
    assert "aan wie verantwoordelijk is" in said.text


def test_a_firm_that_does_not_ask_has_no_such_page(freeze: Freeze) -> None:
    release = freeze("1.0", firm=FIRM + "document: {acknowledgement: none}\n")
    handbook = release.edition.handbooks[0]

    assert with_acknowledgement(handbook, [release], compare) == handbook


# ---- the lists of form tools

MICROSOFT = """\
\ufeffId;Begintijd;Tijd van voltooien;E-mail;Naam;Welke versie heb je gelezen?;Rol;Code
1;20-11-2026 9:00:01;20-11-2026 9:01:12;j.jansen@jansen.example;Jan Jansen;1.0;iedereen;{code}
2;20-11-2026 9:03:40;20-11-2026 9:05:59;anonymous;"Smit; Ans";1.0;personeelszaken;
"""
GOOGLE = """\
Timestamp,Email Address,Version,Your role
2026/11/20 9:01:12 AM GMT+1,j.jansen@jansen.example,1.0,everyone
"2026/11/20 9:05:59 AM GMT+1",ans@jansen.example,1.0,HR
"""
LIMESURVEY = """\
"id. Response ID","submitdate. Date submitted","lastpage. Last page","name. What is your name?","version. Version"
"1","2026-11-20 09:01:12","1","j.jansen@jansen.example","1.0"
"2","2026-11-20 09:05:59","1","Ans","1.0"
"""


@pytest.mark.parametrize(
    ("content", "second"),
    [
        (MICROSOFT, ("Smit; Ans", "hr")),
        (GOOGLE, ("ans@jansen.example", "hr")),
        (LIMESURVEY, ("Ans", "everyone")),
    ],
    ids=["Microsoft Forms", "Google Forms", "LimeSurvey"],
)
def test_the_answers_of_a_form_tool_are_taken_in_once(
    freeze: Freeze, call: Call, tmp_path: Path, content: str, second: tuple[str, str]
) -> None:
    code = digests(freeze("1.0"))["everyone"][:12]
    (tmp_path / "answers.csv").write_text(content.format(code=code.upper()), encoding="utf-8")

    done, out, _ = call("import", "jansen", "answers.csv", ANY_DAY)
    assert (done, out) == (0, "jansen: 2 new answers, 2 kept\n")
    before = kept(tmp_path)
    assert call("import", "jansen", "answers.csv", ANY_DAY)[1] == "jansen: 0 new answers, 2 kept\n"

    assert kept(tmp_path) == before
    assert {(row["who"], row["role"]) for row in before} == {
        ("j.jansen@jansen.example", "everyone"),
        second,
    }
    assert {(row["day"], row["version"]) for row in before} == {("2026-11-20", "1.0")}


def test_one_wrong_row_and_nothing_is_taken_in(freeze: Freeze, call: Call, tmp_path: Path) -> None:
    freeze("1.0")
    rows = (
        "wie,datum,versie,rol,code\nJan,20-11-2026,1.0,,\n,20-11-2026,1.0,,\nJan,31-2-2026,1.0,,\n"
        'Jan,20-11-2026,1.1,,\nJan,20-11-2026,1.0,HRM,\n"J\nan",20-11-2026,1.0,,\n'
        "Jan,20-11-2026,1.0,,123456789abc\nJan,24-11-2026,1.0,,\n"
    )
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")

    code, out, err = call("import", "jansen", "answers.csv", ANY_DAY)

    assert (code, out) == (1, "")
    assert err.count("error[HB121]") == 7
    for line in (3, 4, 5, 6, 7, 9, 10):
        assert f"answers.csv:{line}:1" in err
    assert not (tmp_path / "acks").exists()


def test_a_heading_that_nobody_knows_is_named_by_hand(
    freeze: Freeze, call: Call, tmp_path: Path
) -> None:
    freeze("1.0")
    rows = "Hoe heet je?;Tijdstempel;Welke heb je gelezen?\nJan;20 november 2026 9:00;1.0\n"
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
    columns = ("--column=who=Hoe heet je?", "--column=version=Welke heb je gelezen?")

    assert call("import", "jansen", "answers.csv", ANY_DAY)[0] == 1
    assert call("import", "jansen", "answers.csv", ANY_DAY, *columns)[0] == 0
    assert kept(tmp_path)[0]["who"] == "Jan"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03T09:00:00.000Z", date(2026, 11, 3)),
        ("2026-11-03 09:00:00", date(2026, 11, 3)),
        ("3-11-2026", date(2026, 11, 3)),
        ("03/11/26 09:00", date(2026, 11, 3)),
        ("3.11.2026, 9:00", date(2026, 11, 3)),
        ("3 nov. 2026", date(2026, 11, 3)),
        ("11/23/2026", None),
        ("2026-11-031", None),
        ("3-11-20261", None),
        ("31-11-2026", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_written_here(text: str, day: date | None) -> None:
    assert day_in(text) == day


def test_american_days_are_read_when_asked() -> None:
    assert day_in("11/23/2026 2:05:12 PM", month_first=True) == date(2026, 11, 23)
    assert day_in("23/11/2026", month_first=True) is None


# ---- who is to be asked

PEOPLE = """\
Naam,E-mail,Rol
Jan Jansen,J.Jansen@jansen.example,
Ans Smit,ans@jansen.example,HR
Piet Puk,piet@jansen.example,
=SUM(1),som@jansen.example,
"""


def test_status_says_who_is_to_be_asked_and_what_changed_for_them(
    freeze: Freeze, call: Call, tmp_path: Path
) -> None:
    first = freeze("1.0")
    (tmp_path / "answers.csv").write_text(GOOGLE, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert call("import", "jansen", "answers.csv", ANY_DAY)[0] == 0
    freeze("1.1", first, files={HR_RULE: OF_HR.replace("must", "should")})

    code, out, _ = call("status", "jansen", "--people", "people.csv", "--json", ANY_DAY)

    people = {row["who"]: row for row in json.loads(out)["people"]}
    assert code == 0
    assert {who: row["state"] for who, row in people.items()} == {
        "Jan Jansen": "up to date",
        "Ans Smit": "outdated",
        "Piet Puk": "never",
        "=SUM(1)": "never",
    }
    assert people["Ans Smit"]["changed"] == [{"clause": "PRV-03", "kind": "level"}]
    assert "PRV-03   Voor HR: another level" in call("status", "jansen", ANY_DAY)[1]
    only = call("status", "jansen", "--people", "people.csv", "--role", "personeelszaken", ANY_DAY)[
        1
    ]
    assert "Ans Smit" in only
    assert "Jan Jansen" not in only


def test_who_confirmed_for_a_role_need_not_confirm_for_everyone(
    freeze: Freeze, call: Call, tmp_path: Path
) -> None:
    first = freeze("1.0")
    (tmp_path / "answers.csv").write_text(GOOGLE, encoding="utf-8")
    (tmp_path / "people.csv").write_text("naam\nans@jansen.example\n", encoding="utf-8")
    assert call("import", "jansen", "answers.csv", ANY_DAY)[0] == 0
    freeze("1.1", first, files={HR_RULE: OF_HR.replace("must", "should")})

    out = call("status", "jansen", "--people", "people.csv", ANY_DAY)[1]

    assert "up to date  ans@jansen.example" in out


def test_no_cell_that_comes_out_is_a_formula(freeze: Freeze, call: Call, tmp_path: Path) -> None:
    freeze("1.0")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")

    out = call("status", "jansen", "--people", "people.csv", "--csv", ANY_DAY)[1]

    assert ",'=SUM(1)," in out
    assert ",=SUM" not in out


def test_without_a_release_there_is_nothing_to_ask(call: Call, tmp_path: Path) -> None:
    (tmp_path / "firm_profiles").mkdir()
    (tmp_path / "firm_profiles" / "jansen.yml").write_text(FIRM, encoding="utf-8")

    code, _, err = call("status", "jansen")

    assert code == 2
    assert "there is nothing to confirm yet" in err


# ---- kept no longer than needed


def test_what_is_old_goes_by_itself_and_is_said(freeze: Freeze, call: Call, tmp_path: Path) -> None:
    freeze("1.0")
    rows = "wie,datum,versie\nOud,22-11-2024,1.0\nJan,23-11-2024,1.0\n"
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")

    out = call("import", "jansen", "answers.csv", ANY_DAY)[1]

    assert out == "jansen: 1 new answer, 1 kept\n1 answer is older than 24 months, and not kept\n"
    assert [row["who"] for row in kept(tmp_path)] == ["Jan"]
    assert "not kept" in call("status", "jansen", "--keep-months", "12", ANY_DAY)[1]
    assert kept(tmp_path) == []


def test_a_person_or_a_year_is_forgotten(freeze: Freeze, call: Call, tmp_path: Path) -> None:
    freeze("1.0")
    rows = "wie,datum,versie\nAns,1-2-2026,1.0\nJan,1-3-2026,1.0\nPiet,1-4-2026,1.0\n"
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
    assert call("import", "jansen", "answers.csv", ANY_DAY)[0] == 0

    assert call("forget", "jansen", "--person", "jan")[1] == "jansen: 1 answer forgotten, 2 kept\n"
    assert call("forget", "jansen", "--before", "2026-04-01")[0] == 0
    assert [row["who"] for row in kept(tmp_path)] == ["Piet"]
    assert call("forget", "jansen")[0] == 2


def test_a_workspace_keeps_names_out_of_git_and_import_says_when_it_does_not(
    freeze: Freeze, call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    freeze("1.0")
    (tmp_path / "answers.csv").write_text(GOOGLE, encoding="utf-8")
    assert (
        "git would take up `acks/jansen.json`"
        in call("import", "jansen", "answers.csv", ANY_DAY)[2]
    )

    assert run(["-C", str(tmp_path), "init", "fresh"]) == 0
    (tmp_path / ".gitignore").write_bytes((tmp_path / "fresh" / ".gitignore").read_bytes())
    capsys.readouterr()
    assert "git would" not in call("import", "jansen", "answers.csv", ANY_DAY)[2]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2, "acks": []}', '{"format": 1, "acks": [{"who": "x"}]}'],
)
def test_records_that_were_changed_by_hand_are_refused_and_stay(
    freeze: Freeze, call: Call, tmp_path: Path, content: str
) -> None:
    freeze("1.0")
    (tmp_path / "answers.csv").write_text(GOOGLE, encoding="utf-8")
    (tmp_path / "acks").mkdir()
    (tmp_path / "acks" / "jansen.json").write_text(content, encoding="utf-8")

    code, _, err = call("import", "jansen", "answers.csv", ANY_DAY)

    assert code == 1
    assert "error[HB" in err
    assert (tmp_path / "acks" / "jansen.json").read_text("utf-8") == content
