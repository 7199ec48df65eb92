"""What the commands promise at the terminal: words in, words out, a true exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from handbook_gen.cli.main import run
from handbook_gen.model.library import Library

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run a command in an empty workspace; gives the exit code, the results and the problems."""
    (tmp_path / "firm_profiles").mkdir()

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def profile(folder: Path, firm: str) -> dict[str, object]:
    content = (folder / "firm_profiles" / f"{firm}.yml").read_text(encoding="utf-8")
    loaded: dict[str, object] = yaml.safe_load(content)
    return loaded


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "new",
        "check",
        "build",
        "serve",
        "release",
        "publish",
        "explain",
        "diff",
        "impact",
        "propose",
        "proposals",
        "answer",
        "acks",
        "status",
        "portal",
        "owners",
        "schema",
        "clauses",
        "doctor",
    ],
)
def test_the_help_of_every_command_shows_an_example(command: str, call: Call) -> None:
    code, out, _ = call(command, "--help")

    assert code == 0
    assert f"  handbook {command}" in out


def test_a_misspelt_command_names_the_near_one(call: Call) -> None:
    code, _, err = call("biuld")

    assert code == 2
    assert "Did you mean 'build'?" in err


def test_new_without_input_makes_a_profile_that_passes_the_check(
    call: Call, tmp_path: Path
) -> None:
    assert call("new", "demo", "--no-input")[0] == 0

    code, out, _ = call("check", "demo")

    assert code == 0
    assert out.startswith("1 firm, 0 errors")


def test_every_question_of_the_draft_is_a_flag_of_new(call: Call, tmp_path: Path) -> None:
    code, out, _ = call(
        "new",
        "de-vries",
        "--no-input",
        "--languages=nl,en",
        "--firm-name=De Vries: & <Zn.>",
        "--firm-size=34",
        "--profession-kinds=accountant,tax",
        "--services-offered=tax",
        "--channels=linkedin,instagram",
        "--people-owner=M. de Vries, m@devries.example, +31 20 555 01 00",
        "--people-go-to=I. Bouwman, i@devries.example",
        "--people-privacy-officer=S. Bakker, s@devries.example",
        "--brand-colour=#0b4f6c",
    )

    assert code == 0
    assert "9 answers, 0 examples" in out
    made = profile(tmp_path, "de-vries")
    assert made["languages"] == ["nl", "en"]
    assert made["firm"] == {"name": "De Vries: & <Zn.>", "size": 34}
    assert made["channels"] == [{"channel": "linkedin"}, {"channel": "instagram"}]
    assert made["people"]["owner"] == {  # type: ignore[index]
        "name": "M. de Vries",
        "email": "m@devries.example",
        "phone": "+31 20 555 01 00",
    }


def test_any_other_fact_can_be_set_and_a_misspelt_one_names_the_near_one(
    call: Call, tmp_path: Path
) -> None:
    assert call("new", "a", "--no-input", "--set", "stance.openness=open")[0] == 0
    assert profile(tmp_path, "a")["stance"] == {"openness": "open"}

    code, _, err = call("new", "b", "--no-input", "--set", "stance.opennes=open")

    assert code == 2
    assert "did you mean `stance.openness`?" in err
    assert not (tmp_path / "firm_profiles" / "b.yml").exists()


def test_a_wrong_answer_on_the_command_line_writes_nothing(call: Call, tmp_path: Path) -> None:
    code, _, err = call("new", "a", "--no-input", "--firm-size=many")

    assert code == 2
    assert "`many` is not a whole number" in err
    assert not (tmp_path / "firm_profiles" / "a.yml").exists()


def test_answers_can_come_from_a_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("firm: {name: Jansen, size: 3}\nstance: {voice: everyone}\n", encoding="utf-8")

    assert call("new", "jansen", "--no-input", "--answers", str(file))[0] == 0

    made = profile(tmp_path, "jansen")
    assert made["firm"] == {"name": "Jansen", "size": 3}
    assert made["stance"] == {"voice": "everyone"}


def test_the_questions_for_a_colleague_are_printed_and_nothing_is_written(
    call: Call, tmp_path: Path
) -> None:
    code, out, _ = call("--lang", "en", "new", "a", "--for", "it")

    assert code == 0
    assert "security.mfa:" in out
    assert "stance.openness" not in out
    assert not (tmp_path / "firm_profiles" / "a.yml").exists()


