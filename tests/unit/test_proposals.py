"""A change of the library as a proposal per firm: asked, answered, and never answered by silence."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.problems import HandbookError
from handbook_gen.profile import pin_of
from handbook_gen.proposals import (
    NewDeviation,
    read_proposals,
    with_deviations,
    with_pin,
    write_profile_text,
)
from handbook_gen.source_yaml import plain, read_yaml
from tests.conftest import ROOT
from tests.small_library import clause, write_small_library

Call = Callable[..., tuple[int, str, str]]

DE_VRIES = """\
# An office of 120, in the pilot.
languages: [nl]
library: "2026.1"     # until the partners have read the next one
firm: {name: "De Vries & Zn. *Accountants*", size: 120}
profession: {kinds: [accountant]}
people: {go_to: {name: Irene Bos, email: irene@devries.example}}
"""
NOORD = "extends: kring\nfirm: {name: Noord, size: 5}\nprofession: {kinds: [tax]}\n"
KRING = 'library: "2026.1"\n'
ABROAD = "languages: [en, nl]\nfirm: {name: Away, size: 12}\nprofession: {kinds: [tax]}\n"
QUIET = """\
library: "2026.1"
firm: {name: Stil, size: 1}
profession: {kinds: [lawyer]}
photos: {basis: none}
"""
CHANGES = """\
# nl: Wat er verandert

## 2026.2

### Anders gezegd

- PRV-01 is korter.

### Vervallen

- PRV-11 is vervallen.

# en: What changes

## 2026.2

### Changed in wording

- PRV-01 is shorter.

### Retired

- PRV-11 is gone.
"""
RETIRED = """\
PRV-11:
  since: "2026.2"
  replaced_by: []
  why: {nl: Oefenen doe je voortaan met de leverancier., en: Rehearse with the supplier.}
"""
_GOV_01 = "governance/posting/GOV-01-be-honest.md"
_GOV_02 = "governance/posting/GOV-02-four-eyes.md"
_PRV_01 = "privacy/pictures/PRV-01-ask-first.md"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    who = ("-c", "user.name=A. Vos", "-c", "user.email=a@vos.example")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change one stretch of a file of the library."""
    file = root / "templates" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """The workspace of a professional body: version 2026.1 in git, and 2026.2 in the work tree.

    The new version has a clause for large firms, says one more strongly and one otherwise, and
    retires one. The clauses that every firm has stay as they are.
    """
    write_small_library(tmp_path / "templates")
    profiles = tmp_path / "firm_profiles"
    (profiles / "_layers").mkdir(parents=True)
    (profiles / "_layers" / "kring.yml").write_text(KRING, encoding="utf-8")
    firms = {"de-vries": DE_VRIES, "noord": NOORD, "abroad": ABROAD, "quiet": QUIET}
    for firm, text in firms.items():
        (profiles / f"{firm}.yml").write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "firm_profiles", "templates")
    git(tmp_path, "commit", "--quiet", "--message", "library 2026.1")
    git(tmp_path, "tag", "v2026.1")
    templates = tmp_path / "templates"
    edit(tmp_path, "library.yml", '"2026.1"', '"2026.2"')
    edit(tmp_path, _GOV_02, "level: should", "level: must")
    edit(tmp_path, _PRV_01, "Grondslag:", "Onze grondslag is")
    edit(tmp_path, _PRV_01, "Basis:", "Our basis is")
    children = clause(
        "PRV-03",
        header="applies_when: firm.large\n",
        title="Vraag de ouders",
        nl="Vraag {{ people.go_to }} bij kinderen om hulp.",
    )
    (templates / "privacy/pictures/PRV-03-children.md").write_text(children, encoding="utf-8")
    (templates / "privacy/breaches/PRV-11-rehearse.md").unlink()
    (templates / "CHANGES.md").write_text(CHANGES, encoding="utf-8")
    (templates / "retired.yml").write_text(RETIRED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], body: Path) -> Call:
    """Run a command in the workspace on 1 December 2026, unless it says another day."""

    def called(*arguments: str) -> tuple[int, str, str]:
        dated = any(word.startswith("--date=") for word in arguments)
        day = () if dated else ("--date=2026-12-01",)
        code = run(["-C", str(body), *arguments, *day])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


