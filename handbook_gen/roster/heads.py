"""The heads of the columns of a member list: the questions of the library, and what is no answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handbook_gen.interview import draft_questions
from handbook_gen.model.facts import Fact
from handbook_gen.model.known import FIRM_NAME
from handbook_gen.model.library import Library
from handbook_gen.problems import Problem, nearest
from handbook_gen.roster.cell import Cell

PROFILE: Final = "profile"
EXTENDS: Final = "extends"
LANGUAGES: Final = "languages"
PERSON_PARTS: Final = ("name", "email", "phone")


@dataclass(frozen=True, slots=True)
class Head:
    """What a column says of a firm.

    Attributes:
        word: the head as it is written: `firm.size`, `people.owner.email`, `profile`.
        fact: the question that it answers; None for the name, the layer and the languages.
        part: which part of a person it is, else empty.
    """

    word: str
    fact: Fact | None = None
    part: str = ""


def heads_for(library: Library) -> Mapping[str, Head]:
    """Return every head that a column can have, those of a first draft first."""
    facts = {fact.id: fact for fact in (*draft_questions(library), *library.facts.values())}
    own = (Head(PROFILE), Head(EXTENDS), Head(LANGUAGES))
    heads = (*own, *(head for fact in facts.values() for head in _heads_of(fact)))
    return {head.word: head for head in heads}


def read_heads(
    row: Sequence[Cell], known: Mapping[str, Head], problems: list[Problem]
) -> dict[int, Head]:
    """Return what each column says, by its number; unknown, doubled and missing heads are problems."""
    found: dict[int, Head] = {}
    first: dict[str, Cell] = {}
    for cell in row:
        word = cell.text.casefold()
        if word not in known:
            problems.append(_unknown(cell, word, known))
        elif word in first:
            message = f"cell {cell.address}: `{word}` is the head of {first[word].address} too"
            help_ = "keep one of the two columns"
            problems.append(Problem("HB134", message, cell.place, help=help_))
        else:
            first[word] = cell
            found[cell.column] = known[word]
    if FIRM_NAME not in first and not any(_may_be_name(cell, known) for cell in row):
        message = f"no column has the head `{FIRM_NAME}`"
        help_ = "the first row has the heads; `handbook new --columns` prints them"
        problems.append(Problem("HB134", message, row[0].place, help=help_))
    return found


def _heads_of(fact: Fact) -> Iterator[Head]:
    if fact.kind == "person":
        yield from (Head(f"{fact.id}.{part}", fact, part) for part in PERSON_PARTS)
    elif fact.kind != "derived" and _fits_a_cell(fact):
        yield Head(fact.id, fact)


def _fits_a_cell(fact: Fact) -> bool:
    """Tell whether a cell can hold the answer: of a list only what each record is called."""
    needed = {name for name, field in fact.fields.items() if field.required}
    return fact.kind != "list" or needed <= {fact.key}


def _may_be_name(cell: Cell, known: Mapping[str, Head]) -> bool:
    """Tell whether a misspelt head, which is a problem already, was meant to be the firm's name."""
    word = cell.text.casefold()
    return word not in known and nearest(word, known) == FIRM_NAME


def _unknown(cell: Cell, word: str, known: Mapping[str, Head]) -> Problem:
    guess = nearest(word, known)
    return Problem(
        "HB134",
        f"cell {cell.address}: `{cell.text}` is no head of a column that is known",
        cell.place,
        label=f"did you mean `{guess}`?" if guess else "",
        expected=f"one of the {len(known)} heads that `handbook new --columns` prints",
    )
