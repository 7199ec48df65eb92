"""A colleague who knows no jargon finds the right rule with the words that he would use himself."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

from handbook_gen.model.library import Library
from handbook_gen.source_yaml import plain_yaml

TABLE: Final = Path(__file__).parents[1] / "everyday-questions.yml"
FIRST: Final = 3
"""Among so many results the rule must be."""

LEAST: Final = {"staff": 60, "control": 15}
"""So many questions there are at least, per book and language."""

RESULTS: Final = """
    Array.from(document.querySelectorAll(".md-search-result__list a.md-search-result__link"))
      .filter((link) => !link.closest("details"))
      .filter((link) => Number(link.querySelector("[data-md-score]").dataset.mdScore) > 0)
      .map((link) => link.href)
"""
"""The addresses of what is found, in the order that the reader sees; what is folded away is not."""

_ANCHOR: Final = re.compile(r"#([a-z]{2,5}-\d{2,3})$")


def questions() -> dict[str, Any]:
    """Return the table: per book and language the questions with the rules that answer them."""
    table: dict[str, Any] = plain_yaml(TABLE.read_text("utf-8"))
    return table


@pytest.mark.parametrize("book", ["staff", "control"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_rule_is_among_the_first_three_results(
    book: str, language: str, browser: Any, served: str, shipped_library: Library
) -> None:
    rows = questions()[book][language]
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.goto(f"{served}/{book}/{language}/index.html")
    page.click(".md-search__input")
    stands_in = {
        name: clause.id
        for clause in shipped_library.clauses.values()
        for name in (clause.id, *clause.includes)
    }

    missed = []
    for row in rows:
        found = _rules(_found(page, row["ask"]))
        wanted = {stands_in.get(name, name) for name in row["find"]}
        if not wanted & set(found[:FIRST]):
            missed.append(f"{row['ask']}: {sorted(wanted)}, and not {found[:FIRST]}")
    page.close()

    assert missed == []
    assert len(rows) >= LEAST[book]


def _found(page: Any, words: str) -> list[str]:
    """Search as a reader does, and return the addresses that are found, best first."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.dispatch_event("keyup")
    page.wait_for_function("!document.querySelector('.md-search-result__item')")
    box.fill(words)
    box.dispatch_event("keyup")
    page.wait_for_selector(".md-search-result__item")  # every question finds something
    found: list[str] = page.evaluate(RESULTS)
    return found


def _rules(addresses: list[str]) -> list[str]:
    """Return the ID of the rule that each address leads to, or the page where it is no rule."""
    return [
        match[1].upper() if (match := _ANCHOR.search(address)) else address.rpartition("/")[2]
        for address in (address.split("?")[0] + _hash(address) for address in addresses)
    ]


def _hash(address: str) -> str:
    return "#" + address.partition("#")[2] if "#" in address else ""
