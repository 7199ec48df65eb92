"""The tables of the manual, from what was measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.scenarios import Round

MARK: Final = "<!-- bench -->"
"""What stands between two of these in the page is written by this program."""

ASKED: Final = {
    "full-1": 0.87,
    "full-50": 5,
    "full-200": 12,
    "full-1000": 25,
    "new": 20,
    "there": 80,
    "unchanged": 5,
    "answer": 4,
    "serve": 5,
    "clause": 30,
}
"""How many times less than stock MkDocs each is to take."""

COMMANDS: Final = {"help": 0.4, "check": 1.5, "redline": 2, "impact": 20}
"""How many seconds of CPU each may take."""

_COMMANDS: Final = ("one `mkdocs build`", "the four that make the same books")

Pick = Callable[[Round], float]


@dataclass(frozen=True)
class Row:
    """One thing that was measured on both sides, in seconds.

    Attributes:
        clock: how many times sooner it is there on the clock, with two processors; 0 if not measured.
        extrapolated: the firms that the other side built; 0 when it built all of them.
    """

    what: str
    firms: int
    ours: float
    stock: float
    ratio: float
    asked: float = 0
    extrapolated: int = 0
    clock: float = 0

    @property
    def cells(self) -> Sequence[str]:
        """The row as it stands in the table."""
        stock = seconds(self.stock)
        if self.extrapolated:
            stock = f"{stock} (from {self.extrapolated})"
        asked = f"{self.asked:g} x" if self.asked else ""
        clock = times(self.clock) if self.clock else ""
        figures = seconds(self.ours), stock, times(self.ratio), clock, asked
        return (self.what, str(self.firms), *figures)


def report(results: Mapping[str, Any]) -> str:
    """Return all tables in Markdown, with what they were measured on; for any part of the scenarios."""
    about, rounds = results["about"], results["rounds"]
    number = max((len(found) for found in rounds.values()), default=0)
    parts = [
        f"Measured on {about['day']} at version `{about['commit']}`, scale *{about['scale']}*: "
        f"{about['machine']}, Python {about['python']}, MkDocs {about['mkdocs']}, Material "
        f"{about['mkdocs-material']}, Python-Markdown {about['markdown']}, PyMdown Extensions "
        f"{about['pymdown-extensions']}. "
        + (f"Medians of up to {number} pairs." if number > 1 else "One pair of each."),
        _table(
            ("What", "Firms", "Handbook", "Stock MkDocs", "Times less", "Clock, `-j 2`", "Asked"),
            [row.cells for row in rows(rounds)],
        ),
        _processes(rounds),
        _table(
            ("Firms", "CPU per firm", "Clock, `-j 1`", "Clock, `-j 2`", "Memory", "Disk per firm"),
            [_size(found) for _, found in sizes(rounds)],
        ),
        _told(rounds),
        _commands(rounds),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def put_into_page(text: str, page: Path) -> None:
    """Write the tables between the two marks of the page."""
    before, _, after = page.read_text(encoding="utf-8").split(MARK)
    page.write_text(f"{before}{MARK}\n\n{text}\n{MARK}{after}", encoding="utf-8")


def rows(rounds: Mapping[str, list[Round]]) -> list[Row]:
    """Return what was measured on both sides."""
    found = [
        _row("Everything, nothing kept", rounds[f"full-{size}"], "ours", f"full-{size}")
        for size, measured in sizes(rounds)
        if "stock" in measured[0]
    ]
    if "warm" in rounds:
        found += [
            _row("Everything again, into a new folder", rounds["warm"], "new", "new"),
            _row("Everything, every byte looked at", rounds["warm"], "there", "there"),
        ]
    if "clause" in rounds:
        found.append(_row("One clause, which all of them have", rounds["clause"], "ours", "clause"))
    if "answer" in rounds:
        one, four = (f"One answer, against {what}" for what in _COMMANDS)
        found.append(_row(one, rounds["answer"], "ours", "answer", against="stock"))
        found.append(_row(four, rounds["answer"], "ours", "answer", against="four"))
    if "unchanged" in rounds:
        what = f"Nothing changed, against {_COMMANDS[0]}"
        found.append(_row(what, rounds["unchanged"], "ours", "unchanged", against="stock"))
    if "serve" in rounds:
        measured = rounds["serve"]
        ours, stock = (
            _median(measured, lambda r: r["ours"]),
            _median(measured, lambda r: r["stock"]),
        )
        ratio = _median(measured, lambda r: r["stock"] / r["ours"])
        found.append(
            Row(
                "Saved to served, against `mkdocs serve` (clock)",
                1,
                ours,
                stock,
                ratio,
                ASKED["serve"],
            )
        )
    return found


def sizes(rounds: Mapping[str, list[Round]]) -> list[tuple[int, list[Round]]]:
    """Return the rounds in which everything was built, by the number of firms."""
    return sorted(
        (found[0]["firms"], found) for name, found in rounds.items() if name.startswith("full-")
    )


def stock_per_firm(measured: Round) -> float:
    """Return the CPU of the loop of stock MkDocs for one firm."""
    return float(measured["stock"]["cpu"] / measured["stock_firms"])


def seconds(value: float) -> str:
    """Return seconds with three digits that count."""
    return f"{value:.0f} s" if value >= 100 else f"{value:.3g} s"


def times(ratio: float) -> str:
    """Return a ratio with two or three digits that count."""
    return f"{ratio:.0f} x" if ratio >= 10 else f"{ratio:.2g} x"


def _row(what: str, measured: list[Round], ours: str, asked: str, against: str = "") -> Row:
    """Return a row; the stock side is `against` some commands, or else for as many firms as ours."""
    firms, built = measured[0]["firms"], measured[0]["stock_firms"]

    def stock(one: Round) -> float:
        return float(one[against]["cpu"]) if against else stock_per_firm(one) * firms

    def clock(one: Round) -> float:
        return float(one["stock"]["wall"] / built * firms / one["two"]["wall"])

    return Row(
        what,
        firms,
        _median(measured, lambda one: one[ours]["cpu"]),
        _median(measured, stock),
        _median(measured, lambda one: stock(one) / one[ours]["cpu"]),
        ASKED.get(asked, 0),
        built if not against and built < firms else 0,
        _median(measured, clock) if ours == "ours" and "two" in measured[0] else 0,
    )


def _median(measured: list[Round], pick: Pick) -> float:
    return median(pick(one) for one in measured)


def _size(found: list[Round]) -> Sequence[str]:
    firms = found[0]["firms"]
    two = f"{_median(found, lambda r: r['two']['wall']):.0f} s" if "two" in found[0] else ""
    disk = f"{found[0]['disk'] / 1e6:.2f} MB"
    if "stock_disk" in found[0]:
        disk += f" ({found[0]['disk'] / found[0]['stock_disk']:.2f} of stock)"
    return (
        str(firms),
        seconds(_median(found, lambda r: r["ours"]["cpu"]) / firms),
        f"{_median(found, lambda r: r['ours']['wall']):.0f} s",
        two,
        f"{_median(found, lambda r: r['ours']['memory']):.0f} MiB",
        disk,
    )


def _processes(rounds: Mapping[str, list[Round]]) -> str:
    if "processes" not in rounds:
        return ""
    found = rounds["processes"]
    per_firm = _median(found, lambda one: one["stock"]["cpu"] / one["firms"])
    return (
        f"A shell loop with a command `mkdocs build` for each project takes {seconds(per_firm)} of "
        "CPU per firm. *Stock MkDocs* above is the harder rival: one process that builds project "
        "after project."
    )


def _told(rounds: Mapping[str, list[Round]]) -> str:
    """Return what the builder told of its hits and fallbacks, for the largest number of firms."""
    for firms, found in reversed(sizes(rounds)):
        if found[0].get("told"):
            told = ", ".join(
                f"{name} {value:g}" for name, value in sorted(found[0]["told"].items())
            )
            return f"What the builder told of itself at {firms} firms: {told}."
    return ""


def _commands(rounds: Mapping[str, list[Round]]) -> str:
    if "commands" not in rounds:
        return ""
    found = rounds["commands"]
    build = _median(found, lambda one: one["build"] / one["stock"])
    lines = [
        (f"`{name}`", seconds(_median(found, lambda one, name=name: one[name])), f"{most} s")
        for name, most in COMMANDS.items()
    ]
    lines.append(("`build` of the example firm", f"{build:.2f} of stock processes", "1.3"))
    return _table(("Command", "CPU", "At most"), lines)


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return ""
    rule = ["---"] * len(heads)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, rule, *lines))
