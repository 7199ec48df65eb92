"""The page on which a reader confirms that a release was read and understood."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from handbook_gen.acks.digest import Compare, meaning_digest, meanings_of, roles_in, short_digest
from handbook_gen.filling import as_markdown, decoded, link_address, mail_address
from handbook_gen.model.aids import Confirm, Confirmation
from handbook_gen.model.blocks import Block, Prose
from handbook_gen.model.handbook import Book, Handbook, Page, Part
from handbook_gen.model.release import Release

PAGE_ID: Final = "read-and-understood"
_REFERENCE: Final = "reference"


def with_acknowledgement(
    handbook: Handbook, releases: Sequence[Release], compare: Compare
) -> Handbook:
    """Return the handbook with the page in its staff book, where the firm asks for confirmations.

    What is confirmed is the last of the releases, which are the oldest first. A page that is there
    already gives way.
    """
    if not handbook.is_confirmed:
        return handbook
    page = Page(
        PAGE_ID,
        handbook.phrase("read_title"),
        "material/check-decagram",
        _blocks(handbook, releases, compare),
        generated=True,
    )
    books = tuple(
        _with_page(book, page) if book.name == "staff" else book for book in handbook.books
    )
    return replace(handbook, books=books)


def _with_page(book: Book, page: Page) -> Book:
    """Return the book with the page in its last part of reference, before what it is about."""
    parts = [_without(part, page.id) for part in book.parts]
    where = next((n for n, part in enumerate(parts) if part.id == _REFERENCE), len(parts) - 1)
    pages = parts[where].pages
    parts[where] = replace(parts[where], pages=(*pages[:-1], page, *pages[-1:]))
    return replace(book, parts=tuple(parts))


def _without(part: Part, page_id: str) -> Part:
    return replace(part, pages=tuple(page for page in part.pages if page.id != page_id))


def _blocks(handbook: Handbook, releases: Sequence[Release], compare: Compare) -> tuple[Block, ...]:
    if not releases:
        return (Prose(handbook.phrase("read_none")),)
    signed = handbook.acknowledgement == "signed"
    version = releases[-1].version
    rows = _rows(handbook, releases, compare)
    linked = any(row.address for row in rows)
    intro = "read_intro" if linked else "read_intro_signed" if signed else "read_intro_receipt"
    said = [handbook.phrase(intro).replace("{version}", as_markdown(version))]
    if not linked:
        said.append(handbook.phrase("read_hand_in"))
    said.append(handbook.phrase("read_again"))
    return (Prose("\n\n".join(said)), Confirm(version, signed, rows))


def _rows(
    handbook: Handbook, releases: Sequence[Release], compare: Compare
) -> tuple[Confirmation, ...]:
    edition = releases[-1].edition
    meanings = meanings_of(releases, compare)[-1]
    found = []
    for role, title in roles_in(edition, handbook.language).items():
        digest = meaning_digest(edition, meanings, role)
        address = _address(handbook, releases[-1].version, decoded(title), short_digest(digest))
        found.append(Confirmation(as_markdown(decoded(title)), digest, address))
    return tuple(found)


def _address(handbook: Handbook, version: str, role: str, digest: str) -> str:
    """Return where a reader confirms for a role, as Markdown; empty for who signs on paper."""
    said = {"version": version, "role": role, "digest": digest}
    if handbook.acknowledgement == "signed":
        return ""
    if handbook.acknowledge_form:
        address = handbook.acknowledge_form
        for name, value in said.items():
            address = address.replace("{" + name + "}", quote(value, safe=""))
        return link_address(address)
    if not handbook.feedback_email:
        return ""
    words = {key: handbook.phrase(f"read_mail_{key}") for key in ("subject", "body")}
    for name, value in said.items():
        words = {key: text.replace("{" + name + "}", value) for key, text in words.items()}
    return mail_address(handbook.feedback_email, **words)
