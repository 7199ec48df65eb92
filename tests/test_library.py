"""Promises that the shipped library keeps, whatever its texts say today."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.conditions import facts_read, holds
from handbook_gen.disk import Folder
from handbook_gen.filling import facts_in
from handbook_gen.library import library_roots
from handbook_gen.library.cross_check import source_key, texts_of
from handbook_gen.library.pages import placed_in
from handbook_gen.model.expression import Choose, Expression, Part, Print, Text, Words
from handbook_gen.model.known import PROGRAM_FACTS
from handbook_gen.model.library import Clause, Level, Library
from handbook_gen.workspace import CheckedFirm, Workspace, decide_firm, handbooks

ROOT: Final = Path(__file__).parent.parent
DAY: Final = date(2026, 12, 15)

PLANNED: Final = """
    GOV-08 GOV-10 GOV-13 GOV-16 GOV-19 GOV-21 GOV-22 GOV-23
    STR-01 STR-02 STR-03 STR-04 STR-05 STR-06 STR-07 STR-08 STR-09 STR-10 STR-11 STR-12 STR-13
    STR-14 STR-15 STR-16 STR-17 STR-18 STR-21 STR-22 STR-23 STR-24 STR-26 STR-27 STR-28 STR-29
    STR-30 STR-32 STR-33 STR-34 STR-35 STR-37
    ETQ-02 ETQ-03 ETQ-08 ETQ-11 ETQ-13 ETQ-15 ETQ-16 ETQ-17 ETQ-18 ETQ-19 ETQ-22 ETQ-23 ETQ-24
    ETQ-28 ETQ-31
    PRO-01 PRO-10 PRO-11 PRO-12 PRO-13 PRO-14 PRO-15 PRO-16 PRO-17 PRO-18 PRO-20 PRO-23 PRO-25
    PRO-27 PRO-28
    PVR-01 PVR-04 PVR-05 PVR-06 PVR-07
    PRV-03 PRV-04 PRV-05 PRV-12 PRV-14 PRV-16 PRV-19 PRV-22 PRV-25 PRV-32 PRV-40 PRV-41
    SEC-03 SEC-07 SEC-14 SEC-17 SEC-21
    LAW-07 LAW-15 LAW-20 LAW-23 LAW-27 LAW-28 LAW-33
    EMP-05 EMP-09 EMP-11 EMP-13 EMP-14
    INC-01 INC-02 INC-03 INC-04 INC-06 INC-10 INC-12 INC-18
    LIF-01 LIF-05 LIF-06