@pytest.fixture
def proposed(call: Call) -> Call:
    """The same, after every firm has its proposal."""
    assert call("propose", "v2026.1", "--before", "2027-03-01")[0] == 0
    return call


def profile_of(root: Path, firm: str) -> str:
    """The text of a profile."""
    return (root / "firm_profiles" / f"{firm}.yml").read_text(encoding="utf-8")


def states(listing: str) -> dict[str, str]:
    """By firm, how its proposal stands."""
    rows = (line.split() for line in listing.splitlines()[1:-2])
    return {row[0]: row[3] for row in rows}


def test_a_body_proposes_a_new_version_to_its_pilot_and_collects_the_answers(
    call: Call, body: Path
) -> None:
    """The compliance officer of De Vries reads one page, and decides on each rule."""
    rings = "rings:\n  - {name: pilot, firms: [de-vries]}\n  - {name: rest}\n"
    (body / "fleet.yml").write_text(rings, encoding="utf-8")
    # De Vries holds to 2026.1: the new library does not reach it unasked
    assert "error[HB130]" in call("build", "--ring", "pilot", "--project-only")[2]

    code, out, _ = call("propose", "v2026.1", "--before", "2027-03-01", "--ring", "pilot")

    assert code == 0
    assert out.splitlines() == [
        "de-vries: 4 clauses  firm_profiles/de-vries/proposals/2026.2.json",
        "1 firm: 1 proposed",
    ]
    page = call("proposals", "de-vries")[1]
    assert "**Antwoord vóór 1 maart 2027.** Wie zwijgt, stemt niet toe" in page
    assert page.index("## Nieuw") < page.index("### PRV-03 Vraag de ouders")
    assert "Dit geldt voor ons door deze antwoorden: Groot? ja" in page
    assert "Niveau: ~~Aanbevolen~~ **Verplicht**" in page
    assert page.index("## Anders gezegd") < page.index("### PRV-01 Vraag het eerst")
    assert "PRV-01 is korter." in page
    assert page.index("## Vervalt in jouw handboek") < page.index("### PRV-11 Oefen")
    assert "Oefenen doe je voortaan met de leverancier." in page

    # the partners want no rule about children, say one in their own words, and take the rest
    by = ("--by", "M. de Vries")
    answer = ("answer", "de-vries", "2026.2")
    call(*answer, "--decline", "We make no pictures of children.", "--clause", "PRV-03", *by)
    call(*answer, "--adapt", "Two partners read along.", "--clause", "GOV-02", *by)
    code, out, _ = call(*answer, "--accept", *by, "--write")

    assert code == 0
    assert out.startswith("de-vries, proposal 2026.2: adapted, 4 of 4 clauses answered\n")
    assert "  replaces: GOV-02\n  based_on: " in out
    assert profile_of(body, "de-vries") == DE_VRIES.replace('"2026.1"     #', '"2026.2"     #') + (
        "\ndeviations:\n"
        "  - clause: PRV-03\n"
        "    reason: We make no pictures of children.\n"
        "    approved_by: M. de Vries\n"
    )
    assert states(call("proposals")[1]) == {"de-vries": "adapted"}
    assert call("check", "de-vries")[0] == 0


def test_a_firm_that_is_not_touched_is_asked_nothing(call: Call, body: Path) -> None:
    code, out, err = call("propose", "v2026.1", "--before", "2027-03-01")

    assert code == 0
    assert out.splitlines()[-1] == "4 firms: 3 proposed, 1 not touched"
    assert not (body / "firm_profiles" / "quiet").exists()
    assert "1 firm is not touched and held to 2026.1; --move-pins moves them to 2026.2" in err
    assert profile_of(body, "quiet") == QUIET


def test_the_pin_of_a_firm_that_is_not_touched_moves_only_when_asked(
    proposed: Call, body: Path
) -> None:
    code, out, _ = proposed("propose", "v2026.1", "--before", "2027-03-01", "--move-pins")

    assert code == 0
    assert out.splitlines() == [
        'quiet: not touched, now holds to library "2026.2"',
        "4 firms: 3 proposed before, 1 not touched",
    ]
    assert profile_of(body, "quiet") == QUIET.replace("2026.1", "2026.2")
    assert profile_of(body, "de-vries") == DE_VRIES


