"""The report of the benchmark: a figure is extrapolated only where that is said, and pairs stay pairs."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from tests.bench.plot import plot
from tests.bench.report import MARK, put_into_page, report, rows

ABOUT = {
    "day": "2026-11-28",
    "commit": "abc",
    "scale": "full",
    "machine": "2 x <CPU>",
    "python": "3.12",
    "mkdocs": "1.6.1",
    "mkdocs-material": "9.8.1",
    "markdown": "3.11",
    "pymdown-extensions": "13.1",
}


def cost(cpu: float, wall: float = 1, memory: float = 100) -> dict[str, float]:
    return {"cpu": cpu, "wall": wall, "memory": memory}


def full(firms: int, stock_firms: int, *pairs: tuple[float, float]) -> list[dict[str, Any]]:
    return [
        {
            "firms": firms,
            "stock_firms": stock_firms,
            "ours": cost(ours),
            "stock": cost(stock),
            "disk": 1e6,
            "stock_disk": 4e6,
            "told": {"hits": 900, "fallbacks": 2},
        }
        for ours, stock in pairs
    ]


ROUNDS = {
    "full-10": full(10, 10, (10, 100), (20, 220), (10, 120)),
    "full-1000": full(1000, 50, (100, 250)),
    "unchanged": [{"firms": 1000, "stock_firms": 0, "ours": cost(0.5), "stock": cost(3)}],
    "serve": [{"ours": 0.5, "stock": 2.0}],
}


def test_the_ratio_is_the_median_of_the_pairs_and_not_that_of_the_medians() -> None:
    ten = rows(ROUNDS)[0]

    assert (ten.ours, ten.stock, ten.ratio) == (10, 120, 11)
    assert ten.extrapolated == 0


def test_what_is_extrapolated_says_from_how_many_firms() -> None:
    thousand = rows(ROUNDS)[1]

    assert (thousand.stock, thousand.ratio) == (5000, 50)
    assert thousand.cells[3] == "5000 s (from 50)"
    assert thousand.cells[-1] == "25 x"


def test_nothing_changed_stands_beside_one_command_however_many_firms_there_are() -> None:
    unchanged = next(row for row in rows(ROUNDS) if row.what.startswith("Nothing"))

    assert unchanged.ratio == 6
    assert "from" not in unchanged.cells[3]


def test_the_clock_counts_with_two_processors_and_for_as_many_firms() -> None:
    (one,) = full(200, 50, (100, 250))
    found = rows({"full-200": [one | {"stock": cost(250, wall=300), "two": cost(110, wall=60)}]})[0]

    assert (found.ratio, found.clock) == (10, 20)
    assert found.cells[4:] == ("10 x", "20 x", "12 x")


def test_a_part_of_the_scenarios_gives_a_report_too() -> None:
    text = report({"about": ABOUT, "rounds": {"serve": ROUNDS["serve"]}})

    served = "| Saved to served, against `mkdocs serve` (clock) | 1 | 0.5 s | 2 s | 4 x |  | 5 x |"
    assert served in text
    assert "firms: fallbacks" not in text


def test_the_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"# Before\n\n{MARK}\nof 1999\n{MARK}\n\nAfter\n", encoding="utf-8")
    text = report({"about": ABOUT, "rounds": ROUNDS})

    put_into_page(text, page)
    once = page.read_text("utf-8")
    put_into_page(text, page)

    assert page.read_text("utf-8") == once
    assert once.startswith("# Before\n\n")
    assert once.endswith("\n\nAfter\n")
    assert "1999" not in once
    assert "at 1000 firms: fallbacks 2, hits 900" in once


def test_the_picture_says_in_words_what_it_shows() -> None:
    picture = ET.fromstring(plot(ROUNDS))  # noqa: S314  # our own
    svg = "{http://www.w3.org/2000/svg}"

    assert picture.find(f"{svg}title") is not None
    assert "Handbook: 100 s for 1000 firms" in str(picture.findtext(f"{svg}desc"))
    assert "one process: 5000 s for 1000 firms" in str(picture.findtext(f"{svg}desc"))
