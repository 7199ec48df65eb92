"""Releases: a firm's handbook frozen in a file, approved, dated and chained to the one before."""

from handbook_gen.releases.edition import edition_of, library_digest, without_names
from handbook_gen.releases.files import read_release, read_releases, release_problems
from handbook_gen.releases.frozen import release_digest, release_from_json, release_to_json
from handbook_gen.releases.glance import Glance, Glances, LastWords, glance_at_releases
from handbook_gen.releases.moments import (
    Moment,
    edition_at,
    library_at,
    moments_between,
    workspace_at,
)

__all__ = [
    "Glance",
    "Glances",
    "LastWords",
    "Moment",
    "edition_at",
    "edition_of",
    "glance_at_releases",
    "library_at",
    "library_digest",
    "moments_between",
    "read_release",
    "read_releases",
    "release_digest",
    "release_from_json",
    "release_problems",
    "release_to_json",
    "without_names",
    "workspace_at",
]
