"""A flow as Markdown: without scripts a numbered list, with them one question at a time."""

import html
from collections.abc import Mapping
from typing import Final

from handbook_gen.filling import as_text, link_address, mail_address
from handbook_gen.model.aids import Ask, Choice, Flow, Outcome
from handbook_gen.model.handbook import Handbook
from handbook_gen.writers.pieces import details, div, heading, spoken

SITUATIONS: Final = "situations"


def flow_markdown(flow: Flow, handbook: Handbook) -> str:
    """Return a flow: the first question, situations to start from, the other questions, the ends.

    Whoever answers the first question and gets on to another one chooses a situation first.
    """
    arrows = _arrows(flow, handbook)
    first, *others = flow.questions
    parts = [_question(2, 1, first, _through_situations(flow, arrows, handbook))]
    if flow.situations:
        parts.append(heading(2, handbook.phrase("flow_situations"), SITUATIONS))
        parts.append(_situations(flow, arrows, handbook))
    if others:
        parts.append(heading(2, handbook.phrase("flow_questions"), "questions"))
        parts += [_question(3, number, ask, arrows) for number, ask in enumerate(others, 2)]
    parts.append(heading(2, handbook.phrase("flow_outcomes"), "outcomes"))
    titles = {name: title for book in handbook.books for name, title in book.titles.items()}
    parts += [_outcome(outcome, titles, handbook) for outcome in flow.outcomes]
    return div("hb-flow", parts, {"words": spoken(handbook, "flow_")})


def _arrows(flow: Flow, handbook: Handbook) -> dict[str, str]:
    """Return a link to every question and every end of a flow, by its key."""
    said = handbook.phrase("flow_question")
    arrows = {
        ask.key: f"[{said.replace('{n}', str(number))}](#q-{ask.key})"
        for number, ask in enumerate(flow.questions, 1)
    }
    return arrows | {end.key: f"[{end.title}](#v-{end.key})" for end in flow.outcomes}


def _through_situations(
    flow: Flow, arrows: Mapping[str, str], handbook: Handbook
) -> Mapping[str, str]:
    """Return the arrows of the first question: to the situations instead of to a question."""
    if not flow.situations:
        return arrows
    choose = f"[{handbook.phrase('flow_choose')}](#{SITUATIONS})"
    return {**arrows, **{ask.key: choose for ask in flow.questions}}


def _question(rank: int, number: int, ask: Ask, arrows: Mapping[str, str]) -> str:
    answers = "\n".join(f"- **{choice.label}** → {arrows[choice.to]}" for choice in ask.answers)
    title = heading(rank, f"{number}. {ask.question}", f"q-{ask.key}")
    return div("hb-question", [title, ask.help, answers])


def _situations(flow: Flow, arrows: Mapping[str, str], handbook: Handbook) -> str:
    """Return the situations as links, and at the end the way on for whoever finds none."""
    asked = {ask.key for ask in flow.questions}
    onward = [choice.to for choice in flow.questions[0].answers if choice.to in asked]
    other = [Choice(handbook.phrase("flow_other"), key) for key in onward[:1]]
    rows = (
        f"- [{choice.label}]({_target(arrows[choice.to])})" for choice in (*flow.situations, *other)
    )
    return div("hb-situations", ["\n".join(rows)])


def _target(arrow: str) -> str:
    return arrow.rpartition("](")[2].removesuffix(")")


def _outcome(outcome: Outcome, titles: Mapping[str, str], handbook: Handbook) -> str:
    kind = html.escape(handbook.phrase(f"verdict_{outcome.verdict}"))
    chip = f'<span class="hb-verdict hb-verdict--{outcome.verdict}">{kind}</span>'
    parts = [
        f'<p class="hb-meta">{chip}</p>',
        heading(3, outcome.title, f"v-{outcome.key}"),
        outcome.text,
    ]
    if outcome.contact:
        parts.append(handbook.phrase("flow_ask").replace("{person}", outcome.contact))
        parts.append(_ways_to_ask(outcome, handbook))
    if outcome.draft:
        parts.append(details(handbook.phrase("flow_draft"), outcome.draft, "hb-why hb-draft"))
    if outcome.clauses:
        rules = "\n".join(f"- [{titles[name]} ({name})](hb:{name})" for name in outcome.clauses)
        parts.append(f"{handbook.phrase('aid_rules')}:\n\n{rules}")
    return div(f"hb-outcome hb-outcome--{outcome.verdict}", parts)


def _ways_to_ask(outcome: Outcome, handbook: Handbook) -> str:
    """Return buttons that begin a letter to the contact, and a call; nothing without an address."""
    ways = []
    if outcome.email:
        subject = handbook.phrase("flow_subject")
        letter = mail_address(outcome.email, subject, as_text(outcome.draft))
        ways.append((letter, handbook.phrase("flow_mail")))
    if outcome.phone:
        call = link_address("tel:" + "".join(outcome.phone.split()))
        ways.append((call, handbook.phrase("flow_call")))
    buttons = "".join(
        f'<a class="md-button" href="{address}">'
        f"{html.escape(said).replace('{person}', outcome.name)}</a>\n"
        for address, said in ways
    )
    return f'<p class="hb-actions">\n{buttons}</p>' if buttons else ""
