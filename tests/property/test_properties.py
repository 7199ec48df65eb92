"""What holds for the handbook of every firm."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook_gen.assemble import assemble, decide
from handbook_gen.disk import Folder
from handbook_gen.linting import answer_problems
from handbook_gen.model.blocks import Passage, Prose
from handbook_gen.model.handbook import Handbook
from handbook_gen.profile.read import read_profile
from handbook_gen.profile.resolve import resolve
from handbook_gen.writers import handbook_from_json, handbook_to_json
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.property.strategies import Plain, profiles, shipped

TODAY = date(2026, 11, 23)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

HandbookOf = Callable[..., Handbook]


@pytest.fixture(scope="module")
def handbook_of(tmp_path_factory: pytest.TempPathFactory) -> HandbookOf:
    """A function from a profile as plain data to its handbook."""
    folder = tmp_path_factory.mktemp("firm_profiles")

    def made(profile: Plain, language: str = "nl") -> Handbook:
        (folder / "jansen.yml").write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
        read = read_profile("jansen", Folder(folder, "firm_profiles"), shipped())
        answers = resolve(read, shipped().facts, TODAY)
        return assemble(shipped(), read, decide(shipped(), read, answers, TODAY), language)

    return made


@FEW
@given(seed=st.integers(0, 1000), profile=profiles(shipped()))
def test_the_order_of_keys_in_a_profile_is_irrelevant(
    seed: int, profile: Plain, handbook_of: HandbookOf
) -> None:
    shuffled = _shuffled(Random(seed), profile)  # noqa: S311  # no secret hangs on it

    assert handbook_of(shuffled) == handbook_of(profile)


@FEW
@given(profile=profiles(shipped()))
def test_the_same_inputs_give_the_same_handbook(profile: Plain, handbook_of: HandbookOf) -> None:
    assert handbook_to_json(handbook_of(profile)) == handbook_to_json(handbook_of(profile))


@FEW
@given(profile=profiles(shipped()))
def test_a_handbook_goes_through_json_without_loss(profile: Plain, handbook_of: HandbookOf) -> None:
    handbook = handbook_of(profile, "en")

    assert handbook_from_json(handbook_to_json(handbook)) == handbook


@pytest.mark.parametrize("language", ["nl", "en"])
@FEW
@given(profile=profiles(shipped()))
def test_every_text_of_the_library_renders_for_every_profile(
    language: str, profile: Plain, handbook_of: HandbookOf
) -> None:
    handbook = handbook_of(profile, language)

    for text in _strings(handbook):
        assert not any(left in text for left in LEFTOVERS), text
    for text in _sentences(handbook):
        assert handbook.phrase("unknown") not in text, text
        assert text.strip(), "a clause or page has no words left"


AS_TYPED = (
    "firm_name",
    "site_name",
    "site_address",
    "version",
    "feedback_email",
    "feedback_form",
    "acknowledge_form",
    "email",
    "phone",
)
"""What is no Markdown, and says exactly what the firm typed."""

LEFTOVERS = ("{{", "{%", "[[", "UNKNOWN", "Unknown(", "InLanguages(", "Person(", "Markdown(")


@FEW
@given(profile=profiles(shipped()))
def test_every_link_of_a_book_leads_to_a_clause_or_page_of_that_book(
    profile: Plain, handbook_of: HandbookOf
) -> None:
    handbook = handbook_of(profile)

    for book in handbook.books:
        addresses = Addresses.of(book)
        for page in book.pages:
            assert "(hb:" not in page_markdown(page, handbook, addresses)


@FEW
@given(profile=profiles(shipped()))
def test_what_is_left_out_is_in_neither_book(profile: Plain, handbook_of: HandbookOf) -> None:
    handbook = handbook_of(profile)
    inside = {page.id for book in handbook.books for page in book.pages}
    inside |= {passage.id for book in handbook.books for passage in book.passages}
    known = set(shipped().clauses) | set(shipped().pages)
    outside = {item.id for item in handbook.left_out}

    assert inside & outside == set()
    assert known == (inside | outside) & known


@FEW
@given(profile=profiles(shipped()))
def test_every_rule_speaks_or_is_silent_for_every_profile(
    profile: Plain, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "jansen.yml").write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
    read = read_profile("jansen", Folder(folder, "firm_profiles"), shipped())
    answers = resolve(read, shipped().facts, TODAY)

    assert {p.code for p in answer_problems(shipped(), read, answers, TODAY, "nl")} <= {"HB080"}


def _shuffled(chance: Random, value: Plain) -> Plain:
    if not isinstance(value, dict):
        return value
    return {key: _shuffled(chance, value[key]) for key in chance.sample(list(value), len(value))}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in AS_TYPED:
                yield from _strings(getattr(value, field.name))


def _sentences(handbook: Handbook) -> Iterator[str]:
    for book in handbook.books:
        for page in book.pages:
            for block in page.blocks:
                match block:
                    case Passage():
                        yield from (part for part in (block.title, block.text) if part is not None)
                    case Prose(text) if not page.generated:
                        yield text
                    case _:
                        pass
