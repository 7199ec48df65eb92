"""Let the site builder make the HTML of a firm's books, and exchange old for new."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from handbook_gen.disk import (
    FileTree,
    Folder,
    copy_folder,
    exchange,
    exists,
    is_folder,
    write_new_text,
    write_tree,
)
from handbook_gen.fleet.plan import BOOKS, Plan
from handbook_gen.fleet.short import write_short
from handbook_gen.locks import working_folder
from handbook_gen.model.handbook import Handbook
from handbook_gen.sites import BookFiles, SharedBooks, Site, build_book, script_hashes_in
from handbook_gen.writers import Project, project_tree
from handbook_gen.writers.short_addresses import (
    SHORT,
    Way,
    forwarding_page,
    short_pages,
)

_CODES: Final = "codes.json"


def build_sites(
    projects: Mapping[str, Project],
    short: FileTree,
    plan: Plan,
    written: Sequence[Handbook],
    shared: SharedBooks,
) -> Site:
    """Build the projects of a firm, put its whole site in place in one step, and return what it is.

    `short` are the pages for its short addresses, if it has the planned books.

    Raises:
        HandbookError: the site builder found a fault, or the disk refused; what was there stays.
    """
    first = written[0]
    target = plan.site / first.firm
    with working_folder(target) as built:
        with shared.renderings_in(plan.renderings(first.firm)):
            scripts, digests = _build_books(projects, plan, written, built, shared)
        for book in BOOKS:
            if book not in plan.books:  # the other book stays as it is
                copy_folder(Folder(target / book, book), built / book)
                scripts |= {*script_hashes_in(built / book)}
        there = tuple(book for book in BOOKS if is_folder(Folder(built / book, book)))
        pages = short if there == plan.books else short_pages(written, there)
        codes = plan.projects / first.firm / _CODES
        kept = BookFiles(built / SHORT, target / SHORT, codes, every_byte=plan.verify)
        found = write_short(pages, first, kept, shared)
        digests |= {f"{SHORT}/{name}": digest for name, digest in found.items()}
        starts = (f"{book}/{first.language}/index.html" for book in (*BOOKS, *plan.books))
        start = next(start for start in starts if exists(Folder(built / start, start)))
        way = Way(start, first.phrase("site_name"), first.language)
        write_new_text(built / "index.html", forwarding_page(way.words, [way]))
        exchange(built, target)
    for name, digest in found.items():
        if name.endswith(".html"):
            shared.twins.put(digest, f"{target}/{SHORT}/{name}")
    return Site(tuple(sorted(scripts)), digests)


def _build_books(
    projects: Mapping[str, Project],
    plan: Plan,
    written: Sequence[Handbook],
    built: Path,
    shared: SharedBooks,
) -> tuple[set[str], dict[str, str]]:
    """Build the projects in a new folder; return the hashes of scripts, and digests of files."""
    firm = written[0].firm
    before, own = plan.site / firm, plan.projects / firm
    shares = plan.engine == "mkdocs" and not plan.plain
    spoken = {handbook.language: handbook for handbook in written}
    scripts: set[str] = set()
    digests: dict[str, str] = {}
    for part, project in projects.items():
        handbook = spoken[part.rpartition("/")[2]]
        record = own / f"{part.replace('/', '.')}.json"
        files = BookFiles(built / part, before / part, record, every_byte=plan.verify)
        made = shared.build(project, handbook, part, files) if shares else None
        if made is None:  # then the site builder does it alone
            with _written(project, plan, own / part) as there:
                build_book(plan.engine, there, files.target, handbook, part)
            made = Site(script_hashes_in(files.target), {})
        scripts |= {*made.scripts}
        digests |= {f"{part}/{name}": known for name, known in made.digests.items()}
    return scripts, digests


@contextmanager
def _written(project: Project, plan: Plan, kept: Path) -> Iterator[Path]:
    """Give the folder of a written project: the one that is kept, or else one for a while."""
    if plan.keeps_projects:
        yield kept
        return
    with working_folder(kept) as folder:
        write_tree(project_tree(project), folder)
        yield folder