def test_silence_is_late_and_never_a_yes(proposed: Call, body: Path) -> None:
    day_before, on_the_day, a_year_on = "2027-02-28", "2027-03-01", "2028-03-01"
    listed = {day: proposed("proposals", f"--date={day}")[1] for day in (day_before, on_the_day)}

    assert set(states(listed[day_before]).values()) == {"waiting"}
    assert set(states(listed[on_the_day]).values()) == {"late"}
    assert listed[on_the_day].endswith(
        "3 firms with a proposal: 0 accepted, 0 adapted, 0 declined, 0 waiting, 3 late\n"
    )
    code, out, _ = proposed("proposals", f"--date={a_year_on}", "--remind")
    assert code == 0
    assert out.splitlines()[1] == (
        "de-vries  De Vries & Zn. *Accountants*  2026.2  late since 2027-03-01"
    )
    assert profile_of(body, "de-vries") == DE_VRIES


def test_only_who_has_not_answered_is_reminded(proposed: Call) -> None:
    proposed("answer", "noord", "2026.2", "--accept", "--by", "K. Noord")
    proposed("answer", "de-vries", "2026.2", "--accept", "--by", "M.", "--clause", "PRV-01")

    reminded = proposed("proposals", "--remind")[1]

    assert [line.split()[0] for line in reminded.splitlines()] == ["abroad", "de-vries"]
    assert reminded.endswith("before 2027-03-01, 1 of 4 clauses answered\n")


def test_a_firm_that_accepts_gets_the_new_version_also_when_a_layer_held_it(
    proposed: Call, body: Path
) -> None:
    """The layer is of other firms too, so the firm gets a line of its own."""
    code, out, _ = proposed("answer", "noord", "2026.2", "--accept", "--by", "K. Noord")

    assert code == 0
    assert 'firm_profiles/noord.yml: library: "2026.2"' in out
    assert profile_of(body, "noord") == NOORD.replace("kring\n", 'kring\nlibrary: "2026.2"\n')
    assert (body / "firm_profiles/_layers/kring.yml").read_text("utf-8") == KRING


def test_a_pin_waits_until_every_clause_is_answered(proposed: Call, body: Path) -> None:
    _, _, err = proposed(
        "answer", "de-vries", "2026.2", "--accept", "--by", "M.", "--clause=PRV-01"
    )

    assert "next: answer PRV-03, GOV-02, PRV-11" in err
    assert profile_of(body, "de-vries") == DE_VRIES


def test_a_firm_that_declines_as_a_whole_stays_where_it_is(proposed: Call, body: Path) -> None:
    code, out, _ = proposed("answer", "de-vries", "2026.2", "--decline", "Not now.", "--by", "M.")

    assert code == 0
    assert out == "de-vries, proposal 2026.2: declined, 4 of 4 clauses answered\n"
    assert profile_of(body, "de-vries") == DE_VRIES


def test_a_firm_without_a_pin_that_declines_is_told_how_to_stay(proposed: Call, body: Path) -> None:
    answer = ("answer", "abroad", "2026.2", "--decline", "Not now.", "--by", "A. Way")

    told = proposed(*answer)[1]
    untouched = profile_of(body, "abroad")
    proposed(*answer, "--write")

    assert 'write in firm_profiles/abroad.yml:\n  library: "2026.1"' in told
    assert untouched == ABROAD
    assert profile_of(body, "abroad") == f'library: "2026.1"\n{ABROAD}'


def test_a_change_of_mind_about_the_whole_moves_the_pin_with_it(proposed: Call, body: Path) -> None:
    proposed("answer", "noord", "2026.2", "--accept", "--by", "K. Noord")
    proposed("answer", "noord", "2026.2", "--decline", "Too early.", "--by", "K. Noord")

    profiles = Folder(body / "firm_profiles", "firm_profiles")
    pin = pin_of("noord", profiles)
    assert pin is not None
    assert pin.version == "2026.1"
    assert states(proposed("proposals")[1])["noord"] == "declined"
    kept = json.loads(
        (body / "firm_profiles/noord/proposals/2026.2.answers.json").read_text("utf-8")
    )
    assert [answer["verdict"] for answer in kept["answers"]] == ["accept", "decline"]


