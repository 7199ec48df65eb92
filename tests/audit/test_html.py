"""Every page of three firms is HTML as the standard has it, but for three faults of the theme."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.needs import command, tool

pytestmark = pytest.mark.audit

OF_THE_THEME: Final = {
    r"Attribute “autocomplete” is only allowed when the input type is “color”, .*": (
        "the menu and the search are check boxes with autocomplete=off, so that a browser does not "
        "open them again on the way back; every browser ignores or understands it"
    ),
    r"Bad value “” for attribute “tabindex” on element “label”: .*": (
        "the label of the section that you are in; an empty value is read as no value"
    ),
    r"The value of the “for” attribute of the “label” element must be the ID of .*": (
        "the title of a list of contents, on a page that has no such list in the menu"
    ),
}
"""What Material 9.8.1 writes on its own account, with why no reader notices."""


@pytest.fixture(scope="module")
def messages(sites: Path) -> list[dict[str, str]]:
    """What the Nu HTML checker calls an error, over all pages."""
    return checked(sites, "--errors-only", "--skip-non-html")


def checked(what: Path, *options: str) -> list[dict[str, str]]:
    """Return what the checker says of a page, or of all pages in a folder."""
    jar = str(tool("vnu-jar/build/dist/vnu.jar"))
    always = ("--format", "json", "--stdout", "--exit-zero-always")
    done = subprocess.run(
        [command("java"), "-jar", jar, *always, *options, str(what)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: list[dict[str, str]] = json.loads(done.stdout)["messages"]
    return found


def test_we_write_no_error(messages: list[dict[str, str]]) -> None:
    ours = Counter(
        (message["message"], message["url"].rsplit("/site/", 1)[-1])
        for message in messages
        if not any(re.fullmatch(pattern, message["message"]) for pattern in OF_THE_THEME)
    )

    assert sorted(ours.items()) == []


@pytest.mark.parametrize("pattern", OF_THE_THEME)
def test_a_fault_that_is_allowed_to_the_theme_is_still_there(
    messages: list[dict[str, str]], pattern: str
) -> None:
    assert any(re.fullmatch(pattern, message["message"]) for message in messages)


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="nl"><head><title>x</title></head><body><p id=a><p id=a>',
        encoding="utf-8",
    )

    assert "Duplicate ID “a”." in {said["message"] for said in checked(tmp_path / "page.html")}
