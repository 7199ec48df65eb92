"""At the end of each page stands where to say that something is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.handbook import Handbook
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.small_library import FILES, FIRM, write_small_library

Assemble = Callable[..., Handbook]

FORM = """\
    feedback_form: {kind: url, optional: true, question: {nl: Waar?, en: Where?}, help: {nl: Zo., en: So.}}
"""
PEOPLE = """\
people:
  owner: {name: O. Owner, email: o_w@jansen.example}
  go_to: {name: G. Goto, email: g@jansen.example}
"""


def _end_of_first_page(handbook: Handbook) -> str:
    book = handbook.book("staff")
    return page_markdown(book.pages[0], handbook, Addresses.of(book)).split('"hb-ask"')[1]


def test_a_mail_to_who_is_accountable_names_handbook_page_and_version(
    handbook_for: Assemble,
) -> None:
    end = _end_of_first_page(handbook_for(FIRM + PEOPLE))

    assert (
        "[Stuur een mail](mailto:o&#95;w@jansen.example?subject=Handboek%20sociale%20media"
        "%3A%20Sociale%20media%20bij%20ons%20%282026.1%29)" in end
    )


def test_without_an_accountable_person_the_mail_goes_to_whom_to_ask(handbook_for: Assemble) -> None:
    people = PEOPLE.replace("  owner: {name: O. Owner, email: o_w@jansen.example}\n", "")

    assert "(mailto:g@jansen.example?subject=" in _end_of_first_page(handbook_for(FIRM + people))


def test_with_nobody_named_there_is_no_such_line(handbook_for: Assemble) -> None:
    assert "Klopt er iets niet" not in _end_of_first_page(handbook_for())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_firms_own_form_goes_before_a_mail_and_its_address_is_only_an_address(
    tmp_path: Path, handbook_for: Assemble, language: str
) -> None:
    facts = FILES["facts.yml"].rstrip("\n")
    head, site = facts.split("\nsite:\n")
    opening, rest = site.split("  facts:\n", 1)
    files = {"facts.yml": f"{head}\nsite:\n{opening}  facts:\n{FORM}{rest}\n"}
    library = read_library(write_small_library(tmp_path / "templates", files))
    answer = "site: {feedback_form: 'https://jansen.example/f?a=1&b=(x)_y'}\n"

    end = _end_of_first_page(handbook_for(FIRM + PEOPLE + answer, language, library=library))

    assert "(https://jansen.example/f?a=1&#38;b=&#40;x&#41;&#95;y)" in end
    assert "mailto:o" not in end
