"""Figures and decision aids as Markdown and HTML, which read and print without scripts."""

import json
from dataclasses import replace
from typing import Final

from handbook_gen.filling import as_markdown
from handbook_gen.model.aids import (
    Aid,
    Blank,
    Confirm,
    Figure,
    Flow,
    Form,
    Quiz,
    QuizItem,
    Score,
    Tick,
    Ticks,
    Timetable,
)
from handbook_gen.model.handbook import Handbook
from handbook_gen.writers.flow_markdown import flow_markdown
from handbook_gen.writers.json_export import content_digest
from handbook_gen.writers.pieces import details, div, heading, spoken, table

_REQUIRED: Final = "\n{: .hb-required }"


def aid_markdown(aid: Aid, handbook: Handbook) -> str:
    """Return a figure or a decision aid; links are still `(hb:...)`."""
    match aid:
        case Figure():
            return _figure(aid)
        case Timetable():
            return _timetable(aid, handbook)
        case Flow():
            return flow_markdown(aid, handbook)
        case Ticks():
            return _ticks(aid, handbook)
        case Score():
            return _score(aid, handbook)
        case Form():
            return _form(aid, handbook)
        case Quiz():
            return _quiz(aid, handbook)
        case Confirm():
            return _confirm(aid, handbook)
        case _:
            raise AssertionError(aid)


def _figure(figure: Figure) -> str:
    """Return a drawing with its title under it."""
    caption = f"<figcaption>{figure.title}</figcaption>"
    return f'<figure class="hb-figure" data-search-exclude>\n{figure.svg}\n{caption}\n</figure>'


def _timetable(timetable: Timetable, handbook: Handbook) -> str:
    """Return the steps as a table that knows the hours of each row."""
    hours = [list(row) for row in timetable.hours]
    data = {"hours": json.dumps(hours), "words": spoken(handbook, "clock_")}
    rows = div("hb-stack", [table(timetable.heads, timetable.rows)])
    return div("hb-clock", [rows], data)


def _ticks(ticks: Ticks, handbook: Handbook) -> str:
    """Return lines to tick off, on screen or on paper."""
    rows = "\n".join(
        f"- {_line(item, handbook)}" + (_REQUIRED if item.level == "must" else "")
        for item in ticks.items
    )
    data = {"words": spoken(handbook, "ticks_")}
    return f"{heading(2, ticks.title, ticks.id)}\n\n{div('hb-ticks', [rows], data)}"


def _score(score: Score, handbook: Handbook) -> str:
    """Return how marks are given and what they come to."""
    heads = tuple(handbook.phrase(head) for head in ("head_what", "head_marks", "head_score"))
    rows = tuple(
        (f"**{mark.label}**", f"{mark.lowest}-{mark.highest}. {mark.help}", "")
        for mark in score.marks
    )
    marks = [[mark.key, mark.lowest, mark.highest] for mark in score.marks]
    data = {
        "formula": score.formula,
        "go": str(score.go_from),
        "marks": json.dumps(marks),
        "words": spoken(handbook, "score_"),
    }
    parts = [div("hb-stack", [table(heads, rows)]), score.said]
    return f"{heading(2, score.title, 'score')}\n\n{score.text}\n\n{div('hb-score', parts, data)}"


def _form(form: Form, handbook: Handbook) -> str:
    """Return what is agreed to, and a table with the fields to fill in."""
    statements = "\n".join(f"1. {_line(item, handbook)}" for item in form.statements)
    heads = (handbook.phrase("head_what"), handbook.phrase("head_fill_in"))
    fields = table(heads, tuple((blank.label, _space(blank)) for blank in form.blanks))
    return div("hb-form", [statements, fields])


def _quiz(quiz: Quiz, handbook: Handbook) -> str:
    """Return the questions with their options; the answers are folded away."""
    items = [_item(number, item, handbook) for number, item in enumerate(quiz.questions, 1)]
    return div("hb-quiz", [*items, _named(handbook)], {"words": spoken(handbook, "quiz_")})


def _confirm(confirm: Confirm, handbook: Handbook) -> str:
    """Return the roles with their digests and where to confirm; a receipt comes with a script."""
    heads = [handbook.phrase("head_role"), handbook.phrase("read_code")]
    linked = any(row.address for row in confirm.rows)
    heads += [handbook.phrase("read_confirm")] if linked else []
    do = handbook.phrase("read_do")
    rows = [
        (
            f"{row.role[:1].upper()}{row.role[1:]}",
            f'<span class="hb-code" data-digest="{row.digest}">{row.digest[:12]}</span>',
            *((f"[{do}]({row.address})",) if linked else ()),
        )
        for row in confirm.rows
    ]
    parts = [div("hb-stack", [table(heads, rows)])]
    if confirm.signed:
        blanks = tuple((handbook.phrase(f"read_{key}"), "") for key in ("name", "day", "signature"))
        fill_in = (handbook.phrase("head_what"), handbook.phrase("head_fill_in"))
        parts.append(div("hb-sign", [table(fill_in, blanks)]))
    named = _named(replace(handbook, version=confirm.version))
    data = {"words": spoken(handbook, "quiz_", "ack_"), "signed": str(confirm.signed).lower()}
    return div("hb-ack", [*parts, named], data)


def _named(handbook: Handbook) -> str:
    """Return what a receipt names, out of sight: firm, version and the digest of the content."""
    named = {
        "title": handbook.phrase("site_name"),
        "firm": as_markdown(handbook.firm_name),
        "version": as_markdown(handbook.version),
        "library": as_markdown(handbook.library_version),
        "digest": content_digest(handbook),
    }
    rows = "".join(f"<dt>{key}</dt><dd>{said}</dd>" for key, said in named.items())
    return f'<dl class="hb-named" data-search-exclude hidden>{rows}</dl>'


def _item(number: int, item: QuizItem, handbook: Handbook) -> str:
    right = f"**{item.options[item.right - 1]}**"
    parts = [
        heading(2, f"{number}. {item.question}", f"quiz-{item.key}"),
        "\n".join(f"1. {option}" for option in item.options),
        details(handbook.phrase("quiz_answer"), f"{right}\n\n{item.answer}", "hb-why hb-answer"),
    ]
    return div("hb-item", parts, {"right": str(item.right)})


def _line(item: Tick, handbook: Handbook) -> str:
    advice = f" *({handbook.phrase('level_should').lower()})*" if item.level == "should" else ""
    return f"{item.text}{advice}" + (f" ({item.clauses})" if item.clauses else "")


def _space(blank: Blank) -> str:
    match blank.field:
        case "choice":
            return "<br>".join(f"☐ {option}" for option in blank.options)
        case "box":
            return "<br><br><br>"  # room for some lines
        case _:
            return ""
