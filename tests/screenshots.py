"""Pictures of three pages in four views, to look at: `python -m tests.screenshots` writes twelve."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.e2e.conftest import FLAGS, serving
from tests.e2e.needs import chromium, command
from tests.e2e.page_kinds import AID, CLAUSES, FIRST
from tests.e2e.running import FIRM, REPOSITORY, build, new_workspace

PAGES: Final = {"first-page": FIRST, "clauses": CLAUSES, "decision-aid": AID}
VIEWS: Final[dict[str, dict[str, Any]]] = {
    "light": {"viewport": {"width": 1300, "height": 900}},
    "dark": {"viewport": {"width": 1300, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
TARGET: Final = REPOSITORY / "build" / "screenshots"


def take(browser: Any, address: str, target: Path) -> list[Path]:
    """Write a picture of each page in each view, and of its first sheet on paper."""
    target.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for view, options in VIEWS.items():
        window = browser.new_context(reduced_motion="reduce", **options)
        page = window.new_page()
        for name, path in PAGES.items():
            page.goto(f"{address}/{path}", wait_until="networkidle")
            page.wait_for_timeout(400)
            made.append(target / f"{name}-{view}.png")
            page.screenshot(path=str(made[-1]))
            if view == "light":
                made.append(target / f"{name}-print.png")
                _print(page, made[-1])
        window.close()
    return sorted(made)


def _print(page: Any, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "page.pdf"
        page.pdf(path=str(paper), prefer_css_page_size=True)
        options = ("-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile")
        run = [command("pdftoppm"), *options, str(paper), str(target.with_suffix(""))]
        subprocess.run(run, check=True)


def main() -> None:
    """Build the example firm, and take the pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workspace = new_workspace(Path(folder) / "workspace")
        build(workspace, FIRM)
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with serving(workspace / "site" / FIRM) as address:
            made = take(browser, address, TARGET)
        browser.close()
    sys.stdout.write("".join(f"{path}\n" for path in made))


if __name__ == "__main__":
    main()
