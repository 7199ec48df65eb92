"""Figures: each is drawn for reader and screen reader, from answers that stay text."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.aids import Figure
from handbook_gen.model.blocks import Grid
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from tests.small_library import FILES, FIRM, page, write_small_library

Assemble = Callable[..., Handbook]
Read = Callable[..., Library]

NAMES = (
    "risk-map",
    "strategy-cycle",
    "channel-fit",
    "who-decides",
    "review-calendar",
    "silent-readers",
)
SVG = "{http://www.w3.org/2000/svg}"
BODY = "\n\n".join(f"[[{name}]]" for name in NAMES)

GOALS = """\
goals:
  title: {nl: Doelen, en: Goals}
  facts:
    main_goal: {kind: prose, optional: true, longest: 300, question: {nl: Doel?, en: Goal?}, help: {nl: Zin., en: Line.}}
    uses:
      kind: choices
      default: [visible, hire]
      fewest: 1
      choices: {visible: {nl: gezien worden, en: be seen}, hire: {nl: werven, en: hire}}
      question: {nl: Waarvoor?, en: What for?}
      help: {nl: Kies., en: Choose.}
"""

CHANNELS = """\
linkedin: {name: {nl: LinkedIn, en: LinkedIn}, status: growing, fit: {visible: 3, hire: 2}}
tiktok: {name: {nl: TikTok, en: TikTok}, status: growing, fit: {visible: 1}}
letters: {name: {nl: Brieven, en: Letters}, status: own}
"""

RISKS = """\
- {id: leak, likelihood: 2, impact: 4, title: {nl: Lek, en: Leak}, why: {nl: Zo., en: So.}, measure: {nl: Oefen., en: Train.}}
- {id: fire, likelihood: 1, impact: 5, title: {nl: Brand, en: Fire}, why: {nl: Zo., en: So.}, measure: {nl: Oefen., en: Train.}}
- {id: time, likelihood: 5, impact: 1, title: {nl: Tijd, en: Time}, why: {nl: Zo., en: So.}, measure: {nl: Oefen., en: Train.}}
- {id: rows, likelihood: 2, impact: 4, title: {nl: Ruzie, en: Rows}, why: {nl: Zo., en: So.}, measure: {nl: Oefen., en: Train.}}
"""

CALENDAR = """\
- id: fixed
  months: [3, 9]
  what: {nl: Tel mee, en: Count}
  clauses: [PRV-10]
- id: recurring
  every: governance.review_months
  what: {nl: Kijk terug, en: Look back}
- id: staff
  months: [5]
  what: {nl: Train, en: Train}
  applies_when: firm.size > 1
- id: monthly
  months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  what: {nl: Kijk rond, en: Look round}
"""

DECISIONS = """\
- id: post
  what: {nl: Plaatsen, en: Posting}
  decides: people.owner
  does: [account_team]
  hears: [people.go_to]
  clauses: [PRV-10]
- id: hire
  what: {nl: Werven, en: Hiring}
  decides: people.go_to
  advises: [people.owner]
  applies_when: firm.size > 1
"""

DRAWN = {
    "channels.yml": CHANNELS,
    "facts.yml": FILES["facts.yml"].replace("photos:\n", f"{GOALS}photos:\n", 1),
    "tools/risks.yml": RISKS,
    "tools/calendar.yml": CALENDAR,
    "tools/decisions.yml": DECISIONS,
    "privacy/figures/page.md": page("figures", book="control", order=30, nl=BODY, en=BODY),
}

HOSTILE = [
    "</svg><script>alert(1)</script>",
    "{{ firm.name }}",
    "{% if x %}",
    "]]>&lt;b&gt;",
    '" onload="alert(1)',
    "<!-- x",
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library with a page that places every figure."""
    return read_library(write_small_library(tmp_path_factory.mktemp("drawn") / "templates", DRAWN))


def blocks_of(handbook: Handbook, name: str) -> list[object]:
    """Return a figure and the tables that come with it."""
    (page_,) = [p for book in handbook.books for p in book.pages if p.id == "privacy/figures"]
    found: list[object] = []
    drawn_last = ""
    for block in page_.blocks:
        drawn_last = block.id if isinstance(block, Figure) else drawn_last
        if drawn_last == name:
            found.append(block)
    return found


def figure_of(handbook: Handbook, name: str) -> Figure:
    (found,) = [b for b in blocks_of(handbook, name) if isinstance(b, Figure)]
    return found


