"""Whatever stands in a file or on the command line ends in a problem or a page, never in a traceback.

Each input here is meant badly, or fell on the keyboard. It may take a few seconds at most, and what
is printed cannot steer a terminal.
"""

import os
import re
import shlex
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.cli.main import run

FIRM: Final = """\
firm: {name: De Vries, size: 12}
profession: {kinds: [accountant]}
services: {offered: [tax]}
"""
CLAUSE: Final = "templates/privacy/chat/PRV-90-example.md"
LONGEST_SECONDS: Final = 60
"""Far more than any of these takes; a machine that is busy may need some of it."""

Files = dict[str, str | bytes]


class Outcome:
    """What a command answered, with what must hold for every answer."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert code in (0, 1, 2, 3), err
        assert "Traceback" not in out + err
        assert "the program failed" not in err
        assert len(err) < 200_000
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", err)
        assert code == 0 or re.search(r"\[HB\d{3}\]|^Error: |^error: ", err, re.M)

    @property
    def codes(self) -> set[str]:
        return set(re.findall(r"^error\[(HB\d{3})\]", self.err, re.M))


class Workspace:
    """A workspace in which a test writes files and gives commands."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        (folder / "firm_profiles").mkdir()

    def write(self, files: Files) -> None:
        for name, content in files.items():
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self, *arguments: str) -> Outcome:
        code = run(list(arguments))
        out, err = self.capsys.readouterr()
        return Outcome(code, out, err)

    def check(self, profile: str | bytes = FIRM, files: Files | None = None) -> Outcome:
        self.write({"firm_profiles/x.yml": profile, **(files or {})})
        before = sorted(self.folder.rglob("*"))
        outcome = self.run("check", "x", "--date", "2026-11-22")

        assert sorted(self.folder.rglob("*")) == before
        return outcome


@pytest.fixture
def workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workspace:
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path, capsys)


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    def stop(*_: object) -> None:
        pytest.fail("this takes too long")

    if not hasattr(signal, "SIGALRM"):  # Windows
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _lines(line: str, number: int) -> str:
    return "".join(line.format(n) for n in range(number))


HUGE: Final[dict[str, tuple[str, str]]] = {
    "a million square brackets": ("[" * 999_000, "HB005"),
    "a million braces": ("{" * 999_000, "HB005"),
    "a million brackets as an answer": ("firm: " + "[" * 990_000, "HB005"),
    "ten million brackets": ("[" * 10_000_000, "HB003"),
    "a thousand tables inside each other": (
        "".join(" " * depth + "a:\n" for depth in range(1000)),
        "HB005",
    ),
    "lists inside lists by dashes": ("- " * 400_000, "HB005"),
    "ten thousand unknown groups": (_lines("k{}: 1\n", 10_000), "HB020"),
    "ten thousand unknown facts": ("firm:\n" + _lines("  k{}: 1\n", 10_000), "HB021"),
    "seventy thousand keys": (_lines("k{}: 1\n", 70_000), "HB003"),
    "ten thousand times the same key": ("a: 1\n" * 10_000, "HB007"),
    "ten thousand anchors": (_lines("k{0}: &a{0} 1\n", 10_000), "HB008"),
    "six thousand channels": (FIRM + "channels:\n" + "  - {channel: linkedin}\n" * 6000, "HB023"),
    "ten thousand professions": (FIRM.replace("accountant", "tax," * 10_000), "HB023"),
    "ten thousand duties": (FIRM + "duties:\n" + _lines("  A-{}: done\n", 10_000), "HB022"),
    "a thousand deviations": (
        FIRM + "deviations:\n" + "  - {clause: P-1, reason: a, approved_by: b}\n" * 1000,
        "HB040",
    ),
    "ten thousand languages": (FIRM + f"languages: [{'xx,' * 10_000}]\n", "HB031"),
    "a key of a thousand letters": ("k" * 1000 + ": 1\n", "HB020"),
    "a key of a million letters": ("k" * 900_000 + ": 1\n", "HB005"),
    "a name of a million letters": (FIRM.replace("De Vries", "n" * 900_000), "HB023"),
    "a number of a million digits": (FIRM.replace("12", "1" * 900_000), "HB022"),
    "an e-mail address of a million letters": (
        FIRM + f"people: {{owner: {{name: a, email: 'a@{'a.' * 400_000}'}}}}\n",
        "HB022",
    ),
    "an address of a million letters": (
        FIRM + f"site: {{address: 'https://{'a' * 900_000}'}}\n",
        "HB022",
    ),
}