def test_a_later_answer_to_all_does_not_overrule_what_was_said_of_one(proposed: Call) -> None:
    by = ("--by", "M. de Vries")
    proposed("answer", "de-vries", "2026.2", "--decline", "No.", "--clause", "PRV-03", *by)
    proposed("answer", "de-vries", "2026.2", "--accept", *by)

    code, _, err = proposed("answer", "de-vries", "2026.2", "--accept", *by)

    assert code == 1
    assert "all clauses of proposal `2026.2` are answered already" in err
    found = json.loads(proposed("proposals", "de-vries", "--json")[1])
    clauses = found["proposals"][0]["clauses"]
    verdicts = {name: said["answer"]["verdict"] for name, said in clauses.items()}
    assert verdicts == {
        "PRV-03": "decline",
        "GOV-02": "accept",
        "PRV-01": "accept",
        "PRV-11": "accept",
    }


def test_a_firm_may_come_back_on_all_of_it_and_is_told_what_is_left_in_its_profile(
    proposed: Call, body: Path
) -> None:
    answer, by = ("answer", "de-vries", "2026.2"), ("--by", "M. de Vries")
    proposed(*answer, "--decline", "No.", "--clause", "PRV-03", *by)
    proposed(*answer, "--accept", *by, "--write")

    accepted = proposed(*answer, "--accept", "--all", *by)[1]
    declined = proposed(*answer, "--decline", "Not this year.", "--all", *by)[1]

    assert "accepted, 4 of 4 clauses answered" in accepted
    assert "still deviates from PRV-03, which is accepted: take that out" in accepted
    assert "declined, 4 of 4 clauses answered" in declined
    assert 'library: "2026.1"' in profile_of(body, "de-vries")


@pytest.mark.parametrize("of_all", [True, False])
def test_a_protected_clause_cannot_be_declined(call: Call, body: Path, of_all: bool) -> None:
    edit(body, _GOV_01, "wie je bent", "wie je echt bent")
    call("propose", "v2026.1", "--before", "2027-03-01")
    which = () if of_all else ("--clause", "GOV-01", "--clause", "PRV-01")

    code, _, err = call(
        "answer", "de-vries", "2026.2", "--decline", "No.", "--by", "M. de Vries", *which
    )

    assert code == 1
    assert "error[HB133]: `GOV-01` is protected, and cannot be declined" in err
    assert not list((body / "firm_profiles/de-vries/proposals").glob("*.answers.json"))
    assert "Deze regel is beschermd." in call("proposals", "de-vries")[1]


def test_an_answer_needs_a_name_a_reason_and_a_clause_of_the_proposal(proposed: Call) -> None:
    answer = ("answer", "de-vries", "2026.2")

    wrong = [
        proposed(*answer, "--accept", "--by", " ")[2],
        proposed(*answer, "--decline", "", "--by", "M.")[2],
        proposed(*answer, "--accept", "--by", "M.", "--clause", "GOV-20")[2],
        proposed("answer", "de-vries", "2026.3", "--accept", "--by", "M.")[2],
    ]

    assert "nobody gives this answer" in wrong[0]
    assert "there is no reason to decline" in wrong[1]
    assert "did you mean `GOV-02`?" in wrong[2]
    assert "did you mean `2026.2`?" in wrong[3]
    assert proposed(*answer, "--by", "M.")[0] == 2


