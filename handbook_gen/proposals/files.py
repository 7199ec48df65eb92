"""The files of a firm's proposals and of the answers to them."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from handbook_gen.disk import Folder, exists, names_in, read_text_inside, write_new_text
from handbook_gen.problems import (
    HandbookError,
    Place,
    Problem,
    UsageError,
    first_of,
    gathering,
    nearest,
)
from handbook_gen.proposals.proposal import PROPOSAL_FORMAT, Answered, Proposal

_LARGEST: Final = 20_000_000
_ANSWERS: Final = ".answers.json"


def proposal_digest(proposal: Proposal) -> str:
    """Return the sha256 over all of the proposal but its digest, as 64 hexadecimal digits."""
    return _digest(_plain(proposal))


def read_proposals(profiles: Folder, firm: str) -> tuple[Proposal, ...]:
    """Return the proposals of a firm, the oldest first; none when it has none.

    Raises:
        HandbookError: a file is not what was sent; all of them at once.
    """
    folder = _folder(profiles, firm)
    problems: list[Problem] = []
    found: list[Proposal] = []
    for name in names_in(folder, "*.json"):
        if not name.endswith(_ANSWERS):
            with gathering(problems):
                found.append(_proposal_in(folder, name, firm))
    if problems:
        raise HandbookError(problems)
    return tuple(sorted(found, key=lambda proposal: (proposal.number, proposal.id)))


def proposal_problems(profiles: Folder, firm: str) -> tuple[Problem, ...]:
    """Return what is wrong with the files of a firm's proposals and answers; nothing when all is well."""
    problems: list[Problem] = []
    with gathering(problems):
        for proposal in read_proposals(profiles, firm):
            with gathering(problems):
                read_answers(profiles, proposal)
    return tuple(problems)


def proposal_called(profiles: Folder, firm: str, name: str) -> Proposal:
    """Return one proposal of a firm.

    Raises:
        UsageError: the firm has no proposal of this name.
        HandbookError: a file is not what was sent.
    """
    found = read_proposals(profiles, firm)
    for proposal in found:
        if proposal.id == name:
            return proposal
    known = [proposal.id for proposal in found]
    guess = nearest(name, known)
    help_ = f"did you mean `{guess}`?" if guess else "make one with `handbook propose`"
    if known and not guess:
        help_ = f"it has {first_of(known, 5)}"
    raise UsageError([Problem("HB103", f"`{firm}` has no proposal `{name}`", help=help_)])


def write_proposal(profiles: Folder, proposal: Proposal) -> str:
    """Write a new proposal, and return the name of its file.

    Raises:
        HandbookError: there is one of this name, or the disk does not allow it.
    """
    file = _folder(profiles, proposal.firm).under(f"{proposal.id}.json")
    plain = _plain(proposal)
    write_new_text(file.path, _written(plain | {"digest": _digest(plain)}))
    return file.shown


def read_answers(profiles: Folder, proposal: Proposal) -> tuple[Answered, ...]:
    """Return what a firm answered to a proposal, the oldest first.

    Raises:
        HandbookError: the file is not what `handbook answer` wrote, or answers something else.
    """
    folder = _folder(profiles, proposal.firm)
    name = f"{proposal.id}{_ANSWERS}"
    file = folder.under(name)
    if not exists(file):
        return ()
    try:
        plain = json.loads(read_text_inside(folder, name, largest=_LARGEST))
        found = _answers_adapter().validate_python(plain["answers"])
        digest = plain["digest"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"`{file.shown}` does not hold what `handbook answer` writes"
        raise _distrust(file.shown, message, "take the file back from git") from error
    if digest != proposal.digest:
        message = f"`{file.shown}` answers another proposal than the one beside it"
        raise _distrust(file.shown, message, "take both files back from git")
    return found


def write_answers(profiles: Folder, proposal: Proposal, answers: Sequence[Answered]) -> str:
    """Write the answers to a proposal beside it, and return the name of the file.

    Raises:
        HandbookError: the disk does not allow it; what was there stays.
    """
    file = _folder(profiles, proposal.firm).under(f"{proposal.id}{_ANSWERS}")
    rows = _answers_adapter().dump_python(tuple(answers), mode="json")
    plain = {"format": PROPOSAL_FORMAT, "digest": proposal.digest, "answers": rows}
    write_new_text(file.path, _written(plain), replace=True)
    return file.shown


def _folder(profiles: Folder, firm: str) -> Folder:
    return profiles.under(firm).under("proposals")


def _proposal_in(folder: Folder, name: str, firm: str) -> Proposal:
    shown = folder.under(name).shown
    try:
        plain = json.loads(read_text_inside(folder, name, largest=_LARGEST))
        if plain["format"] != PROPOSAL_FORMAT:
            message = (
                f"`{shown}` has format {plain['format']}, and this program knows {PROPOSAL_FORMAT}"
            )
            raise _distrust(shown, message, "use the version of the program that made it")
        found = _adapter().validate_python({k: v for k, v in plain.items() if k != "format"})
        digest = _digest({key: value for key, value in plain.items() if key != "digest"})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"`{shown}` is not a proposal"
        raise _distrust(
            shown, message, "take the file back from git, or put it elsewhere"
        ) from error
    if found.digest != digest:
        message = f"`{shown}` is not what was sent: something in it was changed afterwards"
        raise _distrust(shown, message, f"take the file back from git: git log --follow -- {shown}")
    if (found.firm, f"{found.id}.json") != (firm, name):
        message = f"`{shown}` is proposal `{found.id}` of `{found.firm}`"
        raise _distrust(shown, message, "put the file back in its own place")
    return found


def _plain(proposal: Proposal) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter().dump_python(proposal, mode="json")
    del plain["digest"]
    return plain | {"format": PROPOSAL_FORMAT}


def _digest(plain: dict[str, Any]) -> str:
    return hashlib.sha256(_written(plain).encode()).hexdigest()


def _written(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _distrust(shown: str, message: str, help_: str) -> HandbookError:
    return HandbookError([Problem("HB132", message, Place(shown), help=help_)])


@cache
def _adapter() -> TypeAdapter[Proposal]:
    return TypeAdapter(Proposal)


@cache
def _answers_adapter() -> TypeAdapter[tuple[Answered, ...]]:
    return TypeAdapter(tuple[Answered, ...])
