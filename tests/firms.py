"""Make many firms with answers as firms give them: the same firms for the same seed, all valid.

Every question is answered by some firms and left open by others, so that their handbooks differ as
those of real firms do. Answers that a rule of the library refuses are taken out again.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from handbook_gen.conditions import facts_read
from handbook_gen.disk import Folder
from handbook_gen.linting import answer_problems
from handbook_gen.model.facts import Fact
from handbook_gen.model.library import Library
from handbook_gen.profile import read_profile, resolve

TODAY: Final = date(2026, 11, 23)

_SURNAMES: Final = [
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "Dekker",
    "Brouwer",
    "Dijkstra",
    "Kok",
    "Jacobs",
    "Vermeulen",
    "Schouten",
    "Willems",
    "Hoekstra",
    "Koster",
    "Prins",
    "Huisman",
    "Postma",
    "Kuipers",
    "Veenstra",
    "Demir",
    "Yilmaz",
]
_SIZES: Final = (1, 2, 3, 5, 8, 12, 20, 34, 48, 60, 110, 250)
_COLOURS: Final = ("#0b4f6c", "#1d3557", "#2b5d34", "#6c2b4f", "#444444")
_WORDS: Final = ("belastingen", "lonen", "groei", "starters", "het familiebedrijf", "advies")
_ANSWERED: Final = 0.6
"""The share of the questions that a firm answers, besides those that it must."""

_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Plain = Any
"""What stands in a profile: texts, lists and tables."""


def write_firms(folder: Path, number: int, library: Library, seed: int = 2026) -> tuple[str, ...]:
    """Write so many profiles into `folder`, which is `firm_profiles/`; return the firms' names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for place in range(1, number + 1):
        name = f"firm-{place:04}"
        chance = random.Random(f"{seed}/{name}")  # noqa: S311  # the same firms every time
        _write_valid(folder, name, library, chance)
        names.append(name)
    return tuple(names)


def _write_valid(folder: Path, name: str, library: Library, chance: random.Random) -> None:
    """Write a profile, without the answers that rules refuse."""
    answers = _answers(library, chance)
    profiles = Folder(folder, "firm_profiles")
    while True:
        _write(folder / f"{name}.yml", answers, library)
        profile = read_profile(name, profiles, library)
        resolved = resolve(profile, library.facts, TODAY)
        found = answer_problems(library, profile, resolved, TODAY, "en")
        broken = [
            rule
            for rule in library.rules
            for problem in found
            if problem.level == "error" and problem.message.endswith(f"({rule.id})")
        ]
        if not broken:
            return
        for rule in broken:
            read = {".".join(name.split(".")[:2]) for name in facts_read(rule.when)}
            taken = sorted(name for name in read & set(answers) if not library.facts[name].required)
            if not taken:
                answers = _answers(library, chance)
                break
            del answers[chance.choice(taken)]


def _write(file: Path, answers: Mapping[str, Plain], library: Library) -> None:
    groups: dict[str, Plain] = {"languages": answers["languages"]}
    for fact in library.facts.values():
        if fact.id in answers and fact.group == fact.id:
            groups[fact.id] = answers[fact.id]
        elif fact.id in answers:
            groups.setdefault(fact.group, {})[fact.name] = answers[fact.id]
    text = yaml.dump(groups, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def _answers(library: Library, chance: random.Random) -> dict[str, Plain]:
    found: dict[str, Plain] = {"languages": chance.choice((["nl"], ["nl", "en"], ["en", "nl"]))}
    for fact in library.facts.values():
        asked = fact.kind not in ("derived", "file")
        if asked and (fact.required or chance.random() < _ANSWERED):
            found[fact.id] = _value(fact, chance)
    if "firm.size" in library.facts:
        found["firm.size"] = chance.choice(_SIZES)
    return found


def _value(fact: Fact, chance: random.Random) -> Plain:
    if fact.is_state and not fact.optional and chance.random() < 0.1:
        return "unknown"
    match fact.kind:
        case "number":
            lowest, highest = fact.lowest or 0, fact.highest or 1000
            steps = {lowest, highest, (lowest + highest) // 2, fact.default}
            return chance.choice(sorted(step for step in steps if isinstance(step, int)))
        case "yes_no":
            return chance.choice(("yes", "no"))
        case "choice":
            return chance.choice(sorted(fact.choices))
        case "choices":
            most = min(fact.most or 4, len(fact.choices))
            return chance.sample(sorted(fact.choices), chance.randint(max(1, fact.fewest), most))
        case "date":
            return (TODAY + timedelta(days=chance.randint(30, 1500))).isoformat()
        case "list":
            return _rows(fact, chance)
        case "person":
            return _person(chance)
        case _:
            return _words(fact, chance)


def _words(fact: Fact, chance: random.Random) -> str:
    one, other = chance.sample(_SURNAMES, 2)
    match fact.kind:
        case "email":
            return f"{one.lower()}@{other.lower()}.example"
        case "phone":
            return f"+31 20 555 {chance.randint(0, 99):02} {chance.randint(0, 99):02}"
        case "url":
            return f"https://{other.lower()}.example/{fact.name}"
        case "colour":
            return chance.choice(_COLOURS)
        case _ if fact.id == "firm.name":
            return f"{one} & {other}"
        case _:
            return f"{chance.choice(_WORDS)} en {chance.choice(_WORDS)}"[: fact.longest]


def _person(chance: random.Random) -> Plain:
    name = chance.choice(_SURNAMES)
    person = {
        "name": f"{chance.choice('ABDEFHJKLMRST')}. {name}",
        "email": f"{name.lower()}@x.example",
    }
    return person | ({"phone": "+31 20 555 01 20"} if chance.random() < 0.7 else {})


def _rows(fact: Fact, chance: random.Random) -> list[Plain]:
    """Return records, each with another value of what names it."""
    rows: dict[str, Plain] = {}
    for _ in range(chance.randint(0, 3)):
        row = {
            name: _value(field, chance)
            for name, field in fact.fields.items()
            if field.required or chance.random() < _ANSWERED
        }
        rows[str(row.get(fact.key, len(rows)))] = {
            name: value for name, value in row.items() if value != "unknown"
        }
    return list(rows.values())