def test_a_profile_that_exists_is_never_overwritten(call: Call, tmp_path: Path) -> None:
    call("new", "a", "--no-input")
    before = (tmp_path / "firm_profiles" / "a.yml").read_bytes()

    code, _, err = call("new", "a", "--no-input", "--firm-size=9")

    assert code == 2
    assert "exists already" in err
    assert (tmp_path / "firm_profiles" / "a.yml").read_bytes() == before


def test_explain_says_why_a_clause_is_in_and_which_answers_made_it(call: Call) -> None:
    call("new", "a", "--no-input", "--firm-size=9", "--set", "goals.events=yes")

    code, out, _ = call("explain", "a", "prv-14")

    assert code == 0
    assert "in           control book, page privacy/photos-and-events" in out
    assert "condition    goals.events" in out
    assert "goals.events = yes  (a)" in out


def test_explain_says_why_a_clause_is_out(call: Call) -> None:
    call("new", "a", "--no-input")

    code, out, _ = call("explain", "a", "PRV-14")

    assert code == 0
    assert "out          its condition does not hold" in out
    assert "goals.events = no  (library default)" in out


def test_explain_finds_a_merged_clause_under_its_planned_number(call: Call) -> None:
    call("new", "a", "--no-input")

    code, out, _ = call("explain", "a", "PRV-04")

    assert code == 0
    assert "PRV-03" in out
    assert "PRV-04 is part of it" in out


def test_explain_says_where_an_answer_stands_and_what_reads_it(call: Call) -> None:
    call("new", "a", "--no-input", "--set", "stance.openness=open")

    code, out, _ = call("explain", "a", "stance.openness")

    assert code == 0
    assert "stance.openness = open  (a)" in out
    assert "firm_profiles/a.yml:" in out
    assert "STR-18" in out


def test_explain_of_an_unanswered_state_says_what_conditions_use_until_then(call: Call) -> None:
    call("new", "a", "--no-input")

    _, out, _ = call("explain", "a", "profession.wwft")

    assert "profession.wwft = unknown" in out
    assert "conditions use yes, the safe side" in out


def test_explain_of_nothing_known_names_the_near_one(call: Call) -> None:
    call("new", "a", "--no-input")

    code, _, err = call("explain", "a", "stance.opennes")

    assert code == 2
    assert "did you mean `stance.openness`?" in err


def test_clauses_lists_every_clause_with_its_condition(call: Call) -> None:
    code, out, _ = call("clauses")

    assert code == 0
    assert "PRV-14   must       control" in out
    assert "[goals.events]" in out


def test_coverage_counts_clauses_by_section_and_level(call: Call, shipped_library: Library) -> None:
    code, out, _ = call("clauses", "--coverage")

    assert code == 0
    counted = {line.split()[0]: line.split()[1:] for line in out.splitlines()[:10]}
    assert list(counted) == ["section", *shipped_library.sections, "all"]
    assert counted["all"][-1] == str(len(shipped_library.clauses))
    assert "0 firms)" in out


def test_coverage_names_the_conditions_that_no_two_firms_show(call: Call) -> None:
    call("new", "a", "--no-input", "--firm-size=9")
    one_firm = call("clauses", "--coverage")[1]
    call("new", "b", "--no-input", "--firm-size=1")

    code, out, _ = call("clauses", "--coverage")

    assert code == 0
    assert "EMP-01: never false (firm.size)" in one_firm
    assert "EMP-01:" not in out
    assert "true for one firm and false for another" in out
    assert "2 firms)" in out


def test_coverage_passes_over_a_firm_that_cannot_be_read(call: Call, tmp_path: Path) -> None:
    call("new", "a", "--no-input")
    (tmp_path / "firm_profiles" / "b.yml").write_text("firm: {size: veel}\n", encoding="utf-8")

    code, out, err = call("clauses", "--coverage")

    assert code == 0
    assert "b: cannot be read, and is not counted" in err
    assert "1 firm)" in out


