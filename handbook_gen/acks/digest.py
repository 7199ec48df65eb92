"""The meaning digest: one number for all that the staff book tells a role, whatever the wording.

Whoever has confirmed a digest need not be asked again while it stays the same. It changes with the
meaning of a rule, its level, its audience, a rule more or less, or another answer that a rule
prints. It does not change with the wording, the language, or the place of a rule in the book.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from handbook_gen.model.comparison import Comparison
from handbook_gen.model.release import Edition, Release

EVERYONE = "everyone"
"""The role that everybody has, whatever else they are."""

SHORT = 12
"""How many digits of a digest people copy."""

Compare = Callable[[Edition | None, Edition], Comparison]
Meanings = Mapping[str, str]
"""For each clause, the last version in which its meaning changed."""


def meanings_of(releases: Sequence[Release], compare: Compare) -> tuple[Meanings, ...]:
    """Return for each release the last version in which each of its clauses changed in meaning.

    Releases are the oldest first, from the first one on; what was in the first release is of it. A
    clause that comes back is new again.
    """
    found: list[Meanings] = []
    for number, release in enumerate(releases):
        older = releases[number - 1].edition if number else None
        changed = {c.id for c in compare(older, release.edition).clauses if c.in_meaning}
        before = found[-1] if found else {}
        found.append(
            {
                clause_id: (
                    release.version
                    if clause_id in changed
                    else before.get(clause_id, release.version)
                )
                for clause_id in release.edition.footings
            }
        )
    return tuple(found)


def meaning_digest(edition: Edition, meanings: Meanings, role: str = EVERYONE) -> str:
    """Return the sha256 over what the staff book tells a role, as 64 hexadecimal digits."""
    digest = hashlib.sha256(b"handbook meaning 1\n")
    for part in meaning_parts(edition, meanings, role).values():
        digest.update(part.encode() + b"\n")
    return digest.hexdigest()


def meaning_parts(edition: Edition, meanings: Meanings, role: str = EVERYONE) -> Mapping[str, str]:
    """Return what each clause adds to the meaning digest of a role, by clause ID, sorted."""
    passages = {passage.id: passage for passage in edition.handbooks[0].book("staff").passages}
    found: dict[str, str] = {}
    for clause_id in sorted(passages):
        footing = edition.footings[clause_id]
        if {EVERYONE, role} & set(footing.audience):
            answers = (f"{key}={edition.answers[key].digest}" for key in footing.says)
            level, version = passages[clause_id].level, meanings[clause_id]
            found[clause_id] = "\t".join((clause_id, level, version, *answers))
    return found


def roles_in(edition: Edition, language: str) -> Mapping[str, str]:
    """Return the roles that the staff book has rules for, with their titles: everyone first.

    A role without a rule of its own is not among them: it reads what everyone reads.
    """
    titles: dict[str, str] = {}
    for passage in edition.handbook(language).book("staff").passages:
        titles.update(zip(edition.footings[passage.id].audience, passage.audience, strict=True))
    others = sorted((title, key) for key, title in titles.items() if key != EVERYONE)
    everyone = {EVERYONE: titles[EVERYONE]} if EVERYONE in titles else {}
    return everyone | {key: title for title, key in others}


def short_digest(digest: str) -> str:
    """Return the first digits of a digest, for people."""
    return digest[:SHORT]