"""
"""Every critical row of the research, and the rows that its seed map names."""

LEVEL_WORDS: Final[Mapping[Level, Mapping[str, tuple[str, ...]]]] = {
    "must not": {
        "nl": ("niet", "geen", "nooit", "niets", "niemand"),
        "en": ("not", "no", "never", "nothing", "nobody", "none", "nor"),
    },
    "should": {
        "nl": ("liefst", "liever", "bij voorkeur", "probeer", "het best", "het beste", "raden"),
        "en": ("preferably", "better", "best", "try", "prefer", "advise", "should"),
    },
    "should not": {
        "nl": ("liever niet", "liever geen", "bij voorkeur niet", "bij voorkeur geen"),
        "en": ("preferably do not", "better not", "preferably no", "try not", "should not"),
    },
    "may": {"nl": ("mag", "mogen", "kan", "kunt", "kun"), "en": ("may", "can")},
}
"""What the first sentence of a clause of this level says: one of these words, per language."""

GAPS: Final = {
    "LAW-20": "every example firm sends mailings; tests/cases/agency-and-advertising.md has one that does not",
    "PRO-25": "every example firm is subject to the Wwft, or has not said; tests/cases/wwft.md has one that is not",
    "PRO-27": "the same",
    "PVR-04": "no example firm has notaries; tests/cases/professions.md has",
    "PVR-05": "no example firm has financial advisers; tests/cases/professions.md has",
    "PVR-06": "no example firm has health professionals; tests/cases/professions.md has",
    "STR-27": "every example firm has a channel; tests/cases/stays-off-social-media.md has one that closes all",
}
"""Clauses of which the example firms do not show both sides, with the reason."""

NUMBERS_OF_LAW: Final = ("72 uur", "72 hours", "24 uur", "24 hours", "96 uur", "96 hours")
"""Terms that a law sets; a fact holds those that a firm may choose."""

ENGLISH_IN_DUTCH: Final = (
    "posten|gepost|content|policy|engagement|awareness|stakeholders?|guidelines?|update|employees?|"
    "followers?|tone of voice|best practices?|reputation"
)

_SENTENCE_END: Final = re.compile(r"[.!?:](?=\s|$)")
_FREE_NUMBER: Final = re.compile(
    r"\b\d+ (?:werk)?(?:uur|uren|dagen|werkdagen|maanden|weken)\b|"
    r"\b\d+ (?:working )?(?:hours?|days?|months?|weeks?)\b"
)


@pytest.fixture(scope="module")
def firms(shipped_library: Library) -> dict[str, CheckedFirm]:
    """The example firms, decided."""
    workspace = Workspace(ROOT, shipped_library, Folder(ROOT / "firm_profiles", "firm_profiles"))
    return {name: decide_firm(workspace, name, DAY) for name in workspace.firms}


# ---- Clauses


def test_a_clause_has_the_same_parts_in_every_language(shipped_library: Library) -> None:
    uneven = [
        clause.id
        for clause in shipped_library.clauses.values()
        if set(clause.texts) != set(shipped_library.languages)
        or len({tuple(words.parts) for words in clause.texts.values()}) != 1
    ]

    assert uneven == []


def test_a_clause_reads_the_same_facts_in_every_language(shipped_library: Library) -> None:
    """Else a Dutch reader learns something of the firm that an English reader does not."""
    uneven = [
        clause.id
        for clause in shipped_library.clauses.values()
        if len(
            {
                frozenset(
                    name for text in (words.body, *words.parts.values()) for name in facts_in(text)
                )
                for words in clause.texts.values()
            }
        )
        != 1
    ]

    assert uneven == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_sentence_agrees_with_the_level(language: str, shipped_library: Library) -> None:
    wrong = [
        f"{clause.id} ({clause.level}): {sentence}"
        for clause in shipped_library.clauses.values()
        if clause.level != "must"
        for sentence in _first_sentences(clause.texts[language].body)
        if not _holds_word(sentence, LEVEL_WORDS[clause.level][language])
    ]

    assert wrong == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_sentence_of_a_must_is_no_advice(language: str, shipped_library: Library) -> None:
    advice = ("liefst", "bij voorkeur", "probeer") if language == "nl" else ("preferably", "try to")
    wrong = [
        f"{clause.id}: {sentence}"
        for clause in shipped_library.clauses.values()
        if clause.level in ("must", "must not")
        for sentence in _first_sentences(clause.texts[language].body)
        if _holds_word(sentence, advice)
    ]

    assert wrong == []


def test_every_clause_rests_on_a_source_or_the_house_rule(shipped_library: Library) -> None:
    assert [clause.id for clause in shipped_library.clauses.values() if not clause.sources] == []


def test_titles_are_short_and_no_sentence(shipped_library: Library) -> None:
    titles = [
        words.title
        for clause in shipped_library.clauses.values()
        for words in clause.texts.values()
    ]
    titles += [
        text.title for page in shipped_library.pages.values() for text in page.texts.values()
    ]

    assert [title for title in titles if len(title) > 70 or title.endswith(".")] == []


def test_twelve_clauses_stand_on_the_pocket_card(shipped_library: Library) -> None:
    pocket = [clause for clause in shipped_library.clauses.values() if clause.pocket]

    assert len(pocket) == 12
    assert {shipped_library.pages[clause.page].book for clause in pocket} == {"staff"}


def test_no_id_is_used_again(shipped_library: Library) -> None:
    names = [
        name
        for clause in shipped_library.clauses.values()
        for name in (clause.id, *clause.includes)
    ]

    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert set(names) & set(shipped_library.retired) == set()


def test_every_planned_clause_is_there(shipped_library: Library) -> None:
    names = {
        name
        for clause in shipped_library.clauses.values()
        for name in (clause.id, *clause.includes)
    }

    planned = set(PLANNED.split())

    assert len(planned) == len(PLANNED.split()) == 115
    assert planned - names == set()


def test_every_page_places_its_own_clauses(shipped_library: Library) -> None:
    """A clause that no line places lands under the last heading, which says something else."""
    lost = [
        clause.id
        for clause in shipped_library.clauses.values()
        if clause.id not in placed_in(shipped_library.pages[clause.page].texts["nl"].body.source)
    ]

    assert lost == []


def test_only_clauses_that_rest_on_more_than_the_house_rule_are_protected(
    shipped_library: Library,
) -> None:
    """What is law cannot be left out; what a firm made up itself, it may drop itself."""
    house = [
        clause.id
        for clause in shipped_library.clauses.values()
        if clause.protected and set(clause.sources) == {"house-rule"}
    ]

    assert house == []


# ---- Tailoring


def test_every_condition_holds_for_one_example_firm_and_not_for_another(
    shipped_library: Library, firms: Mapping[str, CheckedFirm]
) -> None:
    one_sided = {
        clause.id
        for clause in shipped_library.clauses.values()
        if clause.applies_when is not None
        and len({_holds_for(clause.applies_when, firm) for firm in firms.values()}) != 2
    }

    assert one_sided == set(GAPS), "the examples changed: change GAPS with a reason"


def test_every_page_condition_holds_for_one_example_firm_and_not_for_another(
    shipped_library: Library, firms: Mapping[str, CheckedFirm]
) -> None:
    one_sided = {
        page.id
        for page in shipped_library.pages.values()
        if page.applies_when is not None
        and len({_holds_for(page.applies_when, firm) for firm in firms.values()}) != 2
    }

    assert one_sided == set()


def test_every_fact_is_read_somewhere(shipped_library: Library) -> None:
    """A question that changes nothing is a question too many."""
    read = set(PROGRAM_FACTS) | _facts_read_in(shipped_library)

    assert set(shipped_library.facts) - read == set()


def test_nine_questions_are_asked_for_a_draft(shipped_library: Library) -> None:
    """With the languages, which every profile names, that makes ten."""
    asked = [fact.id for fact in shipped_library.facts.values() if fact.asked == "draft"]

    assert asked == [
        "firm.name",
        "firm.size",
        "profession.kinds",
        "services.offered",
        "channels",
        "people.owner",
        "people.go_to",
        "people.privacy_officer",
        "brand.colour",
    ]


def test_every_example_firm_is_in_good_order(firms: Mapping[str, CheckedFirm]) -> None:
    wrong = {
        name: [problem.message for problem in firm.problems if problem.level == "error"]
        for name, firm in firms.items()
    }

    assert {name: told for name, told in wrong.items() if told} == {}


@pytest.mark.parametrize(
    ("name", "most"), [("example-accountants", 45), ("example-sole", 30), ("example-quiet", 45)]
)
def test_the_staff_book_stays_short(name: str, most: int, firms: Mapping[str, CheckedFirm]) -> None:
    handbook = handbooks(firms[name])[0]

    assert len(handbook.book("staff").passages) <= most


def test_the_accountants_get_forty_pages_or_more(firms: Mapping[str, CheckedFirm]) -> None:
    counts = {
        handbook.language: sum(len(book.pages) for book in handbook.books)
        for handbook in handbooks(firms["example-accountants"])
    }

    assert set(counts) == {"nl", "en"}
    assert min(counts.values()) >= 40, counts


def test_no_two_example_firms_read_the_same(firms: Mapping[str, CheckedFirm]) -> None:
    """Also without their names: the set of clauses differs, or the words of some do."""
    books = {
        name: {
            passage.id: passage.text
            for book in handbooks(firm)[0].books
            for passage in book.passages
        }
        for name, firm in firms.items()
    }
    alike = [
        (one, other)
        for one, other in combinations(books, 2)
        if books[one].keys() == books[other].keys()
    ]

    assert alike == []


# ---- Sources


def test_every_source_that_is_cited_was_verified(shipped_library: Library) -> None:
    found = {
        citation: source_key(citation, shipped_library)
        for group in (shipped_library.clauses.values(), shipped_library.rules)
        for citing in group
        for citation in citing.sources
    }

    assert [citation for citation, key in found.items() if key is None] == []
    cited = {key[0] for key in found.values() if key is not None}
    assert [key for key in sorted(cited) if not shipped_library.sources[key].verified_on] == []


def test_an_article_is_cited_only_where_the_source_can_print_it(shipped_library: Library) -> None:
    silent = sorted(
        {
            citation
            for clause in shipped_library.clauses.values()
            for citation in clause.sources
            if (found := source_key(citation, shipped_library)) is not None
            and found[1]
            and not shipped_library.sources[found[0]].article
        }
    )

    assert silent == []


# ---- Wording


def test_no_text_has_an_em_dash() -> None:
    assert [where for where, line in _lines() if "\u2014" in line] == []


def test_lines_of_texts_are_short(shipped_library: Library) -> None:
    """At most a hundred signs, so that a diff shows the sentence that changed.

    Tables and lines with a branch in them cannot be broken; an answer counts for one sign.
    """
    long = [
        f"{text.path}: {line}"
        for text in _all_texts(shipped_library)
        for line in text.source.splitlines()
        if not line.startswith("|") and "{%" not in line
        if len(re.sub(r"\{\{.*?\}\}", "…", line)) > 100
    ]

    assert long == []


def test_no_text_holds_a_number_that_a_firm_should_choose(shipped_library: Library) -> None:
    found = [
        f"{clause.id}: {number}"
        for clause in shipped_library.clauses.values()
        for text in texts_of(clause)
        for number in _FREE_NUMBER.findall(_words_of(text.parts))
        if number not in NUMBERS_OF_LAW
    ]

    assert found == []


def test_the_staff_book_says_je_and_not_u(shipped_library: Library) -> None:
    formal = [
        where
        for where, text in _staff_texts(shipped_library)
        if re.search(r"\b(?:u|uw)\b", text, re.IGNORECASE)
    ]

    assert formal == []


def test_dutch_texts_use_dutch_words(shipped_library: Library) -> None:
    english = [
        f"{clause.id}: {word}"
        for clause in shipped_library.clauses.values()
        for text in (clause.texts["nl"].body, *clause.texts["nl"].parts.values())
        for word in re.findall(rf"\b(?:{ENGLISH_IN_DUTCH})\b", text.source, re.IGNORECASE)
    ]

    assert english == []


def _first_sentences(text: Text) -> frozenset[str]:
    """Return the first sentence of a text in every way that its branches can fall."""
    begun = {""}
    for part in text.parts:
        begun = {start if _ends(start) else start + more for start in begun for more in _ways(part)}
    return frozenset(_SENTENCE_END.split(" ".join(start.split()), maxsplit=1)[0] for start in begun)


def _ways(part: Part) -> set[str]:
    match part:
        case Words(words):
            return {words}
        case Print():
            return {"(answer)"}
        case Choose(branches):
            open_end = {""} if branches[-1][0] is not None else set()
            return open_end.union(*(_all_ways(body) for _, body in branches))
        case _:
            raise AssertionError(part)


def _all_ways(parts: tuple[Part, ...]) -> set[str]:
    ways = {""}
    for part in parts:
        ways = {start + more for start in ways for more in _ways(part)}
    return ways


def _ends(start: str) -> bool:
    return _SENTENCE_END.search(start.strip()) is not None


def _holds_word(sentence: str, words: tuple[str, ...]) -> bool:
    plain = sentence.replace("*", "").casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in words)


def _holds_for(condition: Expression, firm: CheckedFirm) -> bool:
    return holds(condition, firm.decisions.answers, DAY)


def _facts_read_in(library: Library) -> set[str]:
    trees: list[Expression | None] = [clause.applies_when for clause in library.clauses.values()]
    trees += [page.applies_when for page in library.pages.values()]
    trees += [rule.when for rule in library.rules]
    trees += [tree for fact in library.facts.values() for tree in (fact.opens_when, fact.formula)]
    names = {name for tree in trees for name in facts_read(tree)}
    names |= {name for text in _all_texts(library) for name in facts_in(text)}
    names |= {clause.owner for clause in library.clauses.values()}
    return {".".join(name.split(".")[:2]) for name in names} | names


def _all_texts(library: Library) -> Iterator[Text]:
    for clause in library.clauses.values():
        yield from texts_of(clause)
    for page in library.pages.values():
        yield from (text.body for text in page.texts.values())
    for section in library.sections.values():
        yield from section.introductions.values()


def _words_of(parts: tuple[Part, ...]) -> str:
    """Return what a text prints itself, without answers."""
    found = []
    for part in parts:
        match part:
            case Words(words):
                found.append(words)
            case Choose(branches):
                found += [_words_of(body) for _, body in branches]
            case _:
                found.append(" ")
    return "".join(found)


def _staff_texts(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the Dutch texts of the staff book; an example of what not to write may be stiff."""
    for page in library.pages.values():
        if page.book == "staff":
            yield page.id, page.texts["nl"].body.source
    for clause in library.clauses.values():
        if library.pages[clause.page].book == "staff":
            yield from _own_words(clause)


def _own_words(clause: Clause) -> Iterator[tuple[str, str]]:
    words = clause.texts["nl"]
    yield clause.id, f"{words.title}\n{words.body.source}"
    for name, text in words.parts.items():
        if name != "bad":
            yield f"{clause.id} ({name})", text.source


def _lines() -> Iterator[tuple[str, str]]:
    """Yield every line of the library's files, with where it stands."""
    root = library_roots(None)[0].path
    for path in sorted(root.rglob("*")):
        if path.is_file():
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                yield f"{path.relative_to(root)}:{number}", line
