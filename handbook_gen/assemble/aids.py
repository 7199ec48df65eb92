"""Make the pages of the decision aids: what applies to this firm, with its own people and answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from handbook_gen.assemble.sentences import opening_line
from handbook_gen.assemble.words import Words
from handbook_gen.conditions import holds
from handbook_gen.filling import as_markdown, on_one_line
from handbook_gen.model import aids, tools
from handbook_gen.model.aids import Timetable
from handbook_gen.model.blocks import Block, Cards, Grid, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.expression import Expression
from handbook_gen.model.facts import Person
from handbook_gen.model.handbook import Page, Part
from handbook_gen.model.known import FIRM_SIZE, GO_TO

WIDE = 5
"""A table of so many columns has no room for another."""

R = TypeVar(
    "R", tools.Situation, tools.Step, tools.TimedRow, tools.Item, tools.Field, tools.Question
)


def aids_part(book: BookName, words: Words, extra: Sequence[Page] = ()) -> tuple[Part, ...]:
    """Return the part of a book with its decision aids; nothing when there are none."""
    pages = [aid_page(aid, words) for aid in words.decisions.aids.values() if aid.book == book]
    pages += extra
    if not pages:
        return ()
    intro = Prose(words.phrase(f"aids_intro_{book}"))
    cards = Cards(tuple((page.title, f"hb:page/{page.id}", opening_line(page)) for page in pages))
    title, icon = words.phrase("aids_title"), "material/compass"
    opening = Page("tools/index", title, icon, (intro, cards), generated=True, searched=False)
    return (Part("tools", title, icon, (opening, *pages)),)


def aid_page(aid: tools.Tool, words: Words) -> Page:
    """Return the page of one decision aid."""
    found: list[Block] = [Prose(words.filled(aid.intro[words.language], aid.book))]
    match aid.body:
        case tools.Flow():
            found.append(_flow(aid.body, aid.book, words))
        case tools.ToolTable():
            found.append(_table(aid.body, aid.book, words))
        case tools.Checklist():
            found += _checklist(aid.body, aid.book, words)
        case tools.Form():
            found.append(_form(aid.body, aid.book, words))
        case tools.Quiz():
            found.append(_quiz(aid.body, aid.book, words))
        case _:
            raise AssertionError(aid.body)
    if aid.closing:
        found.append(Prose(words.filled(aid.closing[words.language], aid.book)))
    if links := rule_links(aid.clauses, aid.book, words):
        found.append(Prose(f"{words.phrase('aid_rules')}: {links}."))
    title = as_markdown(aid.title[words.language])
    crowding = isinstance(aid.body, tools.Flow | tools.Quiz)
    name = f"tools/{aid.id}"
    return Page(name, title, aid.icon, tuple(found), generated=True, searched=not crowding)


def rule_links(clauses: Iterable[str], book: BookName, words: Words) -> str:
    """Return links to those of the clauses that stand in this book for this firm, as Markdown."""
    aliases, book_of = words.decisions.aliases, words.decisions.book_of
    targets = dict.fromkeys([aliases[name] for name in clauses])
    return ", ".join([f"[{name}](hb:{name})" for name in targets if book_of.get(name) == book])


def applies(condition: Expression | None, words: Words) -> bool:
    """Tell whether a row of a decision aid applies to this firm."""
    return holds(condition, words.decisions.answers, words.decisions.today)


def _kept(rows: Iterable[R], words: Words) -> list[R]:
    return [row for row in rows if applies(row.applies_when, words)]


def _flow(flow: tools.Flow, book: BookName, words: Words) -> aids.Flow:
    """Return the flow with the steps that apply; an arrow to another one goes on where it says."""
    kept = _kept(flow.steps, words)
    passed = {step.key: step.otherwise for step in flow.steps}
    for step in kept:
        del passed[step.key]

    def target(key: str) -> str:
        while key in passed:
            key = passed[key]
        return key

    questions = tuple(
        aids.Ask(
            key=step.key,
            question=on_one_line(words.filled(step.question[words.language], book)),
            help=on_one_line(_optional(step.help, book, words)),
            answers=tuple(
                aids.Choice(as_markdown(answer.label[words.language]), target(answer.to))
                for answer in step.answers
            ),
        )
        for step in kept
    )
    situations = tuple(
        aids.Choice(as_markdown(row.label[words.language]), target(row.to))
        for row in _kept(flow.situations, words)
    )
    reached = {choice.to for choice in situations}
    reached |= {choice.to for question in questions for choice in question.answers}
    outcomes = tuple(
        _outcome(verdict, book, words) for verdict in flow.verdicts if verdict.key in reached
    )
    return aids.Flow(situations, questions, outcomes)


def _outcome(verdict: tools.Verdict, book: BookName, words: Words) -> aids.Outcome:
    ask = verdict.ask
    if words.value(FIRM_SIZE) == 1 and ask != GO_TO:
        ask = ""  # whoever works alone is all of these people
    person = words.value(ask) if ask else None
    clauses = dict.fromkeys(words.decisions.aliases[name] for name in verdict.clauses)
    return aids.Outcome(
        key=verdict.key,
        verdict=verdict.kind,
        title=as_markdown(verdict.title[words.language]),
        text=words.filled(verdict.text[words.language], book),
        clauses=tuple(name for name in clauses if words.stands_in(name, book)),
        contact=words.fact(ask) if ask else "",
        name=as_markdown(person.name) if isinstance(person, Person) else "",
        email=person.email if isinstance(person, Person) else "",
        phone=(person.phone or "") if isinstance(person, Person) else "",
        draft=_optional(verdict.draft, book, words) if ask else "",
    )


def _table(table: tools.ToolTable, book: BookName, words: Words) -> Grid | Timetable:
    kept = _kept(table.rows, words)
    grid = _grid(table, kept, book, words)
    if not any(row.hours for row in kept):
        return grid
    return Timetable(grid.heads, grid.rows, tuple(row.hours for row in kept))


def _grid(
    table: tools.ToolTable, kept: Sequence[tools.TimedRow], book: BookName, words: Words
) -> Grid:
    rows = []
    linked = False
    for row in kept:
        cells = [on_one_line(words.filled(cell, book)) for cell in row.cells[words.language]]
        links = rule_links(row.clauses, book, words)
        linked |= bool(links)
        rows.append((*cells, links))
    heads = tuple(as_markdown(head) for head in table.columns[words.language])
    if not linked:
        return Grid(heads, tuple(row[:-1] for row in rows))
    if (
        len(heads) >= WIDE
    ):  # the rules stand at the end of the last cell, or the table gets too wide
        return Grid(
            heads,
            tuple((*row[:-2], f"{row[-2]} ({row[-1]})" if row[-1] else row[-2]) for row in rows),
        )
    return Grid((*heads, words.phrase("head_rules")), tuple(rows))


def _checklist(checklist: tools.Checklist, book: BookName, words: Words) -> list[Block]:
    found: list[Block] = []
    for number, group in enumerate(checklist.groups, 1):
        items = tuple(_tick(item, book, words) for item in _kept(group.items, words))
        if items:
            title = as_markdown(group.title[words.language])
            found.append(aids.Ticks(f"part-{number}", title, items))
    if checklist.score is not None:
        found.append(_score(checklist.score, book, words))
    return found


def _score(score: tools.Score, book: BookName, words: Words) -> aids.Score:
    """Return how the marks are given and what they come to."""
    marks = tuple(
        aids.Mark(
            factor.key,
            as_markdown(factor.label[words.language]),
            on_one_line(_optional(factor.help, book, words)),
            factor.lowest,
            factor.highest,
        )
        for factor in score.factors
    )
    formula = _formula(score.formula, {mark.key: mark.label for mark in marks})
    return aids.Score(
        title=words.phrase("score_title"),
        text=words.filled(score.text[words.language], book),
        marks=marks,
        formula=score.formula,
        said=words.phrase("score_formula", formula=formula, n=str(score.go_from)),
        go_from=score.go_from,
    )


def _formula(formula: str, names: Mapping[str, str]) -> str:
    signs = {"*": "&#215;", "-": "&#8722;", "+": "+"}
    return " ".join(names.get(word, signs.get(word, word)) for word in formula.split())


def _tick(item: tools.Item, book: BookName, words: Words) -> aids.Tick:
    text = on_one_line(words.filled(item.text[words.language], book))
    return aids.Tick(text, item.level, rule_links(item.clauses, book, words))


def _form(form: tools.Form, book: BookName, words: Words) -> aids.Form:
    return aids.Form(
        statements=tuple(_tick(item, book, words) for item in _kept(form.statements, words)),
        blanks=tuple(
            aids.Blank(
                as_markdown(field.label[words.language]),
                field.kind,
                tuple(as_markdown(option) for option in field.options.get(words.language, ())),
            )
            for field in _kept(form.fields, words)
        ),
    )


def _quiz(quiz: tools.Quiz, book: BookName, words: Words) -> aids.Quiz:
    return aids.Quiz(
        tuple(
            aids.QuizItem(
                key=question.key,
                question=on_one_line(words.filled(question.question[words.language], book)),
                options=tuple(as_markdown(option) for option in question.options[words.language]),
                right=question.right,
                answer=on_one_line(words.filled(question.answer[words.language], book)),
            )
            for question in _kept(quiz.questions, words)
        )
    )


def _optional(texts: tools.Texts, book: BookName, words: Words) -> str:
    return words.filled(texts[words.language], book) if texts else ""
