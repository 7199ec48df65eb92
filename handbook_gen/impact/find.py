"""Find what a change of the library does to each firm, and put what is identical together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handbook_gen.disk import Folder
from handbook_gen.impact.differences import library_changes
from handbook_gen.impact.footprint import Footprints, differing, fact_words
from handbook_gen.impact.found import Impact, LookAgain, Subject, Touch
from handbook_gen.impact.grouping import grouped
from handbook_gen.impact.masked import masked
from handbook_gen.impact.side import Side
from handbook_gen.linting import answer_problems
from handbook_gen.model.facts import Answers, Fact, Value
from handbook_gen.model.library import Clause, Library
from handbook_gen.model.profile import Answer, Profile
from handbook_gen.overlay import overlaid
from handbook_gen.problems import HandbookError, Problem, has_errors, sorted_problems
from handbook_gen.profile import read_profile, resolve, unnamed


@dataclass(frozen=True, slots=True)
class Libraries:
    """The library before and after the change, each with what it is called for people."""

    old: Library
    new: Library
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one firm."""

    touches: tuple[Touch, ...]
    look_again: tuple[LookAgain, ...]


def find_impact(
    libraries: Libraries, profiles: Folder, firms: Sequence[str], today: date, language: str = ""
) -> Impact:
    """Return which firms, pages and clauses the change touches; nothing else is assembled.

    `language` is that of what is said about the library; its first one when it is empty.
    """
    spoken = language or libraries.new.languages[0]
    finder = Finder(libraries, profiles, today)
    touches: list[tuple[str, Touch]] = []
    look_again: list[LookAgain] = []
    broken: dict[str, tuple[Problem, ...]] = {}
    for firm in firms:
        try:
            profile = read_profile(firm, profiles, libraries.new)
            found = finder.look_at(profile)
        except HandbookError as error:
            broken[firm] = sorted_problems(error.problems)
            continue
        touches += [(firm, touch) for touch in found.touches]
        look_again += found.look_again
    return Impact(
        before=libraries.before,
        after=libraries.after,
        changes=library_changes(libraries.old, libraries.new, spoken),
        groups=grouped(touches),
        look_again=tuple(look_again),
        broken=broken,
        firms=len(firms),
    )


