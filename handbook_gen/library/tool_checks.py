"""Check the decision aids against the rest of the library: texts, links, arrows, people and clauses."""

from collections.abc import Iterable, Iterator, Mapping

from handbook_gen.conditions import Scope
from handbook_gen.filling import check_text
from handbook_gen.library.links import link_problems, unknown_clause
from handbook_gen.library.safe_markdown import html_in, markdown_problems
from handbook_gen.model.expression import Expression, Text
from handbook_gen.model.library import Library
from handbook_gen.model.tools import (
    Checklist,
    Flow,
    Form,
    Item,
    Quiz,
    Score,
    Texts,
    Tool,
    ToolTable,
)
from handbook_gen.problems import Place, Problem, nearest

Row = tuple[Expression | None, tuple[Texts, ...], tuple[str, ...]]
"""Of one row of a decision aid: its condition, its texts, and the clauses that it names."""

ACCOUNT_TEAM = "account_team"
SPOKESPEOPLE = "people.spokespeople"
SIGNS = frozenset({"*", "+", "-"})
"""What a formula may do with its factors; `*` goes before `+` and `-`."""
"""The parties of the decisions that are no person facts."""


def tool_problems(library: Library, scope: Scope, known: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with the decision aids, the calendar, the decisions and the glossary."""
    for tool in library.tools.values():
        for text, condition in texts_and_conditions(tool):
            yield from check_text(text, scope, condition)
            if not html_in(text.source):  # which is a problem of its own already
                yield from markdown_problems(text)
            yield from link_problems(text, known)
        for name in _clauses_of(tool):
            if name not in known:
                yield unknown_clause(name, tool.place, known)
        if isinstance(tool.body, Flow):
            yield from _flow_problems(tool, tool.body, library)
        yield from _shape_problems(tool, library.languages)
    for place, names in _listed(library):
        for name in names:
            if name not in known:
                yield unknown_clause(name, place, known)
    yield from _party_problems(library)


def texts_and_conditions(tool: Tool) -> Iterator[tuple[Text, Expression | None]]:
    """Yield every text of a decision aid with the condition that its row has."""
    for condition, texts, _ in rows_in(tool):
        for per_language in texts:
            yield from ((text, condition) for text in per_language.values())


def conditions_of(tool: Tool) -> Iterator[Expression]:
    """Yield every `applies_when` of a decision aid and its rows."""
    yield from (condition for condition, _, _ in rows_in(tool) if condition is not None)


def _clauses_of(tool: Tool) -> Iterator[str]:
    for _, _, clauses in rows_in(tool):
        yield from clauses


def rows_in(tool: Tool) -> Iterator[Row]:
    """Yield every row of a decision aid, and first the aid itself as a row."""
    yield tool.applies_when, (tool.intro, tool.closing), tool.clauses
    match tool.body:
        case Flow():
            yield from _flow_rows(tool.body)
        case ToolTable(_, rows):
            for row in rows:
                columns = zip(*row.cells.values(), strict=False)
                cells = tuple(dict(zip(row.cells, column, strict=True)) for column in columns)
                yield row.applies_when, cells, row.clauses
        case Checklist(groups, score):
            yield from _item_rows(item for group in groups for item in group.items)
            if score is not None:
                yield None, (score.text, *(factor.help for factor in score.factors)), ()
        case Form(statements, fields):
            yield from _item_rows(statements)
            yield from ((field.applies_when, (), ()) for field in fields)
        case Quiz(questions):
            for asked in questions:
                yield asked.applies_when, (asked.question, asked.answer), asked.clauses
        case _:
            raise AssertionError(tool.body)


def _flow_rows(flow: Flow) -> Iterator[Row]:
    yield from ((situation.applies_when, (), ()) for situation in flow.situations)
    yield from ((step.applies_when, (step.question, step.help), ()) for step in flow.steps)
    yield from ((None, (verdict.text, verdict.draft), verdict.clauses) for verdict in flow.verdicts)


def _item_rows(items: Iterable[Item]) -> Iterator[Row]:
    yield from ((item.applies_when, (item.text,), item.clauses) for item in items)


def _listed(library: Library) -> Iterator[tuple[Place, tuple[str, ...]]]:
    yield from ((review.place, review.clauses) for review in library.calendar)
    yield from ((row.place, row.clauses) for row in library.responsibilities)
    yield from ((term.place, term.clauses) for term in library.glossary)


def _flow_problems(tool: Tool, flow: Flow, library: Library) -> Iterator[Problem]:
    """Yield the arrows of a flow that lead nowhere or in a circle, and ends that nobody reaches."""
    keys = [*(step.key for step in flow.steps), *(verdict.key for verdict in flow.verdicts)]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(
            "HB063", f"two steps or outcomes of `{tool.id}` are called `{key}`", tool.place
        )
    for step in flow.steps:
        if step.applies_when is not None and not step.otherwise:
            message = f"the step `{step.key}` of `{tool.id}` has a condition and no `otherwise`"
            yield Problem("HB060", message, tool.place, help="say where arrows to it lead then")
    verdicts = {verdict.key for verdict in flow.verdicts}
    arrows = {
        step.key: [answer.to for answer in step.answers]
        + ([step.otherwise] if step.otherwise else [])
        for step in flow.steps
    }
    ends = verdicts | set(arrows)
    starts = [situation.to for situation in flow.situations]
    for target in (*starts, *(target for targets in arrows.values() for target in targets)):
        if target not in ends:
            guess = nearest(target, ends)
            label = f"did you mean `{guess}`?" if guess else ""
            message = f"an arrow of `{tool.id}` leads to `{target}`, which does not exist"
            yield Problem("HB065", message, tool.place, label=label)
    if flow.steps and flow.steps[0].applies_when is not None:
        message = f"the first step of `{tool.id}` has a condition"
        yield Problem("HB068", message, tool.place, help="begin where everyone can start")
    reached = _reached([flow.steps[0].key, *starts], arrows)
    for key in sorted(ends - reached):
        yield Problem("HB068", f"nothing in `{tool.id}` leads to `{key}`", tool.place)
    if circle := _circle(arrows):
        yield Problem(
            "HB068", f"the steps of `{tool.id}` run in a circle at `{circle}`", tool.place
        )
    people = {fact.id for fact in library.facts.values() if fact.kind == "person"}
    for verdict in flow.verdicts:
        if verdict.ask and verdict.ask not in people:
            message = f"`{tool.id}`: `{verdict.ask}` is no person of the firm"
            yield Problem("HB069", message, tool.place)


def _reached(starts: list[str], arrows: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    while starts:
        key = starts.pop()
        if key not in found:
            found.add(key)
            starts += arrows.get(key, [])
    return found


def _circle(arrows: Mapping[str, list[str]]) -> str:
    """Return a step that leads back to itself, or nothing."""
    for key in arrows:
        if key in _reached(list(arrows[key]), arrows):
            return key
    return ""


def _shape_problems(tool: Tool, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Yield tables of which a row has too few cells, and quizzes without the right option."""
    if isinstance(tool.body, ToolTable):
        for number, row in enumerate(tool.body.rows, 1):
            for language in languages:
                wanted = len(tool.body.columns.get(language, ()))
                if language in row.cells and len(row.cells[language]) != wanted:
                    message = f"row {number} of `{tool.id}` has not {wanted} cells in `{language}`"
                    yield Problem("HB068", message, tool.place)
    if isinstance(tool.body, Checklist) and tool.body.score is not None:
        yield from _formula_problems(tool, tool.body.score)
    if isinstance(tool.body, Quiz):
        for question in tool.body.questions:
            counts = {len(options) for options in question.options.values()}
            if len(counts) != 1 or not 1 <= question.right <= min(counts):
                message = f"`{tool.id}`: the question `{question.key}` has no option {question.right} everywhere"
                yield Problem("HB068", message, tool.place)


def _formula_problems(tool: Tool, score: Score) -> Iterator[Problem]:
    """Yield what is no factor where one should be, and no sign where one should be."""
    factors = {factor.key for factor in score.factors}
    words = score.formula.split()
    for number, word in enumerate(words):
        if number % 2 == 0 and word not in factors:
            message = f"the formula of `{tool.id}` names `{word}`, which is no factor"
            yield Problem("HB068", message, tool.place)
        if number % 2 == 1 and word not in SIGNS:
            message = f"the formula of `{tool.id}` has `{word}` where `*`, `+` or `-` should be"
            yield Problem("HB068", message, tool.place)
    if len(words) % 2 == 0:
        message = f"the formula of `{tool.id}` does not end with a factor"
        yield Problem("HB068", message, tool.place)


def _party_problems(library: Library) -> Iterator[Problem]:
    people = {fact.id for fact in library.facts.values() if fact.kind == "person"}
    people |= {SPOKESPEOPLE} & set(library.facts)
    for row in library.responsibilities:
        for party in (row.decides, *row.does, *row.advises, *row.hears):
            if party not in people | {ACCOUNT_TEAM}:
                guess = nearest(party, people)
                label = f"did you mean `{guess}`?" if guess else ""
                message = f"`{party}` is no person of the firm (decision `{row.key}`)"
                yield Problem("HB069", message, row.place, label=label)
    for review in library.calendar:
        fact = library.facts.get(review.every) if review.every else None
        if review.every and (fact is None or fact.kind != "number"):
            message = f"`{review.every}` is no number of months (review `{review.key}`)"
            yield Problem("HB069", message, review.place)
        if not review.every and not review.months:
            message = f"the review `{review.key}` has no months"
            help_ = "give `months: [1, 7]`, or `every:` with a number fact"
            yield Problem("HB060", message, review.place, help=help_)
