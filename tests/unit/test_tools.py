"""Decision aids: what their files may not hold, and what is left of them for one firm."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.aids import Ask, Choice, Flow, Form, Outcome, Quiz, Ticks
from handbook_gen.model.blocks import Grid
from handbook_gen.model.handbook import Handbook, Page
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError
from tests.small_library import FIRM, write_small_library

Assemble = Callable[..., Handbook]

ALONE = "firm: {name: Jansen, size: 1}\nprofession: {kinds: [tax]}\n"
PEOPLE = """\
people:
  owner: {name: O. Owner, email: o@jansen.example}
  go_to: {name: G. Goto, email: g@jansen.example, phone: "020 555 01 23"}
"""

FLOW = """\
id: may-i
kind: flow
book: staff
order: 10
title: {nl: Mag dit?, en: May I?}
intro: {nl: Begin hier., en: Start here.}
clauses: [GOV-01, PRV-10]
situations:
  - {id: photo, label: {nl: Een foto, en: A picture}, to: colleague}
  - {id: party, label: {nl: Een feest, en: A party}, to: work, applies_when: firm.size > 1}
steps:
  - id: work
    question: {nl: Gaat het over werk?, en: Is it about work?}
    help: {nl: Ook een like., en: A like too.}
    answers:
      - {label: {nl: Nee, en: "No"}, to: free}
      - {label: {nl: Ja, en: "Yes"}, to: colleague}
  - id: colleague
    applies_when: firm.size > 1
    otherwise: country
    question: {nl: Vindt een collega het goed?, en: Does a colleague agree?}
    answers:
      - {label: {nl: Nee, en: "No"}, to: ask}
      - {label: {nl: Ja, en: "Yes"}, to: country}
  - id: country
    applies_when: firm.country == "BE"
    otherwise: free
    question: {nl: Ook in België?, en: In Belgium too?}
    answers:
      - {label: {nl: Nee, en: "No"}, to: boss}
      - {label: {nl: Ja, en: "Yes"}, to: free}
verdicts:
  - {id: free, kind: go, title: {nl: Vrij, en: Free}, text: {nl: Ga je gang., en: Go ahead.}}
  - id: ask
    kind: ask
    title: {nl: Vraag het, en: Ask}
    text: {nl: "Zie [[GOV-02]].", en: "See [[GOV-02]]."}
    clauses: [GOV-02, PRV-10]
    ask: people.go_to
    draft: {nl: Mag dit?, en: May I?}
  - id: boss
    kind: ask
    title: {nl: Vraag de baas, en: Ask the boss}
    text: {nl: Vraag het., en: Ask.}
    ask: people.owner
    draft: {nl: Goed zo?, en: Is it right?}
"""

TABLE = """\
id: clock
kind: table
book: control
order: 20
title: {nl: De klok, en: The clock}
intro: {nl: Zo snel., en: This fast.}
columns: {nl: [Wanneer, Wat], en: [When, What]}
rows:
  - cells: {nl: [Nu, Stop], en: [Now, Stop]}
    clauses: [PRV-10]
  - cells: {nl: [Later, Overleg], en: [Later, Consult]}
    applies_when: firm.size > 1
"""

QUIZ = """\
id: quiz
kind: quiz
book: staff
order: 30
title: {nl: Quiz, en: Quiz}
intro: {nl: Doe mee., en: Join in.}
questions:
  - id: one
    question: {nl: Mag het?, en: May I?}
    options: {nl: [Ja, Nee], en: ["Yes", "No"]}
    right: 2
    answer: {nl: Liever niet., en: Rather not.}
  - id: two
    applies_when: firm.size > 1
    question: {nl: Mag een collega het?, en: May a colleague?}
    options: {nl: [Ja, Nee], en: ["Yes", "No"]}
    right: 1
    answer: {nl: Gerust., en: Of course.}
