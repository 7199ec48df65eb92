"""Who has answered which proposal: for people, for a program, and as a list of whom to write to."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Final

from handbook_gen.proposals.proposal import Answered
from handbook_gen.proposals.standing import STATES, Standing

LISTING_FORMAT: Final = 1
_HEADS: Final = ("firm", "proposal", "before", "state", "answered")


def listing_to_text(latest: Sequence[Standing]) -> str:
    """Return a line per firm about its last proposal, and the sum."""
    if not latest:
        return "no firm has a proposal\n"
    rows = [_HEADS, *(_row(standing) for standing in latest)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    counted = Counter(standing.state for standing in latest)
    said = ", ".join(f"{counted[state]} {state}" for state in STATES if state != "replaced")
    firms = f"{len(latest)} firm" + ("" if len(latest) == 1 else "s")
    return "\n".join([*lines, "", f"{firms} with a proposal: {said}"]) + "\n"


def reminders_to_text(latest: Sequence[Standing]) -> str:
    """Return a line per firm that has not answered, those that are late first."""
    asked = sorted(
        (standing for standing in latest if standing.is_asked),
        key=lambda standing: (standing.proposal.before, standing.proposal.firm),
    )
    return "".join(f"{line}\n" for line in (_reminder(standing) for standing in asked))


def listing_to_json(all_of: Sequence[Sequence[Standing]]) -> str:
    """Return every proposal of every firm with all answers, as JSON with sorted keys."""
    plain = {
        "format": LISTING_FORMAT,
        "proposals": [_plain(standing) for standings in all_of for standing in standings],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def progress(standing: Standing) -> str:
    """Return how much of a proposal is answered."""
    clauses = len(standing.proposal.clauses)
    if not clauses:  # other words around the rules, or a choice to look at again
        return "all" if standing.answers else "nothing"
    return f"{clauses - len(standing.open)} of {clauses} clause{'' if clauses == 1 else 's'}"


def _row(standing: Standing) -> tuple[str, ...]:
    proposal = standing.proposal
    last = standing.answers[-1] if standing.answers else None
    said = f"{progress(standing)}, by {last.by} on {last.day}" if last else progress(standing)
    return (proposal.firm, proposal.id, proposal.before.isoformat(), standing.state, said)


def _reminder(standing: Standing) -> str:
    proposal = standing.proposal
    day = f"{'late since' if standing.state == 'late' else 'before'} {proposal.before}"
    answered = f", {progress(standing)} answered" if standing.answers else ""
    return f"{proposal.firm}  {proposal.name}  {proposal.id}  {day}{answered}"


def _plain(standing: Standing) -> dict[str, object]:
    proposal = standing.proposal
    return {
        "firm": proposal.firm,
        "name": proposal.name,
        "id": proposal.id,
        "digest": proposal.digest,
        "from": proposal.old.version,
        "to": proposal.new.version,
        "made": proposal.made.isoformat(),
        "before": proposal.before.isoformat(),
        "state": standing.state,
        "open": list(standing.open),
        "clauses": {
            clause.id: {
                "kind": clause.kind,
                "protected": clause.protected,
                "answer": _answer(standing.verdicts.get(clause.id)),
            }
            for clause in proposal.clauses
        },
        "answers": [
            {**(_answer(answer) or {}), "clauses": list(answer.clauses), "whole": answer.whole}
            for answer in standing.answers
        ],
    }


def _answer(answer: Answered | None) -> dict[str, str] | None:
    if answer is None:
        return None
    return {
        "verdict": answer.verdict,
        "day": answer.day.isoformat(),
        "by": answer.by,
        "reason": answer.reason,
    }
