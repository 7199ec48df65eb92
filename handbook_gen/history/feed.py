"""What changed, as an Atom feed (RFC 4287) of one book in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from handbook_gen.comparison import plain_words
from handbook_gen.filling import as_text, long_day
from handbook_gen.history.steps import Step, digest_of, steps_of
from handbook_gen.history.told import change_in_words, passage_in, roles_of
from handbook_gen.history.words import Telling
from handbook_gen.model.choices import BookName
from handbook_gen.model.comparison import ClauseChange
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Release

ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class _Feed:
    """What all entries share: where the book stands, empty when that is not known, and the IDs."""

    telling: Telling
    base: str
    id: str


def feed(
    releases: Sequence[Release], handbook: Handbook, book: BookName, folder: str = ""
) -> bytes:
    """Return the feed: an entry per release and per clause that it changed in meaning, newest first.

    `folder` is where the book stands beside other versions; empty when there are none.
    """
    steps = steps_of(releases)
    telling = Telling.of(handbook)
    site = handbook.site_address.rstrip("/")
    below = f"/{folder}" if folder else ""
    base = f"{site}/{book}/{handbook.language}{below}" if site else ""
    shared = _Feed(telling, base, _feed_id(releases[0], handbook, book))
    root = ET.Element("feed", {"xmlns": ATOM, _LANG: handbook.language})
    _put(root, "id", shared.id)
    title = f"{telling.phrase('changes_title')} · {handbook.firm_name}"
    _put(root, "title", f"{title} · {handbook.book(book).title}", type="text")
    _put(root, "updated", _moment(max(release.released for release in releases)))
    author = ET.SubElement(root, "author")
    _put(author, "name", handbook.firm_name)
    if base:
        _put(root, "link", rel="self", type="application/atom+xml", href=f"{base}/feed.xml")
        _put(root, "link", rel="alternate", type="text/html", href=f"{base}/changes/index.html")
    for step in reversed(steps):
        _release(root, step, shared)
        for change in step.changes:
            if change.book == book and change.in_meaning:
                _clause(root, change, step, shared)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _release(root: ET.Element, step: Step, shared: _Feed) -> None:
    release, telling = step.release, shared.telling
    day = long_day(release.effective, telling.phrase("locale"))
    title = telling.phrase("changes_release", version=release.version)
    entry = _entry(root, f"{title}: {telling.phrase('in_force').lower()} {day}", step, shared, "")
    _put(entry, "category", term=release.kind, label=telling.phrase(f"kind_{release.kind}"))
    said = f"{telling.phrase('approved')}: {release.approved_by}"
    _put(entry, "content", f"{release.note}\n\n{said}".strip(), type="text")


def _clause(root: ET.Element, change: ClauseChange, step: Step, shared: _Feed) -> None:
    language = shared.telling.language
    now = passage_in(change.new, language) or passage_in(change.old, language)
    assert now is not None
    words = change_in_words(change, shared.telling)
    entry = _entry(root, f"{words}: {as_text(now.title)} ({change.id})", step, shared, now.anchor)
    for role in roles_of(change, language):
        _put(entry, "category", term=role)
    _put(entry, "content", plain_words(now.text), type="text")


def _entry(root: ET.Element, title: str, step: Step, shared: _Feed, anchor: str) -> ET.Element:
    """Return an entry with what each must have, for a release or for a clause in it."""
    entry = ET.SubElement(root, "entry")
    name = quote(step.release.version, safe="")
    _put(entry, "id", "/".join(part for part in (shared.id, name, anchor) if part))
    _put(entry, "title", title, type="text")
    _put(entry, "updated", _moment(step.release.released))
    if shared.base:
        spot = f"{step.anchor}-{anchor}" if anchor else step.anchor
        href = f"{shared.base}/changes/index.html#{spot}"
        _put(entry, "link", rel="alternate", type="text/html", href=href)
    return entry


def _feed_id(first: Release, handbook: Handbook, book: BookName) -> str:
    """Return the ID of a feed, which stays the same also when the site moves.

    It rests on the firm's first release: its day, its digest, and where the site was then.
    """
    then = first.edition.handbooks[0]
    host = urlsplit(then.site_address).hostname or f"{handbook.firm}.invalid"
    mark = digest_of(first)[:12]
    return f"tag:{host},{first.released.isoformat()}:{mark}/{book}/{handbook.language}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
