"""Every page of `docs/problems/` is a test: it holds an input, a command and its exact output.

A page has one or more `## Example` headings, each with a workspace of its own:

- a path in backticks and a colon, and then a fence with the whole file. What a fence cannot hold
  stands in a fence of the language `python-bytes`, as a Python expression, or in words after the
  colon: `an empty file`, `a folder`, `5 MB of text`, `a link to …`;
- a fence of the language `console` with the command;
- a fence of the language `text` with the problems, as they appear on the error stream, or on the
  other one with `--format`;
- where the fence ends with a line `…`, more problems follow of which nothing is promised;
- `Exit code: 2` when that is not 1;
- `On a machine without …:` when a package is to be missing;
- `With a fault in the program:` when it is to fail at each firm.
- `On a cluster with a worker that has version …:` when a scheduler is to be there.

The day is 22 November 2026 unless the command says otherwise. The rules over the answers are those
that the example brings along, so that nothing is said about the firm but what the page is about.
An example without files has no `firm_profiles/` either. `--refresh-goldens` writes the problems anew into the pages.
"""

import importlib.util
import json
import re
import shlex
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.cli.main import run
from handbook_gen.cluster import Cluster
from handbook_gen.problems import CODES

PAGES: Final = Path(__file__).parent.parent / "docs" / "problems"
HAS_OUTPUT: Final = frozenset({"HB090"})
"""The site builder speaks after the projects are written to `build/`; there is still no site."""

