"""A fleet: what has not changed is passed by, and what is passed by is never stale."""

import json
import os
import random
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.engines import ENGINES
from handbook_gen.fleet import ENGINE_NAMES, Plan, books
from handbook_gen.fleet.days import days_in, until
from handbook_gen.fleet.inputs import read_inputs
from handbook_gen.fleet.record import in_place, standing
from handbook_gen.library import read_library
from handbook_gen.sites import SharedBooks
from handbook_gen.workspace import Workspace, check_firm, handbooks
from handbook_gen.writers import mkdocs_project, read_look
from tests.e2e.running import files_of
from tests.fleet import FIRMS, TODAY, build, changed, copying, new_fleet
from tests.small_library import clause, write_small_library

FOUR_EYES = "templates/governance/posting/GOV-02-four-eyes.md"
REGISTER = "templates/privacy/breaches/PRV-10-register.md"


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which every firm was built."""
    monkeypatch.setattr(books, "build_book", copying())
    monkeypatch.setattr(SharedBooks, "build", lambda *_: None)
    root = new_fleet(tmp_path / "fleet")
    assert changed(build(root)) == set(FIRMS)
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def projects(root: Path) -> set[str]:
    """The firms of which a written project lies beside the site."""
    return {path.parts[-4] for path in (root / "build").rglob("mkdocs.yml")}


def test_projects_are_left_for_one_firm_and_not_for_a_fleet(fleet: Path) -> None:
    at = ["-C", str(fleet), "build", "--date", str(TODAY), "--plain"]
    shutil.rmtree(fleet / "build")
    shutil.copytree(fleet / "site", fleet / "with-projects")

    assert run([*at, "--all"]) == 0
    assert projects(fleet) == set()
    assert files_of(fleet / "site") == files_of(fleet / "with-projects")

    assert run([*at, "small"]) == 0
    assert projects(fleet) == {"small"}
    assert run([*at, "--all", "--projects"]) == 0
    assert projects(fleet) == set(FIRMS)


def test_a_project_that_is_not_written_anew_does_not_stay_to_mislead(fleet: Path) -> None:
    assert changed(build(fleet, keeps=False)) == set()
    assert projects(fleet) == set(FIRMS), "they are what the sites were made from"

    edit(fleet, "firm_profiles/small.yml", "Klein", "Kleiner")

    assert changed(build(fleet, keeps=False)) == {"small"}
    assert projects(fleet) == {*FIRMS} - {"small"}
    assert changed(build(fleet, keeps=False)) == set()
    assert changed(build(fleet)) == {"small"}
    assert projects(fleet) == set(FIRMS)


def test_where_nothing_changed_neither_library_nor_profile_is_read(
    fleet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook_gen.fleet.build.open_workspace", None)
    before = times(fleet)

    assert changed(build(fleet)) == set()
    assert times(fleet) == before


def test_a_clause_that_reads_otherwise_touches_only_the_firms_that_have_it(fleet: Path) -> None:
    others = [fleet / place / "small" for place in ("site", "build")]
    before = [times(folder) for folder in others]
    edit(fleet, FOUR_EYES, "meelezen", "eerst meelezen")

    assert changed(build(fleet)) == {"large", "middle"}
    assert [times(folder) for folder in others] == before


def test_a_layer_that_changed_touches_only_the_firms_on_it(fleet: Path) -> None:
    (fleet / "firm_profiles/_layers/club.yml").write_text("photos: {days: 3}\n", encoding="utf-8")

    assert changed(build(fleet)) == {"middle"}


def test_a_header_that_changed_is_looked_into_and_nothing_is_built_for_it(fleet: Path) -> None:
    edit(fleet, FOUR_EYES, "owner: people.owner", "owner: people.owner\nguidance: Alleen voor ons.")

    assert changed(build(fleet)) == set()


@pytest.mark.parametrize("hidden", ["about.html", "staff/nl/docs/governance/posting.md"])
def test_what_was_taken_from_a_site_comes_back(fleet: Path, hidden: str) -> None:
    site = fleet / "site" / "small"
    gone = site / hidden if (site / hidden).exists() else site / "staff" / "nl" / "mkdocs.yml"
    gone.unlink()

    assert changed(build(fleet)) == {"small"}
    assert gone.exists()


def test_what_was_put_into_a_site_goes(fleet: Path) -> None:
    strange = fleet / "site" / "small" / "staff" / "notes.txt"
    strange.write_text("x", encoding="utf-8")

    assert changed(build(fleet)) == {"small"}
    assert not strange.exists()


def test_a_file_that_was_written_over_is_seen_when_every_file_is_looked_at(fleet: Path) -> None:
    names = ("site/small/index.html", "build/middle/hosting/_headers")
    pages = [fleet / name for name in names]
    before = [page.read_bytes() for page in pages]
    for page in pages:
        status = page.stat()
        page.write_bytes(page.read_bytes().swapcase())
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))  # as a damaged disk would

    assert changed(build(fleet)) == set()
    assert changed(build(fleet, verify=True)) == {"small", "middle"}
    assert [page.read_bytes() for page in pages] == before
    assert changed(build(fleet, verify=True)) == set()


def test_what_comes_out_alike_is_the_same_file_unless_somebody_touched_it(fleet: Path) -> None:
    edit(fleet, "firm_profiles/small.yml", "Klein", "Kleiner")
    alike = next((fleet / "build/small/staff/nl").rglob("*.css"))
    touched, swapped = sorted((fleet / "site/small/r").glob("*.html"))[:2]
    before = [path.stat().st_ino for path in (alike, touched)]
    texts = touched.read_bytes(), swapped.read_bytes()
    touched.write_bytes(texts[0].swapcase())
    swapped.rename(fleet / "elsewhere.html")
    swapped.symlink_to(fleet / "elsewhere.html")

    assert changed(build(fleet)) == {"small"}
    after = [path.stat().st_ino for path in (alike, touched)]
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert (touched.read_bytes(), swapped.read_bytes()) == texts
    assert not swapped.is_symlink()


@pytest.mark.parametrize("name", ["built.json", "files.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"key": 3}', "[" * 100_000, "\0"])
def test_a_record_that_makes_no_sense_costs_a_look_and_no_more(
    fleet: Path, name: str, content: str
) -> None:
    site = files_of(fleet / "site")
    (fleet / "build" / "small" / name).write_text(content, encoding="utf-8")
    edit(fleet, "firm_profiles/small.yml", "size: 5", "size:  5")

    assert all(built.start for built in build(fleet).values())
    assert files_of(fleet / "site") == site


def test_a_record_in_which_any_value_is_another_kind_is_no_record(fleet: Path) -> None:
    file = fleet / "build" / "small" / "built.json"
    kept = json.loads(file.read_text("utf-8"))
    plan, inputs = Plan(fleet / "site", fleet / "build"), read_inputs(fleet)

    def passed_by() -> bool:
        record = standing("small", plan, inputs, TODAY)
        return record is not None and in_place("small", plan, record)

    assert passed_by()
    for key in kept:
        for poison in (None, 7.5, [], {}, ["x"], "", "x"):
            file.write_text(json.dumps({**kept, key: poison}), encoding="utf-8")
            assert not passed_by() or key not in DECISIVE, (key, poison)


DECISIVE = {"key", "clauses", "day", "until", "folders", "stamp"}
"""What no other value may stand for."""


def test_after_random_edits_the_result_is_that_of_a_clean_build(fleet: Path) -> None:
    chance = random.Random(6)  # noqa: S311  # the same edits every time
    today = TODAY
    names = chance.sample(sorted(EDITS) * 2, 2 * len(EDITS))
    for number, name in enumerate(names):
        today += timedelta(days=EDITS[name](fleet, number, chance) or 0)
        build(fleet, today=today)
        shutil.rmtree(fleet / "site-clean", ignore_errors=True)
        shutil.rmtree(fleet / "build-clean", ignore_errors=True)
        build(fleet, today=today, into="-clean")
        assert files_of(fleet / "site") == files_of(fleet / "site-clean"), (number, name)
        if number % 3 == 0:  # another folder is used in turn with the first
            build(fleet, today=today, site="other")
            assert files_of(fleet / "other") == files_of(fleet / "site-clean"), (number, name)


def _answer(root: Path, number: int, chance: random.Random) -> None:
    firm = chance.choice(sorted(FIRMS))
    text = FIRMS[firm].replace("size: ", f"size: {chance.choice(('', '1', '5'))}")
    text = text.replace("{name: ", f"{{motto: Zin {number % 3}., name: ")
    if chance.random() < 0.4:
        day = TODAY + timedelta(days=chance.randint(0, 60))
        reason = "reason: Anders., approved_by: Bos"
        text += f"deviations: [{{clause: PRV-01, {reason}, until: {day}}}]\n"
    (root / "firm_profiles" / f"{firm}.yml").write_text(text, encoding="utf-8")


def _clause_text(root: Path, number: int, chance: random.Random) -> None:
    file = chance.choice(sorted((root / "templates").rglob("*/[A-Z]*-[0-9]*.md")))
    with file.open("a", encoding="utf-8") as open_file:
        open_file.write(f"\nMore {number}.\n")


def _clause_header(root: Path, number: int, _chance: random.Random) -> None:
    text = clause("PRV-11", header=f"applies_when: firm.size >= {10 + number % 3 * 25}\n")
    file = root / "templates/privacy/breaches/PRV-11-rehearse.md"
    file.write_text(text, encoding="utf-8")


def _clause_with_a_day(root: Path, number: int, _chance: random.Random) -> None:
    day = TODAY + timedelta(days=number)
    text = clause("PRV-10", nl=f"Nu.{{% if today > {day} %}} Later.{{% endif %}}")
    (root / REGISTER).write_text(text, encoding="utf-8")


def _phrase(root: Path, number: int, _chance: random.Random) -> None:
    file = root / "templates" / "phrases.yml"
    text = re.sub(r"Over dit handboek\w*", f"Over dit handboek{number}", file.read_text("utf-8"))
    file.write_text(text, encoding="utf-8")


def _page(root: Path, number: int, _chance: random.Random) -> None:
    file = root / "templates/privacy/pictures/page.md"
    file.write_text(file.read_text("utf-8") + f"\nPage {number}.\n", encoding="utf-8")


def _logo(root: Path, number: int, _chance: random.Random) -> None:
    file = root / "firm_profiles/large/logo.svg"
    file.parent.mkdir(exist_ok=True)
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M{number % 4} 0"/></svg>'
    file.write_text(drawn, encoding="utf-8")
    profile = FIRMS["large"] + "brand: {logo: logo.svg}\n"
    (root / "firm_profiles/large.yml").write_text(profile, encoding="utf-8")


def _own_clause(root: Path, number: int, chance: random.Random) -> None:
    file = root / "firm_profiles/middle/clauses/MID-01-own.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    where = chance.choice(("after: PRV-01", "replaces: PRV-01"))
    file.write_text(clause("MID-01", header=f"{where}\n", nl=f"Zelf {number}."), encoding="utf-8")


def _layer(root: Path, number: int, _chance: random.Random) -> None:
    text = f"photos: {{days: {number % 5 + 2}}}\n"
    (root / "firm_profiles/_layers/club.yml").write_text(text, encoding="utf-8")


def _deletion(root: Path, _number: int, chance: random.Random) -> None:
    file = chance.choice([path for path in sorted((root / "site").rglob("*")) if path.is_file()])
    file.unlink()


def _days(_root: Path, _number: int, chance: random.Random) -> int:
    return chance.randint(1, 9)


EDITS = {
    edit_.__name__: edit_
    for edit_ in (
        _answer,
        _clause_text,
        _clause_header,
        _clause_with_a_day,
        _phrase,
        _page,
        _logo,
        _own_clause,
        _layer,
        _deletion,
        _days,
    )
}


# ---- The day ----

DATED = {
    "governance/posting/GOV-02-four-eyes.md": clause(
        "GOV-02", header="applies_when: today >= 2027-02-01 or firm.since == today\n"
    ),
    "privacy/pictures/PRV-01-ask-first.md": clause(
        "PRV-01", nl="{% if firm.since < today %}Al een tijd.{% else %}Nieuw.{% endif %}"
    ),
}


def test_until_its_last_day_a_handbook_reads_the_same(tmp_path: Path) -> None:
    library = read_library(write_small_library(tmp_path / "templates", DATED))
    profiles = Folder(tmp_path / "firm_profiles", "firm_profiles")
    profiles.path.mkdir()
    workspace, look, days = Workspace(tmp_path, library, profiles), read_look(), days_in(library)
    chance = random.Random(7)  # noqa: S311  # the same days every time
    lasting = 0
    for _ in range(12):
        since, last = (TODAY + timedelta(days=chance.randint(-30, 120)) for _ in range(2))
        profile = FIRMS["small"].replace("size: 5", f"size: 5, since: {since}")
        reason = "reason: Anders., approved_by: Bos"
        profile += f"deviations: [{{clause: PRV-10, {reason}, until: {max(last, TODAY)}}}]\n"
        (profiles.path / "small.yml").write_text(profile, encoding="utf-8")

        def trees(day: date) -> list[object]:
            firm = check_firm(workspace, "small", day)  # called at once
            made = [mkdocs_project(book, "control", look) for book in handbooks(firm)]
            return [*made, *(mkdocs_project(book, "staff", look) for book in handbooks(firm))]

        firm = check_firm(workspace, "small", TODAY)
        end = date.fromisoformat(until(firm, library, days, TODAY))
        assert end > TODAY
        length = min((end - TODAY).days, 200)
        lasting = max(lasting, length)
        for day in {TODAY + timedelta(days=chance.randrange(length)) for _ in range(2)}:
            assert trees(day) == trees(TODAY), (day, since, last)
    assert lasting > 20


@pytest.mark.parametrize("condition", ["today - firm.since > 30", "today - 30 > firm.since"])
def test_a_day_that_is_reckoned_with_may_change_tomorrow(tmp_path: Path, condition: str) -> None:
    header = f"applies_when: {condition}\n"
    files = {"governance/posting/GOV-02-four-eyes.md": clause("GOV-02", header=header)}
    library = read_library(write_small_library(tmp_path / "templates", files))

    assert not days_in(library).bounded


# ---- Which firms ----


def test_only_what_failed_is_tried_again(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(fleet, "firm_profiles/small.yml", "size: 5", "size: veel")
    command = ["-C", str(fleet), "build", "--date", str(TODAY)]

    assert run([*command, "--all"]) == 1
    err = capsys.readouterr().err
    assert "not built: small" in err
    assert "next: handbook build --only-failed" in err
    edit(fleet, "firm_profiles/small.yml", "size: veel", "size: 6")
    assert run([*command, "--only-failed"]) == 0
    assert capsys.readouterr().out.startswith("small: ")
    assert run([*command, "--only-failed"]) == 0
    assert capsys.readouterr().out == "no firm to build\n"


def test_all_shards_together_are_all_firms_each_once(
    fleet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ""
    for shard in ("1/2", "2/2"):
        command = ["-C", str(fleet), "build", "--all", "--shard", shard, "--date", str(TODAY)]
        assert run(command) == 0
        said += capsys.readouterr().out
    assert sorted(line.split(":")[0] for line in said.splitlines() if "unchanged  " in line) == [
        *FIRMS
    ]
    assert run(["-C", str(fleet), "build", "--all", "--shard", "3/2"]) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "firms"),
    [
        ("firm_profiles/small.yml", "Klein", "Kleiner", ["small"]),
        ("firm_profiles/_layers/club.yml", "7", "8", ["middle"]),
        (FOUR_EYES, "meelezen", "eerst lezen", ["large", "middle"]),
        (FOUR_EYES, "# nl: Vier ogen", "# nl: Meer ogen", ["large", "middle", "small"]),
    ],
)
def test_what_differs_from_a_revision_is_what_is_built(
    fleet: Path,
    name: str,
    old: str,
    new: str,
    firms: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-C", str(fleet)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "firm_profiles", "templates"], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    edit(fleet, name, old, new)

    code = run(["-C", str(fleet), "build", "--changed-since", "HEAD", "--date", str(TODAY)])

    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert code == 0, err
    assert sorted(line.split(":")[0] for line in lines if "index.html" in line) == firms


def test_the_engines_that_can_be_asked_for_are_those_that_there_are() -> None:
    assert tuple(ENGINES) == ENGINE_NAMES


def test_nothing_of_one_firm_reaches_another(fleet: Path) -> None:
    marker = "Zwaluwstaart"
    edit(fleet, "firm_profiles/small.yml", "Klein", marker)
    build(fleet, workers=2)
    (fleet / "site").rename(fleet / "elsewhere")
    build(fleet, workers=2)

    holding = {
        path.relative_to(fleet).parts[:2]
        for path in fleet.rglob("*")
        if path.is_file() and marker.encode() in path.read_bytes()
    }
    assert holding == {
        ("firm_profiles", "small.yml"),
        ("site", "small"),
        ("build", "small"),
        ("elsewhere", "small"),
    }


def test_building_for_another_day_or_plan_is_no_reason_to_pass_by(fleet: Path) -> None:
    plan = Plan(fleet / "site", fleet / "build", ("staff",))
    from handbook_gen.fleet import build_firms

    assert {built.changed for built in build_firms(fleet, FIRMS, plan, TODAY, 1)} == {True}
    assert changed(build(fleet)) == set(FIRMS)
