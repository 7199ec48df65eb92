"""Make a profile for each row of a member list, and write those that are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook_gen.disk import Folder, is_taken, remove_files, write_new_text
from handbook_gen.interview import profile_text, with_examples
from handbook_gen.model.known import FIRM_NAME
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Problem, gathering, nearest
from handbook_gen.profile import (
    EXPECTED_NAME,
    answered_by_layer,
    can_name_firm,
    layer_names,
    name_from,
)
from handbook_gen.roster.answer import Filled, answers_in, words_in, wrong_cell
from handbook_gen.roster.cell import Cell, Rows
from handbook_gen.roster.heads import EXTENDS, LANGUAGES, PROFILE, Head, heads_for, read_heads


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A firm of the list: the name of its profile, the text of it, and how many examples are in it."""

    name: str
    text: str
    examples: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The firms of a list in its order: those to write, and the names of those that are there."""

    new: tuple[Enrolled, ...]
    known: tuple[str, ...]


def enrolled(
    rows: Rows, profiles: Folder, library: Library, languages: Sequence[str], language: str | None
) -> Roster:
    """Return a profile for each row of a list whose first row has the heads.

    `languages` are for rows that say nothing of it, and `language` is that of the comments; without
    it they are in the firm's first language.

    Raises:
        HandbookError: a head or a cell is wrong; all problems at once.
    """
    problems: list[Problem] = []
    heads = read_heads(rows[0], heads_for(library), problems)
    headed = {cell.column for cell in rows[0]}
    filled = [_filled(row, heads, headed, problems) for row in rows[1:]]
    maker = _Maker(profiles, library, tuple(languages), language, problems)
    found = []
    if any(head.word == FIRM_NAME for head in heads.values()):
        names = _names([row for row in filled if row], problems)
        found = [
            maker.firm(name, row) for name, row in zip(names, filter(None, filled), strict=True)
        ]
    if problems:
        raise HandbookError(problems)
    known = {firm.name for firm in found if is_taken(profiles.under(f"{firm.name}.yml"))}
    return Roster(
        tuple(firm for firm in found if firm.name not in known),
        tuple(firm.name for firm in found if firm.name in known),
    )


def write_profiles(firms: Sequence[Enrolled], profiles: Folder) -> None:
    """Write the profiles, all or none.

    Raises:
        HandbookError: the disk refused, or one of them is there meanwhile.
    """
    written: list[str] = []
    try:
        for firm in firms:
            write_new_text(profiles.path / f"{firm.name}.yml", firm.text)
            written.append(f"{firm.name}.yml")
    except HandbookError:
        remove_files(profiles, written)
        raise


def _filled(
    row: Sequence[Cell], heads: Mapping[int, Head], headed: set[int], problems: list[Problem]
) -> list[Filled]:
    """Return the cells of a row, each with what its column says; one without a head is a problem."""
    for cell in row:
        if cell.column not in headed:
            headed.add(cell.column)  # said once for a column
            message = f"cell {cell.address} has no head above it"
            help_ = "write one in the first row, or empty the column"
            problems.append(Problem("HB134", message, cell.place, help=help_))
    return [(heads[cell.column], cell) for cell in row if cell.column in heads]


def _names(rows: Sequence[Sequence[Filled]], problems: list[Problem]) -> list[str]:
    """Return the name of each row's profile: as it says, or else made of the firm's name."""
    said: dict[int, str] = {}
    first: dict[str, Cell] = {}
    for number, row in enumerate(rows):
        found = _cell(row, PROFILE)
        if found is None:
            continue
        head, cell = found
        name = cell.text.removesuffix(".yml")
        if not can_name_firm(name):
            message = f"`{name}` cannot be the name of a file and a folder"
            problems.append(wrong_cell(head, cell, message, EXPECTED_NAME))
        elif name in first:
            message = (
                f"cells {first[name].address} and {cell.address} both name the profile `{name}`"
            )
            help_ = "give each firm a name of its own"
            problems.append(Problem("HB135", message, cell.place, help=help_))
        first.setdefault(name, cell)
        said[number] = name
    taken = set(first)
    return [said[n] if n in said else _free_name(row, taken) for n, row in enumerate(rows)]


def _free_name(row: Sequence[Filled], taken: set[str]) -> str:
    """Return a name made of the firm's, with a number when another firm of the list has it."""
    found = _cell(row, FIRM_NAME)
    stem = name_from(found[1].text) if found else "firm"
    name, number = stem, 2
    while name in taken or not can_name_firm(name):
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


def _cell(row: Sequence[Filled], word: str) -> Filled | None:
    return next((filled for filled in row if filled[0].word == word), None)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What profiles are made with; what is wrong with a row is added to the problems."""

    profiles: Folder
    library: Library
    languages: tuple[str, ...]
    language: str | None
    problems: list[Problem]
    settled: dict[str, frozenset[str]] = field(default_factory=dict)

    def firm(self, name: str, row: Sequence[Filled]) -> Enrolled:
        if _cell(row, FIRM_NAME) is None:
            cell = row[0][1]
            message = f"row {cell.row} has no `{FIRM_NAME}`"
            help_ = "every firm has a name; empty the row when there is no firm in it"
            self.problems.append(Problem("HB136", message, cell.place, help=help_))
        given = answers_in(row, self.problems)
        layer = self._layer(row)
        languages = self._languages(row) or (() if layer else self.library.languages[:1])
        answers = with_examples(self.library, given, name, self._settled_by(layer))
        spoken = self.language or (languages or self.library.languages)[0]
        text = profile_text(self.library, answers, languages, spoken, layer)
        return Enrolled(name, text, len(answers) - len(given))

    def _languages(self, row: Sequence[Filled]) -> tuple[str, ...]:
        found = _cell(row, LANGUAGES)
        if found is None:
            return self.languages
        head, cell = found
        words = words_in(cell.text.casefold())
        if len(set(words)) < len(words) or not set(words) <= set(self.library.languages):
            message = f"`{cell.text}` names no language of the library, or one twice"
            expected = ", ".join(f"`{language}`" for language in self.library.languages)
            self.problems.append(wrong_cell(head, cell, message, expected))
            return self.languages
        return tuple(words)

    def _layer(self, row: Sequence[Filled]) -> str:
        """Return the layer that the profile lies over; empty when it lies over none."""
        found = _cell(row, EXTENDS)
        if found is None:
            return ""
        head, cell = found
        known = layer_names(self.profiles)
        if cell.text in known:
            return cell.text
        guess = nearest(cell.text, known)
        label = f"did you mean `{guess}`?" if guess else ""
        expected = f"a file in {self.profiles.shown}/_layers/, without `.yml`"
        message = f"no layer is called `{cell.text}`"
        self.problems.append(wrong_cell(head, cell, message, expected, label))
        return ""

    def _settled_by(self, layer: str) -> frozenset[str]:
        """Return the questions that a layer answers, which need no example."""
        if layer and layer not in self.settled:
            self.settled[layer] = frozenset()
            with gathering(self.problems):
                self.settled[layer] = answered_by_layer(layer, self.profiles, self.library)
        return self.settled.get(layer, frozenset())
