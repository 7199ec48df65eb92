"""Take a firm's answer to a proposal, and say what it means for the firm's profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handbook_gen.problems import HandbookError, Problem, first_of, nearest
from handbook_gen.proposals.edits import NewDeviation
from handbook_gen.proposals.proposal import Answered, Proposal, ProposedClause, Verdict
from handbook_gen.proposals.standing import Standing


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody types: the verdict, why, who decided it, and about what.

    Attributes:
        clauses: the clauses that it is about; without any it is about all that are open.
        whole: whether it is about the whole proposal, whatever was said of single clauses.
    """

    verdict: Verdict
    by: str
    reason: str = ""
    clauses: tuple[str, ...] = ()
    whole: bool = False


def answer_to(standing: Standing, said: Said, today: date) -> Answered:
    """Return the answer that somebody gives; without clauses it is about all that are still open.

    Raises:
        HandbookError: nobody gives it, it lacks a reason, it is not about this proposal, or it
            declines what cannot be declined.
    """
    problems = list(_wrong_words(said))
    problems += _unknown_clauses(standing.proposal, said)
    if problems:
        raise HandbookError(problems)
    names = said.clauses
    if said.whole:
        names = tuple(clause.id for clause in standing.proposal.clauses)
    elif not names:
        names = _all_that_is_open(standing)
    whole = not said.clauses and len(names) == len(standing.proposal.clauses)
    answer = Answered(said.verdict, today, said.by.strip(), said.reason.strip(), names, whole)
    if said.verdict == "decline":
        problems = list(_undeclinable(standing.proposal, names))
    if problems:
        raise HandbookError(problems)
    return answer


def deviations_after(standing: Standing) -> tuple[NewDeviation, ...]:
    """Return the deviations that the clauses ask for which the firm declined, one by one."""
    if standing.state == "declined":
        return ()
    return tuple(
        NewDeviation(clause.id, answer.reason, answer.by)
        for clause, answer in _answered(standing, "decline")
        if clause.kind != "removed"
    )


def texts_to_write(standing: Standing) -> Iterator[tuple[ProposedClause, Answered]]:
    """Yield the clauses that the firm is to write itself: in its own words, or to keep what goes."""
    if standing.state == "declined":
        return
    yield from _answered(standing, "adapt")
    for clause, answer in _answered(standing, "decline"):
        if clause.kind == "removed":
            yield clause, answer


def takes_over(standing: Standing) -> bool:
    """Tell whether the firm has answered everything, and goes to the newer version."""
    return standing.state in ("accepted", "adapted")


def _answered(standing: Standing, verdict: Verdict) -> Iterator[tuple[ProposedClause, Answered]]:
    for clause in standing.proposal.clauses:
        answer = standing.verdicts.get(clause.id)
        if answer is not None and answer.verdict == verdict:
            yield clause, answer


def _wrong_words(said: Said) -> Iterator[Problem]:
    if not said.by.strip():
        yield Problem("HB133", "nobody gives this answer", help="say who decided it: --by NAME")
    if said.verdict != "accept" and not said.reason.strip():
        message = f"there is no reason to {said.verdict}"
        yield Problem("HB133", message, help=f'say why: --{said.verdict} "REASON"')
    for name, text in (("--by", said.by), (f"--{said.verdict}", said.reason)):
        if any(not sign.isprintable() for sign in text):
            yield Problem("HB133", f"`{name}` holds a character that does not belong there")


def _unknown_clauses(proposal: Proposal, said: Said) -> Iterator[Problem]:
    known = [clause.id for clause in proposal.clauses]
    for name in said.clauses:
        if name not in known:
            guess = nearest(name, known)
            help_ = f"did you mean `{guess}`?" if guess else f"it is about {first_of(known, 8)}"
            message = f"proposal `{proposal.id}` is not about a clause `{name}`"
            yield Problem("HB133", message, help=help_)


def _all_that_is_open(standing: Standing) -> tuple[str, ...]:
    """Return the clauses that an answer to all is about: the open ones, or all of an answered whole.

    Raises:
        HandbookError: all clauses were answered already, some of them by their IDs.
    """
    if standing.open:
        return standing.open
    if all(answer.whole for answer in standing.verdicts.values()):
        return tuple(clause.id for clause in standing.proposal.clauses)
    message = f"all clauses of proposal `{standing.proposal.id}` are answered already"
    help_ = "name those that you answer otherwise: --clause ID; or answer all of it anew: --all"
    raise HandbookError([Problem("HB133", message, help=help_)])


def _undeclinable(proposal: Proposal, names: Sequence[str]) -> Iterator[Problem]:
    for clause in proposal.clauses:
        if clause.id in names and not clause.can_be_declined:
            message = f"`{clause.id}` is protected, and cannot be declined: the library lets no firm leave it out"
            help_ = (
                f"accept it, or say it in your own words, at least as strict: "
                f'--adapt "REASON" --clause {clause.id}'
            )
            yield Problem("HB133", message, help=help_)
