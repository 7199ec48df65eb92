"""Releases with what each of them changed; every two are compared once."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import Final

from handbook_gen.comparison import compare
from handbook_gen.model.comparison import ClauseChange, Comparison
from handbook_gen.model.release import Release
from handbook_gen.releases import release_digest

_APART: Final = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Step:
    """A release, and the clauses that it changed; none for the first, in which all is new.

    `anchor` leads to it on the page of changes.
    """

    release: Release
    anchor: str
    first: bool
    changes: tuple[ClauseChange, ...]


def steps_of(releases: Sequence[Release]) -> tuple[Step, ...]:
    """Return the releases, the oldest first, each with what it changed."""
    steps: list[Step] = []
    for release in releases:
        known = {step.anchor for step in steps}
        older = steps[-1].release if steps else None
        changes = _compared(_Pair(older, release)).clauses if older else ()
        steps.append(Step(release, _anchor(release.version, known), older is None, changes))
    return tuple(steps)


def digest_of(release: Release) -> str:
    """Return the digest of a release, also of one that no file holds yet."""
    return release.digest or release_digest(release)


def _anchor(version: str, known: Set[str]) -> str:
    """Return `v-1-0` for a version, or another when a release has that already."""
    name = f"v-{_APART.sub('-', version).strip('-').lower()}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if one not in known)


class _Pair:
    """Two releases, equal to two others with the same digests."""

    def __init__(self, old: Release, new: Release) -> None:
        self.old = old
        self.new = new
        self.key = (digest_of(old), digest_of(new))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=64)
def _compared(pair: _Pair) -> Comparison:
    """Return what is different; the same for both languages, and for every version rebuilt."""
    return compare(pair.old.edition, pair.new.edition)