@pytest.mark.parametrize("label", HUGE)
def test_a_huge_profile_is_refused_at_once(label: str, workspace: Workspace) -> None:
    profile, code = HUGE[label]

    assert code in workspace.check(profile).codes


STRANGE: Final[dict[str, tuple[str | bytes, str]]] = {
    "a zero byte": (b"firm: \0\n", "HB010"),
    "UTF-16": ("firm: {name: x}".encode("utf-16"), "HB002"),
    "a lone surrogate as bytes": (b"firm: {name: \xed\xa0\x80}\n", "HB002"),
    "a lone surrogate as an escape": ('firm: {name: "\\ud800"}\n', "HB005"),
    "a name that cannot be seen": (FIRM.replace("De Vries", "\u200b"), "HB022"),
    "a name of spaces": (FIRM.replace("De Vries", '"\u00a0 "'), "HB022"),
    "text from right to left": (FIRM.replace("De Vries", "\u202eabc"), "HB010"),
    "a line separator": (FIRM.replace("De Vries", '"a\\u2028b"'), "HB010"),
    "no character at all": (FIRM.replace("De Vries", "a\ufffeb"), "HB010"),
    "a key from right to left": ("\u202efirm: 1\n", "HB020"),
    "a key that colours the terminal": ('"\\e[31mfirm": 1\n', "HB020"),
    "a key with a line break": ('"a\\nb": 1\n', "HB020"),
    "an empty key": ('"": 1\n', "HB020"),
    "a key that is nothing": ("~: 1\n", "HB020"),
    "a number as a key": ("12: 1\n", "HB020"),
    "a day as a key": ("2026-11-22: 1\n", "HB020"),
    "a list as a key": ("[a, b]: 1\n", "HB005"),
    "a table as a key": ("? {a: b}\n: 1\n", "HB005"),
    "a merge key": ("<<: {a: b}\n", "HB020"),
    "only a comment": ("# firm\n", "HB004"),
    "only a beginning": ("---\n", "HB004"),
    "only an end": ("...\n", "HB005"),
    "a directive": ("%YAML 1.2\n---\nfirm: 1\n", "HB022"),
    "an unknown directive": ("%TAG ! tag:x,2000:\n---\nfirm: !a 1\n", "HB009"),
    "JSON cut off": ('{"firm": {"name": "De Vr', "HB005"),
    "HTML": ("<html><body>firm: 1</body></html>\n", "HB020"),
    "braces of a text": ("firm: {{ firm.name }}\n", "HB005"),
    "a day in the year one": (FIRM + "document: {effective: 0001-01-01}\n", "HB023"),
    "a day in the year ten thousand": (FIRM + "document: {effective: 10000-01-01}\n", "HB022"),
    "a file name with a zero": (FIRM + 'brand: {logo: "a\\0.svg"}\n', "HB010"),
    "a very long file name": (FIRM + f"brand: {{logo: {'a' * 3000}.svg}}\n", "HB028"),
    "a file name of dots": (FIRM + "brand: {logo: ..}\n", "HB028"),
    "a path of Windows": (FIRM + "brand: {logo: 'C:\\logo.svg'}\n", "HB028"),
    "a share of Windows": (FIRM + "brand: {logo: '\\\\host\\logo.svg'}\n", "HB028"),
    "a layer by a path": (FIRM + "extends: ../../../etc/passwd\n", "HB030"),
    "a layer in a list": (FIRM + "extends: [a]\n", "HB030"),
}


@pytest.mark.parametrize("label", STRANGE)
def test_a_strange_profile_is_a_problem(label: str, workspace: Workspace) -> None:
    profile, code = STRANGE[label]

    assert code in workspace.check(profile).codes


@pytest.mark.parametrize(
    "name",
    [
        "👩‍👩‍👧‍👦",
        "Ðe Vrïes",
        "德弗里斯",
        "{{ firm.size }}",
        "<script>",
        "[[PRV-16]]",
        "a | b",
        "%s %d",
        "'\"`",
    ],
)
def test_any_name_that_can_be_read_is_allowed(name: str, workspace: Workspace) -> None:
    quoted = name.replace("'", "''")

    assert workspace.check(FIRM.replace("De Vries", f"'{quoted}'")).code == 0