_FENCE: Final = re.compile(r"^```(?P<language>[\w-]*)\n(?P<content>.*?)^```$", re.M | re.S)
_FILE: Final = re.compile(r"^`(?P<path>[^`\n]+)`:(?: (?P<words>[^\n]+))?$", re.M)
_EXIT: Final = re.compile(r"^Exit code: (\d+)", re.M)
_FAULT: Final = "\nWith a fault in the program:\n"
_WITHOUT: Final = re.compile(r"^On a machine without `([\w-]+)`:$", re.M)
_WORKER: Final = re.compile(r"^On a cluster with a worker that has version ([\d.]+):$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a page: its files, the command, and what comes out."""

    title: str
    text: str

    @property
    def code(self) -> str:
        return self.title.split(" ")[0]

    @property
    def fences(self) -> list[re.Match[str]]:
        return list(_FENCE.finditer(self.text))

    @property
    def arguments(self) -> list[str]:
        (fence,) = [fence for fence in self.fences if fence["language"] == "console"]
        prompt, program, *arguments = shlex.split(fence["content"])
        assert (prompt, program) == ("$", "handbook")
        return arguments

    @property
    def expected(self) -> re.Match[str]:
        return [fence for fence in self.fences if fence["language"] == "text"][-1]

    @property
    def has_more(self) -> bool:
        return self.expected["content"].endswith("…\n")

    @property
    def exit_code(self) -> int:
        found = _EXIT.search(self.text)
        return int(found[1]) if found else 1

    def write_to(self, workspace: Path) -> None:
        for named in _FILE.finditer(self.text):
            (workspace / "firm_profiles").mkdir(exist_ok=True)
            _write_no_rules(workspace / "templates" / "rules.yml")
            file = workspace / named["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            if named["words"]:
                _write_in_words(file, named["words"])
                continue
            fence = next(fence for fence in self.fences if fence.start() > named.end())
            content = fence["content"]
            if fence["language"] == "python-bytes":
                file.write_bytes(eval(content, {}))  # noqa: S307  # from our own manual
            else:
                file.write_text(content, encoding="utf-8")


def _write_no_rules(file: Path) -> None:
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text("[]\n", encoding="utf-8")


def _write_in_words(file: Path, words: str) -> None:
    match words.rstrip("."):
        case "a folder":
            file.mkdir()
        case "an empty file":
            file.touch()
        case "5 MB of text":
            file.write_text("# text\n" * 715_000, encoding="utf-8")
        case link if link.startswith("a link to `"):
            file.symlink_to(link.removeprefix("a link to `").removesuffix("`"))
        case _:
            pytest.fail(f"the page says `{words}`, which no file is made of")


def pages() -> list[Path]:
    return sorted(PAGES.glob("HB*.md"))


def examples_on(page: Path) -> list[Example]:
    found = []
    for number, text in enumerate(_sections(page)[1:], 1):
        title = text.partition("\n")[0].removeprefix("## Example").lstrip(": ") or str(number)
        found.append(Example(f"{page.stem} {title}", text))
    return found


def _sections(page: Path) -> list[str]:
    return re.split(r"^(?=## Example)", page.read_text(encoding="utf-8"), flags=re.M)


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    class FixedDay(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 22)

    monkeypatch.setattr("handbook_gen.cli.common.date", FixedDay)


def fail(*_: object) -> None:
    raise RuntimeError("a fault to show")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> object:
    def remove(text: str) -> None:
        missing = set(_WITHOUT.findall(text))
        found = importlib.util.find_spec

        def find_spec(name: str, package: str | None = None) -> ModuleSpec | None:
            return None if name in missing else found(name, package)

        monkeypatch.setattr(importlib.util, "find_spec", find_spec)
        if _FAULT in text:
            monkeypatch.setattr("handbook_gen.fleet.build.check_firm", fail)

    return remove


class OneWorker:
    """Stands for the client of a scheduler with one worker that has another version."""

    id = "client"

    def __init__(self, version: str) -> None:
        self.version = version

    def nthreads(self) -> dict[str, int]:
        return {"tcp://192.0.2.7:40001": 1}

    def run(self, function: Callable[[str], str], packet: str, *, on_error: str) -> dict[str, str]:
        seen = json.loads(function(packet))
        seen["sight"]["program"] = self.version
        return {worker: json.dumps(seen) for worker in self.nthreads()}


@pytest.fixture
def with_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def add(text: str) -> None:
        found = _WORKER.search(text)
        if found:
            client = OneWorker(found[1])
            monkeypatch.setattr(
                "handbook_gen.cluster.connected",
                lambda address: nullcontext(Cluster(address, client, tuple(client.nthreads()))),
            )

    return add


ALL: Final = [example for page in pages() for example in examples_on(page)]


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.title)
def test_the_page_shows_what_the_program_says(
    example: Example,
    tmp_path: Path,
    fixed_day: None,
    without: object,
    with_worker: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    example.write_to(tmp_path)
    before = files_below(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert callable(without)
    without(example.text)
    with_worker(example.text)

    code = run(example.arguments)

    out, err = capsys.readouterr()
    said = (out if "--format" in example.arguments else err).rstrip("\n") + "\n"
    if example.has_more:
        said = _first_of(said)
    if request.config.getoption("--refresh-goldens"):
        _refresh(example, said)
    assert example.code in said, out + err
    assert said == example.expected["content"] or request.config.getoption("--refresh-goldens")
    assert code == example.exit_code
    assert "Traceback" not in out + err
    assert "error: the program failed" not in err
    assert not files_below(tmp_path / "site")
    if example.code not in HAS_OUTPUT:
        assert files_below(tmp_path) == before


def _first_of(said: str) -> str:
    """Return the first problem with the line that says that more follow."""
    separator = "\n" if said.startswith("::") else "\n\n"
    return said.partition(separator)[0] + "\n…\n"


def files_below(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_size for path in sorted(folder.rglob("*"))}


def _refresh(example: Example, said: str) -> None:
    page = PAGES / f"{example.code}.md"
    text = page.read_text(encoding="utf-8")
    expected = example.expected
    start = text.index(example.text) + expected.start("content")
    end = text.index(example.text) + expected.end("content")
    # the other examples of the page look for their own text, which does not change
    page.write_text(text[:start] + said + text[end:], encoding="utf-8")


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in pages()} == set(CODES)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_has_the_title_of_its_code_and_an_example(page: Path) -> None:
    first = page.read_text(encoding="utf-8").partition("\n")[0]

    assert first == f"# {page.stem}: {CODES[page.stem].title}"
    assert examples_on(page)


def test_the_list_of_problems_has_every_code_with_its_title() -> None:
    text = (PAGES / "index.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| \[(HB\d{3})\]\(HB\d{3}\.md\) \| (.*) \|$", text, re.M))

    assert listed == {code: found.title for code, found in CODES.items()}
