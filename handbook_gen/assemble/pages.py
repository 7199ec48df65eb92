"""Fill in the pages of the library: prose and passages in order, without what has nothing left."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from handbook_gen.assemble import figures
from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.passages import passage
from handbook_gen.assemble.risks import risk_register
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.library.placing import PLACEMENT
from handbook_gen.model.blocks import Block, Passage, Pocket, Prose
from handbook_gen.model.handbook import Page
from handbook_gen.model.library import LibraryPage
from handbook_gen.model.profile import Profile

MADE: Final[Mapping[str, Callable[[Words], tuple[Block, ...]]]] = {
    "risks": lambda words: (risk_register(words),),
    "risk-map": figures.risk_map,
    "strategy-cycle": figures.strategy_cycle,
    "channel-fit": figures.channel_fit,
    "who-decides": figures.who_decides,
    "review-calendar": figures.review_calendar,
    "silent-readers": figures.silent_readers,
}
"""What a page may place besides clauses."""

_HEADING = re.compile(r"^(#{2,6}) .*$", re.MULTILINE)


def filled_page(page: LibraryPage, words: Words, profile: Profile) -> Page:
    """Return a page of the library as it reads in this handbook."""
    kept = tuple(_laid_out(page, words, _passages(page, words, profile), MADE))
    title = page.texts[words.language].title
    return Page(page.id, as_markdown(title), page.icon, kept, page.own)


def prose_of(page: LibraryPage, words: Words) -> tuple[str, ...]:
    """Return the prose of a page as it reads in this handbook, without clauses and what is made."""
    stub: Mapping[str, Block] = {
        clause.id: Pocket(()) for clause in words.decisions.clauses_of.get(page.id, ())
    }
    blocks = _laid_out(page, words, stub, dict.fromkeys(MADE, lambda _: (Pocket(()),)))
    return tuple(block.text for block in blocks if isinstance(block, Prose))


def _laid_out(
    page: LibraryPage,
    words: Words,
    passages: Mapping[str, Block],
    made: Mapping[str, Callable[[Words], tuple[Block, ...]]],
) -> Iterator[Block]:
    """Yield the blocks of a page in order, given its clauses by ID."""
    blocks: list[Block] = []
    placed: set[str] = set()
    for block in _pieces(page, words, passages, placed, made):
        if isinstance(block, Prose) and blocks and isinstance(blocks[-1], Prose):
            blocks[-1] = Prose(f"{blocks[-1].text}\n\n{block.text}")
        else:
            blocks.append(block)
    yield from _without_bare_headings(blocks)
    for clause_id, block in passages.items():
        if clause_id not in placed:  # what no line places follows at the end
            yield block


def _passages(page: LibraryPage, words: Words, profile: Profile) -> dict[str, Passage]:
    """Return the page's clauses by ID, those that follow another after the rest."""
    clauses = words.decisions.clauses_of.get(page.id, ())
    return {clause.id: passage(clause, page.book, words, profile) for clause in clauses}


def _pieces(
    page: LibraryPage,
    words: Words,
    passages: Mapping[str, Block],
    placed: set[str],
    made: Mapping[str, Callable[[Words], tuple[Block, ...]]],
) -> Iterator[Block]:
    source = words.filler.filled(page.texts[words.language].body)
    at = 0
    for line in _placements(source):
        if prose := words.linked(source[at : line.start()], page.book):
            yield Prose(prose)
        at = line.end()
        if line[1] in made:
            yield from made[line[1]](words)
            continue
        target = words.decisions.aliases[line[1]]
        if target in passages:
            placed.add(target)
            yield passages[target]
        for follower in _followers(target, words.decisions) if words.decisions.followers else ():
            if follower in passages:
                placed.add(follower)
                yield passages[follower]
    if prose := words.linked(source[at:], page.book):
        yield Prose(prose)


def _placements(source: str) -> Iterator[re.Match[str]]:
    """Yield the lines that place something; only where brackets open is looked at closely."""
    at = source.find("[[")
    while at >= 0:
        found = PLACEMENT.match(source, at)
        if found:
            yield found
        at = source.find("[[", found.end() if found else at + 2)


def _followers(clause_id: str, decisions: Decisions) -> Iterator[str]:
    clause = decisions.clauses.get(clause_id)
    names = {clause_id, *(clause.includes if clause is not None else ())}
    for other in decisions.followers:
        if other.after in names:
            yield other.id
            yield from _followers(other.id, decisions)


def _without_bare_headings(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without headings that have nothing left under them."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Prose):
            yield block
            continue
        followed = number + 1 < len(blocks) and not isinstance(blocks[number + 1], Prose)
        text = _drop_bare(block.text, followed_by_block=followed)
        if text:
            yield block if text == block.text else Prose(text)


@lru_cache(maxsize=2048)
def _drop_bare(text: str, *, followed_by_block: bool) -> str:
    """Return the text without headings followed by nothing, or by one of the same or a higher rank."""
    headings = list(_HEADING.finditer(text))
    for number in range(len(headings) - 1, -1, -1):
        heading = headings[number]
        rest = text[heading.end() :]
        following = _HEADING.search(rest)
        between = rest[: following.start()] if following else rest
        if between.strip():
            continue
        ends = following is None and not followed_by_block
        if ends or (following is not None and len(following[1]) <= len(heading[1])):
            text = text[: heading.start()] + rest.lstrip("\n")
    return text.strip()
