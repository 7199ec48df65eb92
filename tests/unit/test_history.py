"""What a firm's releases tell: to a reader on the page, to a feed reader, and to a program."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from handbook_gen.disk import Folder
from handbook_gen.history import with_history
from handbook_gen.history.feed import feed
from handbook_gen.library import read_library
from handbook_gen.model.blocks import Block, Passage
from handbook_gen.model.handbook import Book, Handbook, Page
from handbook_gen.model.library import Library
from handbook_gen.model.past import Changes, PastBook
from handbook_gen.model.release import Release
from handbook_gen.workspace import CheckedFirm, Workspace, check_firm, handbooks
from handbook_gen.writers import handbook_from_json, handbook_to_json, mkdocs_project, read_look
from handbook_gen.writers.one_file import book_in_one_file
from tests.firm_with_releases import released
from tests.small_library import FILES, write_small_library

GOV_01: Final = "governance/posting/GOV-01-be-honest.md"
PRV_01: Final = "privacy/pictures/PRV-01-ask-first.md"
ROLES: Final = (
    FILES["roles.yml"]
    + "partners: {title: {nl: partners, en: partners}, who: {nl: Partners., en: Partners.}}\n"
)
IN_FORCE: Final = "document: {status: in_force, version: '%s', effective: %s}\n"
ATOM: Final = "{http://www.w3.org/2005/Atom}"


class Story:
    """A firm that releases its handbook, changes something, and releases it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.releases: list[Release] = []
        self.firm: CheckedFirm | None = None

    def release(
        self,
        version: str,
        day: date,
        *,
        size: int = 12,
        more: str = "",
        library: Mapping[str, str] | None = None,
        note: str = "",
    ) -> Release:
        profiles = self.folder / "firm_profiles"
        profiles.mkdir(parents=True, exist_ok=True)
        answers = f"languages: [nl, en]\nfirm: {{name: Jansen & Co, size: {size}}}\nprofession: {{kinds: [accountant]}}\n"
        (profiles / "jansen.yml").write_text(answers + IN_FORCE % (version, day) + more, "utf-8")
        shared = _library(self.folder / version, {"roles.yml": ROLES, **(library or {})})
        workspace = Workspace(self.folder, shared, Folder(profiles, "firm_profiles"))
        self.firm = check_firm(workspace, "jansen", day)
        previous = self.releases[-1] if self.releases else None
        self.releases.append(released(self.firm, version, day, previous, note=note))
        return self.releases[-1]

    def handbook(self, language: str = "en") -> Handbook:
        """Return the handbook of now, with what its releases tell."""
        return with_history(self.plain(language), self.releases)

    def plain(self, language: str = "en") -> Handbook:
        assert self.firm is not None
        return next(book for book in handbooks(self.firm) if book.language == language)


def _library(folder: Path, changes: Mapping[str, str]) -> Library:
    return read_library(write_small_library(folder / "templates", changes))


