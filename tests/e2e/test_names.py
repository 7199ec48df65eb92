"""Whatever a firm types, its reader sees exactly that, on every engine and wherever it stands.

Two firms differ in nothing but what they typed: one typed plain words. When the words of both are
exchanged for the same marks, the two sites must be the same, element for element.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.e2e.html_pages import Event, attributes, events, visible_text
from tests.e2e.needs import ENGINES, needs_engine
from tests.e2e.running import FIRM, answers, build, new_workspace, write_profile

PLAIN: Final = "Jansen"
NAMES: Final = {
    "markdown": "*D'Hondt* & Zn. <b>|[x](javascript:1)",
    "template": "{{ 7*7 }}",
    "emoji": "Kantoor \N{SLIGHTLY SMILING FACE} De Boër",
    "script": "</script><script>alert(1)</script>",
    "entities": '&#60;b&#62; "quoted" \\n',
}
FIXED: Final = {"nl": "Handboek sociale media", "en": "Social media handbook"}
FREE: Final = (
    ("firm", "registration"),
    ("firm", "locations"),
    ("profession", "insurer"),
    ("governance", "themes"),
    ("privacy", "permission_store"),
    ("employment", "cao"),
    ("security", "banned_apps"),
)
"""Facts of one line, beside those that need a word of their own below."""

MINUTES: Final = re.compile(r"\d+ (?=minut)")
DIGEST: Final = re.compile(r"\b[0-9a-f]{64}\b")
SHOWN_RAW: Final = frozenset({"template", "emoji"})
"""The names that are safe where Material prints the site's name raw."""


@dataclass(frozen=True, eq=False)
class Typed:
    """A firm's site, and what was typed for it: the words for every mark."""

    workspace: Path
    engine: str
    name: str
    words: Mapping[str, str]

    @property
    def site(self) -> Path:
        return self.workspace / "site" / FIRM

    def marked(self, text: str) -> str:
        """Return a text with a mark in the place of everything that was typed."""
        for mark, words in self.words.items():
            text = text.replace(words, f"\N{LEFT CEILING}{mark}\N{RIGHT CEILING}")
        for fixed in FIXED.values():
            text = text.replace(f"{self.name} · {fixed}", fixed)
        text = DIGEST.sub("digest", text)  # of another content it is another
        text = MINUTES.sub("some", text)  # longer answers take longer to read
        return text.replace(self.name, "\N{LEFT CEILING}name\N{RIGHT CEILING}")


def typed_everywhere(profile: dict[str, Any], text: str) -> dict[str, str]:
    """Put a text into every free answer of a profile, and return the words per mark."""
    words: dict[str, str] = {}

    def mark(longest: int = 80) -> str:
        name = f"k{len(words):02}"
        words[name] = f"{text[: longest - 4].strip()} {name}"
        return words[name]

    profile["firm"]["name"] = text
    profile["goals"]["main_goal"] = {"nl": mark(), "en": mark()}
    profile["marketing"]["ai_tools"] = mark()
    for group, fact in FREE:
        profile[group][fact] = mark(longest=36)
    profile["governance"]["approvers"] = [{"topic": mark(), "name": mark()}]
    profile["governance"]["tools"] = [{"name": mark(), "region": "eea", "agreement": "yes"}]
    measure = {"objective": "hiring", "measure": mark(), "target": mark()}
    profile["goals"]["measures"] = [measure]
    profile["document"]["version"] = mark(longest=20)
    profile["document"]["approved_by"] = {"nl": mark(), "en": mark()}
    for channel in profile["channels"]:
        channel |= {key: mark() for key in ("handle", "owner", "backup")}
    for people in profile["people"].values():
        for one in people if isinstance(people, list) else [people]:
            if isinstance(one, dict):  # an address is none
                one["name"] = mark()
    for number, one in enumerate(profile["people"]["spokespeople"]):
        one["topics"] = {"nl": mark(), "en": mark()} if number else mark()
    reason = {"nl": mark(), "en": mark()}
    profile["risks"] = [{"risk": "time", "likelihood": 4, "impact": 5, "reason": reason}]
    for duty in profile["duties"].values():
        duty["owner"] = mark()
        if duty["status"] == "not ours":
            duty["reason"] = mark()
    for deviation in profile["deviations"]:
        deviation |= {"reason": mark(), "approved_by": mark()}
    return words


def built(folder: Path, engine: str, text: str) -> Typed:
    """Return the site of a firm that typed one text everywhere."""
    workspace = new_workspace(folder)
    profile = answers(workspace)
    words = typed_everywhere(profile, text)
    write_profile(workspace, profile)
    build(workspace, FIRM, "--engine", engine)
    return Typed(workspace, engine, text, words)


def pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text("utf-8")