"""

CHECKLIST = """\
id: leaving
kind: checklist
book: control
order: 40
title: {nl: Weg, en: Leaving}
intro: {nl: Vink af., en: Tick off.}
groups:
  - title: {nl: Eerst, en: First}
    items:
      - {text: {nl: Wis alles., en: Erase all.}, clauses: [PRV-10, GOV-01]}
      - {text: {nl: Zeg het., en: Say so.}, level: should, applies_when: firm.size > 1}
  - title: {nl: Daarna, en: Then}
    items:
      - {text: {nl: Zwaai., en: Wave.}, applies_when: firm.size > 1}
"""

FORM = """\
id: consent
kind: form
book: staff
order: 50
title: {nl: Akkoord, en: Consent}
intro: {nl: Vul in., en: Fill in.}
statements:
  - text: {nl: Ik snap het., en: I understand.}
fields:
  - {label: {nl: Naam, en: Name}, kind: line}
  - {label: {nl: Mag het?, en: May we?}, kind: choice, options: {nl: [Ja, Nee], en: ["Yes", "No"]}}
  - {label: {nl: Collega, en: Colleague}, kind: box, applies_when: firm.size > 1}
"""

CALENDAR = """\
- id: look
  months: [3]
  what: {nl: Kijk terug, en: Look back}
  clauses: [PRV-10]
- id: review
  every: governance.review_months
  what: {nl: Herzie het, en: Review it}
"""

DECISIONS = """\
- id: post
  what: {nl: Plaatsen, en: Posting}
  decides: people.owner
  hears: [account_team]
"""

AIDS = {
    "tools/may-i.yml": FLOW,
    "tools/clock.yml": TABLE,
    "tools/quiz.yml": QUIZ,
    "tools/leaving.yml": CHECKLIST,
    "tools/consent.yml": FORM,
}


@pytest.fixture(scope="module")
def aids(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library with an aid of every kind."""
    root = write_small_library(tmp_path_factory.mktemp("aids") / "templates", AIDS)
    return read_library(root)


def page_of(handbook: Handbook, name: str) -> Page:
    (found,) = [page for book in handbook.books for page in book.pages if page.id == name]
    return found


def flow_of(handbook: Handbook) -> Flow:
    (found,) = [b for b in page_of(handbook, "tools/may-i").blocks if isinstance(b, Flow)]
    return found


def outcome_of(handbook: Handbook, key: str) -> Outcome:
    (found,) = [outcome for outcome in flow_of(handbook).outcomes if outcome.key == key]
    return found


def problems_of(changes: dict[str, str], tmp_path: Path) -> list[tuple[str, str, str]]:
    """Return code, message and place of everything that is wrong in a library."""
    root = write_small_library(tmp_path / "templates", changes)
    with pytest.raises(HandbookError) as caught:
        read_library(root)
    return [
        (found.code, found.message, f"{found.place.path}:{found.place.line}" if found.place else "")
        for found in caught.value.problems
    ]


