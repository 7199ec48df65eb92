"""An edition, which is what a firm's handbook says at one moment, and a release, which is a frozen one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from handbook_gen.model.facts import Wording
from handbook_gen.model.handbook import Handbook

ReleaseKind = Literal["editorial", "substantive", "urgent"]

RELEASE_KINDS: Final[tuple[ReleaseKind, ...]] = get_args(ReleaseKind)

RELEASE_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A firm's answer in the reader's words, per language: the question, and what was answered.

    Attributes:
        known: false while the question is open, and the handbook keeps to the safe side.
        digest: the sha256 of the answer whatever the language, as 64 hexadecimal digits.
    """

    question: Wording
    answer: Wording
    known: bool = True
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Footing:
    """What a clause of a handbook rests on.

    Attributes:
        reads: the facts that decide on it or stand in its text, sorted; its page's included.
        digest: the sha256 of the file of the clause, as 64 hexadecimal digits.
        own: whether the firm wrote it itself.
        audience: the keys of the roles that it is for, in the order of its passage.
        says: of `reads`, the facts whose answer stands in its text or chooses its words, sorted; a
            number that is only compared is not among them.
    """

    reads: tuple[str, ...]
    digest: str
    own: bool = False
    audience: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One firm's handbook at one moment, in all its languages, with what it rests on.

    Attributes:
        label: how it is called for people: a version, a revision of git, or `work tree`.
        library_digest: the sha256 over the library's clauses and facts, as 64 hexadecimal digits.
        contacts: whether people are named in it, and where they can be reached.
        handbooks: one per language, the firm's first language first.
        footings: by clause ID, for every clause that is in.
        answers: by fact ID, for every fact that a clause in it reads.
    """

    firm: str
    label: str
    library_version: str
    library_digest: str
    contacts: bool
    handbooks: tuple[Handbook, ...]
    footings: Mapping[str, Footing]
    answers: Mapping[str, Said]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the handbook, the firm's first language first."""
        return tuple(handbook.language for handbook in self.handbooks)

    def handbook(self, language: str) -> Handbook:
        """Return the handbook in a language; in the first one when it has no such language."""
        found = (handbook for handbook in self.handbooks if handbook.language == language)
        return next(found, self.handbooks[0])


@dataclass(frozen=True, slots=True)
class Link:
    """A release by its version and digest, as the next release names it."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    """A frozen, approved, dated edition.

    Attributes:
        effective: the first day on which it holds.
        released: the day on which it was frozen.
        kind: how much it changes: `editorial`, `substantive` or `urgent`.
        previous: the release before it; None for the first.
        program: the version of the program that froze it.
        digest: the sha256 over the canonical JSON of all the rest, as 64 hexadecimal digits.
    """

    version: str
    effective: date
    released: date
    approved_by: str
    note: str
    kind: ReleaseKind
    previous: Link | None
    program: str
    edition: Edition
    digest: str = ""