def undrawn(found: list[Event]) -> Iterator[Event]:
    """Yield all but the words inside a figure, which are cut into lines; its description has them whole."""
    drawing = False
    for event in found:
        drawing |= event[:2] == ("start", "text")
        if not drawing:
            yield event
        drawing &= event[:2] != ("end", "text")


@cache
def elements(typed: Typed) -> dict[str, str]:
    """Return the elements, attributes and texts of every page, with marks for what was typed."""
    return {
        name: typed.marked("\n".join("\t".join(event) for event in undrawn(events(page))))
        for name, page in pages(typed.site)
    }


def search_entries(typed: Typed) -> Iterator[tuple[str, str]]:
    """Yield what each search index holds of every place, as a reader finds it."""
    for name in ("search_index.json", "search.json"):
        for path in sorted(typed.site.rglob(name)):
            index = json.loads(path.read_text("utf-8"))
            for entry in index.get("docs") or index["items"]:
                place = f"{path.relative_to(typed.site)} {entry['location']}"
                yield place, typed.marked(html.unescape(f"{entry['title']}\n{entry['text']}"))


def differing(found: Mapping[str, object], expected: Mapping[str, object]) -> list[str]:
    """Return the names under which something else stands, or only in one of the two."""
    names = sorted(found.keys() | expected.keys())
    return [name for name in names if found.get(name) != expected.get(name)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Typed]:
    """A function from an engine and a text to the site, which is built once."""

    @cache
    def site(engine: str, text: str) -> Typed:
        needs_engine(engine)
        return built(tmp_path_factory.mktemp(engine), engine, text)

    return site


@pytest.fixture(scope="module", params=ENGINES)
def plain(request: pytest.FixtureRequest, sites: Callable[[str, str], Typed]) -> Typed:
    """The firm that typed plain words, with each of the engines."""
    return sites(request.param, PLAIN)


@pytest.fixture(scope="module", params=NAMES)
def firm(plain: Typed, request: pytest.FixtureRequest, sites: Callable[[str, str], Typed]) -> Typed:
    """A firm that typed something with a meaning to one program or another."""
    return sites(plain.engine, NAMES[request.param])


def test_no_element_attribute_or_link_comes_out_of_an_answer(firm: Typed, plain: Typed) -> None:
    assert differing(elements(firm), elements(plain)) == []


def test_every_answer_reads_exactly_as_typed_on_some_page(firm: Typed) -> None:
    read = "".join(visible_text(page) for _, page in pages(firm.site))
    unread = [words for words in (firm.name, *firm.words.values()) if words not in read]

    assert unread == []


def test_the_name_of_the_site_falls_back_to_a_fixed_phrase_where_it_would_be_printed_raw(
    firm: Typed,
) -> None:
    raw = any(firm.name == NAMES[key] for key in SHOWN_RAW)
    for language, fixed in FIXED.items():
        page = (firm.site / "staff" / language / "index.html").read_text("utf-8")
        title = re.search(r"<title>(?:Start - )?(.*?)</title>", page)  # Zensical names the page

        assert title is not None
        assert title[1] == (f"{firm.name} · {fixed}" if raw else fixed)


def test_the_search_index_holds_every_answer_as_typed(firm: Typed, plain: Typed) -> None:
    found, expected = dict(search_entries(firm)), dict(search_entries(plain))

    assert differing(found, expected) == []
    assert any("\N{LEFT CEILING}name" in text for text in found.values())


def test_the_printed_page_carries_the_name_as_typed(firm: Typed) -> None:
    for path in sorted(firm.site.rglob("brand.css")):
        line = re.search(r'--hb-print-line: "(.*)";', path.read_text("utf-8"))

        assert line is not None
        read = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), line[1])
        assert read.startswith(f"{firm.name} · ")


def test_every_link_leads_to_a_page_a_letter_or_a_phone(firm: Typed) -> None:
    schemes = set()
    for _, page in pages(firm.site):
        for _, address in attributes(page, "href"):
            if found := re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", html.unescape(address)):
                schemes.add(found[1].lower())

    assert schemes == {"https", "mailto", "tel"}


def test_a_letter_goes_to_the_address_that_was_typed(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    profile = answers(workspace)
    email = "o'neil+{x}|y*z*&cc=a?b=_c_@devries.example"
    profile["people"]["go_to"]["email"] = email
    write_profile(workspace, profile)
    build(workspace, FIRM, "--book", "staff")
    page = (workspace / "site" / FIRM / "staff" / "nl" / "who-to-ask.html").read_text("utf-8")
    letters = [value for _, value in attributes(page, "href") if value.startswith("mailto:o")]

    assert email in visible_text(page)
    assert set(letters) == {"mailto:o'neil+{x}|y*z*%26cc=a%3Fb=_c_@devries.example"}
