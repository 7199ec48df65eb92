"""Work out what the program makes of a case: problems, decisions, and handbooks."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from handbook_gen.assemble import assemble
from handbook_gen.conditions import facts_read
from handbook_gen.disk import Folder
from handbook_gen.explain import clauses_reading
from handbook_gen.library.cross_check import source_key
from handbook_gen.model.blocks import Passage
from handbook_gen.model.facts import Person, Unknown
from handbook_gen.model.handbook import Book, Handbook, Page
from handbook_gen.model.known import COUNTRY, PROFESSIONS
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Problem
from handbook_gen.workspace import CheckedFirm, Workspace, decide_firm
from handbook_gen.writers.markdown import Addresses, page_markdown
from tests.case_files import CASES, Case, answers_in, changed

FIRM_PROFILES = Path(__file__).parent.parent / "firm_profiles"
_RULE = re.compile(r"\((R\d+)\)$")
_ENTITY = re.compile(r"&#(\d+);")
_OTHER_LANGUAGE = re.compile(r'<span lang="[a-z-]+">(.*?)</span>')


@dataclass(frozen=True)
class Outcome:
    """What the program makes of one profile on one day.

    Attributes:
        profile: all answers, those of the named firm too.
        folder: where the workspace is written.
    """

    case: Case
    profile: Mapping[str, Any]
    library: Library
    folder: Path

    @cached_property
    def _read(self) -> CheckedFirm | HandbookError:
        root = _written(self.case, self.profile, self.folder)
        workspace = Workspace(root, self.library, Folder(root / "firm_profiles", "firm_profiles"))
        try:
            return decide_firm(workspace, "case", self.case.day, "en")
        except HandbookError as error:
            return error

    @property
    def firm(self) -> CheckedFirm:
        """The firm as decided; a profile that cannot be read fails the case."""
        if isinstance(self._read, HandbookError):
            told = "; ".join(f"{p.code} {p.message}" for p in self._read.problems)
            raise AssertionError(f"the profile cannot be read: {told}")
        return self._read

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `handbook check` says."""
        return tuple(self._read.problems)

    @property
    def said(self) -> dict[str, str]:
        """The level of everything that `handbook check` says, by rule or problem code."""
        return {
            name: problem.level
            for problem in self.problems
            for name in (problem.code, *_RULE.findall(problem.message))
        }

    @cached_property
    def handbooks(self) -> dict[str, Handbook]:
        """The handbook by language."""
        firm = self.firm
        return {
            language: assemble(firm.library, firm.profile, firm.decisions, language)
            for language in firm.profile.languages
        }

    def handbook(self, language: str) -> Handbook:
        """Return the handbook in one language, which the profile must ask for."""
        assert language in self.handbooks, f"the profile asks for no handbook in `{language}`"
        return self.handbooks[language]

    def owner_of(self, clause_id: str) -> str | None:
        """Return the clause that states an ID and is in the handbook, or None."""
        target = self.firm.decisions.aliases.get(clause_id)
        return target if target in self.firm.decisions.clauses else None

    def passage(self, clause_id: str, language: str) -> Passage:
        """Return a clause as it reads."""
        target = self.owner_of(clause_id)
        assert target is not None, f"`{clause_id}` is not in the handbook"
        return self.passages(language)[target]

    def passages(self, language: str) -> dict[str, Passage]:
        """Return all clauses as they read, by ID."""
        books = self.handbook(language).books
        return {passage.id: passage for book in books for passage in book.passages}

    def after(self, path: str, value: str) -> "Outcome":
        """Return what the program makes of the same profile with another answer."""
        profile = changed(self.profile, path, answers_in(value))
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=f"{path}-", dir=self.folder))
        return replace(self, profile=profile, folder=beside)


def outcome_of(case: Case, library: Library, folder: Path) -> Outcome:
    """Return what the program makes of a case; the workspace is written below `folder`."""
    return Outcome(case, _whole_profile(case), library, folder)