def test_a_map_is_covered_when_its_clauses_are_there(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    file.write_text(
        "name: Our code\ntopics:\n"
        "  - {id: chat, title: Chat, clauses: [PRV-16, PRV-17]}\n"
        "  - {id: secrecy, title: Secrecy, clauses: [PRO-11]}\n",
        encoding="utf-8",
    )

    code, out, _ = call("clauses", "--map", str(file))

    assert code == 0
    assert "Our code: 2 of 2 topics have their clauses" in out


def test_a_map_with_a_topic_that_nothing_covers_gives_exit_code_1(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "ours.yml"
    file.write_text(
        "name: Our code\ntopics:\n"
        "  - {id: chat, title: Chat, clauses: [PRV-16]}\n"
        "  - {id: cake, title: Cake, clauses: [PRV-99]}\n",
        encoding="utf-8",
    )

    code, out, _ = call("clauses", "--coverage", "--map", str(file))

    assert code == 1
    assert "Our code: 1 of 2 topics have their clauses" in out
    assert "  not covered: cake Cake" in out


def test_a_map_of_another_shape_is_a_problem_with_its_place(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    file.write_text("name: Our code\nsubjects: []\n", encoding="utf-8")

    code, _, err = call("clauses", "--map", str(file))

    assert code != 0
    assert "error[HB060]" in err
    assert "ours.yml:2" in err


def test_the_review_lists_the_clauses_that_need_a_look_with_the_reason(
    call: Call, shipped_library: Library
) -> None:
    code, out, _ = call("clauses", "--review")

    assert code == 0
    noted = [clause.id for clause in shipped_library.clauses.values() if clause.review]
    assert noted
    assert {line.split()[0] for line in out.splitlines()[:-1]} >= set(noted)
    assert "has medium confidence" in out
    assert "has been reviewed by nobody but the editors" in out.splitlines()[-1]


def test_readability_gives_the_figures_of_each_clause_in_each_language(
    call: Call, shipped_library: Library
) -> None:
    code, out, _ = call("clauses", "--readability")

    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 2 * len(shipped_library.clauses)
    assert all("words" in line and "a sentence, longest" in line for line in lines)


def test_readability_in_one_language_has_a_line_for_each_clause(
    call: Call, shipped_library: Library
) -> None:
    code, out, _ = call("--lang", "en", "clauses", "--readability")

    assert code == 0
    assert {line.split()[1] for line in out.splitlines()} == {"en"}
    assert len(out.splitlines()) == len(shipped_library.clauses)


def test_the_schema_describes_the_kinds_of_the_facts(call: Call) -> None:
    code, out, _ = call("schema")

    schema = json.loads(out)
    assert code == 0
    size = schema["$defs"]["firm"]["properties"]["size"]["anyOf"][0]
    assert size["minimum"] == 1
    assert schema["properties"]["languages"]["items"]["enum"] == ["nl", "en"]


def test_check_gives_its_problems_as_json_on_the_result_stream(call: Call, tmp_path: Path) -> None:
    (tmp_path / "firm_profiles" / "a.yml").write_text("firm: {name: A}\n", encoding="utf-8")

    code, out, _ = call("check", "a", "--format", "json")

    assert code == 1
    found = json.loads(out)
    assert {"HB024"} == {problem["code"] for problem in found if problem["level"] == "error"}


def test_strict_check_fails_on_a_warning(call: Call) -> None:
    call("new", "a", "--no-input")  # nobody is named yet, which is a warning

    assert call("check", "a")[0] == 0
    assert call("check", "a", "--strict")[0] == 1


def test_naming_no_firm_among_several_is_wrong_usage(call: Call) -> None:
    call("new", "a", "--no-input")
    call("new", "b", "--no-input")

    code, _, err = call("check")

    assert code == 2
    assert "no firm is named" in err


def test_a_folder_without_firms_is_no_workspace(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = run(["-C", str(tmp_path), "check", "--all"])

    assert code == 2
    assert "error[HB101]" in capsys.readouterr().err


def test_init_makes_a_workspace_and_says_what_to_do_next(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = run(["-C", str(tmp_path), "init", "mine"])

    out = capsys.readouterr().out
    assert code == 0
    assert "next: cd mine && handbook new FIRM" in out
    assert (tmp_path / "mine/firm_profiles/.schema/profile.json").is_file()
    assert (tmp_path / "mine/.gitignore").is_file()


def test_doctor_tells_the_versions_of_the_engines(call: Call) -> None:
    code, out, _ = call("doctor")

    assert code == 0
    assert "+ mkdocs: mkdocs 1." in out
