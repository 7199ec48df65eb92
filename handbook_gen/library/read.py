"""Read a whole library from one or more folders laid over each other, file by file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from handbook_gen.conditions import Scope
from handbook_gen.decoding import decode_header
from handbook_gen.decoding.headers import table_of
from handbook_gen.disk import (
    LARGEST_MARKDOWN,
    LARGEST_TEXT,
    Folder,
    exists,
    files_in,
    read_text,
)
from handbook_gen.library import data, tools
from handbook_gen.library.changes import CHANGES_FILE, read_changes
from handbook_gen.library.clauses import clause_in
from handbook_gen.library.cross_check import cross_check
from handbook_gen.library.facts import read_facts
from handbook_gen.library.headers import LibraryHeader
from handbook_gen.library.pages import page_in, read_section
from handbook_gen.library.roots import shipped_library
from handbook_gen.model.changes import Change
from handbook_gen.model.facts import Fact, Wording
from handbook_gen.model.library import (
    Channel,
    Clause,
    Library,
    LibraryPage,
    Risk,
    Section,
    SiteAudit,
)
from handbook_gen.model.tools import Tool
from handbook_gen.problems import HandbookError, Place, Problem, gathering, has_errors
from handbook_gen.source_yaml import Node, read_yaml

_CLAUSE_ID = re.compile(r"(?<=/)[A-Z]{2,5}-\d{2,3}(?=-)")
_TOOL_FILE = re.compile(r"tools/([a-z-]+)\.yml")
_LISTS = ("risks", "calendar", "decisions")
"""Files of `tools/` that are no decision aid with a page of its own."""

T = TypeVar("T")

_CLAUSE_FILE = re.compile(r"([a-z-]+)/([a-z-]+)/[^/]+\.md")


def library_in(*roots: Folder) -> Library:
    """Return the library in the folders, a later folder laid over the earlier, file by file.

    A phrase that a whole library of long ago does not have yet is taken from the shipped one.

    Raises:
        HandbookError: something in it is wrong; all problems at once, each with its place.
    """
    return _Reader(roots).library()


@dataclass(slots=True)
class _Files:
    """All files of the library by their path inside it."""

    found: Mapping[str, Folder]

    def text(self, name: str) -> str:
        if name not in self.found:
            message = f"`templates/{name}` is missing"
            raise HandbookError([Problem("HB001", message, Place(f"templates/{name}"))])
        largest = LARGEST_MARKDOWN if name.endswith(".md") else LARGEST_TEXT
        return read_text(self.found[name], largest=largest)

    def shown(self, name: str) -> str:
        return self.found[name].shown if name in self.found else f"templates/{name}"

    def yaml(self, name: str) -> Node:
        return read_yaml(self.text(name), self.shown(name))


class _Reader:
    """Reads in the order in which one file needs another; problems pile up in `problems`."""

    def __init__(self, roots: tuple[Folder, ...]) -> None:
        self.roots = roots
        self.files = _Files({name: root.under(name) for root in roots for name in files_in(root)})
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def library(self) -> Library:
        header = decode_header(LibraryHeader, table_of(self.files.yaml("library.yml")))
        languages = tuple(header.languages)
        channels, risks = self._lists(languages)
        facts, groups = self._facts(channels, risks, languages)
        scope = Scope(facts)
        sections = self._sections(header, languages)
        pages, clauses = self._pages(header.sections, sections, scope, languages)
        reading = tools.Reading(scope, languages, self.problems)
        phrases = self._phrases(languages)
        library = Library(
            name=header.name,
            version=header.version,
            released=header.released,
            languages=languages,
            sections=sections,
            groups=groups,
            facts=facts,
            clauses=dict(sorted(clauses.items())),
            pages=_in_order(pages, sections),
            sources=data.read_sources(self.files.yaml("sources.yml"), languages, self.problems),
            channels=channels,
            roles=data.read_roles(self.files.yaml("roles.yml"), languages, self.problems),
            rules=data.read_rules(self.files.yaml("rules.yml"), facts, languages, self.problems),
            risks=risks,
            tools=self._tools(reading),
            calendar=self._optional("tools/calendar.yml", tools.read_calendar, reading),
            responsibilities=self._optional(
                "tools/decisions.yml", tools.read_responsibilities, reading
            ),
            glossary=self._optional("glossary.yml", tools.read_glossary, reading),
            site_audit=self._site_audit(languages),
            phrases=phrases,
            retired=data.read_retired(self.files.yaml("retired.yml"), languages, self.problems),
            changes=self._changes(languages, phrases),
        )
        self.problems += cross_check(library, frozenset(self.unread))
        self._stop_on_errors()
        return library

    def _facts(
        self, channels: dict[str, Channel], risks: tuple[Risk, ...], languages: tuple[str, ...]
    ) -> tuple[dict[str, Fact], dict[str, Wording]]:
        lists = _choices_from(channels, risks)
        found = read_facts(self.files.yaml("facts.yml"), lists, languages, self.problems)
        self._stop_on_errors()  # without facts every text would be a problem too
        return found

    def _lists(self, languages: tuple[str, ...]) -> tuple[dict[str, Channel], tuple[Risk, ...]]:
        """Return what facts may let a firm choose from: the channels and the risks."""
        channels: dict[str, Channel] = {}
        risks: tuple[Risk, ...] = ()
        with gathering(self.problems):
            channels = data.read_channels(self.files.yaml("channels.yml"), languages, self.problems)
        with gathering(self.problems):
            risks = data.read_risks(self.files.yaml("tools/risks.yml"), languages, self.problems)
        return channels, risks

    def _tools(self, reading: tools.Reading) -> dict[str, Tool]:
        """Return the decision aids, in the order to show."""
        found: list[Tool] = []
        for name in sorted(self.files.found):
            match = _TOOL_FILE.fullmatch(name)
            if match is not None and match[1] not in _LISTS:
                with gathering(self.problems):
                    found.append(tools.read_tool(self.files.yaml(name), match[1], reading))
        return {tool.id: tool for tool in sorted(found, key=lambda tool: (tool.order, tool.id))}

    def _optional(
        self,
        name: str,
        read: Callable[[Node, tools.Reading], tuple[T, ...]],
        reading: tools.Reading,
    ) -> tuple[T, ...]:
        """Return what a file holds that a library may do without."""
        if name not in self.files.found:
            return ()
        with gathering(self.problems):
            return read(self.files.yaml(name), reading)
        return ()

    def _site_audit(self, languages: tuple[str, ...]) -> SiteAudit | None:
        name = "accessibility.yml"
        if name not in self.files.found:
            return None
        return data.read_site_audit(self.files.yaml(name), languages, self.problems)

    def _phrases(self, languages: tuple[str, ...]) -> dict[str, Wording]:
        """Return the fixed words; a file laid over the shipped one must hold all of them."""
        phrases = data.read_phrases(self.files.yaml("phrases.yml"), languages, self.problems)
        shipped = self.roots[0].under("phrases.yml")
        if self.files.found["phrases.yml"] != shipped and exists(shipped):
            known = table_of(read_yaml(read_text(shipped), shipped.shown)).entries
            for key in (key.value for key, _ in known if key.value not in phrases):
                place = Place(self.files.shown("phrases.yml"))
                self.problems.append(Problem("HB060", f"the phrase `{key}` is missing", place))
        if self.roots[0].path != shipped_library().path:
            later = shipped_library().under("phrases.yml")
            node = read_yaml(read_text(later), later.shown)
            phrases = {**data.read_phrases(node, languages, self.problems), **phrases}
        return phrases

    def _changes(
        self, languages: tuple[str, ...], phrases: Mapping[str, Wording]
    ) -> tuple[Change, ...]:
        if CHANGES_FILE not in self.files.found:
            return ()
        with gathering(self.problems):
            text, shown = self.files.text(CHANGES_FILE), self.files.shown(CHANGES_FILE)
            return read_changes(text, shown, languages, phrases, self.problems)
        return ()

    def _sections(self, header: LibraryHeader, languages: tuple[str, ...]) -> dict[str, Section]:
        sections: dict[str, Section] = {}
        for key in header.sections:
            name = f"{key}/section.md"
            with gathering(self.problems):
                text, shown = self.files.text(name), self.files.shown(name)
                sections[key] = read_section(text, shown, key, languages)
        return sections

    def _pages(
        self,
        listed: list[str],
        sections: Mapping[str, Section],
        scope: Scope,
        languages: tuple[str, ...],
    ) -> tuple[dict[str, LibraryPage], dict[str, Clause]]:
        pages: dict[str, LibraryPage] = {}
        clauses: dict[str, Clause] = {}
        for name in sorted(self.files.found):
            match = _CLAUSE_FILE.fullmatch(name)
            if match is None or match[1] not in listed:
                continue
            self.unread |= {f"{match[1]}/{match[2]}", *_CLAUSE_ID.findall(name)}
            if match[1] not in sections:  # it could not be read
                continue
            with gathering(self.problems):
                text, shown = self.files.text(name), self.files.shown(name)
                if name.endswith("/page.md"):
                    page, found = page_in(text, shown, match[1], scope, languages)
                    pages[page.id] = page
                else:
                    clause, found = clause_in(
                        text, shown, f"{match[1]}/{match[2]}", scope, languages
                    )
                    found += _same_id(clause, clauses)
                    clauses.setdefault(clause.id, clause)
                    self.unread.discard(clause.id)
                self.problems += found
        return pages, clauses

    def _stop_on_errors(self) -> None:
        if has_errors(self.problems):
            raise HandbookError(self.problems)


def _choices_from(
    channels: Mapping[str, Channel], risks: tuple[Risk, ...]
) -> dict[str, dict[str, Wording]]:
    """Return what `choices_from` of a fact may name, with the label of each choice."""
    return {
        "channels": {key: channel.name for key, channel in channels.items()},
        "risks": {risk.key: risk.title for risk in risks},
    }


def _same_id(clause: Clause, clauses: Mapping[str, Clause]) -> list[Problem]:
    if clause.id not in clauses:
        return []
    other = clauses[clause.id].place
    message = f"two clauses are called `{clause.id}`"
    label = f"the other is {other.path}"
    return [Problem("HB063", message, clause.place, label=label)]


def _in_order(
    pages: Mapping[str, LibraryPage], sections: Mapping[str, Section]
) -> dict[str, LibraryPage]:
    rank = {key: number for number, key in enumerate(sections)}
    ordered = sorted(pages.values(), key=lambda page: (rank[page.section], page.order, page.id))
    return {page.id: page for page in ordered}
