"""Which library a firm holds to, and in which order firms get a new one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.impact import Libraries, find_impact
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, UsageError
from handbook_gen.profile import profile_schema
from handbook_gen.rings import firms_in, read_rings
from tests.conftest import TODAY, ReadProfile
from tests.small_library import FIRM, write_small_library

Call = Callable[..., tuple[int, str, str]]
FIRMS = ("de-vries", "jansen", "noord-een", "noord-twee", "zuid")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run a command in a workspace with the small library, version 2026.1, and five firms."""
    write_small_library(tmp_path / "templates")
    (tmp_path / "firm_profiles").mkdir()
    for firm in FIRMS:
        (tmp_path / "firm_profiles" / f"{firm}.yml").write_text(FIRM, encoding="utf-8")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


# ---- the pin


@pytest.mark.parametrize(
    "command",
    [
        ("check", "jansen"),
        ("build", "jansen"),
        ("export", "jansen", "--json"),
        (
            "release",
            "jansen",
            "1.0",
            "--effective=2027-01-01",
            "--approved-by=A",
            "--allow-unknown",
        ),
    ],
)
def test_a_firm_is_not_given_another_library_than_it_holds_to(
    command: tuple[str, ...], call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "firm_profiles" / "jansen.yml"
    file.write_text(f'library: "2025.4"\n{FIRM}', encoding="utf-8")

    code, _, err = call(*command)

    assert code == 1
    assert "`jansen` holds to library `2025.4`, and the library here is `2026.1`" in err
    assert "firm_profiles/jansen.yml:1:10" in err
    assert err.count("[HB") == 1  # the rules of another library say nothing about this firm
    assert not list(tmp_path.glob("site/jansen/*"))
    assert not list(tmp_path.glob("export/jansen/*"))
    assert not list(tmp_path.glob("firm_profiles/jansen/releases/*"))


def test_a_layer_holds_its_firms_and_a_firm_goes_before_it(profile_of: ReadProfile) -> None:
    layer = {"_layers/kring.yml": 'library: "2026.10"\n'}

    of_layer = profile_of(f"extends: kring\n{FIRM}", files=layer).pin
    own = profile_of(f"extends: kring\nlibrary: 2026.1\n{FIRM}", files=layer).pin

    assert of_layer is not None
    assert own is not None
    assert (of_layer.version, of_layer.place.path) == ("2026.10", "firm_profiles/_layers/kring.yml")
    assert (own.version, own.place.path) == ("2026.1", "firm_profiles/jansen.yml")


def test_a_pin_without_quotes_is_read_as_it_was_typed(profile_of: ReadProfile) -> None:
    pin = profile_of(f"library: 2026.10\n{FIRM}").pin

    assert pin is not None
    assert pin.version == "2026.10"


def test_a_pin_is_a_version_and_no_list(profile_of: ReadProfile) -> None:
    with pytest.raises(HandbookError) as refused:
        profile_of(f'library: ["2026.1"]\n{FIRM}')

    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == ("HB022", "`library` is not a version")


def test_an_answer_that_only_another_library_knows_is_shown_with_the_reason(
    profile_of: ReadProfile,
) -> None:
    with pytest.raises(HandbookError) as refused:
        profile_of(f'library: "2027.1"\nnewer: {{fact: 1}}\n{FIRM}')

    assert {problem.code for problem in refused.value.problems} == {"HB020", "HB130"}


def test_the_impact_of_a_new_library_is_told_of_firms_that_hold_to_the_old_one(
    profile_of: ReadProfile, small_library: Library, tmp_path: Path
) -> None:
    profile_of(f'library: "2025.4"\n{FIRM}')
    libraries = Libraries(small_library, small_library, "then", "now")

    impact = find_impact(libraries, Folder(tmp_path / "firm_profiles", "p"), ["jansen"], TODAY)

    assert impact.broken == {}


def test_the_editor_is_told_that_a_pin_is_text(small_library: Library) -> None:
    schema = profile_schema(small_library)

    assert schema["properties"]["library"]["type"] == "string"


# ---- the rings


def rings_of(tmp_path: Path, text: str) -> dict[str, tuple[str, ...]]:
    """The rings in a `fleet.yml` with this text."""
    (tmp_path / "fleet.yml").write_text(text, encoding="utf-8")
    return {ring.name: ring.firms for ring in read_rings(tmp_path, FIRMS)[0]}


def test_rings_keep_their_order_and_the_last_one_has_who_is_left(tmp_path: Path) -> None:
    text = 'rings:\n  - {name: pilot, firms: [zuid]}\n  - name: noord\n    firms: "noord-*"\n'

    rings = rings_of(tmp_path, text + "  - name: rest\n")

    assert list(rings.items()) == [
        ("pilot", ("zuid",)),
        ("noord", ("noord-een", "noord-twee")),
        ("rest", ("de-vries", "jansen")),
    ]


def test_the_name_of_a_firm_goes_before_a_pattern_that_fits_it_too(tmp_path: Path) -> None:
    text = 'rings: [{name: noord, firms: ["noord-*"]}, {name: last, firms: [noord-een]}]\n'

    assert rings_of(tmp_path, text) == {"noord": ("noord-twee",), "last": ("noord-een",)}


WRONG = {
    "rings: [{name: pilot, firms: [jansn]}]": "no firm is called `jansn`",
    'rings: [{name: pilot, firms: ["west-*"]}]': "no firm has a name like `west-*`",
    "rings: [{name: pilot, frims: [jansen]}]": "`frims` is not a key here",
    "ring: [{name: pilot}]": "`ring` is not a key here",
    "rings: pilot": "`rings` is not a list",
    "rings: [jansen]": "this is not a ring",
    "rings: [{firms: [jansen]}]": "this ring has no name",
    "rings: [{name: a, firms: [zuid]}, {name: a}]": "two rings are called `a`",
    "rings: [{name: a}, {name: b}]": "two rings take the firms that are left",
    "rings: [{name: a, firms: [zuid]}, {name: b, firms: [zuid]}]": "`zuid` stands in two rings",
    "- rings": "a list stands where `rings:` is expected",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_the_rings_is_shown_at_its_place(text: str, tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as refused:
        rings_of(tmp_path, text)

    first = next(p for p in refused.value.problems if p.message == WRONG[text])
    assert (first.code, first.level) == ("HB131", "error")
    assert first.place is not None
    assert (first.place.path, first.place.line) == ("fleet.yml", 1)


def test_firms_in_no_ring_are_a_warning(call: Call, tmp_path: Path) -> None:
    text = "rings: [{name: pilot, firms: [zuid, jansen]}]\n"
    (tmp_path / "fleet.yml").write_text(text, encoding="utf-8")

    code, _, err = call("check", "--all")

    assert code == 0
    assert "warning[HB131]: `de-vries`, `noord-een`, `noord-twee` are in no ring" in err


def test_only_the_firms_of_a_ring_are_built(call: Call, tmp_path: Path) -> None:
    text = 'rings: [{name: pilot, firms: ["noord-*"]}, {name: rest}]\n'
    (tmp_path / "fleet.yml").write_text(text, encoding="utf-8")

    code, _, _ = call("build", "--all", "--ring", "pilot", "--project-only", "-j", "1")

    assert code == 0
    built = {path.name for path in (tmp_path / "build").iterdir()}
    assert built == {"noord-een", "noord-twee"}


def test_a_ring_that_does_not_exist_names_the_near_one(call: Call, tmp_path: Path) -> None:
    rings = read_rings(tmp_path, FIRMS)[0]
    with pytest.raises(UsageError):
        firms_in(rings, "pilot")  # there is no fleet.yml

    (tmp_path / "fleet.yml").write_text("rings: [{name: pilot, firms: [zuid]}]", encoding="utf-8")
    code, _, err = call("check", "--ring", "pilto")

    assert code == 2
    assert "did you mean `pilot`?" in err


def test_a_ring_and_a_firm_exclude_each_other(call: Call) -> None:
    assert call("check", "zuid", "--ring", "pilot")[0] == 2
