"""`handbook new --from`: an association's member list becomes a profile per firm, or a list of cells to mend."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.interview import draft_questions
from handbook_gen.library import read_library
from handbook_gen.model.library import Library
from handbook_gen.roster import heads_for
from handbook_gen.workspace import Workspace, check_firm
from tests.small_library import write_small_library

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """A command in a workspace with a small library of its own and without firms."""
    (tmp_path / "firm_profiles").mkdir()
    folder = write_small_library(tmp_path / "library")
    monkeypatch.setattr("handbook_gen.cli.new_command.library_roots", lambda _: (folder,))
    monkeypatch.chdir(tmp_path)

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(["new", *arguments])
        return code, *capsys.readouterr()

    return called


def profiles() -> dict[str, dict[str, object]]:
    """What was written, by the name of the firm."""
    return {
        file.stem: yaml.safe_load(file.read_text("utf-8"))
        for file in Path("firm_profiles").glob("*.yml")
    }


def save(text: str, encoding: str = "utf-8", name: str = "leden.csv") -> None:
    Path(name).write_bytes(text.replace("\n", "\r\n").encode(encoding))


LIST = '''\
profile;firm.name;firm.size;profession.kinds;firm.reachable;people.owner.name;people.owner.email
vries;"De Vries; ""Zn.""";34;"accountant, tax";Ja;M. de Vries;m@devries.example
;Café Gérard;7;accountants;;;
'''


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", ",")],
)
def test_each_row_becomes_a_firm_that_can_be_built_however_the_list_was_saved(
    encoding: str, separator: str, call: Call, small_library: Library
) -> None:
    written = io.StringIO()
    rows = csv.reader(io.StringIO(LIST), delimiter=";")
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    save(written.getvalue(), encoding)

    code, out, _ = call("--from", "leden.csv", "--languages", "nl,en")

    assert (code, out) == (0, "2 profiles written, 0 skipped\n")
    found = profiles()
    assert sorted(found) == ["cafe-gerard", "vries"]
    assert found["vries"]["firm"] == {"name": 'De Vries; "Zn."', "size": 34, "reachable": "Ja"}
    assert found["vries"]["people"] == {
        "owner": {"name": "M. de Vries", "email": "m@devries.example"}
    }
    assert found["cafe-gerard"]["profession"] == {"kinds": ["accountant"]}  # by its label
    workspace = Workspace(Path(), small_library, Folder(Path("firm_profiles"), "firm_profiles"))
    for firm in found:
        assert check_firm(workspace, firm, date(2026, 11, 23)).profile.languages == ("nl", "en")


def test_a_workbook_is_read_as_its_cells_look(call: Call) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["firm.name", "firm.size", "firm.since", "firm.reachable", "profession.kinds"],
        ["Jansen", 12.0, date(2004, 3, 1), True, "tax"],
        [None, None, None, None, None],
        ["Jansen", 7, None, None, "=1+1"],
    ):
        sheet.append(row)
    book.save("leden.xlsx")

    code, _, err = call("--from", "leden.xlsx")

    assert code == 0
    found = profiles()
    assert found["jansen"]["firm"] == {
        "name": "Jansen",
        "size": 12,
        "since": "2004-03-01",
        "reachable": "yes",
    }
    assert sorted(found) == ["jansen", "jansen-2"]
    assert "1 answer is an example" in err  # no formula is worked out


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked(call: Call) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 250_000_000)
    Path("leden.xlsx").write_bytes(packed.getvalue())

    code, _, err = call("--from", "leden.xlsx")

    assert code == 1
    assert "error[HB137]: `leden.xlsx` has more than" in err


def test_all_that_is_wrong_is_said_at_its_cell_and_nothing_is_written(call: Call) -> None:
    save(
        """\
profile;firm.name;firm.siz;firm.since;profession.kinds;people.owner.email;extends;languages
a;Een;12;gisteren;accountant;m@x.example;geen;nl
a;Twee;12;1-3-2004;boer;;;de
;;7;#VERW!;;;;
"""
    )

    code, _, err = call("--from", "leden.csv")

    assert code == 1
    assert profiles() == {}
    for line in (
        "error[HB134]: cell C1: `firm.siz` is no head",
        "did you mean `firm.size`?",
        "error[HB136]: cell D2, `firm.since`: `gisteren` is not a day",
        "error[HB136]: cell F2, `people.owner.email`: there is no `people.owner.name`",
        "error[HB136]: cell G2, `extends`: no layer is called `geen`",
        "error[HB135]: cells A2 and A3 both name the profile `a`",
        "error[HB136]: cell E3, `profession.kinds`: `boer` is not one of the choices",
        "error[HB136]: cell H3, `languages`: `de`",
        "error[HB136]: row 4 has no `firm.name`",
        "error[HB136]: cell D4, `firm.since`: the spreadsheet shows a fault here",
        "--> leden.csv:2:10",
    ):
        assert line in err


def test_a_firm_that_is_there_is_never_touched(call: Call) -> None:
    Path("firm_profiles/vries.yml").write_text("mine", "utf-8")
    save(LIST)

    code, out, err = call("--from", "leden.csv")

    assert (code, out) == (0, "1 profile written, 1 skipped\n")
    assert "skipped, there already: vries" in err
    assert Path("firm_profiles/vries.yml").read_text("utf-8") == "mine"


def test_what_the_association_answers_in_its_layer_is_not_covered_by_an_example(call: Call) -> None:
    Path("firm_profiles/_layers").mkdir()
    Path("firm_profiles/_layers/body.yml").write_text(
        "languages: [en]\nprofession: {kinds: [lawyer]}\n", "utf-8"
    )
    save("firm.name;firm.size;extends\nJansen;12;body\nPietersen;;\n")

    assert call("--from", "leden.csv")[0] == 0
    found = profiles()
    assert found["jansen"]["extends"] == "body"
    assert {"languages", "profession"}.isdisjoint(found["jansen"])
    text = Path("firm_profiles/pietersen.yml").read_text("utf-8")
    assert text.count("# an example: please answer") == 2


def test_a_dry_run_says_it_and_writes_nothing(call: Call) -> None:
    save(LIST)

    code, out, _ = call("--from", "leden.csv", "--dry-run")

    assert (code, profiles()) == (0, {})
    assert out == "2 profiles would be written, 0 skipped\n  vries\n  cafe-gerard\n"


def test_the_heads_that_are_printed_make_a_list_of_which_every_column_is_read(
    call: Call, shipped_library: Library
) -> None:
    code, out, _ = call("--columns")
    heads = out.strip().split(";")
    save(out + ";" * heads.index("firm.name") + "Jansen\n")

    assert code == 0
    assert call("--from", "leden.csv")[0] == 0
    first = [word for word, head in heads_for(shipped_library).items() if head.fact]
    drafts = [fact.id for fact in draft_questions(shipped_library)]
    assert (
        list(dict.fromkeys(".".join(word.split(".")[:2]) for word in first))[: len(drafts)]
        == drafts
    )


def test_answers_come_from_the_list_or_from_the_flags(call: Call) -> None:
    save(LIST)

    assert call("--from", "leden.csv", "--set", "firm.size=3")[0] == 2
    assert call("jansen", "--from", "leden.csv")[0] == 2
    assert call("jansen", "--dry-run")[0] == 2
    assert call()[0] == 2
    assert profiles() == {}


def test_a_small_library_is_enough(tmp_path: Path) -> None:
    library = read_library(write_small_library(tmp_path))

    assert "risks" not in heads_for(library)  # each record needs more than its name
    assert "channels" in heads_for(library)
