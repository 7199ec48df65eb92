"""Read `firm_profiles/<firm>.yml` and the layers under it into a Profile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from handbook_gen.decoding import decode_answers
from handbook_gen.disk import Folder, is_taken, names_in, read_text_inside
from handbook_gen.firms import firm_names
from handbook_gen.model.facts import Fact, Unknown, Value
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Answer, Logo, Pin, Profile
from handbook_gen.problems import (
    HandbookError,
    Place,
    Problem,
    UsageError,
    gathering,
    has_errors,
    nearest,
)
from handbook_gen.profile.logo import read_logo
from handbook_gen.profile.parts import read_deviations, read_duties, read_languages
from handbook_gen.profile.pin import pin_problems, read_pin
from handbook_gen.source_yaml import Node, Scalar, Table, read_yaml

LARGEST_PROFILE: Final = 1_000_000
OWN_KEYS: Final = ("extends", "languages", "library", "duties", "deviations")
"""The keys of a profile that are not groups of facts."""


def layer_names(profiles: Folder) -> tuple[str, ...]:
    """Return the names of all layers that a profile can extend, sorted."""
    return tuple(name.removesuffix(".yml") for name in names_in(_layers_in(profiles), "*.yml"))


def answered_by_layer(layer: str, profiles: Folder, library: Library) -> frozenset[str]:
    """Return the facts that a layer answers, with those below it.

    Raises:
        HandbookError: a layer cannot be read.
    """
    problems: list[Problem] = []
    top = _Layer(layer, _layers_in(profiles).under(f"{layer}.yml"), profiles, None)
    merged = _merged(_layers(top, (profiles,), problems), library, problems)
    if has_errors(problems):
        raise HandbookError(problems)
    return frozenset(merged.answers)


def _layers_in(profiles: Folder) -> Folder:
    return profiles.under("_layers")


def _is_firm(name: str, profiles: Folder) -> bool:
    """Tell whether a firm has this name, without a look at all the others."""
    is_name = not name.startswith(("_", ".")) and not {"/", "\\", "\0"} & set(name)
    return is_name and is_taken(profiles.under(f"{name}.yml"))


def read_profile(
    firm: str, profiles: Folder, library: Library, shared: Folder | None = None
) -> Profile:
    """Return the profile of a firm, its layers merged: groups merge, lists and records replace.

    A layer that is not beside the profile is looked for in `shared`.

    Raises:
        UsageError: no firm has this name.
        HandbookError: the profile or a layer has problems; all of them at once.
    """
    if not _is_firm(firm, profiles):
        raise _no_such_firm(firm, profiles)
    file = profiles.under(f"{firm}.yml")
    problems: list[Problem] = []
    homes = (profiles,) if shared in (None, profiles) else (profiles, shared)
    layers = _layers(_Layer(firm, file, profiles, None), homes, problems)
    merged = _merged(layers, library, problems)
    problems += _unanswered(merged, library.facts, layers[-1])
    own = layers[-1].table or Table((), Place(file.shown))
    languages = read_languages(_strongest(layers, "languages"), library.languages, problems)
    pin = read_pin(_strongest(layers, "library"), problems)
    duties = read_duties(_strongest(layers, "duties"), problems)
    deviations = read_deviations(_given(own, "deviations"), problems)
    logo = _logo(merged.answers.get("brand.logo"), profiles.under(firm), problems)
    if has_errors(problems):
        raise HandbookError([*problems, *pin_problems(firm, pin, library)])
    return Profile(
        firm=firm,
        path=file.shown,
        languages=languages,
        answers=merged.answers,
        unknown=merged.unknown,
        duties=duties,
        deviations=deviations,
        layers=tuple(layer.name for layer in layers[:-1]),
        logo=logo,
        pin=pin,
    )


def _logo(answer: Answer | None, own: Folder, problems: list[Problem]) -> Logo | None:
    """Return the logo that a firm names, from its own folder."""
    if answer is not None:
        with gathering(problems):
            return read_logo(own, str(answer.value), answer.place)
    return None


def pin_of(firm: str, profiles: Folder) -> Pin | None:
    """Return the version of the library that a firm holds to, by itself or by a layer.

    The library need not be at hand.

    Raises:
        UsageError: no firm has this name.
        HandbookError: the profile or a layer cannot be read.
    """
    if not _is_firm(firm, profiles):
        raise _no_such_firm(firm, profiles)
    problems: list[Problem] = []
    top = _Layer(firm, profiles.under(f"{firm}.yml"), profiles, None)
    pin = read_pin(_strongest(_layers(top, (profiles,), problems), "library"), problems)
    if has_errors(problems):
        raise HandbookError(problems)
    return pin


@dataclass(frozen=True, slots=True)
class _Layer:
    """A file of answers in the profiles `home`; `table` is None when it could not be read."""

    name: str
    file: Folder
    home: Folder
    table: Table | None


@dataclass(frozen=True, slots=True)
class _Merged:
    """The answers of all layers so far; a stronger layer replaces a weaker one's answer."""

    answers: dict[str, Answer]
    unknown: dict[str, Place]

    def add(self, layer: _Layer, facts: Mapping[str, Fact], problems: list[Problem]) -> None:
        assert layer.table is not None
        groups = tuple(entry for entry in layer.table.entries if entry[0].value not in OWN_KEYS)
        found, wrong = decode_answers(Table(groups, layer.table.start), facts)
        problems += wrong
        for fact_id, (value, place) in found.items():
            self._set(fact_id, value, place, layer.name)

    def _set(self, fact_id: str, value: Value, place: Place, layer: str) -> None:
        if isinstance(value, Unknown):
            self.unknown[fact_id] = place
            self.answers.pop(fact_id, None)
        else:
            self.answers[fact_id] = Answer(value, place, layer)
            self.unknown.pop(fact_id, None)


