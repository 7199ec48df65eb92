"""A new library as a proposal to each firm that it touches, and the firms' answers to it."""

from handbook_gen.proposals.answering import (
    Said,
    answer_to,
    deviations_after,
    takes_over,
    texts_to_write,
)
from handbook_gen.proposals.edits import (
    NewDeviation,
    deviations_in,
    pin_line,
    read_profile_text,
    with_deviations,
    with_pin,
    write_profile_text,
)
from handbook_gen.proposals.files import (
    proposal_called,
    proposal_problems,
    read_answers,
    read_proposals,
    write_answers,
    write_proposal,
)
from handbook_gen.proposals.listing import (
    listing_to_json,
    listing_to_text,
    progress,
    reminders_to_text,
)
from handbook_gen.proposals.page import proposal_page
from handbook_gen.proposals.proposal import Proposal
from handbook_gen.proposals.propose import Outcome, State, Terms, propose
from handbook_gen.proposals.standing import Standing, standing_of, standings_of

__all__ = [
    "NewDeviation",
    "Outcome",
    "Proposal",
    "Said",
    "Standing",
    "State",
    "Terms",
    "answer_to",
    "deviations_after",
    "deviations_in",
    "listing_to_json",
    "listing_to_text",
    "pin_line",
    "progress",
    "proposal_called",
    "proposal_page",
    "proposal_problems",
    "propose",
    "read_answers",
    "read_profile_text",
    "read_proposals",
    "reminders_to_text",
    "standing_of",
    "standings_of",
    "takes_over",
    "texts_to_write",
    "with_deviations",
    "with_pin",
    "write_answers",
    "write_profile_text",
    "write_proposal",
]
