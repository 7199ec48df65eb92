"""Releases: a firm's handbook frozen in a file, approved, dated and chained to the one before."""

from handbook_gen.releases.edition import edition_of
from handbook_gen.releases.files import read_release, read_releases, release_problems
from handbook_gen.releases.frozen import release_digest, release_from_json, release_to_json

__all__ = [
    "edition_of",
    "read_release",
    "read_releases",
    "release_digest",
    "release_from_json",
    "release_problems",
    "release_to_json",
]