# What a file may not hold


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "kind: flow",
            "kind: form",
            ("HB060", "a form needs the key `statements`", "templates/tools/may-i.yml:2"),
        ),
        (
            "order: 10\n",
            "",
            ("HB060", "the key `order` is missing", "templates/tools/may-i.yml:1"),
        ),
        (
            "order: 10\n",
            "order: 10\nrank: 10\n",
            ("HB060", "`rank` is not a key here", "templates/tools/may-i.yml:5"),
        ),
        (
            "id: may-i",
            "id: may-you",
            (
                "HB067",
                "the file is called `may-i.yml` and the decision aid `may-you`",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            '{label: {nl: Nee, en: "No"}, to: free}',
            '{label: {nl: Nee, en: "No"}, to: fre}',
            (
                "HB065",
                "an arrow of `may-i` leads to `fre`, which does not exist",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            "otherwise: country",
            "otherwise: land",
            (
                "HB065",
                "an arrow of `may-i` leads to `land`, which does not exist",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            "en: A picture}, to: colleague}",
            "en: A picture}, to: coleague}",
            (
                "HB065",
                "an arrow of `may-i` leads to `coleague`, which does not exist",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            '{label: {nl: Ja, en: "Yes"}, to: country}',
            '{label: {nl: Ja, en: "Yes"}, to: work}',
            (
                "HB068",
                "the steps of `may-i` run in a circle at `work`",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            "otherwise: free",
            "otherwise: country",
            (
                "HB068",
                "the steps of `may-i` run in a circle at `country`",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            "to: ask}",
            "to: free}",
            ("HB068", "nothing in `may-i` leads to `ask`", "templates/tools/may-i.yml:1"),
        ),
        (
            "  - id: work\n",
            "  - id: work\n    applies_when: firm.size > 1\n    otherwise: free\n",
            ("HB068", "the first step of `may-i` has a condition", "templates/tools/may-i.yml:1"),
        ),
        (
            "clauses: [GOV-02, PRV-10]",
            "clauses: [GOV-77]",
            ("HB065", "no clause is called `GOV-77`", "templates/tools/may-i.yml:1"),
        ),
        (
            'en: "See [[GOV-02]]."',
            'en: "See [[GOV-88]]."',
            ("HB065", "no clause is called `GOV-88`", "templates/tools/may-i.yml:37"),
        ),
        (
            "ask: people.go_to",
            "ask: people.nobody",
            (
                "HB069",
                "`may-i`: `people.nobody` is no person of the firm",
                "templates/tools/may-i.yml:1",
            ),
        ),
        (
            "    applies_when: firm.size > 1\n",
            "    applies_when: firm.sise > 1\n",
            ("HB071", "no fact is called `firm.sise`", "templates/tools/may-i.yml:19"),
        ),
        (
            "en: Go ahead.",
            "en: Go <b>ahead.",
            ("HB076", "`<b>` is not allowed here", "templates/tools/may-i.yml:33"),
        ),
    ],
)
def test_a_fault_in_a_flow_is_one_problem(
    before: str, after: str, found: tuple[str, str, str], tmp_path: Path
) -> None:
    assert FLOW.count(before) == 1
    assert problems_of({"tools/may-i.yml": FLOW.replace(before, after)}, tmp_path) == [found]


def test_a_flow_without_outcomes_lacks_a_key(tmp_path: Path) -> None:
    text = FLOW[: FLOW.index("verdicts:")]

    assert problems_of({"tools/may-i.yml": text}, tmp_path) == [
        ("HB060", "a flow needs the key `verdicts`", "templates/tools/may-i.yml:2")
    ]


def test_a_wrong_arrow_names_the_nearest_end(tmp_path: Path) -> None:
    text = FLOW.replace("to: ask}", "to: aks}")
    root = write_small_library(tmp_path / "templates", {"tools/may-i.yml": text})
    with pytest.raises(HandbookError) as caught:
        read_library(root)

    assert caught.value.problems[0].label == "did you mean `ask`?"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("{nl: [Nu, Stop], en: [Now]}", "row 1 of `clock` has not 2 cells in `en`"),
        ("{nl: [Nu, Stop, Ook], en: [Now, Stop]}", "row 1 of `clock` has not 2 cells in `nl`"),
    ],
)
def test_a_row_has_a_cell_for_each_column_in_each_language(
    cells: str, message: str, tmp_path: Path
) -> None:
    text = TABLE.replace("{nl: [Nu, Stop], en: [Now, Stop]}", cells)

    assert problems_of({"tools/clock.yml": text}, tmp_path) == [
        ("HB068", message, "templates/tools/clock.yml:1")
    ]


def test_cells_and_options_stand_in_each_language(tmp_path: Path) -> None:
    table = TABLE.replace("{nl: [Nu, Stop], en: [Now, Stop]}", "{nl: [Nu, Stop]}")
    quiz = QUIZ.replace(', en: ["Yes", "No"]}', "}", 1)

    assert problems_of({"tools/clock.yml": table, "tools/quiz.yml": quiz}, tmp_path) == [
        ("HB061", "`cells` has no text in `en`", "templates/tools/clock.yml:9"),
        ("HB061", "`options` has no text in `en`", "templates/tools/quiz.yml:10"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        ("right: 2", "right: 3", 3),
        ('en: ["Yes", "No"]}', 'en: ["Yes"]}', 2),
    ],
)
def test_the_right_option_of_a_quiz_is_there_in_each_language(
    before: str, after: str, right: int, tmp_path: Path
) -> None:
    text = QUIZ.replace(before, after, 1)

    assert problems_of({"tools/quiz.yml": text}, tmp_path) == [
        (
            "HB068",
            f"`quiz`: the question `one` has no option {right} everywhere",
            "templates/tools/quiz.yml:1",
        )
    ]


def test_options_of_a_quiz_count_from_one(tmp_path: Path) -> None:
    text = QUIZ.replace("right: 2", "right: 0")
    found = problems_of({"tools/quiz.yml": text}, tmp_path)

    assert [(code, place) for code, _, place in found] == [("HB068", "templates/tools/quiz.yml:1")]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "governance.review_months",
            "firm.name",
            ("HB069", "`firm.name` is no number of months (review `review`)"),
        ),
        (
            "governance.review_months",
            "governance.months",
            ("HB069", "`governance.months` is no number of months (review `review`)"),
        ),
        ("PRV-10", "PRV-77", ("HB065", "no clause is called `PRV-77`")),
        (", en: Look back", "", ("HB061", "`what` has no text in `en`")),
    ],
)
def test_a_fault_in_the_calendar_is_one_problem(
    before: str, after: str, found: tuple[str, str], tmp_path: Path
) -> None:
    problems = problems_of({"tools/calendar.yml": CALENDAR.replace(before, after)}, tmp_path)

    assert [(code, message) for code, message, _ in problems] == [found]
    assert problems[0][2].startswith("templates/tools/calendar.yml")


