"""The decision aids as a reader uses them: on a phone, by keyboard, and with nothing kept or sent."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from handbook_gen.history import with_history
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from handbook_gen.writers import content_digest
from tests.e2e.running import DAY, FIRM, answer, build, new_workspace

MAY_I: Final = "staff/nl/tools/may-i-post.html"
CLOCK: Final = "staff/nl/tools/breach-clock.html"
QUIZ: Final = "staff/nl/tools/quiz.html"
SCORE: Final = "control/nl/tools/new-channel.html"
DUTCH: Final = {"timezone_id": "Europe/Amsterdam", "locale": "nl-NL"}
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
HOSTILE: Final = '</div><script>alert(1)</script> "O\'Brien" & *Zn*'

Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, served: str) -> Iterator[Open]:
    """A function that opens a page of the site in a new window, on a Dutch machine."""
    windows: list[Any] = []

    def open_page(name: str, **options: Any) -> Any:
        window = browser.new_context(
            **{"viewport": {"width": 1300, "height": 900}, **DUTCH, **options}
        )
        windows.append(window)
        page = window.new_page()
        page.goto(f"{served}/{name}", wait_until="networkidle")
        return page

    yield open_page
    for window in windows:
        window.close()


def choose(page: Any, label: str) -> None:
    """Press the answer with exactly this label."""
    page.locator(".hb-choice").filter(has=page.get_by_text(label, exact=True)).or_(
        page.get_by_role("button", name=label, exact=True)
    ).first.click()


def asked(page: Any) -> str:
    """Return the question or outcome on the screen, without what only a screen reader hears."""
    heading: str = page.locator(".hb-wizard h2").evaluate(
        "h => Array.from(h.childNodes).filter(n => n.nodeType === 3).map(n => n.data).join('').trim()"
    )
    return heading


def test_what_is_not_about_work_is_free_after_one_answer(opened: Open) -> None:
    page = opened(MAY_I, **PHONE)
    first = asked(page)
    choose(page, "Nee")

    assert first == "Gaat het over je werk, je collega's, je cliënten of je vak?"
    assert asked(page) == "Dat bepaal je zelf"
    assert page.locator(".hb-wizard .hb-outcome--go").is_visible()


def test_what_is_about_work_begins_with_situations_that_people_recognise(opened: Open) -> None:
    page = opened(MAY_I, **PHONE)
    choose(page, "Ja")
    labels = page.locator(".hb-choice").all_inner_texts()

    assert asked(page) == "Wat wil je plaatsen of doen?"
    assert {"Een foto van de borrel", "Een vacature delen", "Iets liken"} <= set(labels)
    assert {"Een review over kantoor beantwoorden", "Een tip over belasting of geld"} <= set(labels)
    assert "Een cliënt feliciteren met eigen nieuws" in labels
    assert labels[-1] == "Iets anders"


def test_every_question_can_be_answered_with_i_do_not_know_and_leads_on(opened: Open) -> None:
    page = opened(MAY_I)
    questions = page.locator(".hb-all .hb-question h2, .hb-all .hb-question h3").evaluate_all(
        "found => found.map(heading => heading.id)"
    )
    ends: set[str] = set()
    for question in questions:
        page.goto(f"{page.url.partition('#')[0]}#{question}")
        page.reload(wait_until="domcontentloaded")
        page.wait_for_selector(".hb-choice")
        labels = page.locator(".hb-choice").all_inner_texts()
        assert "Weet ik niet" in labels or "Nee of nog niet gevraagd" in labels, question
        for label in labels:
            page.get_by_role("button", name=label, exact=True).click()
            assert asked(page), f"{question}: {label}"
            ends |= set(page.locator(".hb-wizard .hb-outcome h2").all_inner_texts())
            page.go_back()

    assert len(questions) > 10
    assert len(ends) > 15


def test_the_outcome_mails_or_calls_the_right_person_with_a_draft(opened: Open) -> None:
    page = opened(MAY_I, **PHONE)
    for label in ("Ja", "Iets anders", "Weet ik niet"):
        choose(page, label)
    mail = page.get_by_role("link", name="Mail I. Bouwman").get_attribute("href")
    letter = urlsplit(mail)
    fields = parse_qs(letter.query)

    assert asked(page) == "Plaats nog niets en vraag het"
    assert unquote(letter.path) == "i.bouwman@devries.example"
    assert fields["subject"] == ["Vraag voordat ik iets plaats"]
    assert fields["body"][0].startswith(
        "Ik wil iets plaatsen, maar misschien weet ik het alleen door"
    )
    assert "&#" not in fields["body"][0]
    assert page.get_by_role("link", name="Bel I. Bouwman").get_attribute("href").startswith("tel:")
    assert page.locator(".hb-wizard .hb-outcome a[href*='#pro-11']").is_visible()


def test_an_answer_can_be_changed_and_back_goes_back(opened: Open) -> None:
    page = opened(MAY_I)
    for label in ("Ja", "Een foto van de borrel", "Nee"):
        choose(page, label)
    third = asked(page)
    page.go_back()
    second = asked(page)
    page.go_forward()
    page.get_by_text("Je antwoorden").click()
    page.get_by_role("button", name="Wijzig: Wat wil je plaatsen of doen?").click()

    assert third == "Komt er een ander herkenbaar in voor?"
    assert second == "Kan iemand raden om welke cliënt het gaat?"
    assert asked(page) == "Wat wil je plaatsen of doen?"


def test_the_other_language_asks_the_same_question(opened: Open) -> None:
    page = opened(MAY_I)
    for label in ("Ja", "Een foto van de borrel"):
        choose(page, label)
    page.goto(page.locator(".md-header a[hreflang=en]").first.evaluate("link => link.href"))

    assert asked(page) == "Could somebody guess which client it is about?"


def test_nothing_that_is_chosen_is_kept_or_sent(opened: Open) -> None:
    page = opened(MAY_I)
    requests: list[str] = []
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    before = page.evaluate(kept)
    page.on("request", lambda request: requests.append(request.url))
    for label in ("Ja", "Een foto van de borrel", "Weet ik niet"):
        choose(page, label)

    assert page.evaluate(kept) == before
    assert [url for url in requests if not url.endswith("/favicon.png")] == []


def test_the_questions_are_answered_by_keyboard_and_the_focus_follows(opened: Open) -> None:
    page = opened(MAY_I)
    page.locator(".hb-choice").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Tab")

    assert focused == "Wat wil je plaatsen of doen?"
    assert page.evaluate("document.activeElement.matches('.hb-choice')")


def test_without_scripts_a_flow_is_a_numbered_list_in_which_every_arrow_arrives(
    opened: Open,
) -> None:
    page = opened(MAY_I, java_script_enabled=False)
    headings = page.locator(".hb-question :is(h2, h3)").all_inner_texts()
    arrows = [link.get_attribute("href") for link in page.locator(".hb-flow li a[href^='#']").all()]

    assert [heading.split(".")[0] for heading in headings] == [
        str(number) for number in range(1, len(headings) + 1)
    ]
    assert len(arrows) > 60
    for arrow in set(arrows):
        assert page.locator(f"[id='{arrow[1:]}']").count() == 1, arrow


def test_the_clock_counts_hours_also_over_the_end_of_summer_time(opened: Open) -> None:
    page = opened(CLOCK)
    page.clock.set_fixed_time("2026-10-24T15:00:00+02:00")
    page.locator("input[type=datetime-local]").fill("2026-10-24T12:00")
    rows = page.locator(".hb-clock tbody tr").all_inner_texts()
    report = next(row for row in rows if "72 uur" in row.splitlines()[0])

    assert "uiterlijk di 27 okt, 11:00" in report
    assert "was za 24 okt, 12:15" in rows[0]
    assert "uiterlijk za 24 okt, 16:00" in page.locator(".hb-next").inner_text()
    assert page.locator(".hb-left").inner_text() == "Nog 1 u."


def test_the_clock_says_when_every_limit_is_past_or_still_to_begin(opened: Open) -> None:
    page = opened(CLOCK)
    page.clock.set_fixed_time("2026-11-23T12:00:00+01:00")
    field = page.locator("input[type=datetime-local]")
    field.fill("2025-01-01T12:00")
    past = page.locator(".hb-next").inner_text()
    field.fill("2026-11-24T12:00")
    ahead = page.locator(".hb-next").inner_text()
    field.fill("")

    assert past == "Alle termijnen zijn voorbij. Doe alsnog wat nog niet gedaan is."
    assert ahead == "Dit moment ligt nog in de toekomst."
    assert page.locator(".hb-next").inner_text() == ""


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((3, 4, 2), "Score: 10. Het is een ja."),
        ((2, 4, 0), "Score: 8. Het is een ja."),
        ((1, 1, 5), "Score: -4. Nog geen ja: daarvoor is 8 nodig."),
    ],
)
def test_a_score_multiplies_before_it_subtracts(
    opened: Open, marks: tuple[int, int, int], said: str
) -> None:
    page = opened(SCORE)
    assert page.locator(".hb-required input").count() > 5
    for box in page.locator(".hb-required input").all():
        box.check()
    for field, mark in zip(page.locator(".hb-score select").all(), marks, strict=True):
        field.select_option(str(mark))

    assert page.locator(".hb-result").inner_text() == said


def test_a_high_score_does_not_make_up_for_what_is_required(opened: Open) -> None:
    page = opened(SCORE)
    boxes = page.locator(".hb-required input")
    for box in boxes.all()[1:]:
        box.check()
    for field in page.locator(".hb-score select").all():
        field.select_option("5")
    before = page.locator(".hb-result").inner_text()
    boxes.first.check()

    assert before == "Score: 20. Nog geen ja: van wat verplicht is, staat nog open: 1."
    assert page.locator(".hb-result").inner_text() == "Score: 20. Het is een ja."


def finish_quiz(page: Any, *, wrong: int = 0) -> int:
    """Answer every question, the first ones wrongly; return how many there are."""
    items = page.locator(".hb-item").all()
    for number, item in enumerate(items):
        right = int(item.get_attribute("data-right")) - 1
        options = item.locator("input")
        options.nth((right + 1) % options.count() if number < wrong else right).check()
        item.get_by_role("button", name="Kijk na").click()
    return len(items)


def test_the_quiz_ends_with_a_receipt_of_exactly_this_handbook(opened: Open, example: Path) -> None:
    page = opened(QUIZ)
    total = finish_quiz(page, wrong=2)
    page.get_by_label("Je naam").fill("Ada <b>")
    said = page.locator(".hb-receipt").inner_text()
    firm = check_firm(open_workspace(example), FIRM, date.fromisoformat(DAY))
    dutch = next(handbook for handbook in handbooks(firm) if handbook.language == "nl")

    assert f"Je had er {total - 2} van de {total} goed." in said
    assert "De Vries & Zn. *Accountants*" in said
    assert content_digest(with_history(dutch, ())) in said
    assert "Versie van het handboek\n1.0" in said
    assert "Ada <b>" in said


def test_the_receipt_can_be_saved_on_the_readers_own_device(opened: Open, tmp_path: Path) -> None:
    page = opened(QUIZ)
    total = finish_quiz(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bewaar het bewijs").click()
    waiting.value.save_as(tmp_path / "receipt.txt")
    text = (tmp_path / "receipt.txt").read_text("utf-8")

    assert waiting.value.suggested_filename.startswith("bewijs-20")
    assert f"Goed beantwoord: {total} / {total}" in text
    assert "Versie van het handboek: 1.0" in text


def test_the_receipt_prints_on_its_own(opened: Open) -> None:
    page = opened(QUIZ)
    finish_quiz(page)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print het bewijs").click()
    page.emulate_media(media="print")

    assert page.locator(".hb-receipt dl").is_visible()
    assert not page.locator(".hb-item").first.is_visible()
    assert not page.locator("h1").is_visible()


def test_a_wrong_answer_shows_the_right_one_and_why(opened: Open) -> None:
    page = opened(QUIZ)
    item = page.locator(".hb-item").first
    before = item.locator(".hb-answer").is_visible()
    right = int(item.get_attribute("data-right")) - 1
    item.locator("input").nth((right + 1) % 2).check()
    item.get_by_role("button", name="Kijk na").click()

    assert not before
    assert item.locator(".hb-verdict-line").inner_text() == "Niet goed. Het goede antwoord:"
    assert item.locator(".hb-answer").is_visible()
    assert item.locator(".hb-right").count() == 1
    assert item.locator(".hb-wrong").count() == 1


def test_a_hostile_name_is_only_a_name_in_mails_and_receipts(browser: Any, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    answer(workspace, {"firm.name": HOSTILE, "people.go_to.name": HOSTILE})
    build(workspace, FIRM, "--book", "staff")
    page = browser.new_page(locale="nl-NL")
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    site = (workspace / "site" / FIRM).as_uri()
    page.goto(f"{site}/{QUIZ}", wait_until="networkidle")
    finish_quiz(page)
    receipt = page.locator(".hb-receipt").inner_text()
    page.goto(f"{site}/{MAY_I}#v-ask-secret", wait_until="networkidle")
    page.wait_for_selector(".hb-wizard .hb-outcome")

    assert HOSTILE in receipt
    assert f"Mail {HOSTILE}" in page.locator(".hb-wizard").inner_text()
    assert said == []
    page.close()
