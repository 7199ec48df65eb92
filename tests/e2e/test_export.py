"""What `handbook export` writes, in a browser: whole in itself, silent, safe, and without names where promised."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from handbook_gen.writers import handbook_from_json
from tests.e2e.html_pages import attributes, events, fetched, visible_text
from tests.e2e.running import DAY, FIRM, answer, answers, handbook, new_workspace, write_profile
from tests.e2e.test_names import NAMES, PLAIN, typed_everywhere

KINDS: Final = ("html-staff", "html-control", "card")
FLAGS: Final = {
    "html-staff": ("--html",),
    "html-control": ("--html", "--book", "control"),
    "card": ("--card",),
    "json": ("--json",),
}
REFERRING: Final = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


def exported(workspace: Path, kind: str) -> Path:
    """Return the folder that the command wrote; it must end well."""
    done = handbook(workspace, "export", FIRM, *FLAGS[kind], "--date", DAY)
    assert done.code == 0, done.out + done.err
    return workspace / "export" / FIRM / kind


@pytest.fixture(scope="module")
def example_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders with all that the example firm can export, by kind."""
    workspace = new_workspace(tmp_path_factory.mktemp("export"))
    return {kind: exported(workspace, kind) for kind in FLAGS}


@pytest.fixture(params=KINDS)
def folder(request: pytest.FixtureRequest, example_files: dict[str, Path]) -> Path:
    return example_files[request.param]


