"""Ask axe-core what is wrong with a page, as a reader sees it in several modes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.e2e.needs import tool


@dataclass(frozen=True)
class Mode:
    """How a reader looks at a page: light or dark, on a screen of so many pixels wide."""

    scheme: str
    width: int

    @property
    def viewport(self) -> dict[str, int]:
        """The size of the window."""
        return {"width": self.width, "height": 900}


LIGHT, DARK = "default", "slate"
MODES: Final = (Mode(LIGHT, 1300), Mode(DARK, 1300), Mode(DARK, 390), Mode(LIGHT, 390))
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_WHOLE: Final = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "preload": False,  # it serves one rule, which is an experiment and in none of the tags
}
_COLOURS: Final = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "preload": False,
}
"""All rules that read colours: light and dark differ in nothing else."""

_RUN: Final = """async (options) => {
  const { violations, passes } = await axe.run(document, options);
  return [passes.length, violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")} (${node.any.concat(node.all, node.none).map((check) => check.message).join("; ")})`))];
}"""
_SHOW: Final = """async (scheme) => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  if (document.body.dataset.mdColorScheme !== scheme)
    document.querySelector(`input.md-option[data-md-color-scheme="${scheme}"]`).click();
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn();
  window.dispatchEvent(new Event("resize"));
  await drawn();
  return document.body.dataset.mdColorScheme;
}"""
"""Unfold all, choose the colours, and wait until the theme and our script have laid the page out."""


def version() -> str:
    """Return which axe-core this is."""
    found: str = json.loads(tool("axe-core/package.json").read_text("utf-8"))["version"]
    return found


def script() -> str:
    """Return the text of axe-core."""
    return tool("axe-core/axe.min.js").read_text("utf-8")


def pages_of(site: Path) -> list[str]:
    """Return the path of every page of both books, in order.

    Not among them are pages that only lead on, and `404.html`, which a server shows in place of a
    page: it has its own test.
    """
    names = (
        path.relative_to(site).as_posix()
        for book in ("staff", "control")
        for path in (site / book).rglob("*.html")
    )
    return sorted(name for name in names if not name.endswith("/404.html"))


def violations(page: Any, address: str, modes: Iterable[Mode]) -> list[str]:
    """Return what axe-core finds wrong with a page: loaded once, then looked at in every mode.

    At each width all rules are applied once, and in the other colours those that read colours.
    """
    page.goto(address, wait_until="load")
    page.evaluate(script())
    found: list[str] = []
    widths: set[int] = set()
    for mode in modes:
        page.set_viewport_size(mode.viewport)
        assert page.evaluate(_SHOW, mode.scheme) == mode.scheme
        where = f"{address.split('/', 3)[-1]} {mode.scheme} {mode.width}"
        wrong = _run(page, _COLOURS if mode.width in widths else _WHOLE)
        found += [f"{where}: {line}" for line in wrong]
        widths.add(mode.width)
    return found


def judged(page: Any) -> list[str]:
    """Return what is wrong with a page as it is now, with what was opened on it."""
    page.evaluate(script())
    return _run(page, _WHOLE)


def _run(page: Any, options: Mapping[str, object]) -> list[str]:
    passed, wrong = page.evaluate(_RUN, options)
    assert passed >= (15 if options is _WHOLE else 1), "axe-core looked at nothing"
    return list(wrong)
