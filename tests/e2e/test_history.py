"""What changed, as a reader finds it: for one role, and with the days that only a browser knows."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.e2e.conftest import serving
from tests.e2e.running import DAY, FIRM, build, files_of, handbook, new_workspace
from tests.firm_with_releases import release_now

CHANGES: Final = "control/nl/changes/index.html"
DUTCH: Final = {"timezone_id": "Europe/Amsterdam", "locale": "nl-NL"}
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm with two releases: the second has other people post, and is in force from December."""
    folder = new_workspace(tmp_path_factory.mktemp("history"))
    first = release_now(folder, "1.0", date(2026, 6, 1))
    changes = {
        "stance.voice": "everyone",
        "stance.separation": "separate",
        "stance.openness": "open",
    }
    release_now(folder, "1.1", date(2026, 12, 1), first, changes=changes)
    build(folder, FIRM, "--book", "control")
    return folder


@pytest.fixture
def opened(browser: Any, workspace: Path) -> Iterator[Open]:
    """A function that opens a page on a Dutch machine, on a day of its own when one is given."""
    windows: list[Any] = []

    with serving(workspace / "site" / FIRM) as address:

        def open_page(name: str, now: str = "", **options: Any) -> Any:
            window = browser.new_context(**DUTCH, **options)
            windows.append(window)
            page = window.new_page()
            if now:
                page.clock.set_fixed_time(now)
            page.goto(f"{address}/{name}", wait_until="networkidle")
            return page

        yield open_page
        for window in windows:
            window.close()


def test_a_reader_sees_by_keyboard_only_what_changes_for_a_role(opened: Open) -> None:
    page = opened(CHANGES)
    shown = page.locator(".hb-change:visible h3")
    whole = shown.count()
    roles = page.get_by_label("Wat verandert er voor")

    roles.focus()
    page.keyboard.type("personeel")

    assert roles.input_value() == "personeelszaken"
    told = page.locator(".hb-change:visible").all_inner_texts()
    assert 0 < len(told) < whole
    assert all("Personeelszaken" in text or "Iedereen" in text for text in told)
    said = page.locator(".hb-changes form [role=status]").inner_text()
    assert said == f"{len(told)} van de {whole} gewijzigde regels"

    roles.select_option("")
    assert shown.count() == whole


def test_without_a_script_every_change_shows_and_no_day_is_spoken_of(opened: Open) -> None:
    page = opened(CHANGES, java_script_enabled=False)

    assert page.locator(".hb-change:visible").count() > 0
    assert page.locator(".hb-changes form").count() == 0
    assert page.locator(".hb-dated").count() == 2
    assert page.locator(".hb-dated:visible").count() == 0


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-30T23:59:00+01:00", "geldt vanaf 1 december 2026; tot dan geldt versie 1.0."),
        ("2026-12-01T00:01:00+01:00", ""),  # still November in London
        ("2027-12-01T23:59:00+01:00", ""),
        ("2027-12-02T00:01:00+01:00", "had op 1 december 2027 herzien moeten zijn."),
    ],
)
def test_the_notice_follows_the_day_of_the_reader_without_a_new_build(
    now: str, said: str, opened: Open
) -> None:
    page = opened("control/nl/index.html", now)
    notices = page.locator(".hb-dated:visible").all_inner_texts()

    assert bool(notices) is bool(said)
    assert said in "".join(notices)


def test_a_release_that_was_changed_by_hand_stops_the_build_and_keeps_the_site(
    workspace: Path,
) -> None:
    before = files_of(workspace / "site")
    file = workspace / "firm_profiles" / FIRM / "releases" / "1.0.json"
    frozen = file.read_bytes()
    file.write_bytes(frozen.replace(b'"note": ""', b'"note": "nobody said this"'))

    done = handbook(workspace, "build", "--date", DAY, FIRM, "--book", "control")
    file.write_bytes(frozen)

    assert done.code == 1
    assert "HB110" in done.err
    assert files_of(workspace / "site") == before