def tables_of(handbook: Handbook, name: str) -> list[Grid]:
    return [b for b in blocks_of(handbook, name) if isinstance(b, Grid)]


def drawing(figure: Figure) -> ElementTree.Element:
    """Return the drawing as XML, which it must be."""
    return ElementTree.fromstring(figure.svg)  # noqa: S314  # our own drawing, not a stranger's


def tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(SVG)


def squares(figure: Figure) -> dict[int, tuple[int, int]]:
    """Return the square (likelihood, impact) in which the number of each risk stands."""
    found = {}
    circles = [e for e in drawing(figure).iter() if tag(e) == "circle"]
    numbers = [e for e in drawing(figure).iter() if e.get("class") == "fg-text fg-on-mark"]
    for circle, number in zip(circles, numbers, strict=True):
        x, y = float(circle.get("cx", "")), float(circle.get("cy", ""))
        place = int((x - 62) // 78) + 1, 5 - int((y - 12) // 78)
        found[int("".join(number.itertext()))] = place
    return found


# What every figure has


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_says_in_words_what_it_shows(
    name: str, language: str, handbook_for: Assemble, drawn: Library
) -> None:
    figure = figure_of(handbook_for(FIRM, language, library=drawn), name)
    root = drawing(figure)

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{name}-title {name}-text"
    assert [tag(child) for child in root][:2] == ["title", "desc"]
    assert [child.get("id") for child in root][:2] == [f"{name}-title", f"{name}-text"]
    assert len("".join(root[0].itertext())) > 5
    assert len("".join(root[1].itertext())) > 15


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_needs_no_script_and_no_style(
    name: str, handbook_for: Assemble, drawn: Library
) -> None:
    elements = list(drawing(figure_of(handbook_for(library=drawn), name)).iter())
    attributes = {key for element in elements for key in element.attrib}

    assert {tag(element) for element in elements} <= {
        *("svg", "title", "desc", "g", "rect", "circle", "polygon", "polyline", "text", "tspan")
    }
    assert attributes <= {
        *("class", "viewBox", "width", "height", "role", "aria-labelledby", "focusable", "id"),
        *("x", "y", "rx", "cx", "cy", "r", "points", "transform"),
        *("text-anchor", "dominant-baseline"),
    }


def test_each_figure_of_the_shipped_library_is_placed_and_drawn(
    shipped_library: Library, handbook_for: Assemble
) -> None:
    profile = (
        "firm: {name: Jansen, size: 12}\nprofession: {kinds: [accountant]}\n"
        "services: {offered: [tax]}\n"
    )
    handbook = handbook_for(profile, library=shipped_library)
    pages = [page_ for book in handbook.books for page_ in book.pages]
    figures = [b for page_ in pages for b in page_.blocks if isinstance(b, Figure)]

    assert sorted(figure.id for figure in figures) == sorted(NAMES)
    for figure in figures:
        assert tag(drawing(figure)) == "svg"


# Answers stay text


@pytest.mark.parametrize("goal", HOSTILE)
def test_a_hostile_goal_stays_text(goal: str, handbook_for: Assemble, drawn: Library) -> None:
    profile = f"{FIRM}goals: {{main_goal: '{goal}'}}\n"
    figure = figure_of(handbook_for(profile, library=drawn), "strategy-cycle")
    root = drawing(figure)

    assert "".join(root[1].itertext()).count(goal) == 1
    assert "<script" not in figure.svg
    assert "{{" not in figure.svg
    assert "{%" not in figure.svg
    assert {tag(element) for element in root.iter()} == {
        *("svg", "title", "desc", "rect", "polygon", "polyline", "text", "tspan")
    }


@pytest.mark.parametrize("reason", HOSTILE)
def test_a_hostile_reason_is_not_in_the_risk_map(
    reason: str, handbook_for: Assemble, drawn: Library
) -> None:
    risks = f"risks: [{{risk: leak, likelihood: 1, impact: 1, reason: '{reason}'}}]\n"
    figure = figure_of(handbook_for(FIRM + risks, library=drawn), "risk-map")

    assert squares(figure)[1] == (1, 1)
    assert "alert" not in figure.svg


def test_a_hostile_person_is_not_in_the_chart(handbook_for: Assemble, drawn: Library) -> None:
    people = "people: {owner: {name: '</svg><script>', email: a@b.example}}\n"
    figure = figure_of(handbook_for(FIRM + people, library=drawn), "who-decides")

    assert "script" not in figure.svg


# The risk map


def test_risks_stand_in_the_square_of_their_marks(handbook_for: Assemble, drawn: Library) -> None:
    figure = figure_of(handbook_for(library=drawn), "risk-map")

    assert squares(figure) == {1: (2, 4), 2: (1, 5), 3: (5, 1), 4: (2, 4)}


def test_a_risk_moves_with_the_marks_of_the_firm(handbook_for: Assemble, drawn: Library) -> None:
    risks = "risks: [{risk: time, likelihood: 3, impact: 2, reason: Rooster.}]\n"
    figure = figure_of(handbook_for(FIRM + risks, library=drawn), "risk-map")

    assert squares(figure)[3] == (3, 2)


def test_the_risk_map_tells_the_scores_from_high_to_low(
    handbook_for: Assemble, drawn: Library
) -> None:
    said = figure_of(handbook_for(language="en", library=drawn), "risk-map").description

    assert re.findall(r"Leak|Fire|Time|Rows", said) == ["Leak", "Rows", "Fire", "Time"]


def test_all_sixteen_risks_of_the_shipped_library_stand_in_their_square(
    shipped_library: Library, handbook_for: Assemble
) -> None:
    profile = (
        "firm: {name: Jansen, size: 12}\nprofession: {kinds: [accountant]}\n"
        "services: {offered: [tax]}\n"
    )
    handbook = handbook_for(profile, library=shipped_library)
    pages = [page_ for book in handbook.books for page_ in book.pages]
    (figure,) = [
        b for page_ in pages for b in page_.blocks if isinstance(b, Figure) and b.id == "risk-map"
    ]
    marks = {
        number: (risk.likelihood, risk.impact)
        for number, risk in enumerate(shipped_library.risks, 1)
    }

    assert len(marks) == 16
    assert squares(figure) == marks


# The year calendar


@pytest.mark.parametrize(
    ("answers", "months"),
    [
        ("governance: {review_months: 12}\n", "January"),
        ("governance: {review_months: 6}\n", "January, July"),
        ("governance: {review_months: 5}\n", "January, June, November"),
        ("governance: {review_months: 24}\n", "January"),
        (
            "governance: {review_months: 3}\ndocument: {effective: 2026-11-15}\n",
            "February, May, August, November",
        ),
        (
            "governance: {review_months: 18}\ndocument: {effective: 2026-11-15}\n",
            "November",
        ),
    ],
)
def test_a_review_comes_back_every_so_many_months_from_the_start_of_the_handbook(
    answers: str, months: str, handbook_for: Assemble, drawn: Library
) -> None:
    (table,) = tables_of(handbook_for(FIRM + answers, "en", library=drawn), "review-calendar")
    row = next(row for row in table.rows if row[0] == "Look back")

    assert row[1] == months


def test_a_review_in_fixed_months_stands_in_those(handbook_for: Assemble, drawn: Library) -> None:
    (table,) = tables_of(handbook_for(language="en", library=drawn), "review-calendar")

    assert table.rows[0] == ("Count", "March, September", "[PRV-10](hb:PRV-10)")


def test_a_review_that_does_not_apply_drops_out(handbook_for: Assemble, drawn: Library) -> None:
    alone = FIRM.replace("size: 12", "size: 1")
    handbook = handbook_for(alone, "en", library=drawn)
    (table,) = tables_of(handbook, "review-calendar")

    assert [row[0] for row in table.rows] == ["Count", "Look back", "Look round"]
    assert "Train" not in figure_of(handbook, "review-calendar").svg


def test_what_comes_back_every_month_is_drawn_once(handbook_for: Assemble, drawn: Library) -> None:
    figure = figure_of(handbook_for(language="en", library=drawn), "review-calendar")
    texts = ["".join(e.itertext()) for e in drawing(figure).iter() if tag(e) == "text"]

    assert texts.count("· Look round") == 1
    assert texts.count("· Count") == 2


# How well a channel suits an objective


def dots(figure: Figure) -> list[str]:
    """Return the dots from left to right and top to bottom: full or empty."""
    circles = [e for e in drawing(figure).iter() if tag(e) == "circle"]
    circles.sort(key=lambda e: (float(e.get("cy", "")), float(e.get("cx", ""))))
    return [e.get("class", "").removeprefix("fg-dot fg-") for e in circles]


def test_a_channel_has_zero_to_three_full_dots_for_each_objective(
    handbook_for: Assemble, drawn: Library
) -> None:
    channels = "channels: [{channel: linkedin}, {channel: tiktok}]\n"
    handbook = handbook_for(FIRM + channels, "en", library=drawn)
    (table,) = tables_of(handbook, "channel-fit")

    assert dots(figure_of(handbook, "channel-fit")) == [
        *("full", "full", "full", "full", "full", "empty"),
        *("full", "empty", "empty", "empty", "empty", "empty"),
    ]
    assert table.heads == ("Channel", "be seen", "hire")
    assert table.rows == (("LinkedIn", "3 of 3", "2 of 3"), ("TikTok", "1 of 3", "0 of 3"))


def test_only_the_channels_of_the_firm_are_compared(handbook_for: Assemble, drawn: Library) -> None:
    handbook = handbook_for(FIRM + "channels: [{channel: tiktok}]\n", "en", library=drawn)
    (table,) = tables_of(handbook, "channel-fit")

    assert [row[0] for row in table.rows] == ["TikTok"]


def test_a_firm_without_channels_sees_those_that_grow(
    handbook_for: Assemble, drawn: Library
) -> None:
    (table,) = tables_of(handbook_for(language="en", library=drawn), "channel-fit")

    assert [row[0] for row in table.rows] == ["LinkedIn", "TikTok"]


def test_only_the_objectives_of_the_firm_are_compared(
    handbook_for: Assemble, drawn: Library
) -> None:
    handbook = handbook_for(FIRM + "goals: {uses: [hire]}\n", "en", library=drawn)
    (table,) = tables_of(handbook, "channel-fit")

    assert table.heads == ("Channel", "hire")


# Who decides


def test_the_chart_has_the_decisions_that_apply_with_the_people_of_the_firm(
    handbook_for: Assemble, drawn: Library
) -> None:
    people = "people: {owner: {name: O. Owner, email: o@jansen.example}}\n"
    _, table = tables_of(handbook_for(FIRM + people, "en", library=drawn), "who-decides")

    assert table.rows == (
        (
            "Posting",
            "the partner ([O&#46; Owner](mailto:o@jansen.example))",
            "account&#95;team",
            "",
            "the go-to person",
            "[PRV-10](hb:PRV-10)",
        ),
        (
            "Hiring",
            "the go-to person",
            "",
            "the partner ([O&#46; Owner](mailto:o@jansen.example))",
            "",
            "",
        ),
    )


def test_decisions_differ_by_shape_and_not_only_by_colour(
    handbook_for: Assemble, drawn: Library
) -> None:
    root = drawing(figure_of(handbook_for(library=drawn), "who-decides"))
    signs = [(tag(e), e.get("class")) for e in root.iter() if tag(e) in {"circle", "polygon"}]

    assert signs == [
        ("circle", "fg-dot fg-full"),
        ("polygon", "fg-dot fg-does"),
        ("circle", "fg-dot fg-empty"),
        ("circle", "fg-dot fg-full"),
    ]


def test_whoever_works_alone_sees_no_chart_of_who_decides(
    handbook_for: Assemble, drawn: Library
) -> None:
    alone = FIRM.replace("size: 12", "size: 1")

    assert blocks_of(handbook_for(alone, library=drawn), "who-decides") == []


@pytest.mark.parametrize("missing", ["tools/calendar.yml", "tools/decisions.yml"])
def test_a_library_without_calendar_or_decisions_draws_none(
    missing: str, handbook_for: Assemble, tmp_path: Path
) -> None:
    changes = {name: text for name, text in DRAWN.items() if name != missing}
    library = read_library(write_small_library(tmp_path / "templates", changes))
    handbook = handbook_for(library=library)
    name = "review-calendar" if "calendar" in missing else "who-decides"

    assert blocks_of(handbook, name) == []


# The cycle


def test_the_cycle_goes_around_the_goal_in_the_firms_own_words(
    handbook_for: Assemble, drawn: Library
) -> None:
    def said(profile: str) -> str:
        root = drawing(figure_of(handbook_for(profile, library=drawn), "strategy-cycle"))
        return "".join(root[1].itertext())

    assert ": gezien worden en werven." in said(FIRM)
    assert ": meer stagiairs; gezien worden en werven." in said(
        FIRM + "goals: {main_goal: meer stagiairs}\n"
    )


def test_the_cycle_has_ten_steps(handbook_for: Assemble, drawn: Library) -> None:
    root = drawing(figure_of(handbook_for(library=drawn), "strategy-cycle"))

    assert len([e for e in root.iter() if tag(e) == "rect"]) == 10