def test_a_proposal_that_was_sent_never_changes(proposed: Call, body: Path) -> None:
    file = body / "firm_profiles/de-vries/proposals/2026.2.json"
    sent = file.read_bytes()
    proposed("answer", "de-vries", "2026.2", "--accept", "--by", "M.", "--clause", "PRV-01")
    again = proposed("propose", "v2026.1", "--before", "2028-01-01", "--note", "Please.")
    assert file.read_bytes() == sent
    assert "3 proposed before" in again[1]

    file.write_bytes(sent.replace(b"2027-03-01", b"2026-03-01"))
    code, out, err = proposed("proposals")

    assert code == 1
    assert (
        "error[HB132]: `firm_profiles/de-vries/proposals/2026.2.json` is not what was sent" in err
    )
    assert set(states(out)) == {"abroad", "noord"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"digest": "', '"digest": "0'),
        ('"verdict": "accept"', '"verdict": "perhaps"'),
        ("{", "[" * 200_000),
    ],
)
def test_an_answer_that_was_tampered_with_is_found_by_check(
    proposed: Call, body: Path, old: str, new: str
) -> None:
    proposed("answer", "abroad", "2026.2", "--accept", "--by", "A. Way")
    file = body / "firm_profiles/abroad/proposals/2026.2.answers.json"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), encoding="utf-8")

    code, _, err = proposed("check", "abroad")

    assert code == 1
    assert "error[HB132]: `firm_profiles/abroad/proposals/2026.2.answers.json`" in err


def test_another_change_under_the_same_version_is_another_proposal(
    proposed: Call, body: Path
) -> None:
    edit(body, _PRV_01, "Onze grondslag is", "Wij doen dit op grond van")

    proposed("propose", "v2026.1", "--before", "2027-06-01")

    first, second = read_proposals(Folder(body / "firm_profiles", "firm_profiles"), "abroad")
    assert (first.id, second.id) == ("2026.2", "2026.2-2")
    found = json.loads(proposed("proposals", "abroad", "--json")[1])["proposals"]
    assert [one["state"] for one in found] == ["replaced", "waiting"]


def test_a_firm_that_changes_an_answer_is_not_asked_the_same_again(
    proposed: Call, body: Path
) -> None:
    file = body / "firm_profiles/de-vries.yml"
    file.write_text(DE_VRIES.replace("De Vries & Zn.", "De Vries & Daughters"), encoding="utf-8")

    assert "3 proposed before" in proposed("propose", "v2026.1", "--before", "2027-06-01")[1]

    edit(body, "facts.yml", "default: 5\n", "default: 10\n")
    edit(body, "facts.yml", 'while_unknown: "no"', 'while_unknown: "yes"')
    out = proposed("propose", "v2026.1", "--before", "2027-06-01")[1]
    assert "firm_profiles/de-vries/proposals/2026.2-2.json" in out


def test_nobody_is_named_in_a_proposal_and_every_time_it_has_the_same_bytes(
    proposed: Call, body: Path
) -> None:
    file = body / "firm_profiles/de-vries/proposals/2026.2.json"
    first = file.read_bytes()
    file.unlink()

    proposed("propose", "v2026.1", "--before", "2027-03-01")

    assert file.read_bytes() == first
    assert "Irene" in profile_of(body, "de-vries")
    assert b"Irene" not in first
    assert "Vraag de vraagbaak bij kinderen om hulp." in first.decode()


def test_a_firm_reads_its_proposal_in_its_own_first_language(proposed: Call) -> None:
    english = proposed("proposals", "abroad")[1]
    dutch = proposed("--lang", "nl", "proposals", "abroad")[1]

    assert "**Answer before 1 March 2027.**" in english
    assert "Our basis is" in english
    assert "Onze grondslag is" in dutch


def test_a_firm_that_holds_to_yet_another_version_is_named_with_the_way_out(
    call: Call, body: Path
) -> None:
    file = body / "firm_profiles/de-vries.yml"
    file.write_text(DE_VRIES.replace('"2026.1"', '"2025.3"'), encoding="utf-8")

    code, out, err = call("propose", "v2026.1", "--before", "2027-03-01")

    assert code == 1
    assert "holds to library `2025.3`, and this change begins at `2026.1`" in err
    assert "4 firms: 2 proposed, 1 not touched, 1 with problems" in out