class Finder:
    """Compares what firms read under two libraries; what two firms share is worked out once."""

    def __init__(self, libraries: Libraries, profiles: Folder, today: date) -> None:
        self.old, self.new = libraries.old, libraries.new
        self.profiles = profiles
        self.today = today
        self._old, self._new = Footprints(self.old), Footprints(self.new)
        self._shared = _Pair.of(self._old, self._new, today)
        self._other_facts = _other_facts(self.old, self.new)
        self._may_break = _may_break(self.old, self.new)
        self._changed = frozenset(
            clause.id
            for clause in self.old.clauses.values()
            if _differs(clause, self.new.clauses.get(clause.id))
        )

    @property
    def digests(self) -> tuple[str, str]:
        """What marks the library before and after: the footprints of all clauses and pages."""
        return self._old.digest(), self._new.digest()

    def look_at(self, profile: Profile, *, mask: bool = True, named: bool = True) -> Found:
        """Return what one firm reads otherwise; with `mask`, questions stand for what it typed itself.

        Unless people are to be `named`, texts print their roles.

        Raises:
            HandbookError: the firm cannot be built with the newer library.
        """
        pair, old_profile = self._pair(profile), self._profile_before(profile)
        after = resolve(profile, self.new.facts, self.today)
        before = after
        if self._other_facts:
            before = resolve(old_profile, self.old.facts, self.today)
        if self._may_break:
            was = (pair.old.library, old_profile, before)
            self._stop_on_new_errors(was, (pair.new.library, profile, after))
        touches = pair.touches((old_profile, before), (profile, after), mask=mask, named=named)
        return Found(tuple(touches), tuple(self._look_again(profile, pair.new.library)))

    def _look_again(self, profile: Profile, laid: Library) -> Iterator[LookAgain]:
        """Yield the firm's own choices about clauses that the change touches in the library."""
        for deviation in profile.deviations:
            if deviation.clause in self._changed:
                yield LookAgain(profile.firm, deviation.clause)
        for clause in laid.clauses.values() if laid is not self.new else ():
            if clause.replaces in self._changed:
                yield LookAgain(profile.firm, clause.replaces, clause.id)

    def _pair(self, profile: Profile) -> "_Pair":
        """Return both libraries, with the firm's own clauses and pages over them if it has any."""
        folder = self.profiles.under(profile.firm)
        new, _ = overlaid(self.new, profile, folder)
        if new is self.new:
            return self._shared
        try:
            old, _ = overlaid(self.old, profile, folder)
        except HandbookError:  # an own clause that only fits the newer library comes with it
            old = self.old
        footprints = Footprints(old, self._old), Footprints(new, self._new)
        return _Pair.of(*footprints, self.today)

    def _profile_before(self, profile: Profile) -> Profile:
        """Return the profile with those answers that the older library understands."""
        if not self._other_facts:
            return profile
        answers = {
            fact_id: answer
            for fact_id, answer in profile.answers.items()
            if fact_id not in self._other_facts
            or _fits(answer, self.old.facts, self.new.facts, fact_id)
        }
        return replace(profile, answers=answers)

    def _stop_on_new_errors(
        self,
        before: tuple[Library, Profile, Answers],
        after: tuple[Library, Profile, Answers],
    ) -> None:
        """Stop when the firm has errors that it did not have.

        Raises:
            HandbookError: it has.
        """
        language = after[1].languages[0]
        now = answer_problems(*after, self.today, language)
        if not has_errors(now):
            return
        had = {problem.message for problem in answer_problems(*before, self.today, language)}
        fresh = [p for p in now if p.level == "error" and p.message not in had]
        if fresh:
            raise HandbookError(fresh)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two sides of a change, with the clauses and pages that can read otherwise."""

    old: Side
    new: Side
    clauses: tuple[str, ...]
    pages: tuple[str, ...]

    @classmethod
    def of(cls, old: Footprints, new: Footprints, today: date) -> "_Pair":
        """Return the pair for two libraries."""
        clauses = differing(old.clauses(), new.clauses())
        pages = differing(old.pages(), new.pages())
        return cls(
            Side(old, clauses, pages, today), Side(new, clauses, pages, today), clauses, pages
        )

    def touches(
        self,
        before: tuple[Profile, Answers],
        after: tuple[Profile, Answers],
        *,
        mask: bool,
        named: bool,
    ) -> Iterator[Touch]:
        """Yield what differs for one firm, clauses first."""
        old = self.old.decide(*before)
        new = self.new.decide(*after)
        languages = after[0].languages
        if mask:
            old = replace(old, answers=masked(old.answers, self.old.reads, languages))
            new = replace(new, answers=masked(new.answers, self.new.reads, languages))
        if not named:
            old = replace(old, answers=unnamed(old.answers))
            new = replace(new, answers=unnamed(new.answers))
        subjects: list[tuple[Subject, str]] = [
            *(("clause", name) for name in self.clauses),
            *(("page", name) for name in self.pages),
        ]
        for kind, name in subjects:
            for language in languages:
                was = self.old.reading(kind, name, before[0], old, language)
                will = self.new.reading(kind, name, after[0], new, language)
                if was != will:
                    yield Touch(kind, name, language, was, will)


def _differs(old: Clause, new: Clause | None) -> bool:
    return new is None or (old.digest, old.page) != (new.digest, new.page)


def _other_facts(old: Library, new: Library) -> frozenset[str]:
    """Return the facts that are not the same in both libraries."""
    was = {name: fact_words(fact) for name, fact in old.facts.items()}
    now = {name: fact_words(fact) for name, fact in new.facts.items()}
    names = frozenset(name for name in {*was, *now} if was.get(name) != now.get(name))
    return names | {
        name
        for name in set(was) & set(now)
        if (old.facts[name].opens_text, old.facts[name].formula_text)
        != (new.facts[name].opens_text, new.facts[name].formula_text)
    }


def _may_break(old: Library, new: Library) -> bool:
    """Tell whether the change can make errors out of answers, deviations or duties that were good."""
    return _refusing(old) != _refusing(new) or bool(_other_facts(old, new))


def _refusing(library: Library) -> object:
    rules = [(rule.id, rule.level, rule.condition_text) for rule in library.rules]
    standing = [
        (clause.id, clause.protected, library.pages[clause.page].book)
        for clause in library.clauses.values()
    ]
    return rules, standing


def _fits(answer: Answer, old: Mapping[str, Fact], new: Mapping[str, Fact], fact_id: str) -> bool:
    """Tell whether an answer, read by the newer library, means something in the older one."""
    if fact_id not in old or old[fact_id].kind != new[fact_id].kind:
        return False
    return _within(old[fact_id], answer.value)


def _within(fact: Fact, value: Value) -> bool:
    if fact.kind == "choice":
        return value in fact.choices
    if fact.kind == "choices" and isinstance(value, tuple):
        return all(word in fact.choices for word in value)
    if fact.kind == "list" and isinstance(value, tuple):
        rows = [row for row in value if isinstance(row, Mapping)]
        return all(
            key in fact.fields and _within(fact.fields[key], part)
            for row in rows
            for key, part in row.items()
        )
    return True
