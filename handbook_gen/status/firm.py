"""The state of one firm, from its profile as it is now and its releases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handbook_gen.model.blocks import Passage
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Edition, Release
from handbook_gen.problems import Problem
from handbook_gen.releases import edition_of
from handbook_gen.status.dates import Dated, dates_of, start_of
from handbook_gen.workspace import CheckedFirm


@dataclass(frozen=True, slots=True)
class LatestRelease:
    """The last release of a firm, as far as its files can be trusted.

    Attributes:
        whole: whether every release is what was released, and follows the one before it.
        differing: the clauses that read otherwise in the work tree, sorted; None when that cannot
            be said because the firm has problems.
    """

    version: str
    effective: date
    digest: str
    library_version: str
    whole: bool
    differing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FirmStatus:
    """How a firm's handbook is doing.

    Attributes:
        language: the language of titles and roles.
        problems: how many errors there are in the profile and the releases.
        first_problem: the first of them in words, else empty.
        library_version: the version of the library now.
        release: the last release; None when there is none that can be read.
        questions: how many questions are open, by who can answer them.
        duties: how many duties there are by state: `done`, `planned`, `open`, `not ours`.
        dates: the days that matter, the earliest first.
        stamp: the day from which the handbook holds, or else that of the library.
    """

    firm: str
    language: str
    library_version: str
    stamp: date
    problems: int = 0
    first_problem: str = ""
    release: LatestRelease | None = None
    questions: Mapping[str, int] | None = None
    duties: Mapping[str, int] | None = None
    dates: tuple[Dated, ...] = ()


def status_of(
    firm: CheckedFirm,
    releases: Sequence[Release],
    release_problems: Sequence[Problem],
    today: date,
    language: str | None = None,
) -> FirmStatus:
    """Return the state of a firm; its handbook is only assembled when there is a release.

    `releases` are those that can be read, the oldest first; `release_problems` says what is wrong
    with the others and with the chain.
    """
    spoken = language or firm.profile.languages[0]
    errors = [p for p in (*firm.problems, *release_problems) if p.level == "error"]
    sound = not any(problem.level == "error" for problem in firm.problems)
    return FirmStatus(
        firm=firm.profile.firm,
        language=spoken,
        library_version=firm.library.version,
        stamp=start_of(firm, releases) or firm.library.released,
        problems=len(errors),
        first_problem=errors[0].message if errors else "",
        release=_latest(firm, releases, sound=sound, whole=not release_problems),
        questions=_questions(firm),
        duties=_duties(firm),
        dates=dates_of(firm, releases, today, spoken),
    )


def _latest(
    firm: CheckedFirm, releases: Sequence[Release], *, sound: bool, whole: bool
) -> LatestRelease | None:
    if not releases:
        return None
    last = releases[-1]
    frozen = last.edition
    now = edition_of(firm, "work tree", contacts=frozen.contacts) if sound else None
    return LatestRelease(
        version=last.version,
        effective=last.effective,
        digest=last.digest,
        library_version=frozen.library_version,
        whole=whole,
        differing=differing(frozen, now) if now else None,
    )


def differing(old: Edition, new: Edition) -> tuple[str, ...]:
    """Return the IDs of the clauses that do not read the same in both, in whichever language."""
    languages = sorted({*old.languages, *new.languages})
    found: set[str] = set()
    for language in languages:
        before, after = _said_in(old, language), _said_in(new, language)
        found |= {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return tuple(sorted(found))


def _said_in(edition: Edition, language: str) -> Mapping[str, tuple[object, ...]]:
    return {
        passage.id: _said(passage)
        for handbook in edition.handbooks
        if handbook.language == language
        for passage in _passages(handbook)
    }


def _passages(handbook: Handbook) -> tuple[Passage, ...]:
    return tuple(passage for book in handbook.books for passage in book.passages)


def _said(passage: Passage) -> tuple[object, ...]:
    """Return what a clause says and to whom; how far a firm is with it is no part of that."""
    return (
        passage.level,
        passage.title,
        passage.text,
        passage.good,
        passage.bad,
        passage.why,
        passage.audience,
    )


def _questions(firm: CheckedFirm) -> Mapping[str, int]:
    answers = firm.decisions.answers
    found = Counter(answers.facts[fact_id].who for fact_id in answers.unanswered)
    return {str(who): found[who] for who in sorted(found)}


def _duties(firm: CheckedFirm) -> Mapping[str, int]:
    found = {"done": 0, "planned": 0, "open": 0, "not ours": 0}
    for clause in firm.decisions.clauses.values():
        if firm.decisions.pages[clause.page].book == "control":
            duty = firm.profile.duties.get(clause.id)
            found[duty.status if duty else "open"] += 1
    return found
