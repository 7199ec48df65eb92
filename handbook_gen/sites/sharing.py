"""Build books from what firms share, and say of which books that could not be."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from handbook_gen.digests import content_digest, disk_marks
from handbook_gen.disk import (
    Folder,
    exchange,
    exists,
    link_tree,
    new_folder_beside,
    read_bytes,
    read_text,
    remove_folder,
    way,
    write_new_text,
    write_tree,
)
from handbook_gen.engines import is_unused
from handbook_gen.engines.shared import (
    INDEX,
    Before,
    Book,
    BookRecord,
    Made,
    Memo,
    Renderings,
    Unshared,
    Workshop,
    build_book,
    obstacle,
    record_from_json,
    record_to_json,
    source_of,
)
from handbook_gen.hosting import placed, script_hashes
from handbook_gen.model.handbook import Handbook
from handbook_gen.problems import HandbookError
from handbook_gen.sites.steps import LARGEST_PAGE
from handbook_gen.writers import Project
from handbook_gen.writers.mkdocs_project import SAME_FOR_ALL

_LARGEST: Final = 50_000_000
_LIST: Final = "list.txt"
_TWINS: Final = 2_000


@dataclass(frozen=True, slots=True)
class BookFiles:
    """Where a book is built, and where it was built the last time.

    Attributes:
        target: the new folder for it.
        before: the folder of the last build.
        record: the file with what is known of that.
        every_byte: whether files of the last build are read, and not only what the disk tells of
            them, before they are taken over.
    """

    target: Path
    before: Path
    record: Path
    every_byte: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What was built: a book, or the whole site of a firm.

    Attributes:
        scripts: the hashes of the scripts inside its pages.
        digests: of its files, by their path in it, as far as they are at hand.
    """

    scripts: tuple[str, ...]
    digests: Mapping[str, str]


class SharedBooks:
    """Builds the books of many firms in one process; what recurs is rendered once."""

    def __init__(self, store: Path, program: str) -> None:
        """Keep what all sites have in common in `store`; `program` changes with the program."""
        self._reasons: Counter[str] = Counter()
        self.workshop = Workshop(lambda page: script_hashes([page]))
        self._obstacle = obstacle()
        self._program = program
        self._store = store
        self.twins: Memo[str, str] = Memo(_TWINS)
        """Small pages that other firms may have too: where one was put, by the digest of its content."""
        self._theme_files: dict[str, Mapping[str, Path]] = {}
        self._renderings: tuple[Path, Renderings] | None = None

    @contextmanager
    def renderings_in(self, file: Path | None) -> Iterator[None]:
        """Use what was rendered for a firm before, and keep what is new; None for nothing.

        Raises:
            HandbookError: the disk refused.
        """
        if file is None:
            yield
            return
        if self._renderings is None or self._renderings[0] != file:
            self._renderings = file, Renderings(self._program, _text_in(file))
        self.workshop.renderings = self._renderings[1]
        try:
            yield
        finally:
            self.workshop.renderings = None
        if news := self._renderings[1].news():
            write_new_text(file, news, replace=True)

    def counts(self) -> Counter[str]:
        """Return how many pages were rendered, kept or left whole, frames made, and books shared.

        A name that begins with `alone: ` says why books were left to MkDocs alone, and how many.
        """
        done = self.workshop.counts
        found = Counter(
            pages=done.pages, kept=done.kept, whole=done.whole, frames=done.frames, books=done.books
        )
        return found + Counter({f"alone: {why}": count for why, count in self._reasons.items()})

    def build(
        self, project: Project, handbook: Handbook, address: str, files: BookFiles
    ) -> Site | None:
        """Build a book, and return what it is; None when MkDocs has to do it.

        `address` is where the book will stand below the first page of the firm: `staff/nl`.

        Raises:
            HandbookError: the disk refused.
        """
        if self._obstacle:
            self._reasons[self._obstacle] += 1
            return None
        try:
            return self._build(project, handbook, address, files)
        except Unshared as reason:
            self._reasons[str(reason)] += 1
            return None

    def warm_up(self, project: Project, handbook: Handbook, address: str) -> None:
        """Render a book for nobody, so that what it is made of is at hand when it is built.

        MkDocs is loaded too, also when all was rendered before: the next edit may ask for more.
        """
        if not self._obstacle:
            with suppress(Unshared):
                self.workshop.theme(project.config)
                book = self._book(project, handbook, address)
                build_book(book, self.workshop, self._program, None)

    def _book(self, project: Project, handbook: Handbook, address: str) -> Book:
        pages = {
            path: source_of(content, self.workshop.heads)
            for path, content in project.docs.items()
            if path.endswith(".md")
        }
        others = {path: data for path, data in project.docs.items() if path not in pages}
        return Book(
            project.config, pages, others, handbook.dated, lambda page: placed(page, address)
        )

    def _build(self, project: Project, handbook: Handbook, address: str, files: BookFiles) -> Site:
        book = self._book(project, handbook, address)
        before, place = _before(files)
        made = build_book(book, self.workshop, self._program, before)
        links = dict(self._of_theme(project, handbook.language))
        for path in SAME_FOR_ALL:
            links[path] = self._shared(path, made.files.pop(path))
        write_tree(made.files, files.target)
        link_tree(links, files.target)
        kept = {path: place / path for path in made.kept}
        link_tree(kept, files.target, copied=place != files.before)  # each site has its own pages
        record = replace(
            made.record,
            place=way(files.record.parent, files.before),
            marks=disk_marks(files.target, _own_files(made)),
        )
        write_new_text(files.record, record_to_json(record), replace=True)
        return Site(made.scripts, _digests(made))

    def _of_theme(self, project: Project, language: str) -> Mapping[str, Path]:
        """Return the files that the theme brings along for readers in a language."""
        if language not in self._theme_files:
            target = self._store / f"theme-{language}-{self._program[:12]}"
            names = _listed(target) or self._copy_theme(project, language, target)
            self._theme_files[language] = {name: target / name for name in names}
        return self._theme_files[language]

    def _copy_theme(self, project: Project, language: str, target: Path) -> tuple[str, ...]:
        theme = self.workshop.theme(project.config)
        found = {
            name: read_bytes(Folder(Path(source), name), largest=_LARGEST)
            for name, source in theme.files().items()
            if not is_unused(name, language)
        }
        names = tuple(sorted(found))
        lines = "".join(f"{content_digest(found[name])} {name}\n" for name in names)
        built = new_folder_beside(target)
        try:
            write_tree({**found, _LIST: lines.encode()}, built)
            exchange(built, target)
        finally:
            remove_folder(built)
        return names

    def _shared(self, path: str, content: bytes) -> Path:
        """Return the one copy of a file that all sites have, made if it is not there."""
        target = self._store / f"look-{self._program[:12]}" / path.rpartition("/")[2]
        file = Folder(target, target.name)
        if not exists(file) or read_bytes(file, largest=_LARGEST) != content:
            write_new_text(target, content.decode(), replace=True)
        return target


