"""Read clause files: a header, and the title, text and parts in every language."""

import hashlib
import re
from dataclasses import replace

from handbook_gen.conditions import Scope, check_condition, parse_expression, spot_in_scalar
from handbook_gen.decoding import decode_header
from handbook_gen.decoding.headers import table_of
from handbook_gen.filling import parse_text
from handbook_gen.library.headers import ClauseHeader
from handbook_gen.library.markdown_file import LanguageBlock, split_markdown
from handbook_gen.library.placing import CLAUSE_ID
from handbook_gen.model.expression import Expression
from handbook_gen.model.library import PART_NAMES, Clause, ClauseText
from handbook_gen.problems import HandbookError, Place, Problem, gathering
from handbook_gen.source_yaml import Node, Scalar, place_at

_FILE_NAME = re.compile(r"([A-Z]{2,5}-\d{2,3})-[a-z0-9-]+\.md")


def clause_in(
    text: str, path: str, page: str, scope: Scope, languages: tuple[str, ...]
) -> tuple[Clause, list[Problem]]:
    """Return the clause in a file, and the problems that did not stop the reading.

    Raises:
        HandbookError: the file cannot be made into a clause.
    """
    file = split_markdown(text, path, languages, PART_NAMES)
    header = decode_header(ClauseHeader, table_of(file.header))
    problems = list(_name_problems(header, file.header, path))
    condition = condition_in(file.header, scope, problems)
    texts: dict[str, ClauseText] = {}
    for language, block in file.blocks.items():
        with gathering(problems):
            texts[language] = _clause_text(block, path)
    problems += _uneven_parts(file.blocks, path)
    if len(texts) < len(file.blocks):
        raise HandbookError(problems)
    clause = replace(
        _clause(header, texts, place_at(file.header, ("id",))),
        page=page,
        applies_when=condition,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        places={key.value: key.place for key, _ in table_of(file.header).entries},
    )
    return clause, problems


def _clause(header: ClauseHeader, texts: dict[str, ClauseText], place: Place) -> Clause:
    """Return what the header and the texts say; the page, condition and digest are still open."""
    return Clause(
        id=header.id,
        page="",
        level=header.level,
        severity=header.severity,
        applies_when=None,
        condition_text=header.applies_when,
        audience=tuple(header.audience),
        channels=tuple(header.channels),
        sources=tuple(header.sources),
        owner=header.owner,
        since=header.since,
        texts=texts,
        place=place,
        digest="",
        pocket=header.pocket,
        protected=not header.deviation,
        includes=tuple(header.includes),
        keywords={language: tuple(words) for language, words in header.keywords.items()},
        guidance=header.guidance,
        review=header.review,
        replaces=header.replaces,
        after=header.after,
        based_on=header.based_on,
    )


def condition_in(header: Node, scope: Scope, problems: list[Problem]) -> Expression | None:
    """Return the parsed `applies_when` of a header, or None when it always applies."""
    node = table_of(header).get("applies_when")
    if not isinstance(node, Scalar):
        return None
    spot = spot_in_scalar(node)
    with gathering(problems):
        tree = parse_expression(node.value, spot)
        problems += check_condition(tree, scope, spot)
        return tree
    return None


def _clause_text(block: LanguageBlock, path: str) -> ClauseText:
    if not block.body.text:
        place = Place(path, block.title_line, 1, 5, f"# {block.language}: {block.title}")
        message = f"the clause has no text in `{block.language}`"
        raise HandbookError([Problem("HB061", message, place)])
    return ClauseText(
        title=block.title,
        body=parse_text(block.body.text, path, block.body.first_line),
        parts={
            name: parse_text(stretch.text, path, stretch.first_line)
            for name, stretch in block.parts.items()
        },
    )


def _name_problems(header: ClauseHeader, node: Node, path: str) -> list[Problem]:
    name = path.rpartition("/")[2]
    match = _FILE_NAME.fullmatch(name)
    place = place_at(node, ("id",))
    if not CLAUSE_ID.fullmatch(header.id):
        message = f"`{header.id}` is not an ID"
        return [Problem("HB067", message, place, expected="capitals, a dash and a number: PRV-21")]
    if match is None or match[1] != header.id:
        message = f"the file is called `{name}` and the clause `{header.id}`"
        expected = f"a file name such as `{header.id}-short-title.md`"
        return [Problem("HB067", message, place, expected=expected)]
    return []


def _uneven_parts(blocks: dict[str, LanguageBlock], path: str) -> list[Problem]:
    everywhere = {part for block in blocks.values() for part in block.parts}
    return [
        Problem(
            "HB061",
            f"the part `## {part}` is missing in `{block.language}`",
            Place(path, block.title_line, 1, 5, f"# {block.language}: {block.title}"),
        )
        for block in blocks.values()
        for part in sorted(everywhere - set(block.parts))
    ]
