"""The calendar of `handbook status`: it opens in a calendar program, whatever a firm typed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook_gen.cli.main import run
from handbook_gen.model.library import Library
from handbook_gen.status import Dated, FirmStatus, calendar_of
from handbook_gen.status.calendar import escaped, folded

DAY = date(2027, 3, 1)
HOSTILE = "Ключ; a, b\\n \\ \U0001f600 END:VEVENT\r\nBEGIN:VALARM\x00\x07é" * 4


def status(*dates: Dated, language: str = "nl") -> FirmStatus:
    return FirmStatus(
        firm="jansen",
        name="Jansen",
        language=language,
        library_version="2026.1",
        stamp=date(2026, 12, 1),
        dates=dates,
    )


def opened(library: Library, *firms: FirmStatus) -> Sequence[icalendar.Event]:
    """The entries as a calendar library reads them."""
    calendar = icalendar.Calendar.from_ical(calendar_of(firms, library.phrases))
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    return [event for event in calendar.walk("VEVENT") if isinstance(event, icalendar.Event)]


def test_an_officer_sees_days_in_their_own_language(small_library: Library) -> None:
    (event,) = opened(
        small_library, status(Dated("jansen", "duty", "SEC-09", "Codes", DAY, "T. Smeets"))
    )

    assert event["SUMMARY"] == "jansen: taak klaar: Codes (SEC-09)"
    assert event["DESCRIPTION"] == "Eigenaar: T. Smeets"
    assert event["DTSTART"].dt == DAY  # a date, so all day long
    assert event["DTEND"].dt == date(2027, 3, 2)
    assert event["DTSTAMP"].dt.date() == date(2026, 12, 1)
    assert not event.errors


@pytest.mark.parametrize("kind", ["review", "page", "duty", "deviation", "trial", "effective"])
def test_each_kind_of_day_has_words_in_both_languages(small_library: Library, kind: str) -> None:
    item = Dated("jansen", kind, "", "", DAY)  # type: ignore[arg-type]

    (dutch,) = opened(small_library, status(item))
    (english,) = opened(small_library, status(item, language="en"))

    assert dutch["SUMMARY"] != english["SUMMARY"]
    assert not str(dutch["SUMMARY"]).endswith((":", " "))


def test_an_entry_stays_the_same_one_when_its_day_moves(small_library: Library) -> None:
    before = opened(small_library, status(Dated("jansen", "review", "", "", DAY)))
    after = opened(small_library, status(Dated("jansen", "review", "", "", date(2028, 3, 1))))

    assert before[0]["UID"] == after[0]["UID"]


def test_no_two_entries_are_taken_for_one(small_library: Library) -> None:
    dates = [Dated("jansen", k, s, "", DAY) for k in ("duty", "deviation") for s in ("A-1", "A-2")]  # type: ignore[arg-type]
    found = opened(small_library, status(*dates))

    assert len({str(event["UID"]) for event in found}) == 4


def test_what_a_firm_typed_stays_text(small_library: Library) -> None:
    (event,) = opened(
        small_library, status(Dated("jansen", "duty", HOSTILE, HOSTILE, DAY, HOSTILE))
    )

    said = HOSTILE.replace("\r\n", "\n").replace("\x00", "").replace("\x07", "")
    assert event["DESCRIPTION"] == f"Eigenaar: {said}"
    assert not event.subcomponents


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_short_and_come_back_whole(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_every_line_ends_as_the_standard_wants(small_library: Library) -> None:
    content = calendar_of([status(Dated("jansen", "review", "", "", DAY))], small_library.phrases)

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_command_writes_the_same_file_on_every_day(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    profiles = tmp_path / "firm_profiles"
    profiles.mkdir()
    text = "firm: {name: Vries, size: 12}\nprofession: {kinds: [accountant]}\n"
    text += "services: {offered: [tax]}\ndocument: {effective: 2027-01-01}\n"
    (profiles / "vries.yml").write_text(text, encoding="utf-8")

    assert run(["-C", str(tmp_path), "status", "--ics", "a.ics", "--date", "2027-03-01"]) == 0
    capsysbinary.readouterr()
    assert run(["-C", str(tmp_path), "status", "--ics", "-", "--date", "2027-04-01"]) == 0

    printed = capsysbinary.readouterr().out
    assert (tmp_path / "a.ics").read_bytes() == printed
    calendar = icalendar.Calendar.from_ical(printed)
    found = {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}
    assert found["vries: handboek sociale media herzien"] == date(2028, 1, 1)