@pytest.mark.parametrize(
    "group", ["people", "channels", "brand", "document", "languages", "extends"]
)
def test_a_key_with_nothing_behind_it_counts_as_left_out(group: str, workspace: Workspace) -> None:
    assert workspace.check(FIRM + f"{group}:\n").code == 0


WRONG_VALUES: Final = (
    "null", "~", "''", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[null]", "1", "unknown", "[unknown]",
    "{nl: x}", "{nl: [x]}", "{nl: {nl: x}}", "{name: {a: b}}", "{name: [x], email: {}}",
    "[{channel: {a: b}}]", "[{channel: linkedin, handle: [a]}]", "99999999999999", "-1", "1.5",
)  # fmt: skip


@pytest.mark.parametrize("value", WRONG_VALUES)
@pytest.mark.parametrize(
    "key", ["firm", "channels", "people", "languages", "extends", "duties", "deviations", "brand"]
)
def test_any_value_under_any_key_ends_well(key: str, value: str, workspace: Workspace) -> None:
    rest = "".join(line for line in FIRM.splitlines(True) if not line.startswith(f"{key}:"))

    workspace.check(f"{rest}{key}: {value}\n")


@pytest.mark.parametrize("value", WRONG_VALUES)
@pytest.mark.parametrize(
    "fact",
    ["firm.name", "firm.size", "firm.cbw", "profession.kinds", "goals.events", "people.owner",
     "people.spokespeople", "document.effective", "brand.colour", "brand.logo", "site.address"],
)  # fmt: skip
def test_any_value_for_any_kind_of_fact_ends_well(
    fact: str, value: str, workspace: Workspace
) -> None:
    group, _, name = fact.partition(".")
    rest = "".join(line for line in FIRM.splitlines(True) if not line.startswith(f"{group}:"))

    workspace.check(f"{rest}{group}: {{{name}: {value}}}\n")


def clause(text: str = "Do this.", header: str = "", title: str = "Title") -> str:
    return (
        f"---\nid: PRV-90\nlevel: must\nseverity: medium\n{header}audience: [everyone]\n"
        'sources: [house-rule]\nowner: people.owner\nsince: "2026.1"\n---\n\n'
        f"# nl: {title}\n\n{text}\n\n# en: {title}\n\n{text}\n"
    )


TEXTS: Final[dict[str, tuple[str, str]]] = {
    "half a million braces": ("{{" * 250_000, "HB003"),
    "many open braces": ("{{" * 20_000, "HB073"),
    "many open tags": ("{%" * 20_000, "HB073"),
    "a tag of spaces": ("{%" + " " * 40_000, "HB073"),
    "many angle brackets": ("<a" * 20_000, "HB076"),
    "many beginnings of links": ("]( " * 12_000, "HB076"),
    "many beginnings of pictures": ("![" * 20_000, "HB076"),
    "many beginnings of attributes": ("{ #" * 12_000, "HB076"),
    "branches inside branches": ("{% if firm.size > 1 %}" * 1000, "HB073"),
    "a control character": ("a\x1b[31mb", "HB010"),
    "a zero byte": ("a\0b", "HB010"),
    "nothing to print": ("{{ }}", "HB070"),
    "an empty tag": ("{% %}", "HB073"),
    "an end without a beginning": ("{% endif %}", "HB073"),
    "a way to the insides of Python": ("{{ firm.__class__.__mro__ }}", "HB071"),
    "an index": ("{{ firm['name'] }}", "HB070"),
    "another text": ("{% include '/etc/passwd' %}", "HB073"),
    "raw": ("{% raw %}{{ x }}{% endraw %}", "HB073"),
    "a comment": ("{# x #}", "HB073"),
    "an assignment": ("{% set x = 1 %}", "HB073"),
    "a part that nobody has": ("{{ people.owner.shoe }}", "HB071"),
    "a script in code": ("```\n<script>\n```", "HB076"),
    "an address that runs": ("[a](javascript:alert(1))", "HB076"),
    "an address that runs, further down": ("[a]\n\n[a]:\n  javascript:x", "HB076"),
    "an attribute that runs": ("a{: onclick=x }", "HB076"),
}


