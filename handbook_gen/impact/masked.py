"""Put the names of questions where a firm typed words of its own, so that like changes look alike."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handbook_gen.model.facts import Answers, Fact, InLanguages, Person, Value


def masked(answers: Answers, fact_ids: Iterable[str], languages: Iterable[str]) -> Answers:
    """Return the answers with `‹firm.name›` for what the firm typed itself.

    What a firm chose or counted stays, and what is unanswered stays so: a condition only asks of a
    typed text whether it is there.
    """
    spoken = tuple(languages)
    values = dict(answers.values)
    for fact_id in fact_ids:
        if fact_id in values:
            values[fact_id] = _value(fact_id, answers.facts[fact_id], values[fact_id], spoken)
    return replace(answers, values=values)


def _value(name: str, fact: Fact, value: Value, languages: tuple[str, ...]) -> Value:
    word = f"‹{name}›"
    match value:
        case Person():
            return Person(word, word, word if value.phone else "")
        case InLanguages():
            return InLanguages(tuple((language, word) for language in languages))
        case str() if fact.kind in ("text", "prose"):
            return InLanguages(tuple((language, word) for language in languages))
        case str() if fact.kind in ("email", "phone", "url"):
            return word
        case tuple() if fact.kind == "list":
            rows = [row for row in value if isinstance(row, Mapping)]
            return tuple(
                {
                    key: _value(f"{name}.{key}", fact.fields[key], part, languages)
                    if key in fact.fields
                    else part
                    for key, part in row.items()
                }
                for row in rows
            )
        case _:
            return value