def _merged(layers: list[_Layer], library: Library, problems: list[Problem]) -> _Merged:
    merged = _Merged({}, {})
    for layer in layers:
        if layer.table is not None:
            merged.add(layer, library.facts, problems)
    return merged


def _layers(top: _Layer, homes: tuple[Folder, ...], problems: list[Problem]) -> list[_Layer]:
    """Return the layers from weakest to strongest; the firm itself is last."""
    chain: list[_Layer] = []
    above: list[str] = []
    current: _Layer | None = top
    while current is not None:
        layer = current
        with gathering(problems):
            layer = replace(current, table=_read_table(current.file, current.home))
        chain.insert(0, layer)
        above.append(current.file.shown)
        current = _layer_below(layer, homes, above, problems)
    return chain


def _layer_below(
    layer: _Layer, homes: tuple[Folder, ...], above: list[str], problems: list[Problem]
) -> _Layer | None:
    extends = _given(layer.table, "extends") if layer.table else None
    if extends is None:
        return None
    known = {name: home for home in reversed(homes) for name in layer_names(home)}
    if not isinstance(extends, Scalar) or extends.value not in known:
        word = extends.value if isinstance(extends, Scalar) else "this"
        guess = nearest(word, known)
        label = f"did you mean `{guess}`?" if guess else ""
        places = " or ".join(f"{_layers_in(home).shown}/" for home in homes)
        expected = f"a file in {places}, without `.yml`"
        message = f"no layer is called `{word}`"
        problems.append(Problem("HB030", message, extends.place, label=label, expected=expected))
        return None
    home = known[extends.value]
    file = _layers_in(home).under(f"{extends.value}.yml")
    if file.shown in above:
        message = f"`{extends.value}` extends itself in a circle"
        problems.append(Problem("HB030", message, extends.place))
        return None
    return _Layer(extends.value, file, home, None)


def _read_table(file: Folder, profiles: Folder) -> Table:
    name = file.shown.removeprefix(f"{profiles.shown}/")
    node = read_yaml(read_text_inside(profiles, name, largest=LARGEST_PROFILE), file.shown)
    if isinstance(node, Table):
        return node
    message = "a profile holds groups with answers"
    raise HandbookError(
        [
            Problem(
                "HB022", message, node.place, expected="for example `firm:` with `name:` below it"
            )
        ]
    )


def _given(table: Table, key: str) -> Node | None:
    """Return the node under a key; a key with nothing behind it counts as left out."""
    node = table.get(key)
    return None if isinstance(node, Scalar) and not node.value and not node.quoted else node


def _strongest(layers: list[_Layer], key: str) -> Node | None:
    found = [_given(layer.table, key) for layer in layers if layer.table is not None]
    return next((node for node in reversed(found) if node is not None), None)


def _unanswered(merged: _Merged, facts: Mapping[str, Fact], firm: _Layer) -> list[Problem]:
    if firm.table is None:
        return []
    return [
        _must_be_answered(fact, firm)
        for fact in facts.values()
        if fact.required and fact.id not in merged.answers and not _is_misread(fact, firm, facts)
    ]


def _is_misread(fact: Fact, firm: _Layer, facts: Mapping[str, Fact]) -> bool:
    """Tell whether the answer is there, though misspelt or of another kind: a problem already."""
    assert firm.table is not None
    given = firm.table.get(fact.group)
    if given is None:
        groups = {known.group for known in facts.values()}
        strange = [key.value for key, _ in firm.table.entries if key.value not in groups]
        return any(nearest(word, groups) == fact.group for word in strange)
    if not isinstance(given, Table):
        return not (isinstance(given, Scalar) and not given.value)  # nothing is no misreading
    names = [known.name for known in facts.values() if known.group == fact.group]
    words = [key.value for key, _ in given.entries]
    return any(
        word == fact.name or (word not in names and nearest(word, names) == fact.name)
        for word in words
    )


def _must_be_answered(fact: Fact, firm: _Layer) -> Problem:
    group = firm.table.key(fact.group) if firm.table else None
    place = group.place if group else Place(firm.file.shown, 1, 1, 1, "")
    question = fact.question.get("en", "")
    message = f"`{fact.id}` must be answered: {question[:1].lower()}{question[1:].rstrip('?')}"
    return Problem("HB024", message, place, help=f"add `{fact.name}:` below `{fact.group}:`")


def _no_such_firm(firm: str, profiles: Folder) -> UsageError:
    known = firm_names(profiles)
    guess = nearest(firm, known)
    listed = ", ".join(f"`{name}`" for name in known[:12]) + (", …" if len(known) > 12 else "")
    problem = Problem(
        "HB100",
        f"no firm is called `{firm}`",
        help=f"did you mean `{guess}`?" if guess else "make one with `handbook new`",
        expected=f"a file in {profiles.shown}/: {listed or 'there is none yet'}",
    )
    return UsageError([problem])
