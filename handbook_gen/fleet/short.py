"""Write the short addresses of a firm; its codes are drawn anew only when an address has changed."""

import json
from collections.abc import Mapping

from handbook_gen.digests import content_digest, disk_marks
from handbook_gen.disk import FileTree, Folder, link_tree, read_text, write_new_text, write_tree
from handbook_gen.fleet.inputs import program_digest
from handbook_gen.model.handbook import Handbook
from handbook_gen.problems import HandbookError
from handbook_gen.sites import BookFiles, SharedBooks
from handbook_gen.writers.short_addresses import short_codes


def write_short(
    pages: FileTree, handbook: Handbook, files: BookFiles, shared: SharedBooks
) -> Mapping[str, str]:
    """Write the short addresses of a firm, and return the digests of their files.

    `pages` are those of the short addresses. One that another firm has too is linked to that; a code
    is its firm's own.

    Raises:
        HandbookError: the disk refused.
    """
    digests = {name: content_digest(content) for name, content in pages.items()}
    twins = {name: twin for name in pages if (twin := shared.twins.get(digests[name]))}
    write_tree(pages, files.target, files.before, twins)
    return {**digests, **_write_codes(pages, handbook, files)}


def _write_codes(pages: FileTree, handbook: Handbook, files: BookFiles) -> Mapping[str, str]:
    """Write a code for each page, or take over those of the last build; return their digests."""
    words = [program_digest().hex(), handbook.site_address, *sorted(pages)]
    made_of = content_digest("\n".join(words).encode())
    digests = _known(files, made_of)
    if digests:
        link_tree({name: files.before / name for name in digests}, files.target)
        return digests
    codes = short_codes(handbook, pages)
    write_tree(codes, files.target, files.before)
    digests = {name: content_digest(content) for name, content in codes.items()}
    if digests:
        text = json.dumps([made_of, digests, disk_marks(files.target, digests)])
        write_new_text(files.record, text, replace=True)
    return digests


def _known(files: BookFiles, made_of: str) -> Mapping[str, str]:
    """Return the digests of the last build's codes; none unless they are of this, and still there."""
    if files.every_byte:
        return {}
    try:
        was, digests, marks = json.loads(read_text(Folder(files.record, files.record.name)))
        if was == made_of and marks and disk_marks(files.before, digests) == marks:
            return {**digests}
    except (HandbookError, ValueError, TypeError):
        pass
    return {}
