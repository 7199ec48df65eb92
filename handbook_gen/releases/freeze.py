"""Freeze a firm's handbook as a release, or say why that cannot be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from handbook_gen import __version__
from handbook_gen.comparison import compare
from handbook_gen.model import known
from handbook_gen.model.facts import Value
from handbook_gen.model.profile import Answer
from handbook_gen.model.release import Edition, Link, Release, ReleaseKind
from handbook_gen.problems import HandbookError, Place, Problem, first_of
from handbook_gen.profile import read_profile
from handbook_gen.releases.edition import edition_of
from handbook_gen.releases.files import releases_folder
from handbook_gen.releases.frozen import release_digest
from handbook_gen.workspace import CheckedFirm, Workspace, check_firm

_VERSION: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,18}[A-Za-z0-9])?")
_DEMONSTRATION: Final = "demonstration"
_TAKEN: Final = frozenset({"latest", "work tree"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of a release when it is made; the rest follows from the profile."""

    version: str
    effective: date
    approved_by: str
    kind: ReleaseKind
    note: str = ""
    contacts: bool = False
    allow_unknown: bool = False


def freeze(
    workspace: Workspace, firm: str, terms: Terms, earlier: Sequence[Release], today: date
) -> Release:
    """Return the handbook of a firm as it holds from the effective date, approved and chained.

    `earlier` are the releases so far, the oldest first. The version, the dates, who approved it and
    that it is in force stand in the handbook itself.

    Raises:
        HandbookError: the version or date cannot be, the profile has problems, or a clause rests
            on a question that is not answered.
    """
    problems = list(_wrong_terms(workspace, firm, terms, earlier))
    if problems:
        raise HandbookError(problems)
    checked = _as_released(workspace, firm, terms)
    edition = edition_of(checked, terms.version, contacts=terms.contacts)
    last = earlier[-1] if earlier else None
    problems = [] if terms.allow_unknown else list(_unanswered(checked, edition))
    if last is not None and terms.kind == "editorial":
        problems += _more_than_editorial(last.edition, edition)
    if problems:
        raise HandbookError(problems)
    release = Release(
        version=terms.version,
        effective=terms.effective,
        released=today,
        approved_by=terms.approved_by,
        note=terms.note,
        kind=terms.kind,
        previous=Link(last.version, last.digest) if last else None,
        program=__version__,
        edition=edition,
    )
    return replace(release, digest=release_digest(release))


def _as_released(workspace: Workspace, firm: str, terms: Terms) -> CheckedFirm:
    """Return the firm with what the release itself answers; a demonstration stays one."""
    said = dict(_said(terms))
    profile = read_profile(firm, workspace.profiles, workspace.library)
    status = profile.answers.get(known.STATUS)
    if status is not None and status.value == _DEMONSTRATION:
        del said[known.STATUS]
    return check_firm(workspace, firm, terms.effective, said=said)


def _said(terms: Terms) -> Mapping[str, Answer]:
    values: Mapping[str, Value] = {
        known.VERSION: terms.version,
        known.EFFECTIVE: terms.effective,
        known.APPROVED_BY: terms.approved_by,
        known.STATUS: "in_force",
    }
    place = Place(f"release {terms.version}")
    return {fact_id: Answer(value, place, "release") for fact_id, value in values.items()}


def _wrong_terms(
    workspace: Workspace, firm: str, terms: Terms, earlier: Sequence[Release]
) -> Iterator[Problem]:
    folder = releases_folder(workspace.profiles, firm)
    version = terms.version
    if not _VERSION.fullmatch(version) or version.casefold() in _TAKEN:
        yield Problem(
            "HB111",
            f"`{version}` cannot be the name of a release",
            expected="letters, digits, dots and dashes, at most 20, such as `1.0` or `2027.1`",
        )
        return
    same = next((r for r in earlier if r.version.casefold() == version.casefold()), None)
    if same is not None:
        yield Problem(
            "HB111",
            f"`{firm}` has a release `{same.version}` already",
            Place(folder.under(f"{same.version}.json").shown),
            help="a release never changes; give this one the next number",
        )
    elif earlier and terms.effective < earlier[-1].effective:
        last = earlier[-1]
        yield Problem(
            "HB111",
            f"release `{version}` would hold from {terms.effective}, before `{last.version}`",
            Place(folder.under(f"{last.version}.json").shown),
            label=f"`{last.version}` holds from {last.effective}",
            help=f"choose {last.effective} or a later day",
        )
    for name, text in (("--approved-by", terms.approved_by), ("--note", terms.note)):
        if any(not sign.isprintable() for sign in text):
            yield Problem("HB111", f"`{name}` holds a character that does not belong there")
    if not terms.approved_by.strip():
        yield Problem("HB111", "nobody approved it", help="say who did: --approved-by")


def _unanswered(firm: CheckedFirm, edition: Edition) -> Iterator[Problem]:
    """Yield the open questions on which a clause of this handbook rests, with where to answer them."""
    resting: dict[str, list[str]] = {}
    for clause_id, footing in edition.footings.items():
        for fact_id in footing.reads:
            if not edition.answers[fact_id].known:
                resting.setdefault(fact_id, []).append(clause_id)
    for fact_id, clauses in sorted(resting.items()):
        some = first_of(clauses, 4)
        verb = "rests" if len(clauses) == 1 else "rest"
        place = firm.profile.unknown.get(fact_id) or Place(firm.profile.path)
        question = firm.library.facts[fact_id].question[firm.profile.languages[0]]
        yield Problem(
            "HB112",
            f"`{fact_id}` is not answered, and {some} {verb} on it",
            place,
            label=question,
            help="answer it, or release with --allow-unknown: the text then keeps to the safe side",
        )


def _more_than_editorial(old: Edition, new: Edition) -> Iterator[Problem]:
    """Yield that a release says more than other words, when it does."""
    found = [change.id for change in compare(old, new).clauses if change.in_meaning]
    if found:
        some = first_of(found, 4)
        yield Problem(
            "HB111",
            f"release `{new.label}` is called editorial, and {some} changed in meaning",
            help="release it with --class substantive or urgent; handbook diff shows the words",
        )
