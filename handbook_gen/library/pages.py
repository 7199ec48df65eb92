"""Read sections and pages: their headers, titles and prose in every language."""

import re

from handbook_gen.conditions import Scope
from handbook_gen.decoding import decode_header
from handbook_gen.decoding.headers import table_of
from handbook_gen.filling import parse_text
from handbook_gen.library.clauses import condition_in
from handbook_gen.library.headers import PageHeader, SectionHeader
from handbook_gen.library.markdown_file import LanguageBlock, MarkdownFile, split_markdown
from handbook_gen.library.placing import placed_in
from handbook_gen.model.library import LibraryPage, PageText, Section
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml import place_at

_HEADING_ID = re.compile(r"^#{2,6} .*\{ #([a-z0-9-]+) \}\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#{2,6} ", re.MULTILINE)


def page_in(
    text: str,
    path: str,
    section: str,
    scope: Scope,
    languages: tuple[str, ...],
) -> tuple[LibraryPage, list[Problem]]:
    """Return the page in a file, and the problems that did not stop the reading.

    Raises:
        HandbookError: the file cannot be made into a page.
    """
    file = split_markdown(text, path, languages)
    header = decode_header(PageHeader, table_of(file.header))
    problems = _uneven(file, path)
    condition = condition_in(file.header, scope, problems)
    page = LibraryPage(
        id=f"{section}/{header.id}",
        section=section,
        book=header.book,
        order=header.order,
        icon=header.icon,
        applies_when=condition,
        condition_text=header.applies_when,
        texts={
            language: PageText(
                block.title, parse_text(block.body.text, path, block.body.first_line, loops=True)
            )
            for language, block in file.blocks.items()
        },
        place=place_at(file.header, ("id",)),
        owner=header.owner,
        review_months=header.review_months,
        owner_place=place_at(file.header, ("owner",)) if header.owner else None,
    )
    folder = path.split("/")[-2] if "/" in path else ""
    if path.endswith("/page.md") and folder != header.id:
        message = f"the folder is called `{folder}` and the page `{header.id}`"
        problems.append(Problem("HB067", message, page.place))
    return page, problems


def read_section(text: str, path: str, folder: str, languages: tuple[str, ...]) -> Section:
    """Return the section in a file.

    Raises:
        HandbookError: the file cannot be made into a section.
    """
    file = split_markdown(text, path, languages)
    header = decode_header(SectionHeader, table_of(file.header))
    if header.id != folder:
        message = f"the folder is called `{folder}` and the section `{header.id}`"
        raise HandbookError([Problem("HB067", message, place_at(file.header, ("id",)))])
    return Section(
        id=header.id,
        prefixes=tuple(header.prefixes),
        icon=header.icon,
        titles={language: block.title for language, block in file.blocks.items()},
        introductions={
            language: parse_text(block.body.text, path, block.body.first_line)
            for language, block in file.blocks.items()
        },
    )


def _uneven(file: MarkdownFile, path: str) -> list[Problem]:
    """Return where the languages of a page differ in placements or heading IDs."""
    blocks = list(file.blocks.values())
    bare = [problem for block in blocks for problem in _headings_without_id(block, path)]
    kinds = [("places", placed_in)]
    if not bare:  # otherwise the headings differ for that reason
        kinds.append(("has the headings", lambda source: tuple(_HEADING_ID.findall(source))))
    problems = bare
    for block in blocks[1:]:
        place = Place(path, block.title_line, 1, 5, f"# {block.language}: {block.title}")
        for what, found in kinds:
            first, here = found(blocks[0].body.text), found(block.body.text)
            if here != first:
                message = f"`{block.language}` {what} {_named(here)}, and `{blocks[0].language}` {_named(first)}"
                problems.append(Problem("HB068", message, place))
    return problems


def _headings_without_id(block: LanguageBlock, path: str) -> list[Problem]:
    expected = "`## Title { #short-english-id }`"
    message = f"a heading in `{block.language}` has no ID"
    return [
        Problem("HB068", message, Place(path, number, 1, len(line), line), expected=expected)
        for number, line in enumerate(block.body.text.split("\n"), block.body.first_line)
        if _HEADING.match(line) and not _HEADING_ID.match(line)
    ]


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"
