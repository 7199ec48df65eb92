"""Make the registers of the control book: duties, plan, questions, assumptions and sources."""

from collections.abc import Iterable, Sequence

from handbook_gen.assemble.decide import Out, in_effect
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown, on_one_line
from handbook_gen.model.blocks import Block, Grid, Passage, Prose
from handbook_gen.model.facts import Answers, Fact
from handbook_gen.model.handbook import LeftOut
from handbook_gen.model.library import EDITORS, Source
from handbook_gen.model.profile import Profile
from handbook_gen.profile.resolve import LIBRARY_DEFAULT


def duties(passages: Iterable[Passage], words: Words) -> tuple[Block, ...]:
    """Return all duties with how far the firm is."""
    rows = [
        (
            f"[{passage.title} ({passage.id})](hb:{passage.id})",
            words.level(passage.level),
            _state(passage),
            on_one_line((passage.status.owner if passage.status else "") or passage.owner),
        )
        for passage in passages
    ]
    heads = ("head_duty", "head_level", "head_status", "head_owner")
    return (Prose(words.phrase("duties_intro")), _grid(heads, rows, words))


def _state(passage: Passage) -> str:
    if passage.status is None:
        return ""
    said = passage.status
    return on_one_line(f"{said.words}: {said.reason}" if said.reason else said.words)


def action_plan(passages: Iterable[Passage], words: Words) -> tuple[Block, ...]:
    """Return the planned duties by the day on which they are to be done."""
    planned = [(p, p.status.by) for p in passages if p.status and p.status.state == "planned"]
    rows = [
        (
            words.filler.day(by) if by else "",
            f"[{passage.title} ({passage.id})](hb:{passage.id})",
            on_one_line((passage.status.owner if passage.status else "") or passage.owner),
        )
        for passage, by in sorted(planned, key=lambda pair: (str(pair[1]), pair[0].id))
    ]
    heads = ("head_by", "head_duty", "head_owner")
    return _register("plan", heads, rows, words)


def to_dos(answers: Answers, words: Words) -> tuple[Block, ...]:
    """Return the questions that nobody has answered yet, by who can answer them."""
    facts = sorted(
        (answers.facts[fact_id] for fact_id in answers.unanswered),
        key=lambda fact: (fact.who, list(answers.facts).index(fact.id)),
    )
    rows = [
        (words.phrase(f"who_{fact.who}"), words.question(fact.id), on_one_line(_help(fact, words)))
        for fact in facts
    ]
    return _register("todos", ("head_who", "head_question", "head_what"), rows, words)


def assumptions(answers: Answers, profile: Profile, words: Words) -> tuple[Block, ...]:
    """Return the choices that the library or a layer made for the firm."""
    own = profile.firm
    rows = [
        (words.question(fact_id), on_one_line(words.answer(fact_id)), _origin(origin, words))
        for fact_id, origin in answers.origins.items()
        if origin not in (own, "unknown", "not asked", "worked out")
        and answers.values[fact_id] != ()  # an empty list is no choice
    ]
    return _register("assumptions", ("head_question", "head_answer", "head_origin"), rows, words)


def deviations(profile: Profile, words: Words) -> tuple[Block, ...]:
    """Return the clauses that the firm does not follow, with reason, approval and end."""
    rows = [
        (
            f"{words.title(words.library.clauses[words.decisions.aliases[d.clause]])} ({d.clause})",
            words.filler.said(d.reason),
            words.filler.said(d.approved_by),
            words.filler.day(d.until) if d.until else "",
        )
        for d in profile.deviations
        if in_effect(d, words.decisions.today)
    ]
    heads = ("head_rule", "head_reason", "head_approved", "head_until")
    return _register("deviations", heads, rows, words)


def sources(words: Words) -> tuple[Block, ...]:
    """Return the sources that this firm's clauses cite, with when they were verified."""
    cited: dict[str, list[str]] = {}
    for clause in words.decisions.clauses.values():
        for citation in words.citations(clause):
            cited.setdefault(citation.key, []).append(clause.id)
    rows = [
        _source_row(source, cited[key], words)
        for key, source in words.library.sources.items()
        if key in cited
    ]
    heads = (
        "head_source",
        "head_what",
        "head_in_force",
        "head_verified",
        "head_reviewed",
        "head_confidence",
        "head_rules",
    )
    introduction = f"{words.phrase('sources_intro')}\n\n{words.phrase('reviewed_by')}"
    return (Prose(introduction), _grid(heads, rows, words))


def left_out(found: Iterable[LeftOut], words: Words) -> tuple[Block, ...]:
    """Return the clauses and pages that the firm does not have, with the reason."""
    rows = [(_titled(item), on_one_line(item.why)) for item in found]
    return (
        Prose(words.phrase("left_out_intro")),
        _grid(("head_rule", "head_reason"), rows, words),
    )


def _titled(item: LeftOut) -> str:
    """Return title and ID; a clause that the firm replaced has no title of its own any more."""
    return item.id if item.title == item.id else f"{item.title} ({item.id})"


def why_left_out(out: Out, words: Words) -> str:
    """Return in words why a clause or page is left out."""
    match out.kind:
        case "condition":
            reasons = [words.reason(f) for f in out.facts if f in words.library.facts]
            said = "; ".join([f"{reason.question} {reason.answer}" for reason in reasons])
            return words.phrase("left_out_condition", answers=said)
        case "deviation":
            return words.phrase("left_out_deviation", reason=words.filler.said(out.said))
        case "replaced":
            return words.phrase("left_out_replaced", id=out.detail)
        case "page":
            return words.phrase("left_out_page")
        case _:
            return words.phrase("left_out_empty")


def _help(fact: Fact, words: Words) -> str:
    return fact.help[words.language]


def _origin(origin: str, words: Words) -> str:
    return words.phrase("by_library") if origin == LIBRARY_DEFAULT else as_markdown(origin)


def _source_row(source: Source, clauses: list[str], words: Words) -> tuple[str, ...]:
    language = words.language
    name = source.short[language]
    what = source.title[language] + (f" ({source.reference})" if source.reference else "")
    if source.link:
        what = f"[{what}]({source.link})"
    if source.in_force_until:
        what += "; " + words.phrase("in_force_until", date=words.filler.day(source.in_force_until))
    if source.pending.get(language):
        what += f". {words.phrase('pending')}: {source.pending[language]}"
    verified = words.filler.day(source.verified_on) if source.verified_on else ""
    confidence = words.phrase(f"confidence_{source.confidence}")
    shown = ", ".join(_linked(name, words) for name in dict.fromkeys(clauses))
    since = words.filler.day(source.in_force_from) if source.in_force_from else ""
    by = words.phrase("reviewed_editors") if source.reviewed_by == EDITORS else ""
    reviewer = by or as_markdown(source.reviewed_by)
    return (f"**{name}**", on_one_line(what), since, verified, reviewer, confidence, shown)


def _linked(clause_id: str, words: Words) -> str:
    return f"[{clause_id}](hb:{clause_id})" if words.stands_in(clause_id, "control") else clause_id


def _register(
    name: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], words: Words
) -> tuple[Block, ...]:
    """Return an introduction with a table, or with the words for an empty one."""
    if not rows:
        return (Prose(f"{words.phrase(f'{name}_intro')}\n\n{words.phrase(f'{name}_empty')}"),)
    return (Prose(words.phrase(f"{name}_intro")), _grid(heads, rows, words))


def _grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], words: Words) -> Grid:
    return Grid(tuple(words.phrase(head) for head in heads), tuple(rows))
