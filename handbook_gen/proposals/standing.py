"""How a proposal stands on a day: what is answered, what waits, and what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from handbook_gen.disk import Folder
from handbook_gen.proposals.files import read_answers, read_proposals
from handbook_gen.proposals.proposal import Answered, Proposal

State = Literal["accepted", "adapted", "declined", "waiting", "late", "replaced"]
"""The first three once all is answered; `replaced` when a later proposal came before that."""

STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal with its answers, and how it stands.

    Attributes:
        verdicts: by clause ID, the last answer about it; a clause without one is not in it.
    """

    proposal: Proposal
    answers: tuple[Answered, ...]
    verdicts: Mapping[str, Answered]
    state: State

    @property
    def open(self) -> tuple[str, ...]:
        """The clauses that are not answered yet."""
        names = (clause.id for clause in self.proposal.clauses)
        return tuple(name for name in names if name not in self.verdicts)

    @property
    def is_asked(self) -> bool:
        """Whether the firm still has to answer."""
        return self.state in ("waiting", "late")


def standings_of(profiles: Folder, firm: str, today: date) -> tuple[Standing, ...]:
    """Return how the proposals of a firm stand, the oldest first.

    Raises:
        HandbookError: a file is not what was sent or answered.
    """
    proposals = read_proposals(profiles, firm)
    found = [
        standing_of(proposal, read_answers(profiles, proposal), today) for proposal in proposals
    ]
    return tuple(
        Standing(one.proposal, one.answers, one.verdicts, "replaced")
        if one.is_asked and one is not found[-1]
        else one
        for one in found
    )


def standing_of(proposal: Proposal, answers: Sequence[Answered], today: date) -> Standing:
    """Return how a proposal stands on a day; silence is never an answer."""
    verdicts = {name: answer for answer in answers for name in answer.clauses}
    state: State = "late" if today >= proposal.before else "waiting"
    if answers and len(verdicts) == len(proposal.clauses):
        state = _settled(tuple(verdicts.values()) or tuple(answers[-1:]))
    return Standing(proposal, tuple(answers), verdicts, state)


def _settled(answers: Sequence[Answered]) -> State:
    """Return what answers about everything come to.

    To decline each clause is to take the new version over with deviations; only who declines the
    proposal as one stays with the old version.
    """
    if all(answer.verdict == "decline" and answer.whole for answer in answers):
        return "declined"
    return "accepted" if all(answer.verdict == "accept" for answer in answers) else "adapted"