def test_who_decides_is_a_person_of_the_firm_or_the_account_team(tmp_path: Path) -> None:
    text = DECISIONS.replace("people.owner", "people.ownr")
    problems = problems_of({"tools/decisions.yml": text}, tmp_path)

    assert [(code, message) for code, message, _ in problems] == [
        ("HB069", "`people.ownr` is no person of the firm (decision `post`)")
    ]


def test_a_word_of_the_glossary_points_to_clauses_that_exist(tmp_path: Path) -> None:
    text = "leak: {term: {nl: lek, en: leak}, text: {nl: Weg., en: Gone.}, clauses: [PRV-77]}\n"
    problems = problems_of({"glossary.yml": text}, tmp_path)

    assert [(code, message) for code, message, _ in problems] == [
        ("HB065", "no clause is called `PRV-77`")
    ]


def test_all_faults_of_all_aids_are_told_at_once(tmp_path: Path) -> None:
    changes = {
        "tools/clock.yml": TABLE.replace("[Now, Stop]", "[Now]"),
        "tools/quiz.yml": QUIZ.replace("right: 2", "right: 3"),
        "tools/calendar.yml": CALENDAR.replace("PRV-10", "PRV-77"),
    }

    assert [place.partition(":")[0] for _, _, place in problems_of(changes, tmp_path)] == [
        "templates/tools/clock.yml",
        "templates/tools/quiz.yml",
        "templates/tools/calendar.yml",
    ]


# What is left for one firm


def test_aids_stand_in_their_book_in_the_order_of_the_library(
    handbook_for: Assemble, aids: Library
) -> None:
    handbook = handbook_for(library=aids)
    pages = {
        book.name: [page.id for page in book.pages if page.id.startswith("tools/")]
        for book in handbook.books
    }

    assert pages == {
        "staff": ["tools/index", "tools/may-i", "tools/quiz", "tools/consent"],
        "control": ["tools/index", "tools/clock", "tools/leaving"],
    }


def test_a_library_without_aids_has_no_part_for_them(handbook_for: Assemble) -> None:
    pages = [page.id for book in handbook_for().books for page in book.pages]

    assert [name for name in pages if name.startswith("tools/")] == []


