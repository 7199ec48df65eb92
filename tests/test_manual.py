"""The manual says what the program does: it is generated, complete, and builds without a warning."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from handbook_gen.cli.main import cli, run
from handbook_gen.engines import build_site
from handbook_gen.model.library import Library
from handbook_gen.problems import CODES
from handbook_gen.source_yaml import plain_yaml
from handbook_gen.writers.profile_reference import profile_reference

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLE = "example-accountants"
CONTEXT = click.Context(cli)
COMMANDS = cli.list_commands(CONTEXT)


def command_called(name: str) -> click.Command:
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    return command


def flags_of(command: click.Command) -> Iterator[str]:
    for parameter in command.get_params(click.Context(command)):
        if isinstance(parameter, click.Option):
            yield from parameter.opts


def section_of(name: str) -> str:
    """The part of docs/commands.md about one command, from its heading to the next."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^## `handbook {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the manual with the example handbook in it, and in `lines.yml` what was printed."""
    folder = tmp_path_factory.mktemp("manual")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("handbook-*"))
    return folder


@pytest.fixture(scope="module")
def printed(manual: Path) -> dict[str, Any]:
    """The lines for mkdocs.yml that the command prints now, as data."""
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr(click, "echo", lambda text="", **_: said.append(str(text)))
        code = run(["-C", str(ROOT), "build", EXAMPLE, "--into", str(manual / "docs")])
    assert code == 0, said
    lines: dict[str, Any] = plain_yaml(said[0])
    return lines


@pytest.fixture(scope="module")
def built(manual: Path, printed: dict[str, Any]) -> Path:
    """The site of the manual with the example handbook in it."""
    assert printed
    build_site("mkdocs", manual, manual / "site", date(2026, 11, 22))
    return manual / "site"


def test_the_page_of_questions_is_what_the_command_prints(shipped_library: Library) -> None:
    committed = (DOCS / "profile-reference.md").read_text(encoding="utf-8")

    assert committed == profile_reference(shipped_library), "run `make docs`"


def test_the_command_prints_the_page_of_questions(
    capsys: pytest.CaptureFixture[str], shipped_library: Library
) -> None:
    code = run(["-C", str(ROOT), "schema", "--markdown"])

    assert (code, capsys.readouterr().out) == (0, profile_reference(shipped_library))


def test_a_page_and_a_schema_cannot_be_asked_for_at_once() -> None:
    assert run(["-C", str(ROOT), "schema", "--markdown", "--write"]) == 2


def test_every_question_has_its_own_heading(shipped_library: Library) -> None:
    page = profile_reference(shipped_library)

    missing = [name for name in shipped_library.facts if f"`{name}` {{ #" not in page]

    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_with_all_its_flags(name: str) -> None:
    section = section_of(name)

    flags = set(flags_of(command_called(name))) - {"-h", "--help"}
    missing = sorted(flag for flag in flags if f"`{flag}" not in section)

    assert section
    assert missing == []


def test_the_flags_of_every_command_are_described() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## `handbook")[0]

    missing = [flag for flag in [*flags_of(cli), "-h", "--help"] if f"`{flag}" not in text]

    assert missing == []


def test_no_command_is_described_that_does_not_exist() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")

    assert re.findall(r"^## `handbook (\w+)", text, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("code", CODES)
def test_a_problem_code_has_a_page(code: str) -> None:
    assert (DOCS / "problems" / f"{code}.md").is_file()


def test_the_example_texts_of_the_partners_choices_stand_in_the_library() -> None:
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.md")]
    library = "\n".join(files).replace("{{ people.go_to }}", "the go-to person")
    start = (DOCS / "start-here.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^> (.+)$", start, re.MULTILINE)

    missing = [line for line in quoted if line not in library.split("\n")]

    assert len(quoted) == 18
    assert missing == []


def test_every_decision_is_listed() -> None:
    listing = (DOCS / "decisions/index.md").read_text(encoding="utf-8")

    for page in sorted((DOCS / "decisions").glob("0*.md")):
        title = page.read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")
        assert f"- [{title}]({page.name})" in listing


def test_the_pasted_lines_are_what_the_command_prints(printed: dict[str, Any]) -> None:
    config = plain_yaml((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    sections = {name: pages for entry in config["nav"] for name, pages in entry.items()}

    assert sections["Example handbook"] == printed["nav"]
    for key in ("extra_css", "extra_javascript"):
        assert config[key] == printed[key]
    assert set(printed["markdown_extensions"]) <= {
        name for name in config["markdown_extensions"] if isinstance(name, str)
    }


def test_the_manual_builds_without_a_warning(built: Path) -> None:
    """`build_site` raises when the site builder warns of anything."""
    assert (built / "profile-reference.html").is_file()


def test_the_manual_asks_nothing_of_other_sites(built: Path) -> None:
    page = (built / "index.html").read_text(encoding="utf-8")

    asked = re.findall(r"<(?:script|link|img)\b[^>]*\b(?:src|href)=\"?(?:https?:)?//[^>]*", page)

    assert asked == []
