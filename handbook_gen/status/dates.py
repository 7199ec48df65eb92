"""The days that matter to a firm: reviews, planned duties, deviations, a trial, and what takes effect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeVar

from handbook_gen.assemble.upkeep import handbook_months, months_later, page_reviews
from handbook_gen.conditions import holds
from handbook_gen.model.facts import InLanguages, Person, Said
from handbook_gen.model.known import ACCOUNTABLE, EFFECTIVE, TRIAL_UNTIL
from handbook_gen.releases import Glance
from handbook_gen.workspace import CheckedFirm

SOON_DAYS: Final = 60
"""What comes within so many days is said beforehand."""

DatedKind = Literal["review", "page", "duty", "deviation", "trial", "effective"]
"""The handbook's review, a page's own one, and the rest; `effective` asks nothing of anybody."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day on which something of a firm is due, ends or begins.

    Attributes:
        subject: the ID of the clause or page, or the version of the release; may be empty.
        title: the title of the clause or page, else empty.
        owner: the name or the role of who does it, else empty.
    """

    firm: str
    kind: DatedKind
    subject: str
    title: str
    day: date
    owner: str = ""

    def is_late(self, today: date) -> bool:
        """Tell whether the day has passed and something should have been done by it."""
        return self.day < today and self.kind != "effective"

    def is_due(self, today: date) -> bool:
        """Tell whether it is late, or comes soon."""
        return self.is_late(today) or today <= self.day <= today + timedelta(days=SOON_DAYS)


def dates_of(
    firm: CheckedFirm, releases: Sequence[Glance], today: date, language: str
) -> tuple[Dated, ...]:
    """Return every day that matters to a firm, the earliest first."""
    found = [
        *_effective(firm, releases),
        *_reviews(firm, releases, language),
        *_duties(firm, language),
        *_deviations(firm, language),
        *_trial(firm, today),
    ]
    found.sort(key=lambda item: (item.day, item.kind, item.subject))
    return tuple(found)


def start_of(firm: CheckedFirm, releases: Sequence[Glance]) -> date | None:
    """Return the day from which the latest handbook holds; None when there is none yet."""
    if releases:
        return releases[-1].effective
    said = firm.decisions.answers.values.get(EFFECTIVE)
    return said if isinstance(said, date) else None


def _effective(firm: CheckedFirm, releases: Sequence[Glance]) -> Iterator[Dated]:
    name = firm.profile.firm
    for release in releases:
        yield Dated(name, "effective", release.version, "", release.effective)
    start = start_of(firm, releases)
    if start and not releases:
        yield Dated(name, "effective", "", "", start)


def _reviews(firm: CheckedFirm, releases: Sequence[Glance], language: str) -> Iterator[Dated]:
    """Yield the handbook's review, and those of pages that have a term of their own."""
    start = start_of(firm, releases)
    if start is None:
        return
    name = firm.profile.firm
    due = months_later(start, handbook_months(firm.decisions))
    yield Dated(name, "review", "", "", due, _person(firm, ACCOUNTABLE, language))
    for review in page_reviews(firm.library, firm.decisions):
        day = months_later(start, review.months)
        if day < due:  # a later one is done along with the handbook
            title = _in(review.page.texts, language).title
            owner = _person(firm, review.owner, language)
            yield Dated(name, "page", review.page.id, title, day, owner)


def _duties(firm: CheckedFirm, language: str) -> Iterator[Dated]:
    for duty in firm.profile.duties.values():
        clause = firm.decisions.clauses.get(duty.clause)
        if clause is not None and duty.status == "planned" and duty.by is not None:
            owner = _said(duty.owner, language) or _person(firm, clause.owner, language)
            title = _in(clause.texts, language).title
            yield Dated(firm.profile.firm, "duty", clause.id, title, duty.by, owner)


def _deviations(firm: CheckedFirm, language: str) -> Iterator[Dated]:
    for deviation in firm.profile.deviations:
        known = firm.decisions.aliases.get(deviation.clause)
        if deviation.until is not None:
            title = _in(firm.library.clauses[known].texts, language).title if known else ""
            owner = _person(firm, ACCOUNTABLE, language)
            yield Dated(
                firm.profile.firm, "deviation", deviation.clause, title, deviation.until, owner
            )


def _trial(firm: CheckedFirm, today: date) -> Iterator[Dated]:
    answers = firm.decisions.answers
    until = answers.values.get(TRIAL_UNTIL)
    if isinstance(until, date) and holds(answers.facts[TRIAL_UNTIL].opens_when, answers, today):
        yield Dated(firm.profile.firm, "trial", "", "", until)


def _person(firm: CheckedFirm, fact_id: str, language: str) -> str:
    """Return the name of who answers for something, or the role when nobody was named."""
    value = firm.decisions.answers.values[fact_id]
    return value.name if isinstance(value, Person) else firm.library.facts[fact_id].role[language]


def _said(said: Said, language: str) -> str:
    return _in(dict(said.texts), language) if isinstance(said, InLanguages) else said


def _in(texts: Mapping[str, T], language: str) -> T:
    return texts[language] if language in texts else next(iter(texts.values()))
