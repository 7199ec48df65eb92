"""Make the risk register: the firm's own scores over the library's starting scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook_gen.assemble.words import Words
from handbook_gen.filling import on_one_line
from handbook_gen.model.blocks import Grid
from handbook_gen.model.facts import Record
from handbook_gen.model.known import RISKS
from handbook_gen.model.library import Risk


@dataclass(frozen=True, slots=True)
class ScoredRisk:
    """A risk with its number in the library, and its marks from 1 to 5 for this firm.

    `why` is Markdown; `own` tells whether the firm gave the marks itself.
    """

    number: int
    title: str
    likelihood: int
    impact: int
    why: str
    own: bool
    risk: Risk

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact


def scored_risks(words: Words) -> tuple[ScoredRisk, ...]:
    """Return all risks in the order of the library."""
    own = _own_scores(words)
    return tuple(
        _scored(number, risk, own.get(risk.key), words)
        for number, risk in enumerate(words.library.risks, 1)
    )


def risk_register(words: Words) -> Grid:
    """Return the risks by score, highest first, with the reason for each score."""
    rows = [
        (
            f"{risk.number}. {risk.title}",
            str(risk.likelihood),
            str(risk.impact),
            f"**{risk.score}** ({words.phrase('own_score' if risk.own else 'starting_score')})",
            on_one_line(risk.why),
            on_one_line(_measure(risk.risk, words)),
        )
        for risk in sorted(scored_risks(words), key=lambda risk: (-risk.score, risk.number))
    ]
    heads = ("risk", "likelihood", "impact", "score", "why", "measure")
    return Grid(tuple(words.phrase(f"head_{head}") for head in heads), tuple(rows))


def _scored(number: int, risk: Risk, own: Record | None, words: Words) -> ScoredRisk:
    language = words.language
    if own is None:
        marks, why = (risk.likelihood, risk.impact), risk.why[language]
    else:
        marks = (_number(own["likelihood"]), _number(own["impact"]))
        reason = words.library.facts[RISKS].fields["reason"]
        why = words.filler.printed(reason, own["reason"])
    return ScoredRisk(number, risk.title[language], *marks, why, own is not None, risk)


def _measure(risk: Risk, words: Words) -> str:
    targets = dict.fromkeys(words.decisions.aliases[name] for name in risk.clauses)
    links = ", ".join(
        f"[{name}](hb:{name})" for name in targets if words.stands_in(name, "control")
    )
    return risk.measure[words.language] + (f" ({links})" if links else "")


def _own_scores(words: Words) -> Mapping[str, Record]:
    rows = words.value(RISKS)
    records = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, tuple) else []
    return {str(row["risk"]): row for row in records}


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
