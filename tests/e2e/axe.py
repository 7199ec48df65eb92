"""Ask axe-core what is wrong with a page, as a reader sees it in several modes."""

import json
from collections.abc import Iterable
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

_OPTIONS: Final = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "passes"],
    "preload": False,  # it serves one rule, which is an experiment and in none of the tags
}
_RUN: Final = f"""async () => {{
  const {"{ violations, passes }"} = await axe.run(document, {json.dumps(_OPTIONS)});
  return [passes.length, violations.flatMap(({"{ id, nodes }"}) =>
    nodes.map((node) => `${{id}}: ${{node.target.join(" ")}} (${{node.any.concat(node.all).map((c) => c.message).join("; ")}})`))];
}}"""
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
    """Return what axe-core finds wrong with a page: loaded once, then looked at in every mode."""
    page.goto(address, wait_until="load")
    page.evaluate(script())
    found: list[str] = []
    for mode in modes:
        page.set_viewport_size(mode.viewport)
        assert page.evaluate(_SHOW, mode.scheme) == mode.scheme
        passed, wrong = page.evaluate(_RUN)
        assert passed > 15, f"axe-core looked at nothing of {address}"
        where = address.split("/", 3)[-1]
        found += [f"{where} {mode.scheme} {mode.width}: {line}" for line in wrong]
    return found


def judged(page: Any) -> list[str]:
    """Return what is wrong with a page as it is now, with what was opened on it."""
    page.evaluate(script())
    passed, wrong = page.evaluate(_RUN)
    assert passed > 15
    return list(wrong)
