"""All that is made once in a process and used for every book: themes, contents, frames."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from handbook_gen.engines.shared.entries import unsearched
from handbook_gen.engines.shared.frames import Frame, Slot, section
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.navigation import Shown
from handbook_gen.engines.shared.parts import Written
from handbook_gen.engines.shared.pieces import Heading, Link, Piece, Unshared
from handbook_gen.engines.shared.project import Project, languages_of, settings_key
from handbook_gen.engines.shared.records import PageRecord, digest
from handbook_gen.engines.shared.renderings import Renderings
from handbook_gen.engines.shared.sources import Heads, Source

if TYPE_CHECKING:  # MkDocs and Material are loaded when something is to be rendered
    from handbook_gen.engines.shared.content import Content
    from handbook_gen.engines.shared.templates import Templates
    from handbook_gen.engines.shared.theme import Theme

_FRAMES: Final = 2_000
Scripts = Callable[[str], tuple[str, ...]]
"""Returns the hashes of the scripts inside a page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a book needs to know of a page before it is put together.

    Attributes:
        piece: the page as it is rendered; None when it is still as it was built the last time.
        entries: what it puts into the search index, as JSON; None when that is still to be read.
        parts: its parts in order; none when it was not taken apart now.
    """

    title: str | None
    has_contents: bool
    anchors: frozenset[str]
    links: frozenset[Link]
    piece: Piece | None = None
    entries: str | None = None
    parts: Sequence[Written] = ()

    @classmethod
    def known(cls, record: PageRecord) -> "Told":
        """Return what the last build knew."""
        return cls(
            record.title,
            record.contents,
            record.anchors,
            record.links,
            entries=record.entries,
        )

    @classmethod
    def of(cls, piece: Piece, parts: Sequence[Written] = ()) -> "Told":
        """Return what a rendered page tells."""
        contents = has_contents(piece.headings)
        return cls(piece.title, contents, piece.anchors, piece.links, piece, parts=parts)


@dataclass(frozen=True, slots=True)
class Job:
    """A book for which frames are wanted: the key of its settings, and what the theme must know."""

    settings: str
    config: Mapping[str, Any]
    project: Project


@dataclass(slots=True)
class Counts:
    """What was done, for who wants to know how much was shared."""

    pages: int = 0
    kept: int = 0
    whole: int = 0
    frames: int = 0
    books: int = 0


class Workshop:
    """Makes what books need, and keeps it for the next book."""

    def __init__(self, scripts: Scripts) -> None:
        """Begin with nothing; MkDocs is loaded when it is first needed."""
        self.scripts = scripts
        self.heads: Heads = Memo(500)
        self.counts = Counts()
        self.renderings: Renderings | None = None
        """Those of the firm that is built, if they are kept."""
        self._contents: dict[str, Content] = {}
        self._themes: Memo[str, Theme] = Memo(64)
        self._templates: Templates | None = None
        self._texts: Memo[str, str] = Memo(_FRAMES)
        self._keys: Memo[tuple[object, ...], str] = Memo(_FRAMES)
        self._languages: Memo[str, tuple[str, str]] = Memo(200)
        self._sections: Memo[str, str] = Memo(4_000)
        self._frames: Memo[str, tuple[Frame, str, tuple[str, ...]]] = Memo(_FRAMES)

    def theme(self, config: Mapping[str, Any]) -> "Theme":
        """Return the theme with the settings of a book."""
        from handbook_gen.engines.shared.templates import Templates
        from handbook_gen.engines.shared.theme import Theme

        if self._templates is None:
            self._templates = Templates()
        templates = self._templates
        return self._themes.made(settings_key(config), lambda: Theme(config, templates))

    def rendered(
        self,
        config: Mapping[str, Any],
        sources: Mapping[str, Source],
        known: Mapping[str, Mapping[str, Piece]],
    ) -> dict[str, Told]:
        """Return pages rendered, by path; `known` are by path the parts that they had before.

        Raises:
            Unshared: MkDocs warns about one.
        """
        bodies = {path: source.body for path, source in sources.items()}
        found = self._content(config).pages(bodies, known, self.renderings)
        self.counts.pages += len(found)
        told: dict[str, Told] = {}
        for path, page in found.items():
            if page is None:
                whole = self.whole(config, bodies[path], path)
                told[path] = Told.of(whole._replace(html=unsearched(whole.html)))
            else:
                told[path] = Told.of(page.piece, page.parts)
        return told

    def whole(self, config: Mapping[str, Any], body: str, path: str) -> Piece:
        """Return a page rendered by MkDocs itself, with its marks for the search."""
        self.counts.whole += 1
        return self.theme(config).whole_page(body, path)

    def job(
        self,
        config: Mapping[str, Any],
        titles: Mapping[str, str | None],
        sources: Mapping[str, Source],
    ) -> Job:
        """Return a book as work for the theme."""
        metas = {path: source.meta for path, source in sources.items()}
        project = Project(config["nav"], sorted(sources), titles, metas)
        return Job(digest(settings_key(config)), config, project)

    def key(self, job: Job, *parts: object) -> str:
        """Return a digest of what a frame depends on."""
        return self._keys.made((job.settings, *parts), lambda: digest(job.settings, *parts))

    def frame(
        self, job: Job, key: str, path: str, *, contents: bool
    ) -> tuple[Frame, str, tuple[str, ...]]:
        """Return the frame of a page, what stands between items of its contents, and its scripts."""

        def made() -> tuple[Frame, str, tuple[str, ...]]:
            self.counts.frames += 1
            theme = self.theme(job.config)
            found, between = theme.frame(job.project, path, contents=contents)
            frame = tuple((slot, self._once(text)) for slot, text in found)
            return frame, between, self.scripts("".join(text for _, text in frame))

        return self._frames.made(key, made)

    def _once(self, text: str) -> str:
        """Return the one copy of a text that stands in many frames."""
        return self._texts.made(text, lambda: text)

    def frame_for_nowhere(
        self, job: Job, shown: Shown, base: str
    ) -> tuple[Frame, str, tuple[str, ...]]:
        """Return the frame of `404.html` for a book at the path `base`, and its scripts."""

        def made() -> tuple[Frame, str, tuple[str, ...]]:
            self.counts.frames += 1
            frame = self.theme(job.config).page_for_nowhere(job.project, base)
            return frame, "", self.scripts("".join(text for _, text in frame))

        return self._frames.made(digest(job.settings, shown, base), made)

    def languages(self, job: Job, base: str) -> dict[Slot, str]:
        """Return the links to other languages, as pages with the same `base` show them."""
        languages = languages_of(job.config)
        if not languages:
            return {"in the head": "", "in the menu": ""}
        head, menu = self._languages.made(
            digest(job.settings, json.dumps(languages), base),
            lambda: self.theme(job.config).languages(job.project, languages, base),
        )
        return {"in the head": head, "in the menu": menu}

    def closed_sections(self, job: Job, closed: Mapping[int, Shown], base: str) -> dict[Slot, str]:
        """Return the sections of the navigation as pages outside them show them."""
        keys = {place: digest(job.settings, base, shown) for place, shown in closed.items()}
        found = {place: self._sections.get(key) for place, key in keys.items()}
        if any(text is None for text in found.values()):
            made = self.theme(job.config).closed_sections(job.project, base)
            found = {place: self._sections.put(keys[place], made[place]) for place in keys}
        return {section(place): text or "" for place, text in found.items()}

    def _content(self, config: Mapping[str, Any]) -> "Content":
        from handbook_gen.engines.shared.content import Content

        key = json.dumps([config["markdown_extensions"], config.get("validation")])
        if key not in self._contents:
            self._contents[key] = Content(lambda: self.theme(config).renderer, digest(key))
        return self._contents[key]


def has_contents(headings: tuple[Heading, ...]) -> bool:
    """Tell whether a page has a table of contents below its title.

    Raises:
        Unshared: its headings do not all stand below one title.
    """
    if not headings or headings[0].level != 1 or any(one.level == 1 for one in headings[1:]):
        raise Unshared("headings that do not stand below one title")
    return len(headings) > 1
