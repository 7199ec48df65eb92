"""Short addresses: a tiny page per clause and decision aid, which stays true when clauses move."""

import re
from collections.abc import Callable
from pathlib import Path

from handbook_gen.library import read_library
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.writers.short_addresses import short_pages
from tests.small_library import FIRM, clause, write_small_library

Assemble = Callable[..., Handbook]

BOTH: tuple[BookName, ...] = ("staff", "control")


def _library(folder: Path) -> Library:
    retired = """\
PRV-98: {replaced_by: PRV-99, since: "2026.1", why: {nl: Zo., en: So.}}
PRV-99: {replaced_by: [GOV-01, PRV-01], since: "2026.1", why: {nl: Zo., en: So.}}
PRV-97: {replaced_by: PRV-01, since: "2026.1", why: {nl: Zo., en: So.}}
PRV-96: {replaced_by: [], since: "2026.1", why: {nl: Zo., en: So.}}
"""
    files = {
        "retired.yml": retired,
        "governance/posting/GOV-02-four-eyes.md": clause(
            "GOV-02", header="includes: [GOV-03]\napplies_when: firm.size >= 10\n"
        ),
    }
    return read_library(write_small_library(folder / "templates", files))


def _leads_to(page: bytes) -> list[str]:
    return re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', page.decode())


def _links(page: bytes) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', page.decode())


def test_a_clause_is_forwarded_to_in_the_first_language_and_linked_in_each(
    handbook_for: Assemble,
) -> None:
    text = f"languages: [en, nl]\n{FIRM}"
    pages = short_pages([handbook_for(text, language) for language in ("en", "nl")], BOTH)

    assert _leads_to(pages["gov-01.html"]) == ["../staff/en/governance/posting.html#gov-01"]
    assert _links(pages["gov-01.html"]) == [
        "../staff/en/governance/posting.html#gov-01",
        "../staff/nl/governance/posting.html#gov-01",
    ]


def test_every_clause_of_both_books_has_a_short_address(handbook_for: Assemble) -> None:
    handbook = handbook_for()
    names = {f"{p.anchor}.html" for book in handbook.books for p in book.passages}

    assert short_pages([handbook], BOTH).keys() == names


def test_a_book_that_the_site_does_not_have_gets_no_short_addresses(handbook_for: Assemble) -> None:
    handbook = handbook_for()

    names = short_pages([handbook], ("control",)).keys()

    assert names == {f"{p.anchor}.html" for p in handbook.book("control").passages}


def test_a_number_that_is_part_of_another_clause_now_leads_there(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    pages = short_pages([handbook_for(library=_library(tmp_path))], BOTH)

    assert _leads_to(pages["gov-03.html"]) == ["../staff/nl/governance/posting.html#gov-02"]


def test_a_retired_number_leads_to_what_replaced_it_or_offers_the_choice(
    tmp_path: Path, handbook_for: Assemble
) -> None:
    pages = short_pages([handbook_for(library=_library(tmp_path))], BOTH)

    heirs = [
        "../staff/nl/governance/posting.html#gov-01",
        "../staff/nl/privacy/pictures.html#prv-01",
    ]
    assert _leads_to(pages["prv-97.html"]) == heirs[1:]
    for name in ("prv-98.html", "prv-99.html"):
        assert (_leads_to(pages[name]), _links(pages[name])) == ([], heirs)
    assert "prv-96.html" not in pages


def test_nothing_leads_to_a_clause_that_is_left_out(tmp_path: Path, handbook_for: Assemble) -> None:
    small = "firm: {name: Jansen, size: 3}\nprofession: {kinds: [tax]}\n"
    pages = short_pages([handbook_for(small, library=_library(tmp_path))], BOTH)

    assert not {"gov-02.html", "gov-03.html"} & pages.keys()


def test_the_number_of_a_replaced_clause_leads_to_the_firms_own(handbook_for: Assemble) -> None:
    own = clause("JAN-01", header="replaces: PRV-01\n")
    pages = short_pages([handbook_for(files={"jansen/clauses/JAN-01-own.md": own})], BOTH)

    own_address = ["../staff/nl/privacy/pictures.html#jan-01"]
    assert _leads_to(pages["prv-01.html"]) == own_address
    assert _leads_to(pages["jan-01.html"]) == own_address


def test_a_decision_aid_has_a_short_address_with_its_title(
    shipped: Callable[..., tuple[Handbook, ...]],
) -> None:
    page = short_pages(shipped("example-sole"), BOTH)["may-i-post.html"]

    assert _leads_to(page) == ["../staff/nl/tools/may-i-post.html"]
    assert "<title>Mag ik dit plaatsen?</title>" in page.decode()


def test_a_short_page_has_no_style_and_no_script(handbook_for: Assemble) -> None:
    for page in short_pages([handbook_for()], BOTH).values():
        assert re.search(rb"<script|<style|style=|\son\w+=", page) is None
