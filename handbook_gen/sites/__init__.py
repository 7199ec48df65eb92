"""What every built site goes through, however many firms and versions there are."""

from handbook_gen.sites.sharing import BookFiles, SharedBooks, Site
from handbook_gen.sites.steps import (
    LARGEST_PAGE,
    build_book,
    fingerprint_of,
    script_hashes_in,
    write_host_files,
)

__all__ = [
    "LARGEST_PAGE",
    "BookFiles",
    "SharedBooks",
    "Site",
    "build_book",
    "fingerprint_of",
    "script_hashes_in",
    "write_host_files",
]
