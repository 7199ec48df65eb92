"""Read the decision aids in `tools/`, the year calendar, the decisions and the glossary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handbook_gen.conditions import Scope, check_condition, parse_expression, spot_in_scalar
from handbook_gen.decoding.headers import table_of
from handbook_gen.filling import parse_text
from handbook_gen.library import tool_headers as rows
from handbook_gen.library.data import rows_of
from handbook_gen.library.wordings import decode_row
from handbook_gen.model.expression import Expression, Text
from handbook_gen.model.tools import (
    Answer,
    Checklist,
    Factor,
    Field,
    Flow,
    Form,
    Group,
    Item,
    Question,
    Quiz,
    Responsibility,
    Review,
    Score,
    Situation,
    Step,
    Term,
    TimedRow,
    Tool,
    ToolBody,
    ToolTable,
    Verdict,
)
from handbook_gen.problems import HandbookError, Problem, gathering
from handbook_gen.source_yaml import Node, Scalar, Sequence, Table, own_place, place_at


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file of `tools/` needs: the facts, the languages, and where problems go."""

    scope: Scope
    languages: tuple[str, ...]
    problems: list[Problem]

    def texts(self, node: Node | None) -> dict[str, Text]:
        """Return the text per language below a node; empty when it is left out."""
        if not isinstance(node, Table):
            return {}
        return {
            key.value: self.text(value) for key, value in node.entries if isinstance(value, Scalar)
        }

    def text(self, node: Scalar) -> Text:
        """Return one text, parsed; a fault in it becomes a problem, and the text empty."""
        first = node.first_row
        place = first or node.place
        column = place.column + (node.quoted and first is None)
        with gathering(self.problems):
            return parse_text(node.value, place.path, place.line, first_column=column)
        return Text((), "", place.path, place.line)

    def condition(self, node: Node) -> Expression | None:
        """Return the parsed `applies_when` of a row, or None when it always applies."""
        found = node.get("applies_when") if isinstance(node, Table) else None
        if not isinstance(found, Scalar):
            return None
        spot = spot_in_scalar(found)
        with gathering(self.problems):
            tree = parse_expression(found.value, spot)
            self.problems.extend(check_condition(tree, self.scope, spot))
            return tree
        return None


def read_tool(node: Node, name: str, reading: Reading) -> Tool:
    """Return the decision aid in a file called `name`, without `.yml`.

    Raises:
        HandbookError: the file cannot be made into a decision aid.
    """
    header = decode_row(rows.ToolHeader, node, reading.languages, reading.problems)
    if header.id != name:
        message = f"the file is called `{name}.yml` and the decision aid `{header.id}`"
        reading.problems.append(Problem("HB067", message, place_at(node, ("id",))))
    for key in rows.NEEDS[header.kind]:
        if not getattr(header, key):
            message = f"a {header.kind} needs the key `{key}`"
            raise HandbookError([Problem("HB060", message, place_at(node, ("kind",)))])
    table = table_of(node)
    return Tool(
        id=header.id,
        book=header.book,
        order=header.order,
        icon=header.icon,
        applies_when=reading.condition(node),
        condition_text=header.applies_when,
        title=header.title,
        intro=reading.texts(table.get("intro")),
        closing=reading.texts(table.get("closing")),
        clauses=tuple(header.clauses),
        body=_BODIES[header.kind](header, table, reading),
        place=place_at(node, ("id",)),
    )


def _flow(header: rows.ToolHeader, node: Table, reading: Reading) -> Flow:
    return Flow(
        situations=tuple(
            Situation(row.id, row.label, row.to, reading.condition(at))
            for row, at in zip(header.situations, _items(node, "situations"), strict=True)
        ),
        steps=tuple(
            Step(
                key=row.id,
                question=reading.texts(at.get("question")),
                help=reading.texts(at.get("help")),
                answers=tuple(Answer(answer.label, answer.to) for answer in row.answers),
                applies_when=reading.condition(at),
                otherwise=row.otherwise,
            )
            for row, at in zip(header.steps, _items(node, "steps"), strict=True)
        ),
        verdicts=tuple(
            Verdict(
                key=row.id,
                kind=row.kind,
                title=row.title,
                text=reading.texts(at.get("text")),
                clauses=tuple(row.clauses),
                ask=row.ask,
                draft=reading.texts(at.get("draft")),
            )
            for row, at in zip(header.verdicts, _items(node, "verdicts"), strict=True)
        ),
    )


def _table(header: rows.ToolHeader, node: Table, reading: Reading) -> ToolTable:
    return ToolTable(
        columns={language: tuple(words) for language, words in header.columns.items()},
        rows=tuple(
            TimedRow(
                cells=_cells(at.get("cells"), reading),
                hours=tuple(row.hours),
                clauses=tuple(row.clauses),
                applies_when=reading.condition(at),
            )
            for row, at in zip(header.rows, _items(node, "rows"), strict=True)
        ),
    )


