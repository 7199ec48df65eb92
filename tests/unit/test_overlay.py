"""A firm's own clauses and pages over the library: where they stand, and what they may not hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.assemble import Decisions
from handbook_gen.disk import Folder
from handbook_gen.library import read_library
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile
from handbook_gen.overlay import overlaid
from handbook_gen.problems import HandbookError, Problem
from tests.small_library import FIRM, clause, page, write_small_library

ReadProfile = Callable[..., Profile]
Decide = Callable[..., Decisions]
Assemble = Callable[..., Handbook]
Overlay = Callable[..., list[Problem]]

BOTH = "languages: [nl, en]\n" + FIRM
OWN = "jansen/clauses/JAN-01-own.md"


@pytest.fixture
def overlay(profile_of: ReadProfile, profiles: Folder, small_library: Library) -> Overlay:
    """A function from own files to the problems of laying them over the library."""

    def laid(files: dict[str, str]) -> list[Problem]:
        profile = profile_of(BOTH, files=files)
        try:
            return overlaid(small_library, profile, profiles.under("jansen"))[1]
        except HandbookError as error:
            return list(error.problems)

    return laid


def own(header: str, *, level: str = "must", nl: str = "Doe het zo.", title: str = "Eigen") -> str:
    return clause("JAN-01", level=level, header=header, nl=nl, title=title)


def replacing(target: str, library: Library, **more: str) -> str:
    return own(f"replaces: {target}\nbased_on: {library.clauses[target].digest}\n", **more)


def staff(handbook: Handbook) -> dict[str, list[str]]:
    return {
        p.id: [passage.id for passage in p.passages]
        for p in handbook.book("staff").pages
        if p.passages
    }


def test_an_own_clause_takes_the_place_of_what_it_replaces(
    handbook_for: Assemble, small_library: Library
) -> None:
    handbook = handbook_for(BOTH, files={OWN: replacing("GOV-02", small_library)})

    assert staff(handbook)["governance/posting"] == ["JAN-01", "GOV-01"]


def test_a_replaced_clause_is_left_out_with_its_reason(
    decide_for: Decide, small_library: Library
) -> None:
    decisions = decide_for(BOTH, files={OWN: replacing("GOV-02", small_library)})

    assert (decisions.out["GOV-02"].kind, decisions.out["GOV-02"].detail) == ("replaced", "JAN-01")


def test_a_link_to_a_replaced_clause_leads_to_the_replacement(
    handbook_for: Assemble, small_library: Library
) -> None:
    text = BOTH.replace("size: 12", "size: 12, reachable: ja")
    handbook = handbook_for(text, files={OWN: replacing("PRV-02", small_library)})

    assert "[Eigen (JAN-01)](hb:JAN-01)" in str(handbook.book("staff"))
    assert "hb:PRV-02" not in str(handbook.book("staff"))


def test_a_replacement_applies_when_the_clause_did(
    decide_for: Decide, small_library: Library
) -> None:
    files = {OWN: replacing("GOV-02", small_library)}

    assert "JAN-01" in decide_for(BOTH, files=files).clauses
    assert "JAN-01" not in decide_for(BOTH.replace("12", "9"), files=files).clauses


def test_a_replacement_may_have_a_condition_of_its_own(
    decide_for: Decide, small_library: Library
) -> None:
    digest = small_library.clauses["GOV-02"].digest
    header = f"replaces: GOV-02\nbased_on: {digest}\napplies_when: firm.size < 10\n"

    assert "JAN-01" in decide_for(BOTH.replace("12", "9"), files={OWN: own(header)}).clauses


def test_an_own_clause_follows_the_clause_that_it_names(handbook_for: Assemble) -> None:
    handbook = handbook_for(BOTH, files={OWN: own("after: GOV-02\n")})

    assert staff(handbook)["governance/posting"] == ["GOV-02", "JAN-01", "GOV-01"]


def test_an_own_clause_stays_when_what_it_follows_is_left_out(handbook_for: Assemble) -> None:
    handbook = handbook_for(BOTH.replace("12", "9"), files={OWN: own("after: GOV-02\n")})

    assert staff(handbook)["governance/posting"] == ["JAN-01", "GOV-01"]


def test_an_own_clause_follows_a_clause_that_no_line_places(handbook_for: Assemble) -> None:
    handbook = handbook_for(BOTH, files={OWN: own("after: PRV-01\n")})

    assert staff(handbook)["privacy/pictures"] == ["PRV-01", "JAN-01"]


def test_an_own_clause_is_marked_as_the_firms_own(handbook_for: Assemble) -> None:
    handbook = handbook_for(BOTH, files={OWN: own("after: GOV-02\n")})
    marks = {passage.id: passage.own for passage in handbook.book("staff").passages}

    assert marks == {"GOV-02": False, "JAN-01": True, "GOV-01": False, "PRV-01": False}


def test_an_own_page_stands_in_its_section(handbook_for: Assemble) -> None:
    extra = page("extra", book="staff", nl="Onze {{ firm.name }}.", en="Our page.")
    handbook = handbook_for(BOTH, files={"jansen/pages/governance/extra.md": extra})
    found = next(p for p in handbook.book("staff").pages if p.id == "governance/extra")

    assert found.own
    assert "Onze Jansen &#38; Co." in str(found.blocks)


def test_the_replaced_clause_that_has_changed_is_a_warning(overlay: Overlay) -> None:
    found = overlay({OWN: own("replaces: GOV-02\nbased_on: '0000'\n")})

    assert [(p.code, p.level, p.message) for p in found] == [
        ("HB046", "warning", "`GOV-02` has changed since `JAN-01` replaced it")
    ]


def test_a_replacement_of_the_clause_as_it_is_gives_no_warning(
    overlay: Overlay, small_library: Library
) -> None:
    assert overlay({OWN: replacing("GOV-02", small_library)}) == []


@pytest.mark.parametrize("level", ["should", "may", "must not"])
def test_a_protected_clause_cannot_be_weakened_or_turned(
    level: str, overlay: Overlay, small_library: Library
) -> None:
    found = overlay({OWN: replacing("GOV-01", small_library, level=level)})

    assert [(p.code, p.message, p.expected) for p in found] == [
        (
            "HB045",
            f"`JAN-01` says `{level}`, and `GOV-01` says `must` and is protected",
            "`level: must`",
        )
    ]


def test_a_protected_clause_may_be_replaced_by_one_as_strong(
    overlay: Overlay, small_library: Library
) -> None:
    assert overlay({OWN: replacing("GOV-01", small_library)}) == []


def test_the_replacement_of_a_protected_clause_is_protected(
    decide_for: Decide, small_library: Library
) -> None:
    text = BOTH + "deviations:\n  - {clause: JAN-01, reason: Nee, approved_by: Jansen}\n"
    decisions = decide_for(text, files={OWN: replacing("GOV-01", small_library)})

    assert "JAN-01" in decisions.clauses


def test_a_clause_that_is_not_protected_may_be_weakened(
    overlay: Overlay, small_library: Library
) -> None:
    assert overlay({OWN: replacing("GOV-02", small_library, level="may")}) == []


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {OWN: own("")},
            [("HB044", "`JAN-01` says neither what it replaces nor what it follows, or both")],
        ),
        (
            {OWN: own("after: GOV-01\nreplaces: GOV-02\n")},
            [("HB044", "`JAN-01` says neither what it replaces nor what it follows, or both")],
        ),
        ({OWN: own("after: GOV-99\n")}, [("HB040", "no clause is called `GOV-99`")]),
        (
            {"jansen/clauses/GOV-50-x.md": clause("GOV-50", header="after: GOV-01\n")},
            [("HB044", "the prefix of `GOV-50` belongs to the library")],
        ),
        (
            {"jansen/clauses/JAN-02-x.md": own("after: GOV-01\n")},
            [("HB067", "the file is called `JAN-02-x.md` and the clause `JAN-01`")],
        ),
        (
            {"jansen/pages/extra.md": page("extra", book="staff", nl="a", en="b")},
            [
                (
                    "HB069",
                    "`firm_profiles/jansen/pages/extra.md` does not lie in the folder of a section",
                )
            ],
        ),
        (
            {"jansen/pages/governance/posting.md": page("posting", book="staff", nl="a", en="b")},
            [("HB063", "the library has a page `governance/posting` already")],
        ),
        (
            {OWN: own("after: GOV-01\n", nl="{{ firm.nam }}")},
            [("HB071", "no fact is called `firm.nam`")],
        ),
        (
            {OWN: own("after: GOV-01\n", nl="Zie [[GOV-99]].")},
            [("HB065", "no clause is called `GOV-99`")],
        ),
        ({OWN: own("after: GOV-01\n", title="<b>Eigen</b>")}, [("HB076", "the title holds `<`")]),
    ],
)
def test_an_own_file_that_does_not_fit_is_one_problem(
    files: dict[str, str], found: list[tuple[str, str]], overlay: Overlay
) -> None:
    assert [(p.code, p.message) for p in overlay(files)] == found


def test_a_clause_is_replaced_once(overlay: Overlay, small_library: Library) -> None:
    text = replacing("GOV-02", small_library)
    other = text.replace("JAN-01", "JAN-02")
    found = overlay({OWN: text, "jansen/clauses/JAN-02-own.md": other})

    assert [(p.code, p.message) for p in found] == [("HB044", "`GOV-02` is replaced twice")]


def test_other_files_beside_own_clauses_are_not_read(overlay: Overlay) -> None:
    files = {"jansen/clauses/.DS_Store": "\x00", "jansen/clauses/README.txt": "Hallo"}

    assert overlay(files) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img\nsrc=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)",
        "<br onclick=alert(1)>",
        "<{% if true %}img src=x onerror=alert(1){% endif %}>",
        "<{{ firm.name }} onclick=alert(1)>",
        "<!-- a -->",
        "<?php x ?>",
        "<https://evil.example>",
        "[ga](javascript:alert(1))",
        "[ga](JavaScript:alert(1))",
        "[ga](<javascript:alert(1)>)",
        "[ga](\njavascript:alert(1))",
        "[ga](&#106;avascript:alert(1))",
        "[ga](data:text/html,x)",
        "[ga](http://evil.example)",
        "[ga](//evil.example)",
        "[ga](../../andere-firma/index.html)",
        "[ga]({{ firm.name }})",
        "[ga]{% if true %}(javascript:alert(1)){% endif %}",
        "[ga][x]\n\n[x]: javascript:alert(1)",
        "[ga][x]\n\n[x]:\njavascript:alert(1)",
        "[ga][x]\n\n> [x]: javascript:alert(1)",
        "![beeld](https://evil.example/a.png)",
        "![beeld](beeld.png)",
        "tekst\n{: onclick=alert(1) }",
        "*tekst*{: .md-button }",
        "tekst { hidden }",
    ],
)
def test_this_markdown_is_refused_in_own_text(text: str, overlay: Overlay) -> None:
    assert {p.code for p in overlay({OWN: own("after: GOV-01\n", nl=text)})} == {"HB076"}


@pytest.mark.parametrize(
    "text",
    [
        "Regel één<br>en **twee** <kbd>Ctrl</kbd>.",
        "[ga](https://firm.example/a?b=c#d) [mail](mailto:a@b.example) [bel](tel:+31205550123)",
        "Zie [[GOV-02]]: dat is streng. {% if firm.size > 1 %}[[GOV-02]]{% endif %}",
        "{{ firm.name }} en {% if firm.size < 9 %}klein{% else %}groot{% endif %}",
        "2 < 3 > 1, <3 en a<b staan vrij: 1 <2",
        "*[AVG]: Algemene verordening\n\nTekst[^1].\n\n[^1]: Een noot.",
        "| a | b |\n| --- | --- |\n| c | d |",
        "### Kop { #kop }\n\nTekst.",
        "(haakjes) en [haken] en `code`",
    ],
)
def test_this_markdown_is_allowed_in_own_text(text: str, overlay: Overlay) -> None:
    if "a<b" in text:  # a tag may begin there, so it stays refused
        text = text.replace("a<b", "a < b")

    assert overlay({OWN: own("after: GOV-01\n", nl=text)}) == []


def test_a_refused_address_is_marked_at_its_place(overlay: Overlay) -> None:
    found = overlay({OWN: own("after: GOV-01\n", nl="Een.\nTwee [ga](javascript:alert(1)).")})

    assert [(p.message, p.place.line, p.place.column) for p in found if p.place] == [
        ("`javascript:alert(1` is not an address that is allowed here", 15, 9)
    ]


def test_the_library_of_a_workspace_is_held_to_the_same_rules(tmp_path: Path) -> None:
    root = write_small_library(tmp_path / "templates")
    over = tmp_path / "over" / "governance" / "posting"
    over.mkdir(parents=True)
    bad = clause("GOV-02", nl="[ga](javascript:alert(1))")
    (over / "GOV-02-four-eyes.md").write_text(bad, encoding="utf-8")
    with pytest.raises(HandbookError) as caught:
        read_library(root, Folder(tmp_path / "over", "templates"))

    assert [problem.code for problem in caught.value.problems] == ["HB076"]


def test_a_file_of_a_workspace_lies_over_the_same_file_of_the_library(tmp_path: Path) -> None:
    root = write_small_library(tmp_path / "templates")
    over = tmp_path / "over" / "governance" / "posting"
    over.mkdir(parents=True)
    (over / "GOV-02-four-eyes.md").write_text(clause("GOV-02", title="Zes ogen"), encoding="utf-8")
    library = read_library(root, Folder(tmp_path / "over", "templates"))

    assert library.clauses["GOV-02"].texts["nl"].title == "Zes ogen"
    assert library.clauses["GOV-01"].texts["nl"].title == "Wees eerlijk"
