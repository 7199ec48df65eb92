"""Channel sheets: what a firm must know about each of its channels, and a look at the others."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from handbook_gen.library import read_library
from handbook_gen.model.aids import Ticks
from handbook_gen.model.blocks import Cards, Grid, Prose
from handbook_gen.model.handbook import Handbook, Page
from handbook_gen.model.library import Library
from tests.small_library import FILES, FIRM, write_small_library

Assemble = Callable[..., Handbook]

CATALOGUE = """\
linkedin:
  name: {nl: LinkedIn, en: LinkedIn}
  status: active
  owner: Microsoft
  party: LinkedIn Ireland
  minimum_age: 16
  reach: {number: 5700000, year: 2025}
  use: {nl: vakkennis, en: expertise}
  risk: {nl: je netwerk is te zien, en: your network shows}
  data: {nl: gaan naar de VS, en: go to the US}
  exit: {nl: laat de pagina staan, en: leave the page up}
  settings: {nl: [verberg je netwerk], en: [hide your network]}
  verified_on: 2026-05-01
our_letters: {name: {nl: Nieuwsbrief, en: Newsletter}, status: own}
tiktok: {name: {nl: TikTok, en: TikTok}, status: growing, use: {nl: filmpjes, en: short films}}
ping:
  name: {nl: Ping, en: Ping}
  status: closed
  closed_on: 2012-09-30
  risk: {nl: alles was weg, en: all was gone}
