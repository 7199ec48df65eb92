"""The blocks that a page of a handbook is made of, decided and filled in.

Texts are Markdown in which answers are already escaped; a link to a clause or page is written as
`(hb:PRV-16)` or `(hb:page/privacy/chat)`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook_gen.model.aids import Aid
from handbook_gen.model.changes import ChangeKind
from handbook_gen.model.library import Level, Severity
from handbook_gen.model.past import Changes, PastBook, PastWording


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is printed; `key` leads to it on the page of sources."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A question and the firm's own answer, in the reader's words."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far the firm is with a duty: `open`, `done`, `planned` or `not ours`, and in words."""

    state: str
    words: str
    owner: str = ""
    by: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What happened to a clause in one version of the library; `words` say which kind that is."""

    version: str
    change: ChangeKind
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it reads in this handbook.

    Attributes:
        channels: the names of the channels that it is about.
        news: says that the clause is new or changed in this version of the library; else empty.
        history: what happened to it, the newest version first.
        wordings: how it read in the firm's releases, the newest first.
    """

    id: str
    anchor: str
    level: Level
    severity: Severity
    title: str
    text: str
    good: str
    bad: str
    why: str
    audience: tuple[str, ...]
    reasons: tuple[Reason, ...]
    citations: tuple[Citation, ...]
    owner: str
    keywords: tuple[str, ...]
    since: str
    pocket: bool
    own: bool
    status: Status | None = None
    channels: tuple[str, ...] = ()
    news: str = ""
    history: tuple[Revision, ...] = ()
    wordings: tuple[PastWording, ...] = ()
    kind: Literal["passage"] = "passage"


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between passages."""

    text: str
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every cell is Markdown on one line."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Actions:
    """What most readers come for, as buttons: title and link (`hb:...`); the first stands out."""

    items: tuple[tuple[str, str], ...]
    kind: Literal["actions"] = "actions"


@dataclass(frozen=True, slots=True)
class Cards:
    """Links with a line of explanation, shown as cards."""

    items: tuple[tuple[str, str, str], ...]
    """Per card its title, its link (`hb:...`) and its line."""
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of an index, and what it leads to: per target a label and its link (`hb:...`)."""

    word: str
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of an index that begin with a letter; `key` is its anchor."""

    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Words in the order of a dictionary, by letter."""

    letters: tuple[Letter, ...]
    kind: Literal["index"] = "index"


@dataclass(frozen=True, slots=True)
class Pocket:
    """The few rules for the pocket card: clause ID, title and first sentence.

    `aid` is the short name and the title of the decision aid that helps in doubt, or empty.
    """

    items: tuple[tuple[str, str, str], ...]
    aid: tuple[str, str] = ("", "")
    kind: Literal["pocket"] = "pocket"


Block = Passage | Prose | Grid | Actions | Cards | Index | Pocket | Changes | PastBook | Aid
