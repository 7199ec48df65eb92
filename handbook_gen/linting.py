"""Check what a firm answered: the rules over the answers, deviations, duties and the age of sources."""

from collections.abc import Iterator
from datetime import date, timedelta

from handbook_gen.conditions import facts_read, holds, is_settled
from handbook_gen.model.facts import Answers
from handbook_gen.model.library import Library, Source
from handbook_gen.model.profile import Profile
from handbook_gen.problems import Place, Problem, first_of, nearest

OLDEST_MONTHS = 12
SOON_DAYS = 180
"""So many days ahead a law that begins is announced."""


def answer_problems(
    library: Library, profile: Profile, answers: Answers, today: date, language: str
) -> list[Problem]:
    """Return what is wrong with the answers, in the words of `language` where the library has them."""
    return [
        *_rule_problems(library, profile, answers, today, language),
        *_deviation_problems(library, profile, today),
        *_duty_problems(library, profile),
    ]


def source_problems(library: Library, today: date) -> list[Problem]:
    """Return what time did to the library: what was verified too long ago, ended, or begins soon."""
    ageing = (problem for source in library.sources.values() for problem in _ageing(source, today))
    return [*ageing, *_old_channels(library, today)]


def unanswered_problems(profile: Profile, answers: Answers, language: str) -> list[Problem]:
    """Return one piece of information per question that is still unanswered."""
    return [
        Problem(
            "HB082",
            f"`{fact_id}` is not answered yet: {answers.facts[fact_id].question[language]}",
            profile.unknown.get(fact_id) or Place(profile.path),
            level="info",
        )
        for fact_id in sorted(answers.unanswered)
    ]


def _rule_problems(
    library: Library, profile: Profile, answers: Answers, today: date, language: str
) -> Iterator[Problem]:
    for rule in library.rules:
        if not holds(rule.when, answers, today) or not is_settled(rule.when, answers):
            continue
        places = [
            answers.places[name] for name in sorted(facts_read(rule.when)) if name in answers.places
        ]
        own = [place for place in places if place.path == profile.path]
        yield Problem(
            "HB080",
            f"{rule.message[language]} ({rule.id})",
            (own or places or [Place(profile.path)])[0],
            help=rule.way_out[language],
            level=rule.level,
        )


def _deviation_problems(library: Library, profile: Profile, today: date) -> Iterator[Problem]:
    owners = {
        name: clause
        for clause in library.clauses.values()
        for name in (clause.id, *clause.includes)
    }
    for deviation in profile.deviations:
        clause = owners.get(deviation.clause)
        if clause is None:
            yield _no_such_clause(deviation.clause, deviation.place, library)
        elif clause.protected:
            message = f"`{deviation.clause}` is protected, and cannot be left out"
            help_ = f"replace it by a clause of your own that says at least `{clause.level}`"
            yield Problem("HB041", message, deviation.place, help=help_)
        elif deviation.until is not None and deviation.until < today:
            message = f"the deviation from `{deviation.clause}` ended on {deviation.until}"
            help_ = "take it out, or have it approved again with a new day"
            yield Problem("HB042", message, deviation.until_place, help=help_)


def _duty_problems(library: Library, profile: Profile) -> Iterator[Problem]:
    for duty in profile.duties.values():
        clause = library.clauses.get(duty.clause)
        if clause is None:
            yield _no_such_clause(duty.clause, duty.place, library)
        elif library.pages[clause.page].book != "control":
            message = f"`{duty.clause}` is a rule for everyone, and has no status"
            help_ = "take the line out; statuses belong to clauses of the control book"
            yield Problem("HB043", message, duty.place, help=help_)


def _no_such_clause(name: str, place: Place, library: Library) -> Problem:
    guess = nearest(name, library.clauses)
    label = f"did you mean `{guess}`?" if guess else ""
    expected = "an ID of the library or of the firm's own clauses (handbook clauses)"
    return Problem("HB040", f"no clause is called `{name}`", place, label=label, expected=expected)


def _ageing(source: Source, today: date) -> Iterator[Problem]:
    if source.verified_on is not None and _months(source.verified_on, today) >= OLDEST_MONTHS:
        message = f"`{source.key}` was last verified on {source.verified_on}"
        help_ = "read the source again, and set `verified_on`"
        yield Problem("HB081", message, source.place, help=help_, level="warning")
    if source.in_force_until is not None and source.in_force_until < today:
        message = f"`{source.key}` ended on {source.in_force_until}"
        help_ = "name what replaced it"
        yield Problem("HB081", message, source.place, help=help_, level="warning")
    begins = source.in_force_from
    if begins is not None and today < begins <= today + timedelta(days=SOON_DAYS):
        message = f"`{source.key}` takes effect on {begins}"
        help_ = "see which clauses rest on what it replaces (handbook clauses --review)"
        yield Problem("HB081", message, source.place, help=help_, level="info")


def _old_channels(library: Library, today: date) -> Iterator[Problem]:
    """Yield one warning for all channels whose details were verified too long ago."""
    old = [
        channel
        for channel in library.channels.values()
        if channel.verified_on is not None
        and channel.closed_on is None
        and _months(channel.verified_on, today) >= OLDEST_MONTHS
    ]
    if old:
        names = first_of([f"`{channel.key}`" for channel in old], 5)
        message = f"the details of {names} were verified more than {OLDEST_MONTHS} months ago"
        help_ = "check age, owner, settings and terms at the platform, and set `verified_on`"
        yield Problem("HB081", message, old[0].place, help=help_, level="warning")


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