@pytest.mark.parametrize("label", TEXTS)
def test_a_hostile_text_is_a_problem(label: str, workspace: Workspace) -> None:
    text, code = TEXTS[label]

    assert code in workspace.check(files={CLAUSE: clause(text)}).codes


CONDITIONS: Final[dict[str, tuple[str, str]]] = {
    "brackets inside brackets": ("(" * 200, "HB070"),
    "five thousand parts": ("firm.size > 1 and " * 5000 + "firm.size > 1", "HB070"),
    "not not not": ("not " * 200 + "firm.alone", "HB070"),
    "a number of a thousand digits": ("firm.size > " + "9" * 1000, "HB070"),
    "no day": ("today > 9999-99-99", "HB070"),
    "an open quote": ('firm.country == "NL', "HB070"),
    "nothing": ("", "HB070"),
    "a list": ("[a]", "HB060"),
    "a table": ("{a: b}", "HB060"),
    "two commands": ("firm.size > 1; import os", "HB070"),
    "a call": ("open('/etc/passwd')", "HB070"),
    "a hidden name": ("__import__", "HB071"),
    "a person and a person": ("people.owner == people.owner", "HB072"),
    "a list and a list": ("channels == channels", "HB072"),
    "unknown and unknown": ("unknown == unknown", "HB072"),
}


@pytest.mark.parametrize("label", CONDITIONS)
def test_a_hostile_condition_is_a_problem(label: str, workspace: Workspace) -> None:
    condition, code = CONDITIONS[label]
    found = workspace.check(files={CLAUSE: clause(header=f"applies_when: {condition}\n")})

    assert code in found.codes


@pytest.mark.parametrize(
    "condition",
    [
        "firm.size / 0 > 1",
        "firm.size in [[1]]",
        "today + 999999999999 > today",
        "today - 999999999999 > today",
        "firm.size * 999999999999 * 999999999999 > 1",
        "count(channels, any(channels, it.live)) > 1",
    ],
)
def test_a_condition_without_an_answer_does_not_hold(condition: str, workspace: Workspace) -> None:
    header = f"applies_when: {condition}\n"

    assert workspace.check(files={CLAUSE: clause(header=header)}).code == 0


DATA_FILES: Final = (
    "library.yml", "facts.yml", "rules.yml", "sources.yml", "channels.yml", "roles.yml",
    "phrases.yml", "retired.yml", "tools/risks.yml", "privacy/section.md", "privacy/chat/page.md",
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    ["", "a\n", "[]\n", "{}\n", "- a\n", "- [a]\n", "- {a: b}\n", "a: b\n", "a: []\n", "a: {}\n",
     "a: {b: {c: d}}\n", "a: {facts: {b: {}}}\n", "a: {facts: [], title: []}\n", "---\n---\n"],
)  # fmt: skip
@pytest.mark.parametrize("name", DATA_FILES)
def test_any_content_of_a_library_file_ends_well(
    name: str, content: str, workspace: Workspace
) -> None:
    workspace.check(files={f"templates/{name}": content})


SHIPPED: Final = Path(__file__).parent.parent / "templates"