"""

FIELDS = """\
    owner: {kind: text, optional: true, longest: 80, label: {nl: eigenaar, en: owner}}
    backup: {kind: text, optional: true, longest: 80, label: {nl: vervanger, en: deputy}}
    status:
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library with four channels, and a question about who runs them."""
    facts = FILES["facts.yml"].replace("    status:\n", FIELDS, 1)
    changes = {"channels.yml": CATALOGUE, "facts.yml": facts}
    return read_library(write_small_library(tmp_path_factory.mktemp("c") / "templates", changes))


def firm(*channels: str) -> str:
    rows = "".join(f"  - {{{channel}}}\n" for channel in channels)
    return f"{FIRM}channels:\n{rows}"


def pages_of(handbook: Handbook) -> dict[str, Page]:
    return {
        page.id.removeprefix("channels/"): page
        for page in handbook.book("control").pages
        if page.id.startswith("channels/")
    }


def answers_on(page: Page) -> dict[str, str]:
    grid = next(block for block in page.blocks if isinstance(block, Grid))
    return {head.strip("*"): text for head, text in grid.rows}


def table_after(page: Page, anchor: str) -> Grid | None:
    """Return the table under a heading of the page about all channels, or None."""
    for block, following in pairwise(page.blocks):
        if isinstance(block, Prose) and f"{{ #{anchor} }}" in block.text:
            assert isinstance(following, Grid)
            return following
    return None


def test_each_channel_of_the_firm_has_a_sheet(handbook_for: Assemble, library: Library) -> None:
    profile = firm("channel: tiktok", "channel: linkedin", "channel: our_letters")
    pages = pages_of(handbook_for(profile, library=library))

    assert list(pages) == ["index", "tiktok", "linkedin", "our-letters"]


def test_a_sheet_says_what_the_firm_must_know(handbook_for: Assemble, library: Library) -> None:
    profile = firm("channel: linkedin, handle: jansen, owner: A. Aal, backup: B. Bes")
    sheet = pages_of(handbook_for(profile, "en", library=library))["linkedin"]

    assert sheet.title == "LinkedIn"
    assert answers_on(sheet) == {
        "Status": "Active",
        "Handle": '<span lang="nl">jansen</span>',
        "What it is good for": "Expertise",
        "Owner and deputy": (
            '<span lang="nl">A&#46; Aal</span> and <span lang="nl">B&#46; Bes</span>'
        ),
        "Who posts": (
            'For the firm: <span lang="nl">A&#46; Aal</span> and <span lang="nl">B&#46; Bes</span>.'
        ),
        "Platform and contract party": "Microsoft, LinkedIn Ireland",
        "Minimum age": "16 years",
        "Reach in the Netherlands": "5,700,000 people (2025)",
        "Data": "Go to the US",
        "What to watch": "Your network shows",
        "If you stop": "Leave the page up",
    }


def test_what_nobody_answered_is_not_on_the_sheet(handbook_for: Assemble, library: Library) -> None:
    sheet = pages_of(handbook_for(firm("channel: tiktok"), "en", library=library))["tiktok"]

    assert answers_on(sheet) == {
        "Status": "Active",
        "What it is good for": "Short films",
        "Owner and deputy": "not filled in yet",
        "Who posts": "For the firm: not filled in yet.",
    }


def test_settings_of_the_platform_follow_those_of_every_account(
    handbook_for: Assemble, library: Library
) -> None:
    sheet = pages_of(handbook_for(firm("channel: linkedin"), "en", library=library))["linkedin"]
    (ticks,) = [block for block in sheet.blocks if isinstance(block, Ticks)]

    assert len(ticks.items) == 10
    assert ticks.items[-1].text == "Hide your network"
    assert {item.level for item in ticks.items} == {"must"}


def test_a_channel_of_the_firm_itself_has_no_account_to_secure(
    handbook_for: Assemble, library: Library
) -> None:
    sheet = pages_of(handbook_for(firm("channel: our_letters"), library=library))["our-letters"]

    assert [block for block in sheet.blocks if isinstance(block, Ticks)] == []


def test_a_sheet_says_when_its_details_were_checked(
    handbook_for: Assemble, library: Library
) -> None:
    pages = pages_of(
        handbook_for(firm("channel: linkedin", "channel: tiktok"), "en", library=library)
    )
    last = pages["linkedin"].blocks[-1]

    assert isinstance(last, Prose)
    assert "1 May 2026" in last.text
    assert not isinstance(pages["tiktok"].blocks[-1], Prose)


def test_the_page_about_channels_links_to_the_sheets(
    handbook_for: Assemble, library: Library
) -> None:
    profile = firm("channel: linkedin, status: paused", "channel: our_letters")
    index = pages_of(handbook_for(profile, "en", library=library))["index"]

    assert [block.items for block in index.blocks if isinstance(block, Cards)] == [
        (
            ("LinkedIn", "hb:page/channels/linkedin", "Paused"),
            ("Newsletter", "hb:page/channels/our-letters", "Active"),
        )
    ]


def test_channels_that_the_firm_does_not_use_are_compared(
    handbook_for: Assemble, library: Library
) -> None:
    index = pages_of(handbook_for(firm("channel: tiktok"), "en", library=library))["index"]
    table = table_after(index, "others")

    assert table is not None
    assert table.rows == (
        (
            "**LinkedIn** (active; from age 16; 5,700,000 people (2025))",
            "Expertise",
            "Your network shows",
            "Go to the US",
        ),
    )


def test_channels_that_ended_have_a_day_and_a_lesson(
    handbook_for: Assemble, library: Library
) -> None:
    index = pages_of(handbook_for(firm("channel: tiktok"), "en", library=library))["index"]
    table = table_after(index, "gone")

    assert table is not None
    assert table.rows == (("**Ping**", "30 September 2012", "All was gone"),)


def test_a_firm_that_uses_all_channels_compares_none(
    handbook_for: Assemble, library: Library
) -> None:
    profile = firm("channel: tiktok", "channel: linkedin")
    index = pages_of(handbook_for(profile, library=library))["index"]

    assert table_after(index, "others") is None
    assert table_after(index, "gone") is not None


def test_a_firm_without_channels_has_the_comparison_only(
    handbook_for: Assemble, library: Library
) -> None:
    pages = pages_of(handbook_for(FIRM, library=library))

    assert list(pages) == ["index"]
    assert [block for block in pages["index"].blocks if isinstance(block, Cards)] == []
    assert table_after(pages["index"], "others") is not None


def test_a_hostile_handle_stays_text(handbook_for: Assemble, library: Library) -> None:
    profile = firm("channel: linkedin, handle: '</td><script>|{{ x }}'")
    sheet = pages_of(handbook_for(profile, library=library))["linkedin"]

    assert answers_on(sheet)["Naam op het kanaal"] == (
        "&#60;&#47;td&#62;&#60;script&#62;&#124;&#123;&#123; x &#125;&#125;"
    )


def test_the_account_register_has_a_row_for_each_channel_and_room_for_the_rest(
    handbook_for: Assemble, library: Library
) -> None:
    profile = firm("channel: linkedin, handle: jansen, owner: A. Aal", "channel: tiktok")
    handbook = handbook_for(profile, library=library)
    (page,) = [p for p in handbook.book("control").pages if p.id == "tools/account-register"]
    answered, blank = [block for block in page.blocks if isinstance(block, Grid)]

    assert answered.rows == (
        ("**LinkedIn**", "jansen", "A&#46; Aal", "", "actief"),
        ("**TikTok**", "", "", "", "actief"),
    )
    assert blank.rows == (("**LinkedIn**", "", "", "", ""), ("**TikTok**", "", "", "", ""))


def test_a_firm_without_channels_has_no_account_register(
    handbook_for: Assemble, library: Library
) -> None:
    pages = [page.id for page in handbook_for(FIRM, library=library).book("control").pages]

    assert "tools/account-register" not in pages
