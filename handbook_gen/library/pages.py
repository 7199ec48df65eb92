"""Read sections and pages: their headers, titles and prose in every language."""

import re

from handbook_gen.conditions import Scope
from handbook_gen.decoding import decode_header
from handbook_gen.decoding.headers import table_of
from handbook_gen.filling import parse_text
from handbook_gen.library.clauses import condition_in
from handbook_gen.library.headers import PageHeader, SectionHeader
from handbook_gen.library.markdown_file import MarkdownFile, split_markdown
from handbook_gen.model.library import LibraryPage, PageText, Section
from handbook_gen.problems import Place, Problem
from handbook_gen.source_yaml import place_at

PLACEMENT = re.compile(r"^\[\[([A-Z]{2,5}-\d{2,3}|[a-z-]+)\]\][ \t]*$", re.MULTILINE)
"""A line that places a clause, or something the program makes (`[[risks]]`)."""

_HEADING_ID = re.compile(r"^#{2,6} .*\{ #([a-z0-9-]+) \}\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#{2,6} ", re.MULTILINE)


def read_page(
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
    )
    folder = path.split("/")[-2] if "/" in path else ""
    if path.endswith("/page.md") and folder != header.id:
        message = f"the folder is called `{folder}` and the page `{header.id}`"
        problems.append(Problem("HB067", message, page.place))
    return page, problems


def read_section(text: str, path: str, languages: tuple[str, ...]) -> Section:
    """Return the section in a file.

    Raises:
        HandbookError: the file cannot be made into a section.
    """
    file = split_markdown(text, path, languages)
    header = decode_header(SectionHeader, table_of(file.header))
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


def placed_in(source: str) -> tuple[str, ...]:
    """Return what the lines of a page place, in order."""
    return tuple(PLACEMENT.findall(source))


def _uneven(file: MarkdownFile, path: str) -> list[Problem]:
    """Return where the languages of a page differ in placements or heading IDs."""
    problems: list[Problem] = []
    blocks = list(file.blocks.values())
    for block in blocks:
        place = Place(path, block.title_line, 1, 5, f"# {block.language}: {block.title}")
        text = block.body.text
        if len(_HEADING.findall(text)) != len(_HEADING_ID.findall(text)):
            message = f"a heading in `{block.language}` has no ID"
            expected = "`## Title { #short-english-id }`"
            problems.append(Problem("HB068", message, place, expected=expected))
        for what, found in (("places", placed_in), ("has the headings", _HEADING_ID.findall)):
            first, here = tuple(found(blocks[0].body.text)), tuple(found(text))
            if here != first:
                message = f"`{block.language}` {what} {_named(here)}, and `{blocks[0].language}` {_named(first)}"
                problems.append(Problem("HB068", message, place))
    return problems


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"
