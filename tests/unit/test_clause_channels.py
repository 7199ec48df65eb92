"""A clause may name the channels that it is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.handbook import Handbook
from handbook_gen.problems import HandbookError
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.small_library import FIRM, clause, write_small_library

GOV_01 = "governance/posting/GOV-01-be-honest.md"


def test_the_channels_of_a_clause_are_shown_by_name(
    tmp_path: Path, handbook_for: Callable[..., Handbook]
) -> None:
    text = clause("GOV-01", header="channels: [linkedin, tiktok]\n")
    library = read_library(write_small_library(tmp_path / "templates", {GOV_01: text}))
    handbook = handbook_for(FIRM, library=library)
    book = handbook.book("staff")
    page = next(page for page in book.pages if page.id == "governance/posting")

    (passage,) = (passage for passage in page.passages if passage.id == "GOV-01")
    assert passage.channels == ("LinkedIn", "TikTok")
    assert '<span class="hb-chip hb-chip--channel">TikTok</span>' in page_markdown(
        page, handbook, Addresses.of(book)
    )


def test_an_unknown_channel_is_a_problem_at_its_own_line(tmp_path: Path) -> None:
    text = clause("GOV-01", header="channels: [linkedn]\n")
    with pytest.raises(HandbookError) as caught:
        read_library(write_small_library(tmp_path / "templates", {GOV_01: text}))

    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.label) == (
        "HB069",
        "`GOV-01`: no channel is called `linkedn`",
        "did you mean `linkedin`?",
    )
    assert problem.place is not None
    assert problem.place.source == "channels: [linkedn]"
