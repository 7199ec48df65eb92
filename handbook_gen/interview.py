"""The questions for a new profile, and the profile that the answers make."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook_gen.decoding import why_refused
from handbook_gen.model.facts import Answerer, Fact
from handbook_gen.model.library import Library
from handbook_gen.problems import Problem
from handbook_gen.source_yaml import flow_yaml

Plain = str | int | list[str] | dict[str, str] | list[dict[str, str]]
"""An answer as it is written in YAML, before its kind decides."""

_PERSON_PARTS = ("name", "email", "phone")


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer to a question, and whether somebody gave it or it is an example."""

    value: Plain
    given: bool


def draft_questions(library: Library) -> tuple[Fact, ...]:
    """Return the questions for a first draft, about ten, in the order of the library."""
    return tuple(fact for fact in library.facts.values() if fact.asked == "draft")


def questions_for(library: Library, who: Answerer) -> tuple[Fact, ...]:
    """Return all questions that one colleague can answer, the pressing ones first."""
    order = {"draft": 0, "release": 1, "later": 2}
    chosen = [fact for fact in library.facts.values() if fact.who == who and fact.kind != "derived"]
    return tuple(sorted(chosen, key=lambda fact: order[fact.asked]))


def understood(fact: Fact, typed: str) -> Plain:
    """Return what was typed on one line as it is written in YAML.

    Choices and lists are separated by commas, a person is `name, e-mail, phone`.
    """
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    match fact.kind:
        case "choices":
            return parts
        case "list":
            return [{fact.key: part} for part in parts]
        case "person":
            return dict(zip(_PERSON_PARTS, parts, strict=False))
        case "number" if typed.strip().isdecimal():
            return int(typed)
        case _:
            return typed.strip()


def answer_problem(fact: Fact, value: Plain) -> Problem | None:
    """Return what is wrong with an answer, or None."""
    refused = why_refused(fact, str(value) if isinstance(value, int) else value)
    if refused is None:
        return None
    message, wanted = refused
    if fact.kind == "person":
        wanted = "name, e-mail, phone, of which the phone may be left out"
    return Problem("HB103", f"`{fact.id}`: {message}", expected=wanted)


def with_examples(
    library: Library,
    answers: Mapping[str, Asked],
    named: str,
    settled: Collection[str] = (),
) -> dict[str, Asked]:
    """Give every required question that is left an example, so that the profile can be built.

    A question of which nobody knows an example gets `named`; those that are `settled` elsewhere
    get none.
    """
    found = dict(answers)
    for fact in library.facts.values():
        if fact.required and fact.id not in found and fact.id not in settled:
            found[fact.id] = Asked(understood(fact, fact.example or named), given=False)
    return found


def profile_text(
    library: Library,
    answers: Mapping[str, Asked],
    languages: Sequence[str],
    language: str,
    extends: str = "",
) -> str:
    """Return a commented profile: the answers, and below each group the questions that are left.

    It may lie over a layer, and leave the choice of languages to that.
    """
    lines = ["# yaml-language-server: $schema=.schema/profile.json"]
    if extends:
        lines.append(f"extends: {flow_yaml(extends)}")
    if languages:
        lines.append(f"languages: [{', '.join(languages)}]")
    groups: dict[str, list[Fact]] = {}
    for fact in library.facts.values():
        if fact.kind != "derived":
            groups.setdefault(fact.group, []).append(fact)
    for group, facts in groups.items():
        if not any(fact.id in answers or fact.asked != "later" for fact in facts):
            continue  # nothing to show yet
        lines.append("")
        lines += _group_lines(group, facts, library, answers, language)
    return "\n".join(lines) + "\n"


def _group_lines(
    group: str,
    facts: Sequence[Fact],
    library: Library,
    answers: Mapping[str, Asked],
    language: str,
) -> Iterator[str]:
    if facts[0].id == group:  # a list that stands on its own
        yield f"# {facts[0].question[language]}"
        answer = answers.get(group)
        if answer is None:
            yield f"# {group}: []"
        else:
            yield from _written({group: answer.value}, 0, answer)
        return
    yield f"# {library.groups[group].get(language, group)}"
    yield f"{group}:"
    for fact in facts:
        answer = answers.get(fact.id)
        if answer is not None:
            yield from _written({fact.name: answer.value}, 2, answer)
        elif fact.asked != "later":
            options = f" ({', '.join(fact.choices)})" if fact.choices else ""
            yield f"  # {fact.name}: {_suggestion(fact)}    # {fact.question[language]}{options}"


def _written(entry: Mapping[str, Plain], indent: int, answer: Asked) -> Iterator[str]:
    note = "" if answer.given else "    # an example: please answer"
    for key, value in entry.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{' ' * indent}{key}:{note}"
            yield from (f"{' ' * indent}  - {flow_yaml(row)}" for row in value)
        else:
            yield f"{' ' * indent}{key}: {flow_yaml(value)}{note}"


def _suggestion(fact: Fact) -> str:
    if isinstance(fact.default, bool):
        return "yes" if fact.default else "no"
    if isinstance(fact.default, str | int):
        return flow_yaml(fact.default)
    if isinstance(fact.default, tuple):
        return flow_yaml([word for word in fact.default if isinstance(word, str)])
    if fact.kind == "person":
        return "{name: ..., email: ...}"
    return "unknown"
