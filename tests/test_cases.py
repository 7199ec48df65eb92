"""Hold every sentence of `tests/cases/` to what the program does."""

import re
from pathlib import Path

import pytest

from handbook_gen.model.library import Library
from tests.case_files import CASES, Case, NotUnderstood, all_cases, cases_in
from tests.case_outcomes import outcome_of
from tests.case_sentences import all_forms, check_sentence, forms_of, sentences_about

ALL = all_cases()
_EXAMPLES = re.compile(r"```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_what_a_case_says_is_true(case: Case, shipped_library: Library, tmp_path: Path) -> None:
    outcome = outcome_of(case, shipped_library, tmp_path / "workspace")
    untrue = []
    for sentence in case.sentences:
        try:
            check_sentence(outcome, sentence.text)
        except AssertionError as error:
            reason = str(error) or "untrue"
            untrue.append(f"{case.file}:{sentence.line}: {sentence.text}\n    {reason}")

    assert not untrue, f"{case.title}\n" + "\n".join(untrue)


def test_there_are_cases_enough_to_learn_from() -> None:
    literate = [case for case in ALL if not case.file.startswith("rules/")]

    assert len(literate) >= 25
    assert sum(len(case.sentences) for case in literate) >= 90


def test_every_rule_has_a_case_that_triggers_it(shipped_library: Library) -> None:
    said = sentences_about(_texts(), "says")

    assert {rule.id for rule in shipped_library.rules} - said == set()


def test_every_rule_has_a_case_in_which_it_keeps_silent(shipped_library: Library) -> None:
    unsaid = sentences_about(_texts(), "does not say")

    assert {rule.id for rule in shipped_library.rules} - unsaid == set()


def test_the_readme_shows_every_sentence_form_once_or_more() -> None:
    """And it shows no sentence that the grammar does not know."""
    readme = (CASES / "README.md").read_text("utf-8")
    examples = [line for block in _EXAMPLES.findall(readme) for line in block.splitlines() if line]
    shown = {forms_of(example)[0][0].pattern for example in examples}

    assert set(all_forms()) - shown == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "the handbook probably has `PRV-16`",
        "the handbook has PRV-16",
        '`PRV-16` says in French "bonjour"',
        "",
    ],
)
def test_a_sentence_outside_the_grammar_is_no_sentence(sentence: str) -> None:
    with pytest.raises(LookupError):
        forms_of(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nSomething that nobody asked for.\n",
        "# Title\n\nGiven this profile\n\nthe handbook has `PRV-16`.\n",
        "# Title\n\nGiven the firm `ready`\n",
        "# Title\n\nGiven the firm `ready`\nthe handbook has `PRV-16`\n",
        "# Title\n\nGiven the firm `ready` changed as in each row\n\n| a | b |\n|---|---|\n",
        "# Title\n\nGiven the firm `ready` changed as in each row\n\n"
        "| changed | says | does not say |\n|---|---|---|\n| `firm.size: 3` | | |\n",
    ],
)
def test_a_case_outside_the_grammar_is_not_read(text: str) -> None:
    with pytest.raises(NotUnderstood):
        cases_in(text, "made-up.md")


def test_an_untrue_sentence_fails(shipped_library: Library, tmp_path: Path) -> None:
    (case,) = cases_in("# A\n\nGiven the firm `ready`\nit has `PRV-16`.\n", "made-up.md")
    outcome = outcome_of(case, shipped_library, tmp_path)

    with pytest.raises(AssertionError):
        check_sentence(outcome, "the handbook does not have `PRV-16`")


def test_a_change_that_other_clauses_feel_fails(shipped_library: Library, tmp_path: Path) -> None:
    """So `changes only` can fail: one answer too many in the list, and it does."""
    (case,) = cases_in("# A\n\nGiven the firm `ready`\nit has `PRV-16`.\n", "made-up.md")
    outcome = outcome_of(case, shipped_library, tmp_path)

    with pytest.raises(AssertionError):
        check_sentence(
            outcome, "changing `stance.openness` to `open` changes only `ETQ-18` and `PRV-16`"
        )


def _texts() -> list[str]:
    return [sentence.text for case in ALL for sentence in case.sentences]
