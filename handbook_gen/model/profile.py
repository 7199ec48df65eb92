"""A firm's profile: its answers, deviations, duty statuses, and where each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook_gen.model.facts import Said, Value
from handbook_gen.problems import Place

DutyState = Literal["done", "planned", "not ours"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A value that somebody gave, with its place and the layer that it came from."""

    value: Value
    place: Place
    layer: str


@dataclass(frozen=True, slots=True)
class DutyStatus:
    """How far the firm is with a duty; `by` is the day on which a planned duty is to be done."""

    clause: str
    status: DutyState
    owner: Said
    by: date | None
    reason: Said
    place: Place


@dataclass(frozen=True, slots=True)
class Deviation:
    """A clause that the firm does not follow, why, who approved that, and until which day."""

    clause: str
    reason: Said
    approved_by: Said
    until: date | None
    place: Place
    until_place: Place


@dataclass(frozen=True, slots=True)
class Pin:
    """The version of the library that the firm holds to, and where it says so."""

    version: str
    place: Place


@dataclass(frozen=True, slots=True)
class Logo:
    """The firm's logo: a file name with its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Profile:
    """One firm as its owner described it; `firm` is the name of its file without `.yml`.

    Attributes:
        languages: the languages of the handbook, the firm's first language first.
        layers: the layers under the firm, weakest first.
        unknown: questions answered with `unknown`, with their places.
        pin: the version of the library that it holds to; None when it takes every version.
    """

    firm: str
    path: str
    languages: tuple[str, ...]
    answers: Mapping[str, Answer]
    unknown: Mapping[str, Place]
    duties: Mapping[str, DutyStatus]
    deviations: tuple[Deviation, ...]
    layers: tuple[str, ...]
    logo: Logo | None
    pin: Pin | None = None