EDITS: Final[dict[str, tuple[str, str, str]]] = {
    "no languages": ("library.yml", r"^languages: .*", "languages: []"),
    "a language of one letter": ("library.yml", r"^languages: .*", "languages: [n]"),
    "a language that nothing is in": ("library.yml", r"^languages: .*", "languages: [nl, de]"),
    "no sections": ("library.yml", r"^sections: .*", "sections: []"),
    "a section above the library": ("library.yml", r"^sections: .*", "sections: ['../..']"),
    "a library of the year one": ("library.yml", r"^released: .*", "released: 0001-01-01"),
    "a section by another name": ("privacy/section.md", r"^id: .*", "id: other"),
    "a title with HTML": ("privacy/section.md", r"^# nl: .*", "# nl: A <b>"),
    "a page above its folder": ("privacy/chat/page.md", r"^id: .*", "id: ../x"),
    "a page in no book": ("privacy/chat/page.md", r"^book: .*", "book: both"),
    "a unit in one language": ("facts.yml", r"unit: \{nl: (\[.*?\]), en: \[.*?\]\}", r"unit: {nl: \1}"),
    "a unit of one word": ("facts.yml", r"unit: \{nl: \[\w+, (\w+)\]", r"unit: {nl: [\1]"),
    "a choice in one language": ("facts.yml", r"NL: \{.*\}", "NL: {nl: Nederland}"),
    "a role in one language": ("facts.yml", r"role: \{.*\}", "role: {nl: x}"),
    "a group without a title": ("facts.yml", r"^  title: .*", "  title: {nl: x}"),
    "a derived fact without formula": ("facts.yml", r"formula: .*", "default: 1"),
    "a formula that reads itself": ("facts.yml", r"formula: .*", "formula: firm.alone"),
    "a default of a field that fits not": ("facts.yml", r"live: \{kind: yes_no, default: \"no\"", 'live: {kind: yes_no, default: "huh"'),
    "a list without a key": ("facts.yml", r"^  key: channel$", "  key: nope"),
    "a lowest that is no number": ("facts.yml", r"lowest: 1$", "lowest: low"),
    "a default that fits not": ("facts.yml", r"while_unknown: NL", "while_unknown: Atlantis"),
    "a source in one language": ("sources.yml", r"^  short: .*", "  short: {nl: x}"),
    "a role by half": ("roles.yml", r"^  title: .*", "  title: {nl: x}"),
    "a phrase that is a list": ("phrases.yml", r"^site_name:.*\n(?:  .*\n)*", "site_name: {nl: [a], en: b}\n"),
    "a phrase that runs": ("phrases.yml", r"^site_name:.*\n(?:  .*\n)*", "site_name: {nl: <script>, en: b}\n"),
    "a phrase that is gone": ("phrases.yml", r"^site_name:.*\n(?:  .*\n)*", ""),
}  # fmt: skip


@pytest.mark.parametrize("label", EDITS)
def test_a_library_that_is_broken_in_one_place_is_a_problem(
    label: str, workspace: Workspace
) -> None:
    name, old, new = EDITS[label]
    text, count = re.subn(
        old, new, (SHIPPED / name).read_text(encoding="utf-8"), count=1, flags=re.M
    )
    assert count == 1

    assert workspace.check(files={f"templates/{name}": text}).code == 1


def test_a_profile_that_is_a_pipe_is_not_waited_for(workspace: Workspace) -> None:
    os.mkfifo(workspace.folder / "firm_profiles" / "x.yml")

    assert workspace.run("check", "x").codes == {"HB001"}


@pytest.mark.parametrize(
    ("target", "code"),
    [("/dev/zero", "HB028"), ("/etc/passwd", "HB028"), ("x.yml", "HB001"), ("nowhere", "HB001"), (".", "HB001")],
)  # fmt: skip
def test_a_profile_that_is_a_link_elsewhere_is_not_followed(
    target: str, code: str, workspace: Workspace
) -> None:
    (workspace.folder / "firm_profiles" / "x.yml").symlink_to(target)

    assert workspace.run("check", "x").codes == {code}


def test_an_own_clause_that_is_a_link_elsewhere_is_not_followed(workspace: Workspace) -> None:
    secret = workspace.folder / "secret.md"
    secret.write_text("the secret of another firm\n", encoding="utf-8")
    clauses = workspace.folder / "firm_profiles" / "x" / "clauses"
    clauses.mkdir(parents=True)
    (clauses / "DVR-01-a.md").symlink_to(secret)
    found = workspace.check()

    assert found.codes == {"HB028"}
    assert "secret of" not in found.err


def test_a_logo_in_a_circle_of_links_is_a_problem(workspace: Workspace) -> None:
    folder = workspace.folder / "firm_profiles" / "x"
    folder.mkdir()
    (folder / "a.svg").symlink_to("b.svg")
    (folder / "b.svg").symlink_to("a.svg")

    assert workspace.check(FIRM + "brand: {logo: a.svg}\n").codes == {"HB028"}


@pytest.mark.parametrize(
    "start", [b" " * 199_000, b"<!---->" * 28_000, b"<" * 199_000, b"<?xml " * 33_000]
)
def test_a_logo_of_nothing_is_refused_at_once(start: bytes, workspace: Workspace) -> None:
    logo: Files = {"firm_profiles/x/logo.svg": start}

    assert workspace.check(FIRM + "brand: {logo: logo.svg}\n", logo).codes == {"HB029"}


