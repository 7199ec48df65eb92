"""The shape of every header and data file of the library, before texts and conditions are parsed."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Answerer, Asked, Kind
from handbook_gen.model.library import Level, Severity

Languages = dict[str, str]


def _yes(value: Any) -> Any:
    return {"yes": True, "ja": True, "no": False, "nee": False}.get(value, value)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Day = Annotated[date, Field(ge=date(1500, 1, 1), le=date(2199, 12, 31))]
LanguageCode = Annotated[str, Field(pattern="^[a-z]{2}$")]
YesNo = Annotated[bool, BeforeValidator(_yes)]


class Header(BaseModel):
    """A header refuses keys that it does not know, so that a slip is never silent."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class ClauseHeader(Header):
    """The header of a clause file."""

    id: str
    level: Level
    severity: Severity
    applies_when: str = ""
    audience: list[str]
    channels: list[str] = []
    sources: list[str]
    owner: str
    since: str
    pocket: YesNo = False
    deviation: YesNo = True
    includes: list[str] = []
    keywords: dict[str, list[str]] = {}
    guidance: str = ""
    review: str = ""
    replaces: str = ""
    after: str = ""
    based_on: str = ""


class PageHeader(Header):
    """The header of a page."""

    id: str
    book: BookName
    order: int
    icon: str = ""
    applies_when: str = ""
    owner: str = ""
    review_months: int | None = Field(default=None, ge=1, le=60)


class SectionHeader(Header):
    """The header of a section."""

    id: str
    prefixes: list[str]
    icon: str = ""


class LibraryHeader(Header):
    """`library.yml`."""

    name: str
    version: str
    released: Day
    languages: list[LanguageCode] = Field(min_length=1)
    sections: list[str]


class FactHeader(Header):
    """One question of `facts.yml`; values are decoded later, when the kind is known."""

    kind: Kind
    question: Languages = {}
    help: Languages = {}
    label: Languages = {}
    title: Languages = {}
    who: Answerer = "partner"
    asked: Asked = "later"
    choices: dict[str, Languages] = {}
    choices_from: Literal["channels", "risks", ""] = ""
    default: Any = None
    while_unknown: Any = None
    when_closed: Any = None
    required: YesNo = False
    optional: YesNo = False
    opens_when: str = ""
    formula: str = ""
    lowest: int | None = None
    highest: int | None = None
    longest: int | None = None
    fewest: int = 0
    most: int | None = None
    unit: dict[str, tuple[str, str]] = {}
    role: Languages = {}
    personal: YesNo = False
    source: str = ""
    example: str = ""
    key: str = ""
    fields: dict[str, "FactHeader"] = {}


class SourceHeader(Header):
    """One law or standard of `sources.yml`."""

    short: Languages
    title: Languages
    article: Languages = {}
    reference: str = ""
    link: str = ""
    in_force_from: Day | None = None
    in_force_until: Day | None = None
    verified_on: Day | None = None
    confidence: Literal["high", "medium", "low"]
    reviewed_by: str
    countries: list[str] = []
    professions: list[str] = []
    pending: Languages = {}
    notes: str = ""


class Reach(Header):
    """How many people in the Netherlands use a channel, and in which year that was counted."""

    number: int
    year: int


class ChannelHeader(Header):
    """One platform of `channels.yml`."""

    name: Languages
    status: Literal["active", "growing", "declining", "niche", "own", "closed"]
    owner: str = ""
    party: str = ""
    minimum_age: int | None = None
    reach: Reach | None = None
    page: YesNo = False
    use: Languages = {}
    risk: Languages = {}
    data: Languages = {}
    exit: Languages = {}
    fit: dict[str, Annotated[int, Field(ge=0, le=3)]] = {}
    settings: dict[str, list[str]] = {}
    verified_on: Day | None = None
    closed_on: Day | None = None
    successor: str = ""


class SiteAuditHeader(Header):
    """`accessibility.yml`."""

    standard: str
    checker: str
    tested_on: Day
    firms: int = Field(ge=1)
    pages: int = Field(ge=1)
    widths: list[Annotated[int, Field(ge=320)]] = Field(min_length=1)
    violations: int = Field(ge=0)
    tested: dict[str, list[str]]
    not_tested: dict[str, list[str]]


class RoleHeader(Header):
    """One audience of `roles.yml`."""

    title: Languages
    who: Languages


class RuleHeader(Header):
    """One check of `rules.yml`."""

    id: str
    level: Literal["error", "warning", "info"]
    when: str
    message: Languages
    way_out: Languages
    sources: list[str]


class RetiredHeader(Header):
    """What became of one clause of `retired.yml`."""

    replaced_by: Annotated[list[str], BeforeValidator(_listed)]
    since: str
    why: Languages


class RiskHeader(Header):
    """One line of `tools/risks.yml`."""

    id: str
    title: Languages
    likelihood: Annotated[int, Field(ge=1, le=5)]
    impact: Annotated[int, Field(ge=1, le=5)]
    why: Languages
    measure: Languages
    clauses: list[str] = []