def plain_value(value: object) -> str:
    """Return an answer as it is written in a profile."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Unknown():
            return "unknown"
        case tuple():
            return "[" + ", ".join(_plain_item(item) for item in value) + "]"
        case Person():
            return value.name
        case _:
            return str(value)


def readable(markdown: str) -> str:
    """Return Markdown on one line, without emphasis and with its entities as signs."""
    plain = _OTHER_LANGUAGE.sub(r"\1", markdown)
    signs = _ENTITY.sub(lambda found: chr(int(found[1])), plain)
    return " ".join(signs.replace("**", "").split())


def page_words(outcome: Outcome, book: Book, page: Page, language: str) -> str:
    """Return all that stands on a page."""
    return readable(page_markdown(page, outcome.handbook(language), Addresses.of(book)))


def changed_clauses(before: Outcome, after: Outcome) -> frozenset[str]:
    """Return the clauses that read otherwise in any language, or that came or went."""
    return frozenset(
        clause_id
        for language in before.handbooks
        for one, other in [(before.passages(language), after.passages(language))]
        for clause_id in {*one, *other}
        if one.get(clause_id) != other.get(clause_id)
    )


def clauses_that_read(library: Library, fact_id: str) -> frozenset[str]:
    """Return the clauses that can read otherwise when this answer changes.

    Those are the clauses that `handbook explain` names for it and for the questions that it opens,
    those that it names as owner, and those with a source that binds some countries or professions.
    """
    facts = {fact_id, *_opened_by(library, fact_id)}
    reading = {clause for name in facts for clause in clauses_reading(library, name)}
    reading |= {clause.id for clause in library.clauses.values() if clause.owner in facts}
    if fact_id in (COUNTRY, PROFESSIONS):
        reading |= {
            clause.id
            for clause in library.clauses.values()
            if any(_is_bound(library, citation) for citation in clause.sources)
        }
    return frozenset(reading)


def _opened_by(library: Library, fact_id: str) -> Iterator[str]:
    for fact in library.facts.values():
        tree = fact.opens_when or fact.formula
        read = {".".join(name.split(".")[:2]) for name in facts_read(tree)} if tree else set()
        if fact_id in read and fact.id != fact_id:
            yield fact.id
            yield from _opened_by(library, fact.id)


def _is_bound(library: Library, citation: str) -> bool:
    found = source_key(citation, library)
    source = library.sources[found[0]] if found else None
    return source is not None and bool(source.countries or source.professions)


def _plain_item(item: object) -> str:
    """Return a word of a list; of a record its first field, which names it."""
    return plain_value(next(iter(item.values())) if isinstance(item, Mapping) else item)


def _written(case: Case, profile: Mapping[str, Any], folder: Path) -> Path:
    """Write the workspace of a case, and return its root."""
    profiles = folder / "firm_profiles"
    profiles.mkdir(parents=True)
    if "extends" in profile:
        shutil.copytree(FIRM_PROFILES / "_layers", profiles / "_layers")
    own = FIRM_PROFILES / case.firm
    if case.firm and own.is_dir():
        shutil.copytree(own, profiles / "case")
    text = yaml.dump(dict(profile), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    for name, content in {"case.yml": text, **case.files}.items():
        file = profiles / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def _whole_profile(case: Case) -> dict[str, Any]:
    """Return the named firm's answers under those of the case: groups merge, the rest replaces."""
    whole: dict[str, Any] = {}
    if case.firm:
        own = CASES / "firms" / f"{case.firm}.yml"
        file = own if own.exists() else FIRM_PROFILES / f"{case.firm}.yml"
        whole = answers_in(file.read_text("utf-8"))
    for group, answers in case.profile.items():
        below = whole.get(group)
        if isinstance(answers, Mapping) and isinstance(below, Mapping):
            whole[group] = {**below, **answers}
        else:
            whole[group] = answers
    return whole