def _own_files(made: Made) -> Iterator[str]:
    """Yield the names of the files that the next build may take over."""
    yield from made.record.others
    for path in made.record.pages:
        yield f"{path.removesuffix('.md')}.html"


def _digests(made: Made) -> dict[str, str]:
    """Return the digests of a book's own files, those that were taken over too."""
    known = {name: file for name, (_, file) in made.record.others.items()}
    for path, page in made.record.pages.items():
        known[f"{path.removesuffix('.md')}.html"] = page.file
    new = {
        name: content_digest(content) for name, content in made.files.items() if name not in known
    }
    return known | new


def _before(files: BookFiles) -> tuple[Before | None, Path]:
    """Return the last build of a book, and where it stands; None when nothing is known of it.

    The first time that a firm is built into another folder, its pages are taken from the old one.
    """

    def place_of(kept: str) -> Path:
        return files.before if files.before.is_dir() else files.record.parent / kept

    def read(place: Path, name: str) -> bytes | None:
        try:
            return read_bytes(Folder(place / name, name), largest=LARGEST_PAGE)
        except HandbookError:
            return None

    record = _record(files.record, lambda kept: read(place_of(kept), INDEX) or b"")
    if record is None:
        return None, files.before
    place = place_of(record.place)
    is_told = not files.every_byte and place == files.before
    marks = disk_marks(place, record.marks) if is_told else {}

    def stands(name: str, digest: str) -> bool:
        if name in marks and marks[name] == record.marks[name]:
            return True
        data = read(place, name)
        return data is not None and content_digest(data) == digest

    return Before(record, partial(read, place), stands), place


def _record(file: Path, index: Callable[[str], bytes]) -> BookRecord | None:
    return record_from_json(_text_in(file), index)


def _text_in(file: Path) -> str:
    """Return a text that was kept; empty when it cannot be read."""
    try:
        return read_text(Folder(file, file.name), largest=_LARGEST)
    except HandbookError:
        return ""


def _listed(folder: Path) -> tuple[str, ...]:
    """Return the names in the list of a folder, if all files are there as they were written."""
    names: list[str] = []
    try:
        for line in read_text(Folder(folder / _LIST, _LIST)).splitlines():
            was, _, name = line.partition(" ")
            if content_digest(read_bytes(Folder(folder / name, name), largest=_LARGEST)) != was:
                return ()
            names.append(name)
    except HandbookError:
        return ()
    return tuple(names)
