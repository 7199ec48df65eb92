"""The state of one firm, from its profile as it is now and its releases."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handbook_gen.assemble.clause_words import clause_words
from handbook_gen.model.facts import InLanguages
from handbook_gen.model.known import FIRM_NAME
from handbook_gen.releases import Glances, LastWords, without_names
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
        name: what the firm is called for people; that of its profile when it cannot be read.
        stamp: the day from which the handbook holds, or else that of the library.
    """

    firm: str
    language: str
    library_version: str
    stamp: date
    name: str
    problems: int = 0
    first_problem: str = ""
    release: LatestRelease | None = None
    questions: Mapping[str, int] | None = None
    duties: Mapping[str, int] | None = None
    dates: tuple[Dated, ...] = ()


def status_of(
    firm: CheckedFirm,
    glances: Glances,
    today: date,
    language: str | None = None,
) -> FirmStatus:
    """Return the state of a firm; its clauses are only filled in when there is a release."""
    spoken = language or firm.profile.languages[0]
    releases = glances.releases
    errors = [p for p in (*firm.problems, *glances.problems) if p.level == "error"]
    sound = not any(problem.level == "error" for problem in firm.problems)
    return FirmStatus(
        firm=firm.profile.firm,
        language=spoken,
        library_version=firm.library.version,
        stamp=start_of(firm, releases) or firm.library.released,
        name=_name(firm, spoken),
        problems=len(errors),
        first_problem=errors[0].message if errors else "",
        release=_latest(firm, glances, sound=sound),
        questions=_questions(firm),
        duties=_duties(firm),
        dates=dates_of(firm, releases, today, spoken),
    )


def _name(firm: CheckedFirm, language: str) -> str:
    """Return the firm's name as it was typed."""
    said = firm.decisions.answers.values.get(FIRM_NAME)
    if isinstance(said, InLanguages):
        texts = dict(said.texts)
        return texts.get(language) or next(iter(texts.values()))
    return said if isinstance(said, str) else firm.profile.firm


def _latest(firm: CheckedFirm, glances: Glances, *, sound: bool) -> LatestRelease | None:
    if glances.last is None:
        return None
    release, said = glances.releases[-1], glances.last
    return LatestRelease(
        version=release.version,
        effective=release.effective,
        digest=release.digest,
        library_version=said.library_version,
        whole=not glances.problems,
        differing=_differing(said, firm) if sound else None,
    )


def _differing(frozen: LastWords, firm: CheckedFirm) -> tuple[str, ...]:
    """Return the IDs of the clauses that do not read as they were released, in whichever language."""
    named = firm if frozen.contacts else without_names(firm)
    now = {
        language: clause_words(named.library, named.profile, named.decisions, language)
        for language in firm.profile.languages
    }
    found: set[str] = set()
    for language in {*frozen.clauses, *now}:
        before, after = frozen.clauses.get(language, {}), now.get(language, {})
        found |= {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return tuple(sorted(found))


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