COMMANDS: Final[tuple[tuple[str, int], ...]] = (
    ("--help", 0), ("nonsense", 2), ("--nonsense", 2), ("check --nonsense", 2), ("check ../x", 2),
    ("check /etc/passwd", 2), ("check _layers", 2), ("check .schema", 2), ("check x.yml", 2),
    ("check -- -x", 2), ("check x --format nonsense", 2), ("check x --date nonsense", 2),
    ("check x --date 0001-01-01", 2), ("check x --date 99999-01-01", 2), ("check x x x", 0),
    ("-C nowhere check x", 2), ("-C firm_profiles/x.yml check x", 2), ("-C /dev/null check x", 2),
    ("--lang xx check x", 2), ("build nobody", 2), ("build x -j 0", 2), ("build x -j many", 2),
    ("build x --engine word", 2), ("build x --book both", 2), ("build x --into nowhere", 2),
    ("build x --into firm_profiles/x.yml", 2), ("build x -o firm_profiles/x.yml", 2),
    ("build x -o /proc/nowhere", 1), ("build x -o /dev/null/site", 1),
    ("build x --project-only --project-dir /proc/nowhere", 1),
    ("explain x", 2), ("explain x nonsense", 2), ("explain nobody PRV-16", 2), ("explain x ''", 2),
    ("serve nobody", 2), ("serve x --port 0", 2), ("serve x --port 99999", 2),
    ("new", 2), ("new ../y --no-input", 2), ("new Y --no-input", 2), ("new '' --no-input", 2),
    ("new con --no-input", 2), ("new lpt1 --no-input", 2), ("new x --no-input", 2),
    (f"new {'y' * 300} --no-input", 2), ("new -- -y", 2), ("new 'y\n' --no-input", 2),
    ("new y --no-input --set =", 2), ("new y --no-input --set nonsense", 2),
    ("new y --no-input --set firm.size=", 2), ("new y --no-input --set firm.size=-1", 2),
    ("new y --no-input --set firm=x", 2), ("new y --no-input --set firm.alone=yes", 2),
    ("new y --no-input --set channels=nope", 2), ("new y --no-input --set people.owner=x", 2),
    ("new y --no-input --set people.owner=a,b,c,d", 2), ("new y --no-input --set firm.name=unknown", 2),
    ("new y --no-input --set stance.openness=unknown", 2), ("new y --no-input --set 'firm.name=a\nb'", 2),
    ("new y --no-input --languages xx", 2), ("new y --no-input --languages ,", 2),
    ("new y --no-input --answers nowhere.yml", 1), ("new y --no-input --answers firm_profiles", 2),
    ("new y --no-input --answers /dev/zero", 1), ("new y --for nobody", 2),
    ("init .", 2), ("init firm_profiles/x.yml", 2), ("init /proc/nowhere", 1),
    ("schema --nonsense", 2), ("clauses x", 2), ("doctor x", 2),
)  # fmt: skip


@pytest.mark.parametrize(("line", "code"), COMMANDS)
def test_any_command_ends_with_a_true_exit_code(line: str, code: int, workspace: Workspace) -> None:
    workspace.write({"firm_profiles/x.yml": FIRM})
    found = workspace.run(*shlex.split(line))

    assert found.code == code, found.err
    assert not (workspace.folder / "site" / "x").exists()


ANSWERS: Final = (
    "", "[]", "a", "firm: x", "firm: [x]", "firm: {name: [x]}", "firm: {size: {a: b}}",
    "channels: {a: b}", "firm: {alone: yes}", "people: {owner: {name: a, email: b, c: d}}",
    "firm: {nonsense: 1}", "nonsense: 1", "firm: &a {name: *a}",
)  # fmt: skip


@pytest.mark.parametrize("content", ANSWERS)
def test_any_file_of_answers_ends_well(content: str, workspace: Workspace) -> None:
    workspace.write({"answers.yml": content})
    found = workspace.run("new", "y", "--no-input", "--answers", "answers.yml")

    assert found.code == 1, found.out
    assert not (workspace.folder / "firm_profiles" / "y.yml").exists()


def test_of_very_many_problems_the_first_hundred_show(workspace: Workspace) -> None:
    found = workspace.check(_lines("k{}: 1\n", 1000))

    assert found.err.count("error[") == 100
    assert "… and 904 more" in found.err
