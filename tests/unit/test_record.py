"""A record behaves as what `dataclass(frozen=True, slots=True)` makes of the same class."""

import pickle
from collections.abc import Callable
from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from handbook_gen.model.record import record


@record
class Word:
    """A word, with where it stood."""

    text: str
    forms: list[str] = field(default_factory=list)
    line: int = field(default=0, compare=False)


@record
class Nothing:
    """A record without fields."""


@record
class Other:
    """The same fields as a word, though it is none."""

    text: str
    forms: list[str] = field(default_factory=list)
    line: int = field(default=0, compare=False)


def test_it_shows_itself_as_a_dataclass_does() -> None:
    twin = dataclass(frozen=True, slots=True)(
        type("Word", (), {"__annotations__": {"text": str, "forms": list, "line": int}})
    )

    assert repr(Word("a", ["b"], 3)) == repr(twin("a", ["b"], 3)) == str(Word("a", ["b"], line=3))


def test_what_is_compared_makes_it_equal_and_its_kind_counts() -> None:
    assert Word("a", line=1) == Word("a", line=2)
    assert Word("a") != Word("b")
    assert Word("a") != Other("a")
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_each_gets_a_default_of_its_own() -> None:
    assert Word("a").forms is not Word("b").forms


@pytest.mark.parametrize("missing", [(), ("a", [], 0, "too many")])
def test_arguments_must_fit(missing: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Word(*missing)  # type: ignore[arg-type]


def test_it_never_changes_and_takes_nothing_new() -> None:
    word = Word("a")

    for name in ("text", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(word, name, "b")
        with pytest.raises(FrozenInstanceError):
            delattr(word, name)
    assert word == Word("a")


@pytest.mark.parametrize(
    "copied",
    [deepcopy, lambda word: pickle.loads(pickle.dumps(word)), replace],  # noqa: S301  # our own
)
def test_a_copy_is_the_same_to_the_last_field(copied: Callable[[Word], Word]) -> None:
    assert repr(copied(Word("a", ["b"], 3))) == repr(Word("a", ["b"], 3))


def test_it_can_be_taken_apart_by_its_fields() -> None:
    match replace(Word("a"), line=4):
        case Word(text, _, line):
            assert (text, line) == ("a", 4)
