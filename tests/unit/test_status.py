"""`handbook status`: what an officer with many firms must know, without opening one of them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.library import read_library
from handbook_gen.model.library import Library
from handbook_gen.model.release import Link, Release
from handbook_gen.problems import HandbookError
from handbook_gen.releases import edition_of, release_digest, release_to_json
from handbook_gen.status import FirmStatus, status_of_firms
from handbook_gen.workspace import Workspace, check_firm
from tests.small_library import FILES, FIRM, page, write_small_library

TODAY = date(2027, 3, 1)
TRIAL = """\
stance:
  title: {nl: Houding, en: Stance}
  facts:
    start:
      kind: choice
      default: now
      choices: {now: {nl: nu, en: now}, pilot: {nl: proef, en: trial}}
      question: {nl: Hoe?, en: How?}
      help: {nl: Begin., en: Start.}
    observe_until: {kind: date, optional: true, opens_when: stance.start == "pilot", question: {nl: Tot?, en: Until?}, help: {nl: Dag., en: Day.}}
"""

Freeze = Callable[..., Release]


@pytest.fixture
def workspace(tmp_path: Path, small_library: Library) -> Workspace:
    """A workspace without firms."""
    (tmp_path / "firm_profiles").mkdir()
    return Workspace(tmp_path, small_library, Folder(tmp_path / "firm_profiles", "firm_profiles"))


def write_firm(workspace: Workspace, name: str, text: str = FIRM) -> None:
    (workspace.profiles.path / f"{name}.yml").write_text(text, encoding="utf-8")


def freeze(
    workspace: Workspace,
    name: str,
    version: str,
    effective: date,
    previous: Release | None = None,
    *,
    contacts: bool = False,
) -> Release:
    """Write a release of a firm as it is now."""
    checked = check_firm(workspace, name, effective)
    release = Release(
        version=version,
        effective=effective,
        released=effective,
        approved_by="bestuur",
        note="",
        kind="substantive",
        previous=Link(previous.version, previous.digest) if previous else None,
        program="0",
        edition=edition_of(checked, version, contacts=contacts),
    )
    release = replace(release, digest=release_digest(release))
    folder = workspace.profiles.path / name / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{version}.json").write_bytes(release_to_json(release))
    return release


def status(workspace: Workspace, name: str, today: date = TODAY) -> FirmStatus:
    (found,) = status_of_firms(workspace, [name], today).firms
    return found


def days(found: FirmStatus) -> Mapping[tuple[str, str], str]:
    return {(item.kind, item.subject): item.day.isoformat() for item in found.dates}


def test_a_firm_that_changed_nothing_is_the_same_as_its_release(workspace: Workspace) -> None:
    write_firm(workspace, "jansen", FIRM + "people: {go_to: {name: Jo, email: jo@x.example}}\n")
    frozen = freeze(workspace, "jansen", "2027.1", date(2027, 1, 15))

    release = status(workspace, "jansen").release

    assert release is not None
    assert (release.version, release.effective) == ("2027.1", date(2027, 1, 15))
    assert (release.digest, release.whole) == (frozen.digest, True)
    assert release.differing == ()


def test_the_clauses_that_an_answer_changed_since_the_release_are_named(
    workspace: Workspace,
) -> None:
    write_firm(workspace, "jansen")
    freeze(workspace, "jansen", "2027.1", date(2027, 1, 15))

    write_firm(workspace, "jansen", FIRM.replace("Jansen & Co", "Jansen"))
    renamed = status(workspace, "jansen").release
    write_firm(workspace, "jansen", FIRM.replace("size: 12", "size: 60"))
    grown = status(workspace, "jansen").release

    assert renamed
    assert renamed.differing == ("GOV-01",)
    assert grown
    assert grown.differing == ("PRV-11",)


def test_progress_with_a_duty_is_no_change_of_the_handbook(workspace: Workspace) -> None:
    write_firm(workspace, "jansen")
    freeze(workspace, "jansen", "2027.1", date(2027, 1, 15))
    write_firm(workspace, "jansen", FIRM + "duties: {PRV-10: {status: done}}\n")

    found = status(workspace, "jansen")

    assert found.release
    assert found.release.differing == ()
    assert found.duties == {"done": 1, "planned": 0, "open": 0, "not ours": 0}


def test_a_newer_library_shows_as_drift(workspace: Workspace) -> None:
    write_firm(workspace, "jansen")
    freeze(workspace, "jansen", "2027.1", date(2027, 1, 15))
    newer = replace(workspace, library=replace(workspace.library, version="2027.2"))

    found = status(newer, "jansen")

    assert found.release is not None
    assert (found.release.library_version, found.library_version) == ("2026.1", "2027.2")


def test_the_review_counts_from_the_last_release(workspace: Workspace) -> None:
    write_firm(workspace, "jansen", FIRM + "governance: {review_months: 6}\n")
    first = freeze(workspace, "jansen", "1", date(2026, 3, 31))
    freeze(workspace, "jansen", "2", date(2026, 8, 31), first)

    found = days(status(workspace, "jansen"))

    assert found["review", ""] == "2027-02-28"  # there is no 31 February
    assert found["effective", "1"] == "2026-03-31"
    assert found["effective", "2"] == "2026-08-31"


def test_without_a_release_the_review_counts_from_the_day_in_the_profile(
    workspace: Workspace,
) -> None:
    write_firm(workspace, "jansen", FIRM + "document: {effective: 2026-12-01}\n")
    write_firm(workspace, "new")

    assert days(status(workspace, "jansen"))["review", ""] == "2027-12-01"
    assert days(status(workspace, "new")) == {}


def test_planned_duties_and_deviations_tell_who_and_until_when(workspace: Workspace) -> None:
    write_firm(
        workspace,
        "jansen",
        FIRM
        + "people: {owner: {name: M. de Vries, email: m@x.example}}\n"
        + "duties: {PRV-10: {status: planned, by: 2027-02-01}}\n"
        + "deviations: [{clause: GOV-02, reason: Klein., approved_by: MdV, until: 2027-04-01}]\n",
    )

    duty, deviation = status(workspace, "jansen").dates

    assert (duty.title, duty.owner, duty.is_late(TODAY)) == ("Register", "M. de Vries", True)
    assert (deviation.title, deviation.subject) == ("Vier ogen", "GOV-02")
    assert not deviation.is_late(TODAY)
    assert deviation.is_due(TODAY)
    assert not deviation.is_due(date(2027, 1, 1))


def test_the_end_of_a_trial_counts_while_there_is_one(workspace: Workspace, tmp_path: Path) -> None:
    library = read_library(
        write_small_library(tmp_path / "t", {"facts.yml": FILES["facts.yml"] + TRIAL})
    )
    workspace = replace(workspace, library=library)
    write_firm(workspace, "trying", FIRM + "stance: {start: pilot, observe_until: 2027-05-01}\n")
    write_firm(workspace, "started", FIRM + "stance: {start: now, observe_until: 2027-05-01}\n")

    assert days(status(workspace, "trying")) == {("trial", ""): "2027-05-01"}
    assert days(status(workspace, "started")) == {}


def test_a_page_may_have_an_owner_and_a_term_of_its_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    pictures = page(
        "pictures",
        book="staff",
        nl="Over foto's.",
        en="About pictures.",
        header="owner: people.go_to\nreview_months: 3\n",
    )
    library = read_library(
        write_small_library(tmp_path / "t", {"privacy/pictures/page.md": pictures})
    )
    workspace = replace(workspace, library=library)
    write_firm(workspace, "jansen", FIRM + "document: {effective: 2026-12-01}\n")

    found = {item.subject: item for item in status(workspace, "jansen").dates}
    book = edition_of(check_firm(workspace, "jansen", TODAY), "now").handbook("nl").book("control")
    (upkeep,) = (made for made in book.pages if made.id == "upkeep")
    rows = [row for block in upkeep.blocks if block.kind == "grid" for row in block.rows]

    assert found["privacy/pictures"].day == date(2027, 3, 1)
    assert found["privacy/pictures"].owner == "de vraagbaak"
    assert ("Pagina pictures", "de vraagbaak", "1 december 2026", "1 maart 2027") in rows
    assert ("Pagina posting", "de partner", "1 december 2026", "1 december 2027") in rows


def test_a_page_cannot_be_owned_by_nobody_known(tmp_path: Path) -> None:
    wrong = page("pictures", book="staff", nl="A.", en="A.", header="owner: people.gato\n")

    with pytest.raises(HandbookError) as caught:
        read_library(write_small_library(tmp_path / "t", {"privacy/pictures/page.md": wrong}))

    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == (
        "HB069",
        "`privacy/pictures`: `people.gato` is no person of the firm",
    )
    assert (problem.label, problem.place and problem.place.line) == (
        "did you mean `people.go_to`?",
        6,
    )


def test_a_release_that_was_edited_is_told_and_the_others_still_count(workspace: Workspace) -> None:
    write_firm(workspace, "jansen")
    first = freeze(workspace, "jansen", "1", date(2026, 3, 31))
    freeze(workspace, "jansen", "2", date(2026, 8, 31), first)
    file = workspace.profiles.path / "jansen" / "releases" / "2.json"
    file.write_text(file.read_text("utf-8").replace("bestuur", "niemand"), encoding="utf-8")

    found = status(workspace, "jansen")

    assert found.release is not None
    assert (found.release.version, found.release.whole, found.problems) == ("1", False, 1)
    assert "`firm_profiles/jansen/releases/2.json` is not what was released" in found.first_problem


def test_a_broken_firm_is_listed_and_stops_no_other(workspace: Workspace) -> None:
    write_firm(workspace, "broken", "firm: {nmae: x, size: many}\n")
    write_firm(
        workspace,
        "ended",
        FIRM + "deviations: [{clause: GOV-02, reason: R., approved_by: A, until: 2027-02-01}]\n",
    )
    write_firm(workspace, "jansen")

    fleet = status_of_firms(workspace, workspace.firms, TODAY)
    broken, ended, jansen = fleet.firms

    assert broken.problems >= 2
    assert (ended.problems, days(ended)) == (1, {("deviation", "GOV-02"): "2027-02-01"})
    assert (jansen.problems, fleet.broken) == (0, (broken, ended))


@pytest.fixture
def written(workspace: Workspace) -> Path:
    """A workspace on disk, with a firm that is late, one that is broken, and one that is new."""
    shipped = "firm: {name: Vries, size: 12}\nprofession: {kinds: [accountant]}\nservices: {offered: [tax]}\n"
    write_firm(workspace, "broken", "firm: {size: many}\n")
    write_firm(workspace, "late", shipped + "duties: {LIF-06: {status: planned, by: 2027-02-27}}\n")
    write_firm(workspace, "new", shipped)
    return workspace.root


def test_the_command_shows_what_is_late_first_and_ends_with_1(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["-C", str(written), "status", "--date", "2027-03-01"])

    said = capsys.readouterr()
    lines = said.out.split("\n")
    assert code == 1
    assert [line.split()[0] for line in lines[:4]] == ["firm", "broken", "late", "new"]
    due = lines[lines.index("Late, or due within 60 days:") + 1]
    assert due.startswith("  2027-02-27  2 days late  late  planned duty: ")
    assert lines[-2] == "3 firms on 2027-03-01: 1 late, 0 due soon, 1 with problems"
    assert "handbook check broken" in said.err


def test_the_command_says_the_same_to_programs(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(
        ["-C", str(written), "--lang", "en", "status", "late", "--json", "--date", "2027-03-01"]
    )

    found = json.loads(capsys.readouterr().out)
    (firm,) = found["firms"]
    assert (code, found["format"], found["date"]) == (0, 1, "2027-03-01")
    assert (firm["firm"], firm["problems"], firm["release"]) == ("late", 0, None)
    (duty,) = firm["dates"]
    assert (duty["subject"], duty["late"], duty["days_left"]) == ("LIF-06", True, -2)
    assert duty["title"] == "Keep the handbook current"
