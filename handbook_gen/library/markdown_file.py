"""Split a library file into its header and its text per language, keeping line numbers."""

import re
from dataclasses import dataclass

from handbook_gen.library.safe_markdown import title_problems
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.source_yaml import Node, control_problem, read_yaml

_LANGUAGE = re.compile(r"# ([a-z]{2}): +(.*\S)\s*$")
_PART = re.compile(r"## ([a-z]+)\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines of a file; `first_line` counts from 1."""

    text: str
    first_line: int


@dataclass(frozen=True, slots=True)
class LanguageBlock:
    """The part of a file in one language: its title, its text and its named parts."""

    language: str
    title: str
    title_line: int
    body: Stretch
    parts: dict[str, Stretch]


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A header as YAML nodes, and one block per language."""

    header: Node
    blocks: dict[str, LanguageBlock]


def split_markdown(
    text: str, path: str, languages: tuple[str, ...], parts: tuple[str, ...] = ()
) -> MarkdownFile:
    """Return the header and the language blocks of a file.

    `parts` are the `##` headings that divide a block; other headings belong to the text.

    Raises:
        HandbookError: there is no header, a language is missing or unknown, or a part is unknown.
    """
    if problem := control_problem(text, path):
        raise HandbookError([problem])
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        message = "the header between two lines of `---` is missing"
        raise HandbookError([Problem("HB060", message, Place(path, 1, 1, 3, lines[0]))])
    header = read_yaml("\n".join(lines[1:end]), path, first_line=2)
    blocks, problems = _blocks(lines, end + 1, path, parts)
    for language in languages:
        if language not in blocks:
            message = f"the text in `{language}` is missing"
            expected = f"a block that begins with `# {language}: ` and the title"
            place = Place(path, len(lines), 1)  # it can be written at the end
            problems.append(Problem("HB061", message, place, expected=expected))
    for language, block in blocks.items():
        if language not in languages and problems:  # else it is one more language, not a slip
            place = Place(path, block.title_line, 1, 5, lines[block.title_line - 1])
            message = f"`{language}` is no language of the library"
            expected = ", ".join(f"`{known}`" for known in languages)
            problems.append(Problem("HB031", message, place, expected=expected))
    for block in blocks.values():
        line = lines[block.title_line - 1]
        place = Place(path, block.title_line, line.index(block.title, 5) + 1, 1, line)
        problems += title_problems(block.title, place)
    if problems:
        raise HandbookError(problems)
    return MarkdownFile(header, blocks)


def _blocks(
    lines: list[str], start: int, path: str, parts: tuple[str, ...]
) -> tuple[dict[str, LanguageBlock], list[Problem]]:
    blocks: dict[str, LanguageBlock] = {}
    problems: list[Problem] = []
    heads = [n for n in range(start, len(lines)) if _LANGUAGE.match(lines[n])]
    if stray := next(
        (n for n in range(start, heads[0] if heads else len(lines)) if lines[n].strip()), None
    ):
        place = Place(path, stray + 1, 1, len(lines[stray]), lines[stray])
        message = "this line stands before the first language"
        problems.append(Problem("HB062", message, place, expected="`# nl: ` and a title"))
    for number, head in enumerate(heads):
        match = _LANGUAGE.match(lines[head])
        assert match is not None
        stop = heads[number + 1] if number + 1 < len(heads) else len(lines)
        if match[1] in blocks:
            place = Place(path, head + 1, 1, len(lines[head]), lines[head])
            problems.append(Problem("HB062", f"`{match[1]}` stands here twice", place))
            continue
        body, named = _parts(lines[head + 1 : stop], head + 1, path, parts, problems)
        blocks[match[1]] = LanguageBlock(match[1], match[2], head + 1, body, named)
    return blocks, problems


def _parts(
    lines: list[str], above: int, path: str, parts: tuple[str, ...], problems: list[Problem]
) -> tuple[Stretch, dict[str, Stretch]]:
    """Return a block's text and named parts; `above` lines of the file stand before the block."""
    if not parts:
        return _stretch(lines, 0, len(lines), above), {}
    heads = [n for n, line in enumerate(lines) if line.startswith("## ")]
    named: dict[str, Stretch] = {}
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(lines)
        match = _PART.match(lines[head])
        if match is None or match[1] not in parts or match[1] in named:
            place = Place(path, above + head + 1, 1, len(lines[head]), lines[head])
            message = f"`{lines[head].strip()}` is not a part of a clause, or stands here twice"
            expected = ", ".join(f"`## {part}`" for part in parts)
            problems.append(Problem("HB062", message, place, expected=expected))
        else:
            named[match[1]] = _stretch(lines, head + 1, end, above)
    return _stretch(lines, 0, heads[0] if heads else len(lines), above), named


def _stretch(lines: list[str], start: int, stop: int, above: int) -> Stretch:
    while start < stop and not lines[start].strip():
        start += 1
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    return Stretch("\n".join(lines[start:stop]), above + start + 1)