def test_a_firm_that_deviates_from_what_changes_is_asked_to_look_again(
    call: Call, body: Path
) -> None:
    """Nothing changes in its handbook, and its reason may no longer hold."""
    deviates = "deviations: [{clause: GOV-02, reason: Small., approved_by: A}]\n"
    sole = (
        f'library: "2026.1"\nfirm: {{name: A, size: 12}}\nprofession: {{kinds: [tax]}}\n{deviates}'
    )
    (body / "firm_profiles/sole.yml").write_text(
        f"{sole}photos: {{basis: none}}\n", encoding="utf-8"
    )

    out = call("propose", "v2026.1", "--before", "2027-03-01")[1]
    page = call("proposals", "sole")[1]
    call("answer", "sole", "2026.2", "--accept", "--by", "A")

    assert "sole: 1 to look at again  firm_profiles/sole/proposals/2026.2.json" in out
    assert "- Je wijkt af van GOV-02, en die regel verandert. Kijk of je reden nog klopt." in page
    assert states(call("proposals")[1])["sole"] == "accepted"
    assert profile_of(body, "sole").startswith('library: "2026.2"\n')


def test_a_day_that_is_past_is_no_day_to_answer_before(call: Call) -> None:
    code, _, err = call("propose", "v2026.1", "--before", "2026-12-01")

    assert code == 2
    assert "the day before which firms are to answer is 2026-12-01" in err


# ---- edits of a profile

LAYOUTS = {
    "a list at the margin": "deviations:\n- clause: PRV-01\n  reason: x\n  approved_by: A\n",
    "a list in the middle": (
        "deviations:\n"
        "    - clause: PRV-01   # agreed in May\n"
        "      reason: >\n        two\n        lines\n"
        "      approved_by: A\n\n"
        "# the duties follow\n"
        "duties: {PRV-10: {status: done}}\n"
    ),
    "no list, no end of line": "firm: {name: A}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_deviation_is_added_and_all_else_stays_to_the_letter(layout: str) -> None:
    before = LAYOUTS[layout]
    hard = NewDeviation("PRV-02", 'no: "we" don\'t # {ever} – é', "yes")

    after = with_deviations(before, "a.yml", [hard])

    kept = [line for line in after.split("\n") if line in before.split("\n")]
    assert [line for line in kept if line] == [line for line in before.split("\n") if line]
    found = plain(read_yaml(after, "a.yml"))
    assert found["deviations"][-1] == hard.plain


@pytest.mark.parametrize(
    "file", sorted((ROOT / "firm_profiles").glob("*.yml")), ids=lambda file: file.stem
)
def test_a_profile_full_of_comments_is_edited_too(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    new = NewDeviation("PRV-99", "Agreed: with the board.", "A. Vos")

    after = with_deviations(with_pin(text, file.name, "2030.1"), file.name, [new])

    removed = [line for line in text.split("\n") if line and line not in after.split("\n")]
    found = plain(read_yaml(after, file.name))
    assert removed == []
    assert found["library"] == "2030.1"
    assert found["deviations"][-1] == new.plain


def test_what_cannot_be_edited_safely_is_left_to_its_owner() -> None:
    with pytest.raises(HandbookError) as refused:
        with_deviations("deviations: []\n", "a.yml", [NewDeviation("PRV-01", "x", "A")])

    (problem,) = refused.value.problems
    assert problem.code == "HB133"
    assert problem.help == "write it there yourself: - clause: PRV-01 / reason: x / approved_by: A"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("library: 2026.1 # why\n", 'library: "2026.2" # why\n'),
        ("library: '2026.1'\n", 'library: "2026.2"\n'),
        ("# who\n\nlanguages: [nl]\n", '# who\n\nlibrary: "2026.2"\nlanguages: [nl]\n'),
        ("a: {b: c}\nextends: x # y\n", 'a: {b: c}\nextends: x # y\nlibrary: "2026.2"\n'),
    ],
)
def test_a_pin_moves_and_comments_stay(before: str, after: str) -> None:
    assert with_pin(before, "a.yml", "2026.2") == after


def test_the_ends_of_lines_of_windows_stay(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b'library: "1"\r\na: {b: c}\r\n')

    write_profile_text(Folder(tmp_path, "firm_profiles"), "a", 'library: "2"\na: {b: c}\n')

    assert (tmp_path / "a.yml").read_bytes() == b'library: "2"\r\na: {b: c}\r\n'