def files(folder: Path) -> list[tuple[str, str]]:
    found = [(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.html"))]
    assert found
    return found


@pytest.fixture
def watched(browser: Any) -> Iterator[Any]:
    """A page that keeps what it asked for and what it complained of."""
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    page = window.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
    yield page
    window.close()


def test_a_file_asks_for_nothing_and_its_own_policy_refuses_nothing(
    watched: Any, folder: Path
) -> None:
    for path in sorted(folder.glob("*.html")):
        watched.asked.clear()
        watched.goto(path.as_uri(), wait_until="networkidle")
        watched.wait_for_selector("body > script", state="attached")
        outside = [url for url in watched.asked if not url.startswith("data:")]

        assert outside == [path.as_uri()]
    assert watched.complaints == []


def test_the_policy_lets_nothing_run_but_the_scripts_inside(watched: Any, folder: Path) -> None:
    _, page = files(folder)[0]
    policy = dict(re.findall(r'http-equiv="([^"]*)" content="([^"]*)"', page))[
        "Content-Security-Policy"
    ]
    watched.goto(sorted(folder.glob("*.html"))[0].as_uri())
    watched.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.slipped = true'; document.body.append(s);"
        " const i = document.createElement('img'); i.src = 'https://x.example/a.png';"
        " document.body.append(i); }"
    )
    watched.wait_for_timeout(200)

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "self" not in policy
    assert watched.evaluate("() => window.slipped") is None
    assert len([said for said in watched.complaints if "Content Security Policy" in said]) == 2


def test_nothing_in_a_file_is_fetched_from_another(folder: Path) -> None:
    for _, page in files(folder):
        assert [address for address in fetched(page) if not address.startswith("data:image/")] == []


def test_every_anchor_stands_once_and_every_link_leads_somewhere(folder: Path) -> None:
    names = {name for name, _ in files(folder)}
    for name, page in files(folder):
        anchors = Counter(value for _, value in attributes(page, "id"))
        links = [html.unescape(value) for _, value in attributes(page, "href")]
        within = {link[1:] for link in links if link.startswith("#")}
        beside = {link for link in links if not re.match(r"#|https:|mailto:|tel:", link)}

        assert [anchor for anchor, times in anchors.items() if times > 1] == [], name
        assert within - set(anchors) == set(), name
        assert beside <= names, name
        assert page.count('href="#"') == 0


def test_what_refers_to_an_element_finds_it(folder: Path) -> None:
    for name, page in files(folder):
        anchors = {value for _, value in attributes(page, "id")}
        referred = {
            word
            for attribute in REFERRING
            for _, value in attributes(page, attribute)
            for word in value.split()
        }
        painted = set(re.findall(r"url\(#([^)]+)\)", page))

        assert (referred | painted) - anchors == set(), name


def test_the_headings_are_in_order_below_one_title(folder: Path) -> None:
    for name, page in files(folder):
        ranks = [
            int(event[1][1])
            for event in events(page)
            if event[0] == "start" and re.fullmatch(r"h[1-6]", event[1])
        ]
        leaps = [pair for pair in pairwise(ranks) if pair[1] > pair[0] + 1]

        assert ranks.count(1) == 1, name
        assert ranks[0] == 1
        assert leaps == [], name


def test_the_contents_name_every_page_of_the_book(example_files: dict[str, Path]) -> None:
    for _, page in files(example_files["html-staff"]):
        contents = re.search(r"<nav class=\"hx-contents.*?</nav>", page, re.DOTALL)
        assert contents is not None
        sheets = re.findall(r'<article class="md-typeset hx-sheet.*?<h2 id="([^"]+)"', page, re.S)
        linked = [value[1:] for _, value in attributes(contents[0], "href")]

        assert len(sheets) > 25
        assert linked == sheets


def test_a_clause_keeps_the_anchor_that_people_cite(
    watched: Any, example_files: dict[str, Path]
) -> None:
    path = example_files["html-staff"] / f"{FIRM}-staff-nl.html"
    watched.goto(f"{path.as_uri()}#prv-16")
    box = watched.locator("#prv-16").bounding_box()

    assert watched.locator("section.hb-clause:has(> #prv-16)").count() == 1
    assert 0 <= box["y"] < 900


def test_the_facts_stand_once_in_a_book(example_files: dict[str, Path]) -> None:
    for kind in ("html-staff", "html-control"):
        for _, page in files(example_files[kind]):
            assert page.count('class="hb-facts hb-facts--all"') == 1


def test_the_other_language_is_one_click_away(watched: Any, example_files: dict[str, Path]) -> None:
    watched.goto((example_files["html-staff"] / f"{FIRM}-staff-nl.html").as_uri())
    watched.click("header a[hreflang=en]")

    assert watched.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("kind", KINDS)
def test_light_and_dark_follow_the_preference_of_the_reader(
    browser: Any, example_files: dict[str, Path], kind: str
) -> None:
    path = sorted(example_files[kind].glob("*.html"))[0]
    colours = []
    for scheme in ("light", "dark"):
        window = browser.new_context(color_scheme=scheme)
        page = window.new_page()
        page.goto(path.as_uri())
        colours.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        window.close()

    assert colours[0] == "rgb(255, 255, 255)"
    assert max(int(part) for part in re.findall(r"\d+", colours[1])) < 60


def test_a_narrow_screen_never_scrolls_sideways(browser: Any, folder: Path) -> None:
    window = browser.new_context(viewport={"width": 320, "height": 700})
    page = window.new_page()
    for path in sorted(folder.glob("*-en.html")):
        page.goto(path.as_uri(), wait_until="networkidle")
        page.wait_for_timeout(400)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path.name
    window.close()


def test_on_paper_all_is_unfolded_and_black_and_what_is_for_the_screen_is_gone(
    browser: Any, example_files: dict[str, Path]
) -> None:
    window = browser.new_context(color_scheme="dark")
    page = window.new_page()
    page.goto((example_files["html-staff"] / f"{FIRM}-staff-nl.html").as_uri())
    page.emulate_media(media="print")
    style = "e => getComputedStyle(e)"

    assert page.locator(".hx-back").first.is_hidden()
    assert page.locator(".hx-skip").is_hidden()
    assert page.locator("details.hb-why > p").first.is_visible()
    assert page.locator("article p").first.evaluate(f"e => ({style})(e).color") == "rgb(0, 0, 0)"
    breaks = page.locator(".hb-clause").evaluate_all(
        f"all => all.map(e => ({style})(e).breakInside)"
    )
    assert set(breaks) == {"avoid"}
    window.close()


def test_a_reader_with_a_keyboard_skips_to_the_text(watched: Any, folder: Path) -> None:
    watched.goto(sorted(folder.glob("*.html"))[0].as_uri())
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")

    assert watched.evaluate("document.activeElement.localName") == "main"


def test_the_json_is_the_handbook_without_loss(example_files: dict[str, Path]) -> None:
    for language in ("nl", "en"):
        content = (example_files["json"] / f"{FIRM}-{language}.json").read_bytes()
        found = handbook_from_json(content)

        assert (found.language, json.loads(content)["format_version"]) == (language, 2)


# ---- The public card ---------------------------------------------------------------------


def personal_strings(profile: dict[str, Any]) -> set[str]:
    """Return every name, address and number of the example firm, read off its file."""
    found: set[str] = set()
    for people in profile["people"].values():
        for one in people if isinstance(people, list) else [people]:
            if isinstance(one, dict):
                found |= {one[key] for key in ("name", "email", "phone") if key in one}
    for channel in profile["channels"]:
        found |= {channel[key] for key in ("owner", "backup") if key in channel}
    found |= {approver["name"] for approver in profile["governance"]["approvers"]}
    return found


def test_a_card_names_nobody(example_files: dict[str, Path]) -> None:
    people = personal_strings(answers(example_files["card"].parents[2]))
    for name, page in files(example_files["card"]):
        assert [one for one in people if one in html.unescape(page)] == [], name
        assert [link for _, link in attributes(page, "href") if link[:4] in ("mail", "tel:")] == []
    assert len(people) > 15


def test_a_card_prints_the_role_where_the_book_has_the_name(
    example_files: dict[str, Path],
) -> None:
    card = (example_files["card"] / f"{FIRM}-pocket-card-nl.html").read_text("utf-8")
    book = (example_files["html-staff"] / f"{FIRM}-staff-nl.html").read_text("utf-8")

    assert "aan de privacycontactpersoon, ook buiten kantooruren" in visible_text(card)
    assert "aan de privacycontactpersoon (S. Bakker), ook buiten kantooruren" in visible_text(book)


def test_a_card_has_neither_facts_strip_nor_links_to_clauses(
    example_files: dict[str, Path],
) -> None:
    for name, page in files(example_files["card"]):
        text = page.partition("</style>")[2]

        assert "hb-facts" not in text, name
        assert re.findall(r"<a [^>]*>[A-Z]{2,5}-\d+</a>", text) == []
        assert re.search(r"[A-Z]{2,5}-\d+", text), name


def test_a_name_in_a_text_of_the_firm_stops_the_card_and_leaves_the_last_one(
    tmp_path: Path,
) -> None:
    workspace = new_workspace(tmp_path)
    folder = exported(workspace, "card")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    answer(workspace, {"privacy.permission_store": "de map van T. SMEETS"})
    done = handbook(workspace, "export", FIRM, "--card", "--date", DAY)

    assert done.code == 1
    assert "error[HB093]: `T. Smeets` of `people.it`" in done.err
    assert "name the role in `privacy.permission_store`" in done.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_address_in_a_clause_of_the_firm_stops_the_card(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    clause = workspace / "firm_profiles" / FIRM / "clauses" / "KLV-90-call.md"
    clause.parent.mkdir(exist_ok=True)
    clause.write_text(OWN_CLAUSE, encoding="utf-8")
    done = handbook(workspace, "export", FIRM, "--card", "--date", DAY)

    assert done.code == 1
    assert "error[HB093]: `hr@devries.example` of `people.hr`" in done.err
    assert "the firm's own clauses and pages" in done.err
    assert not (workspace / "export").exists()


OWN_CLAUSE: Final = """\
---
id: KLV-90
level: must
severity: high
audience: [everyone]
sources: [house-rule]
owner: people.owner
since: "2026.1"
pocket: true
after: PRV-16
---

# nl: Mail eerst

Mail eerst naar hr@devries.example of je leidinggevende.

# en: Write first

Write to hr@devries.example or your manager first.
"""


# ---- Whatever a firm types -----------------------------------------------------------------


@pytest.fixture(scope="module", params=[PLAIN, *NAMES.values()], ids=["plain", *NAMES])
def typed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    """A book in files of a firm that typed one text everywhere, and the words it typed."""
    workspace = new_workspace(tmp_path_factory.mktemp("typed"))
    profile = answers(workspace)
    words = typed_everywhere(profile, request.param)
    write_profile(workspace, profile)
    folder = exported(workspace, "html-staff")
    exported(workspace, "html-control")
    return folder.parent, [request.param, *words.values()]


def test_every_answer_reads_exactly_as_typed(typed: tuple[Path, list[str]]) -> None:
    folder, words = typed
    read = "".join(visible_text(page) for kind in KINDS[:2] for _, page in files(folder / kind))

    assert [word for word in words if word not in read] == []


def test_nothing_that_was_typed_runs(typed: tuple[Path, list[str]], watched: Any) -> None:
    folder, _ = typed
    for path in sorted(folder.rglob("*.html")):
        watched.goto(path.as_uri(), wait_until="networkidle")
        watched.wait_for_selector("body > script", state="attached")

        assert watched.evaluate("document.scripts.length") == 1
        assert watched.title().endswith(f"· {' '.join(typed[1][0].split())}")
    assert watched.complaints == []


# ---- The command ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ((), "say what to export: --html, --card, --json or --zip"),
        (("--html", "--card"), "choose one of --html, --card, --json or --zip"),
        (("--card", "--book", "control"), "--book goes with --html, not with --card"),
    ],
)
def test_flags_that_do_not_go_together_are_wrong_usage(
    tmp_path: Path, flags: tuple[str, ...], said: str
) -> None:
    done = handbook(new_workspace(tmp_path), "export", FIRM, *flags)

    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "export").exists()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    first = {path.name: path.read_bytes() for path in exported(workspace, "html-staff").iterdir()}
    again = {path.name: path.read_bytes() for path in exported(workspace, "html-staff").iterdir()}

    assert first == again