def _cells(node: Node | None, reading: Reading) -> Mapping[str, tuple[Text, ...]]:
    if not isinstance(node, Table):
        return {}
    return {
        key.value: tuple(
            reading.text(item) for item in _sequence(value) if isinstance(item, Scalar)
        )
        for key, value in node.entries
    }


def _checklist(header: rows.ToolHeader, node: Table, reading: Reading) -> Checklist:
    groups = tuple(
        Group(row.title, _list_items(row.items, at, "items", reading))
        for row, at in zip(header.groups, _items(node, "groups"), strict=True)
    )
    return Checklist(groups, _score(header.score, node.get("score"), reading))


def _score(row: rows.ScoreRow | None, node: Node | None, reading: Reading) -> Score | None:
    if row is None or not isinstance(node, Table):
        return None
    factors = tuple(
        Factor(f.id, f.label, reading.texts(at.get("help")), f.lowest, f.highest)
        for f, at in zip(row.factors, _items(node, "factors"), strict=True)
    )
    return Score(factors, row.formula, row.go_from, reading.texts(node.get("text")))


def _form(header: rows.ToolHeader, node: Table, reading: Reading) -> Form:
    fields = tuple(
        Field(
            row.label,
            row.kind,
            {language: tuple(words) for language, words in row.options.items()},
            reading.condition(at),
        )
        for row, at in zip(header.fields, _items(node, "fields"), strict=True)
    )
    return Form(_list_items(header.statements, node, "statements", reading), fields)


def _quiz(header: rows.ToolHeader, node: Table, reading: Reading) -> Quiz:
    return Quiz(
        tuple(
            Question(
                key=row.id,
                question=reading.texts(at.get("question")),
                options={language: tuple(words) for language, words in row.options.items()},
                right=row.right,
                answer=reading.texts(at.get("answer")),
                clauses=tuple(row.clauses),
                applies_when=reading.condition(at),
            )
            for row, at in zip(header.questions, _items(node, "questions"), strict=True)
        )
    )


_BODIES: Mapping[str, Callable[[rows.ToolHeader, Table, Reading], ToolBody]] = {
    "flow": _flow,
    "table": _table,
    "checklist": _checklist,
    "form": _form,
    "quiz": _quiz,
}


def read_calendar(node: Node, reading: Reading) -> tuple[Review, ...]:
    """Return the lines of the year calendar, in the order of the file."""
    found = []
    for at in rows_of(node):
        with gathering(reading.problems):
            row = decode_row(rows.ReviewRow, at, reading.languages, reading.problems)
            found.append(
                Review(
                    row.id,
                    tuple(row.months),
                    row.every,
                    row.what,
                    tuple(row.clauses),
                    reading.condition(at),
                    place_at(at, ("id",)),
                )
            )
    return tuple(found)


def read_responsibilities(node: Node, reading: Reading) -> tuple[Responsibility, ...]:
    """Return who decides what, in the order of the file."""
    found = []
    for at in rows_of(node):
        with gathering(reading.problems):
            row = decode_row(rows.ResponsibilityRow, at, reading.languages, reading.problems)
            found.append(
                Responsibility(
                    key=row.id,
                    what=row.what,
                    decides=row.decides,
                    does=tuple(row.does),
                    advises=tuple(row.advises),
                    hears=tuple(row.hears),
                    clauses=tuple(row.clauses),
                    applies_when=reading.condition(at),
                    place=place_at(at, ("id",)),
                )
            )
    return tuple(found)


def read_glossary(node: Node, reading: Reading) -> tuple[Term, ...]:
    """Return the words of the glossary, in the order of the file."""
    found = []
    for key, at in table_of(node).entries:
        with gathering(reading.problems):
            row = decode_row(rows.TermRow, at, reading.languages, reading.problems)
            clauses, condition = tuple(row.clauses), reading.condition(at)
            found.append(Term(key.value, row.term, row.text, clauses, condition, key.place))
    return tuple(found)


def _list_items(
    headers: list[rows.ItemRow], node: Table, key: str, reading: Reading
) -> tuple[Item, ...]:
    return tuple(
        Item(reading.texts(at.get("text")), row.level, tuple(row.clauses), reading.condition(at))
        for row, at in zip(headers, _items(node, key), strict=True)
    )


def _items(node: Table, key: str) -> tuple[Table, ...]:
    """Return the rows below a key; the model has seen to it that they are tables."""
    return tuple(item for item in _sequence(node.get(key)) if isinstance(item, Table))


def _sequence(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    if isinstance(node, Sequence):
        return node.items
    raise HandbookError([Problem("HB060", "a list is expected here", own_place(node))])
