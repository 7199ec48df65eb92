"""Figures and decision aids as Markdown and HTML; without scripts a flow reads as a numbered list."""

import html

from handbook_gen.model.blocks import Blank, Figure, Flow, Form, Outcome, Quiz, Tick, Ticks
from handbook_gen.model.handbook import Handbook


def figure_markdown(figure: Figure) -> str:
    """Return a drawing with its title under it."""
    caption = f"<figcaption>{figure.title}</figcaption>"
    return f'<figure class="hb-figure" data-search-exclude>\n{figure.svg}\n{caption}\n</figure>'


def flow_markdown(flow: Flow, handbook: Handbook) -> str:
    """Return a flow: where to start, the questions by number, and the outcomes."""
    numbers = {ask.key: number for number, ask in enumerate(flow.questions, 1)}
    titles = {outcome.key: outcome.title for outcome in flow.outcomes}

    def arrow(target: str) -> str:
        if target in numbers:
            said = handbook.phrase("flow_question").replace("{n}", str(numbers[target]))
            return f"[{said}](#q-{target})"
        return f"[{titles[target]}](#v-{target})"

    parts = []
    if flow.situations:
        parts.append(_heading(2, handbook.phrase("flow_situations"), "situations"))
        rows = []
        for choice in flow.situations:
            prefix = "q" if choice.to in numbers else "v"
            rows.append(f"- [{choice.label}](#{prefix}-{choice.to})")
        parts.append("\n".join(rows))
    parts.append(_heading(2, handbook.phrase("flow_questions"), "questions"))
    for ask in flow.questions:
        parts.append(_heading(3, f"{numbers[ask.key]}. {ask.question}", f"q-{ask.key}"))
        parts += [ask.help] if ask.help else []
        parts.append("\n".join(f"- **{c.label}** → {arrow(c.to)}" for c in ask.answers))
    parts.append(_heading(2, handbook.phrase("flow_outcomes"), "outcomes"))
    parts += [_outcome(outcome, handbook) for outcome in flow.outcomes]
    return _div("hb-flow", parts)


def _outcome(outcome: Outcome, handbook: Handbook) -> str:
    kind = handbook.phrase(f"verdict_{outcome.verdict}")
    parts = [
        f'<p class="hb-meta"><span class="hb-verdict hb-verdict--{outcome.verdict}">'
        f"{html.escape(kind)}</span></p>",
        _heading(3, outcome.title, f"v-{outcome.key}"),
        outcome.text,
    ]
    if outcome.contact:
        parts.append(handbook.phrase("flow_ask").replace("{person}", outcome.contact))
    if outcome.draft:
        summary = f"<summary>{html.escape(handbook.phrase('flow_draft'))}</summary>"
        parts.append(
            f'<details class="hb-why" markdown>\n{summary}\n\n{outcome.draft}\n\n</details>'
        )
    if outcome.clauses:
        rules = ", ".join(f"[{name}](hb:{name})" for name in outcome.clauses)
        parts.append(f"{handbook.phrase('aid_rules')}: {rules}.")
    return _div(f"hb-outcome hb-outcome--{outcome.verdict}", parts)


def ticks_markdown(ticks: Ticks, handbook: Handbook) -> str:
    """Return lines to tick off, on screen or on paper."""
    rows = "\n".join(f"- {_line(item, handbook)}" for item in ticks.items)
    return f"{_heading(2, ticks.title, ticks.id)}\n\n{_div('hb-ticks', [rows])}"


def form_markdown(form: Form, handbook: Handbook) -> str:
    """Return what is agreed to, and a table with the fields to fill in."""
    statements = "\n".join(f"1. {_line(item, handbook)}" for item in form.statements)
    heads = f"| {handbook.phrase('head_what')} | {handbook.phrase('head_fill_in')} |\n| --- | --- |"
    fields = "\n".join(f"| {blank.label} | {_space(blank)} |" for blank in form.blanks)
    return _div("hb-form", [statements, f"{heads}\n{fields}"])


def quiz_markdown(quiz: Quiz, handbook: Handbook) -> str:
    """Return the questions with their options; the answers are folded away."""
    parts = []
    for number, item in enumerate(quiz.questions, 1):
        parts.append(_heading(2, f"{number}. {item.question}", f"quiz-{item.key}"))
        parts.append("\n".join(f"1. {option}" for option in item.options))
        letter = f"**{item.options[item.right - 1]}**"
        summary = f"<summary>{html.escape(handbook.phrase('quiz_answer'))}</summary>"
        parts.append(
            f'<details class="hb-why hb-answer" markdown>\n{summary}\n\n'
            f"{letter}\n\n{item.answer}\n\n</details>"
        )
    return _div("hb-quiz", parts)


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


def _heading(rank: int, title: str, anchor: str) -> str:
    return f"{'#' * rank} {title} {{ #{anchor} }}"


def _div(kind: str, parts: list[str]) -> str:
    inside = "\n\n".join(parts)
    return f'<div class="{kind}" markdown>\n\n{inside}\n\n</div>'
