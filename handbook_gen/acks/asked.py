"""What each release of a firm asks each role to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from handbook_gen.acks.digest import (
    EVERYONE,
    Compare,
    Meanings,
    meaning_digest,
    meaning_parts,
    meanings_of,
    roles_in,
    short_digest,
)
from handbook_gen.filling import decoded
from handbook_gen.model.release import Release

Kind = Literal["added", "removed", "level", "meaning", "answer"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A clause that means something else than in what was confirmed, with the kind of change."""

    clause: str
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What one release asks.

    Attributes:
        digests: the short meaning digest by the key of a role, everyone included.
        titles: the title of each role by its key, in the firm's first language.
        names: the key of each role by its key or title in small letters, in every language.
        parts: by role, what each clause adds to its digest.
        clauses: the title of each clause, in the firm's first language.
    """

    version: str
    digests: Mapping[str, str]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]]
    clauses: Mapping[str, str]

    def role(self, role: str) -> str:
        """Return the role itself, or everyone for one that has no rules of its own."""
        return role if role in self.digests else EVERYONE


_EMPTY: Final[Mapping[str, str]] = {}


def asked_by(releases: Sequence[Release], compare: Compare) -> tuple[Asked, ...]:
    """Return what each release asks, in the order of the releases, which are the oldest first."""
    meanings = meanings_of(releases, compare)
    return tuple(_asked(release, of) for release, of in zip(releases, meanings, strict=True))


def changed_between(old: Asked | None, new: Asked, role: str) -> tuple[Changed, ...]:
    """Return the clauses that tell a role something else than in an older release, by ID."""
    before = old.parts[old.role(role)] if old is not None else _EMPTY
    after = new.parts[new.role(role)]
    titles = {**(old.clauses if old else _EMPTY), **new.clauses}
    return tuple(
        Changed(name, titles[name], _kind(before.get(name), after.get(name)))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def _asked(release: Release, meanings: Meanings) -> Asked:
    edition = release.edition
    first = edition.handbooks[0]
    titles = {EVERYONE: EVERYONE} | dict(roles_in(edition, first.language))
    names = {key: key for key in titles}
    for language in edition.languages:
        found = roles_in(edition, language)
        names |= {title.casefold(): key for key, title in found.items()}
    return Asked(
        version=release.version,
        digests={role: short_digest(meaning_digest(edition, meanings, role)) for role in titles},
        titles=titles,
        names=names,
        parts={role: meaning_parts(edition, meanings, role) for role in titles},
        clauses={passage.id: decoded(passage.title) for passage in first.book("staff").passages},
    )


def _kind(before: str | None, after: str | None) -> Kind:
    if before is None or after is None:
        return "added" if before is None else "removed"
    (_, old_level, old_version, *_), (_, level, version, *_) = before.split("\t"), after.split("\t")
    if level != old_level:
        return "level"
    return "meaning" if version != old_version else "answer"