def test_a_firm_to_which_all_steps_apply_sees_them_all(
    handbook_for: Assemble, aids: Library
) -> None:
    profile = FIRM.replace("size: 12", "size: 12, country: BE")
    flow = flow_of(handbook_for(profile, "en", library=aids))

    assert [ask.key for ask in flow.questions] == ["work", "colleague", "country"]
    assert [outcome.key for outcome in flow.outcomes] == ["free", "ask", "boss"]


def test_an_arrow_to_a_step_that_does_not_apply_goes_on(
    handbook_for: Assemble, aids: Library
) -> None:
    flow = flow_of(handbook_for(FIRM, "en", library=aids))

    assert [ask.key for ask in flow.questions] == ["work", "colleague"]
    assert flow.questions[1].answers == (Choice("No", "ask"), Choice("Yes", "free"))


def test_an_arrow_goes_on_past_several_steps_that_do_not_apply(
    handbook_for: Assemble, aids: Library
) -> None:
    flow = flow_of(handbook_for(ALONE, "en", library=aids))

    answers = (Choice("No", "free"), Choice("Yes", "free"))

    assert flow.questions == (Ask("work", "Is it about work?", "A like too.", answers),)


def test_a_situation_starts_at_the_first_step_that_applies(
    handbook_for: Assemble, aids: Library
) -> None:
    together = flow_of(handbook_for(FIRM, "en", library=aids))
    alone = flow_of(handbook_for(ALONE, "en", library=aids))

    assert together.situations == (Choice("A picture", "colleague"), Choice("A party", "work"))
    assert alone.situations == (Choice("A picture", "free"),)


def test_an_outcome_that_nothing_leads_to_drops_out(handbook_for: Assemble, aids: Library) -> None:
    flow = flow_of(handbook_for(ALONE, "en", library=aids))

    assert [outcome.key for outcome in flow.outcomes] == ["free"]


def test_an_outcome_names_the_person_to_ask_with_the_address(
    handbook_for: Assemble, aids: Library
) -> None:
    ask = outcome_of(handbook_for(FIRM + PEOPLE, "en", library=aids), "ask")

    assert ask.contact == "the go-to person ([G&#46; Goto](mailto:g@jansen.example))"
    assert (ask.email, ask.phone) == ("g@jansen.example", "020 555 01 23")
    assert ask.draft == "May I?"


def test_a_person_without_a_telephone_has_none_in_the_outcome(
    handbook_for: Assemble, aids: Library
) -> None:
    profile = FIRM.replace("size: 12", "size: 12, country: BE") + PEOPLE
    boss = outcome_of(handbook_for(profile, "en", library=aids), "boss")

    assert (boss.email, boss.phone) == ("o@jansen.example", "")


def test_a_person_who_is_not_named_yet_is_a_role(handbook_for: Assemble, aids: Library) -> None:
    ask = outcome_of(handbook_for(FIRM, "en", library=aids), "ask")

    assert (ask.contact, ask.email, ask.phone) == ("the go-to person", "", "")


def test_whoever_works_alone_need_not_ask_the_boss(handbook_for: Assemble, aids: Library) -> None:
    profile = ALONE.replace("size: 1", "size: 1, country: BE") + PEOPLE
    boss = outcome_of(handbook_for(profile, "en", library=aids), "boss")

    assert (boss.contact, boss.email, boss.draft) == ("", "", "")


def test_an_outcome_links_to_the_clauses_that_the_book_has(
    handbook_for: Assemble, aids: Library
) -> None:
    large = outcome_of(handbook_for(FIRM, "en", library=aids), "ask")
    small = outcome_of(handbook_for(FIRM.replace("size: 12", "size: 3"), "en", library=aids), "ask")

    assert large.clauses == ("GOV-02",)
    assert small.clauses == ()


