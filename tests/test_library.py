"""Promises that the shipped library keeps, whatever its texts say today."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.assemble.reading import reading_minutes
from handbook_gen.conditions import facts_read
from handbook_gen.coverage import conditions_seen, doubts, mapped
from handbook_gen.disk import Folder
from handbook_gen.filling import facts_in
from handbook_gen.library import library_roots
from handbook_gen.library.cross_check import source_key, texts_of
from handbook_gen.library.placing import placed_in
from handbook_gen.library.tool_checks import conditions_of, texts_and_conditions
from handbook_gen.model.expression import Choose, Expression, Part, Print, Text, Words
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.known import OPTIONAL_FACTS, PROGRAM_FACTS
from handbook_gen.model.library import Clause, Level, Library
from handbook_gen.readability import readings
from handbook_gen.workspace import CheckedFirm, Workspace, decide_firm, handbooks
from handbook_gen.writers.markdown import Addresses, page_markdown

ROOT: Final = Path(__file__).parent.parent
CHANGES: Final = ROOT / "templates" / "CHANGES.md"
DAY: Final = date(2026, 12, 15)

PLANNED: Final = ROOT / "tests" / "planned-ids.txt"
MAPS: Final = ROOT / "tests" / "maps"
COVERAGE: Final = ROOT / "tests" / "coverage" / "firm_profiles"
"""Profiles that show, together with the examples, both sides of every condition."""

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
    lines = PLANNED.read_text("utf-8").splitlines()
    planned = {name for line in lines if not line.startswith("#") for name in line.split()}

    assert len(planned) == 287
    assert planned - _names(shipped_library) == set()


def test_every_id_can_be_traced_in_the_change_list(shipped_library: Library) -> None:
    """Who holds an old printed handbook finds each number again: here, merged, or retired."""
    told = set(re.findall(r"\b[A-Z]{3}-\d{2}\b", CHANGES.read_text("utf-8")))

    assert _names(shipped_library) - told == set()


def test_a_clause_is_since_the_version_that_lists_it_as_new(shipped_library: Library) -> None:
    added = {
        change.clause: change.version
        for change in shipped_library.changes
        if change.kind == "added"
    }

    assert added.keys() >= shipped_library.clauses.keys()
    assert [c.id for c in shipped_library.clauses.values() if added[c.id] != c.since] == []


@pytest.mark.parametrize(
    ("name", "topics"),
    [("seed-map", 125), ("model-policy-topics", 36), ("gaps-nobody-covers", 19)],
)
def test_every_topic_has_its_clauses(name: str, topics: int, shipped_library: Library) -> None:
    file = MAPS / f"{name}.yml"
    found = mapped(file.read_text("utf-8"), file.name, shipped_library)

    assert found.uncovered == ()
    assert found.topics == topics


def test_what_matters_most_to_everyone_comes_with_examples(shipped_library: Library) -> None:
    bare = [
        clause.id
        for clause in shipped_library.clauses.values()
        if shipped_library.pages[clause.page].book == "staff"
        and clause.severity in ("critical", "high")
        and set(clause.texts["nl"].parts) != {"good", "bad", "why"}
    ]

    assert bare == []


def test_every_clause_of_the_staff_book_has_words_to_find_it_by(shipped_library: Library) -> None:
    bare = [
        f"{clause.id} ({language})"
        for clause in shipped_library.clauses.values()
        if shipped_library.pages[clause.page].book == "staff"
        for language in shipped_library.languages
        if len(clause.keywords.get(language, ())) < 5
    ]

    assert bare == []


def test_a_clause_on_uncertain_law_is_marked_for_editors(shipped_library: Library) -> None:
    """Where a source is less than certain, `handbook clauses --review` names the clause."""
    named = {doubt.clause.id for doubt in doubts(shipped_library)}
    uncertain = {
        clause.id
        for clause in shipped_library.clauses.values()
        for citation in clause.sources
        if (key := source_key(citation, shipped_library)) is not None
        and shipped_library.sources[key[0]].confidence != "high"
    }

    assert uncertain - named == set()
    assert len(named) > len(uncertain), "no clause is marked for a doubt of its own"


def _names(library: Library) -> set[str]:
    return {name for clause in library.clauses.values() for name in (clause.id, *clause.includes)}


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


def test_every_condition_is_true_for_one_profile_and_false_for_another(
    shipped_library: Library, firms: Mapping[str, CheckedFirm]
) -> None:
    """Of clauses, pages, texts, decision aids, questions and rules; no clause is out of reach."""
    workspace = Workspace(ROOT, shipped_library, Folder(COVERAGE, "tests/coverage/firm_profiles"))
    shown = [*firms.values(), *(decide_firm(workspace, name, DAY) for name in workspace.firms)]
    one_sided = [
        f"{seen.condition.where}: {seen.condition.reads} ({seen.true} true, {seen.false} false)"
        for seen in conditions_seen(shipped_library, shown, DAY)
        if not seen.both
    ]

    assert one_sided == []


def test_every_fact_is_read_somewhere(shipped_library: Library) -> None:
    """A question that changes nothing is a question too many."""
    read = PROGRAM_FACTS | OPTIONAL_FACTS | _facts_read_in(shipped_library)

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
    ("name", "most", "minutes"),
    [("example-accountants", 42, 15), ("example-sole", 30, 10), ("example-quiet", 42, 15)],
)
def test_the_staff_book_stays_short(
    name: str, most: int, minutes: int, firms: Mapping[str, CheckedFirm]
) -> None:
    for handbook in handbooks(firms[name]):
        book = handbook.book("staff")
        sections = [part for part in book.parts if part.id in firms[name].library.sections]

        assert len(book.passages) <= most
        assert reading_minutes(sections) <= minutes


def test_both_languages_have_the_same_pages_and_anchors(firms: Mapping[str, CheckedFirm]) -> None:
    uneven = [
        (name, handbook.language)
        for name, firm in firms.items()
        for handbook in handbooks(firm)
        if _addresses(handbook) != _addresses(handbooks(firm)[0])
    ]

    assert uneven == []


def _addresses(handbook: Handbook) -> set[tuple[str, str]]:
    """Return every page with every anchor on it; an index has the letters of its own language."""
    return {
        (page.id, anchor)
        for book in handbook.books
        for page in book.pages
        for anchor in re.findall(
            r"\{ #(?!letter-)([a-z0-9-]+) \}", page_markdown(page, handbook, Addresses.of(book))
        )
    }


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

LONGEST_SENTENCE: Final = 30
HARDEST: Final = {"staff": 45.0, "control": 55.0}
"""LIX: up to 40 is a newspaper, from 50 on a text is hard; duties may name laws and systems."""


def test_no_clause_is_hard_to_read(shipped_library: Library) -> None:
    hard = [
        f"{found.clause} ({found.language}): LIX {found.lix:.0f}, longest {found.longest}"
        for found in readings(shipped_library)
        if found.lix
        > HARDEST[shipped_library.pages[shipped_library.clauses[found.clause].page].book]
        or found.longest > LONGEST_SENTENCE
    ]

    assert hard == []


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


def _facts_read_in(library: Library) -> set[str]:
    trees: list[Expression | None] = [clause.applies_when for clause in library.clauses.values()]
    trees += [page.applies_when for page in library.pages.values()]
    trees += [rule.when for rule in library.rules]
    trees += [tree for fact in library.facts.values() for tree in (fact.opens_when, fact.formula)]
    for aid in library.tools.values():
        trees += conditions_of(aid)
    trees += [row.applies_when for row in library.calendar]
    trees += [row.applies_when for row in library.responsibilities]
    names = {name for tree in trees for name in facts_read(tree)}
    names |= {
        name
        for aid in library.tools.values()
        for text, _ in texts_and_conditions(aid)
        for name in facts_in(text)
    }
    names |= {row.every for row in library.calendar if row.every}
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