def _changed(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Three releases: the first; a stricter GOV-01 for partners; a smaller firm without GOV-02."""
    told = Story(tmp_path)
    stricter = _changed(GOV_01, "who you are.", "who you are, and for whom you speak.")
    stricter[GOV_01] = stricter[GOV_01].replace("[everyone]", "[partners]")
    stricter[GOV_01] = stricter[GOV_01].replace(
        "wie je bent.", "wie je bent en voor wie je spreekt."
    )
    stricter |= _changed(PRV_01, "severity: medium", "severity: medium\nkeywords: {en: [snap]}")
    told.release("1.0", date(2026, 6, 1))
    told.release("1.1", date(2026, 9, 1), library=stricter, note="After a *complaint*.")
    told.release("2.0", date(2026, 12, 1), size=9, library=stricter)
    return told


def _page(book: Book, page_id: str) -> Page:
    return next(page for page in book.pages if page.id == page_id)


def _changes(handbook: Handbook) -> Changes:
    blocks: tuple[Block, ...] = _page(handbook.book("staff"), "changes/index").blocks
    return next(block for block in blocks if isinstance(block, Changes))


def _clause(handbook: Handbook, name: str) -> Passage:
    return next(one for one in handbook.book("staff").passages if one.id == name)


def test_a_firm_without_releases_has_the_handbook_that_it_had(story: Story) -> None:
    plain = story.plain()

    assert with_history(plain, ()) is plain


def test_the_newest_release_comes_first_with_what_it_changed_and_for_whom(story: Story) -> None:
    newest, middle, first = _changes(story.handbook()).releases

    assert [release.title for release in (newest, middle, first)] == [
        "Version 2&#46;0",
        "Version 1&#46;1",
        "Version 1&#46;0",
    ]
    assert [(change.id, change.change) for change in newest.meaning] == [("GOV-02", "Removed")]
    assert newest.meaning[0].link == ""  # the book of today has it no more
    (honest,) = middle.meaning
    assert (honest.id, honest.audience) == ("GOV-01", ("partners", "everyone"))
    assert dict(honest.lines)["For whom"] == "<p><del>everyone</del> <ins>partners</ins></p>"
    assert dict(honest.lines)[""] == (
        "<p>Say at Jansen &amp; Co who you are<ins>, and for whom you speak</ins>.</p>"
    )
    assert middle.note == "After a &#42;complaint&#42;&#46;"
    assert first.summary == "The first approved version."
    assert first.meaning == first.wording == ()


def test_a_text_that_was_written_anew_is_told_as_two_and_not_word_through_word(
    tmp_path: Path,
) -> None:
    told = Story(tmp_path)
    told.release("1.0", date(2026, 6, 1))
    anew = _changed(
        GOV_01, "Say at {{ firm.name }} who you are.", "Never hide behind a false name."
    )
    told.release("1.1", date(2026, 9, 1), library=anew)

    (change,) = _changes(told.handbook()).releases[0].meaning

    assert dict(change.lines)[""] == (
        "<p><del>Say at Jansen &amp; Co who you are.</del></p>\n\n"
        "<p><ins>Never hide behind a false name.</ins></p>"
    )


def test_the_role_of_everyone_is_called_the_same_in_the_filter(shipped_library: Library) -> None:
    assert shipped_library.phrases["everyone"] == shipped_library.roles["everyone"].title


def test_what_only_the_search_reads_is_no_news_for_a_reader(story: Story) -> None:
    middle = _changes(story.handbook()).releases[1]

    assert "PRV-01" not in [change.id for change in (*middle.meaning, *middle.wording)]
    assert middle.summary == "1 rule says something else."


def test_a_clause_tells_how_it_read_before_since_when_and_who_approved_that(story: Story) -> None:
    now, before = _clause(story.handbook("nl"), "GOV-01").wordings

    assert (now.version, now.text) == ("1&#46;1", "")  # the text stands above it already
    assert before.since == "1 juni 2026"
    assert before.text == "Zeg bij Jansen &#38; Co wie je bent."
    assert "M&#46; de Vries &#38; &#60;b&#62;" in before.approved_by


def test_only_what_the_last_release_changed_is_news(story: Story) -> None:
    assert _clause(story.handbook(), "GOV-01").news == ""

    story.releases.pop()

    assert _clause(story.handbook(), "GOV-01").news == "Changed in 1.1"


def test_a_book_as_it_stood_then_is_whole_and_names_its_digest(story: Story) -> None:
    book = story.handbook().book("staff")
    page = _page(book, "changes/as-of-1-0")
    (past,) = page.blocks
    assert isinstance(past, PastBook)

    texts = {clause.id: clause.text for _, clauses in past.pages for clause in clauses}
    frozen = story.releases[0].edition.handbook("en").book("staff")
    assert set(texts) == {passage.id for passage in frozen.passages}
    assert texts["GOV-02"].startswith("Have")  # which the firm no longer has
    assert past.facts[-1] == ("Digest (sha256)", story.releases[0].digest)
    assert not page.searched


def test_every_link_of_the_written_pages_leads_somewhere(story: Story) -> None:
    for book in ("staff", "control"):
        tree = mkdocs_project(story.handbook("nl"), book, read_look())  # a wrong link does not pass
        text = tree["docs/changes/index.md"].decode()
        assert "(../feed.xml)" in text
        assert {"docs/feed.xml", "docs/changes.json"} <= set(tree)


def test_a_book_in_one_file_tells_what_changed_and_sends_nobody_to_what_it_lacks(
    story: Story,
) -> None:
    files = {"nl": "nl.html", "en": "en.html"}
    text = book_in_one_file(story.handbook(), "staff", read_look(), files).decode()

    assert "<ins>, and for whom you speak</ins>" in text
    assert "feed.xml" not in text
    assert "as-of" not in text


def test_two_versions_that_look_alike_in_an_address_keep_their_own_pages(tmp_path: Path) -> None:
    told = Story(tmp_path)
    told.release("1.0", date(2026, 6, 1))
    told.release("1-0", date(2026, 6, 1))

    pages = [page.id for page in told.handbook().book("staff").pages if "as-of" in page.id]

    assert pages == ["changes/as-of-1-0-2", "changes/as-of-1-0"]


def test_the_notice_before_the_first_day_names_the_version_that_holds_until_then(
    story: Story,
) -> None:
    assert story.handbook("nl").not_yet == (
        "Dit handboek geldt vanaf 1 december 2026; tot dan geldt versie 1&#46;1."
    )
    assert story.handbook("nl").review_by == date(2027, 12, 1)


def test_a_draft_says_nothing_of_days_that_nobody_decided(story: Story) -> None:
    story.release("3.0", date(2027, 1, 1))
    assert story.firm is not None
    profile = story.folder / "firm_profiles" / "jansen.yml"
    profile.write_text(profile.read_text("utf-8").replace("in_force", "draft"), "utf-8")
    workspace = Workspace(story.folder, story.firm.library, Folder(profile.parent, "firm_profiles"))
    story.firm = check_firm(workspace, "jansen", date(2027, 1, 1))

    draft = story.handbook()

    assert (draft.not_yet, draft.overdue, draft.review_by) == ("", "", None)


def test_a_handbook_with_its_history_goes_to_json_and_back(story: Story) -> None:
    handbook = story.handbook()

    assert handbook_from_json(handbook_to_json(handbook)) == handbook


def test_a_program_reads_the_chain_and_per_clause_what_why_and_for_whom(story: Story) -> None:
    extras = {(extra.book, extra.path): extra.text for extra in story.handbook().extras}
    found = json.loads(extras["staff", "changes.json"])

    newest, middle, first = found["releases"]
    assert first["previous"] is None
    assert newest["previous"] == {"version": "1.1", "digest": middle["digest"]}
    changes = {change["id"]: change for change in middle["changes"]}
    assert changes["GOV-01"]["differences"] == ["meaning", "audience"]
    assert changes["GOV-01"]["causes"][0]["kind"] == "library"
    assert changes["PRV-01"]["in_meaning"] is False


# ---- The feed, against the rules of RFC 4287 ----------------------------------------------


def test_the_feed_keeps_the_rules_of_atom_with_and_without_an_address(story: Story) -> None:
    handbook = story.plain()
    addressed = replace(handbook, site_address="https://handbook.jansen.example/")

    check_atom(feed(story.releases, handbook, "staff"))
    root = check_atom(feed(story.releases, addressed, "staff"))

    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    base = "https://handbook.jansen.example/staff/en"
    assert f"{base}/changes/index.html#v-1-1-gov-01" in links
    assert f"{base}/feed.xml" in links


def test_the_feed_has_an_entry_per_release_and_per_clause_that_says_something_else(
    story: Story,
) -> None:
    root = ET.fromstring(feed(story.releases, story.plain(), "staff"))  # noqa: S314  # our own

    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "Version 2.0: in force from 1 December 2026",
        "Removed: Four eyes (GOV-02)",
        "Version 1.1: in force from 1 September 2026",
        "Other meaning: Be honest (GOV-01)",
        "Version 1.0: in force from 1 June 2026",
    ]


def test_an_entry_keeps_its_id_when_releases_follow_and_when_the_site_moves(story: Story) -> None:
    moved = replace(story.plain(), site_address="https://elsewhere.example/")
    before = _ids(feed(story.releases[:2], story.plain(), "staff"))
    after = _ids(feed(story.releases, moved, "staff"))

    assert before == after[2:]


def _ids(content: bytes) -> list[str]:
    root = ET.fromstring(content)  # noqa: S314  # our own
    return [entry.findtext(f"{ATOM}id", "") for entry in root.iter(f"{ATOM}entry")]


def check_atom(content: bytes) -> ET.Element:
    """Hold a feed against what RFC 4287 asks of every feed, entry, person, text, date and link."""
    root = ET.fromstring(content)  # noqa: S314  # our own
    assert root.tag == f"{ATOM}feed"
    known = {"id", "title", "updated", "author", "link", "entry"}
    _check_parts(root, known)
    (author,) = root.findall(f"{ATOM}author")  # so an entry needs none of its own
    assert author.findtext(f"{ATOM}name")
    entries = root.findall(f"{ATOM}entry")
    assert list(root)[-len(entries) :] == entries
    for entry in entries:
        _check_parts(entry, {"id", "title", "updated", "link", "category", "content"})
        (content_of,) = entry.findall(f"{ATOM}content")
        assert content_of.get("type") == "text"
        assert len(content_of) == 0
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
    ids = [entry.findtext(f"{ATOM}id") for entry in [root, *entries]]
    assert len(set(ids)) == len(ids)
    days = [_moment(entry) for entry in entries]
    assert days == sorted(days, reverse=True)
    assert _moment(root) == days[0]
    return root


def _check_parts(element: ET.Element, known: set[str]) -> None:
    assert {part.tag.removeprefix(ATOM) for part in element} <= known
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1
    assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[^\s<>\"{}|\\^`]+", _id(element))
    title = element.find(f"{ATOM}title")
    assert title is not None
    assert title.get("type") == "text"
    assert title.text
    _moment(element)
    links = element.findall(f"{ATOM}link")
    kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
    assert len(set(kinds)) == len(kinds)
    assert all(re.match(r"https://\S+$", link.get("href", "")) for link in links)


def _id(element: ET.Element) -> str:
    return element.findtext(f"{ATOM}id", "")


def _moment(element: ET.Element) -> datetime:
    text = element.findtext(f"{ATOM}updated", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
    return datetime.fromisoformat(text)