def test_rows_of_a_table_that_do_not_apply_drop_out(handbook_for: Assemble, aids: Library) -> None:
    def rows(profile: str) -> list[tuple[str, ...]]:
        blocks = page_of(handbook_for(profile, "en", library=aids), "tools/clock").blocks
        return [row for block in blocks if isinstance(block, Grid) for row in block.rows]

    assert rows(FIRM) == [
        ("Now", "Stop", "[PRV-10](hb:PRV-10)"),
        ("Later", "Consult", ""),
    ]
    assert rows(ALONE) == [("Now", "Stop", "[PRV-10](hb:PRV-10)")]


def test_a_table_without_clauses_has_no_column_for_them(
    handbook_for: Assemble, tmp_path: Path
) -> None:
    text = TABLE.replace("    clauses: [PRV-10]\n", "")
    root = write_small_library(tmp_path / "templates", {"tools/clock.yml": text})
    blocks = page_of(handbook_for(FIRM, "en", library=read_library(root)), "tools/clock").blocks

    assert [block.heads for block in blocks if isinstance(block, Grid)] == [("When", "What")]


def test_questions_of_the_quiz_that_do_not_apply_drop_out(
    handbook_for: Assemble, aids: Library
) -> None:
    def asked(profile: str) -> list[str]:
        blocks = page_of(handbook_for(profile, "en", library=aids), "tools/quiz").blocks
        return [q.key for block in blocks if isinstance(block, Quiz) for q in block.questions]

    assert asked(FIRM) == ["one", "two"]
    assert asked(ALONE) == ["one"]


def test_a_group_of_a_checklist_with_nothing_left_drops_out(
    handbook_for: Assemble, aids: Library
) -> None:
    def ticks(profile: str) -> list[tuple[str, int]]:
        blocks = page_of(handbook_for(profile, "en", library=aids), "tools/leaving").blocks
        return [(b.title, len(b.items)) for b in blocks if isinstance(b, Ticks)]

    assert ticks(FIRM) == [("First", 2), ("Then", 1)]
    assert ticks(ALONE) == [("First", 1)]


def test_a_line_to_tick_off_links_to_the_clauses_of_its_book(
    handbook_for: Assemble, aids: Library
) -> None:
    blocks = page_of(handbook_for(FIRM, "en", library=aids), "tools/leaving").blocks
    first = next(block for block in blocks if isinstance(block, Ticks)).items[0]

    assert (first.level, first.clauses) == ("must", "[PRV-10](hb:PRV-10)")


def test_fields_of_a_form_that_do_not_apply_drop_out(handbook_for: Assemble, aids: Library) -> None:
    def fields(profile: str) -> list[tuple[str, tuple[str, ...]]]:
        blocks = page_of(handbook_for(profile, "en", library=aids), "tools/consent").blocks
        forms = [block for block in blocks if isinstance(block, Form)]
        return [(blank.label, blank.options) for form in forms for blank in form.blanks]

    assert fields(FIRM) == [("Name", ()), ("May we&#63;", ("Yes", "No")), ("Colleague", ())]
    assert fields(ALONE) == [("Name", ()), ("May we&#63;", ("Yes", "No"))]


def test_an_aid_that_does_not_apply_is_left_out_with_its_reason(
    handbook_for: Assemble, tmp_path: Path
) -> None:
    text = TABLE.replace("order: 20\n", "order: 20\napplies_when: firm.size > 1\n")
    root = write_small_library(tmp_path / "templates", {"tools/clock.yml": text})
    handbook = handbook_for(ALONE, "en", library=read_library(root))

    assert [out.why for out in handbook.left_out if out.id == "tools/clock"] == [
        "does not apply with this answer: How large? 1 person"
    ]


def test_a_label_of_the_library_cannot_hold_html(tmp_path: Path) -> None:
    text = FLOW.replace("en: A picture", 'en: "<script>x</script>"')
    found = problems_of({"tools/may-i.yml": text}, tmp_path)

    assert [(code, message) for code, message, _ in found] == [
        ("HB076", "`<script>` is not allowed here")
    ]
