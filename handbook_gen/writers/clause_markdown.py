"""A clause as Markdown and HTML."""

from functools import lru_cache

from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Citation, Passage, Revision
from handbook_gen.model.handbook import Book, Handbook
from handbook_gen.writers.past_markdown import wordings_markdown
from handbook_gen.writers.pieces import details, escaped
from handbook_gen.writers.short_addresses import short_address


def clause_markdown(passage: Passage, handbook: Handbook, book: Book) -> str:
    """Return a clause of a book: title, rule, level and number, examples, reason, source and kin."""
    level = level_key(passage.level)
    parts = [
        f'<section class="hb-clause" data-level="{level}" markdown>',
        f"## {passage.title} {{ #{passage.anchor} }}",
        passage.text,
        _meta(passage, handbook),
        _examples(passage, handbook),
        _why(passage, handbook),
        _sources(passage, handbook),
        _related(passage, handbook, book),
        _history(passage, handbook),
        _short(passage, handbook),
    ]
    if passage.keywords:
        parts.append(_keywords((*passage.keywords, passage.title)))
    parts.append("</section>")
    return "\n\n".join([part for part in parts if part])


def level_chip(passage: Passage, handbook: Handbook) -> str:
    """Return the level of a clause as a word with its colour and sign."""
    word = handbook.phrase("level_" + passage.level.replace(" ", "_"))
    return _level_chip(passage.level, word)


@lru_cache(maxsize=32)
def _level_chip(level: str, word: str) -> str:
    return f'<span class="hb-level hb-level--{level_key(level)}">{escaped(word)}</span>'


def level_key(level: str) -> str:
    """Return the level as it stands in class names: `must`, `mustnot`, `should`, ..."""
    return level.replace(" ", "")


def _meta(passage: Passage, handbook: Handbook) -> str:
    chips = [
        level_chip(passage, handbook),
        _permalink(passage.id, passage.anchor, handbook.phrase("permalink")),
        _roles(passage.audience),
        _channels(passage.channels),
    ]
    if passage.own:
        chips.append(f'<span class="hb-chip">{escaped(handbook.phrase("own_rule"))}</span>')
    if passage.news:
        chips.append(f'<span class="hb-new">{escaped(passage.news)}</span>')
    if passage.status is not None:
        state = passage.status.state.replace(" ", "-")
        words = escaped(passage.status.words)
        chips.append(f'<span class="hb-status hb-status--{state}">{words}</span>')
    return f'<p class="hb-meta" data-search-exclude>{"".join(chips)}</p>'


@lru_cache(maxsize=512)
def _keywords(words: tuple[str, ...]) -> str:
    return f'<p class="hb-kw" hidden>{escaped(", ".join(words * 2))}</p>'


@lru_cache(maxsize=512)
def _permalink(number: str, anchor: str, phrase: str) -> str:
    title = escaped(phrase.replace("{id}", number))
    return f'<a class="hb-id" href="#{anchor}" title="{title}">{number}</a>'


@lru_cache(maxsize=256)
def _roles(audience: tuple[str, ...]) -> str:
    return "".join(
        f'<span class="hb-chip">{escaped(role[:1].upper() + role[1:])}</span>' for role in audience
    )


@lru_cache(maxsize=256)
def _channels(names: tuple[str, ...]) -> str:
    return "".join(
        f'<span class="hb-chip hb-chip--channel">{name[:1].upper()}{name[1:]}</span>'
        for name in names
    )


def _examples(passage: Passage, handbook: Handbook) -> str:
    if not passage.good and not passage.bad:
        return ""
    boxes = "".join(
        f'<div class="hb-ex hb-ex--{kind}" markdown>\n\n__{handbook.phrase(kind)}__\n\n{text}\n\n</div>\n'
        for kind, text in (("good", passage.good), ("bad", passage.bad))
        if text
    )
    return f'<div class="hb-examples" markdown>\n{boxes}</div>'


def _why(passage: Passage, handbook: Handbook) -> str:
    parts = [passage.why] if passage.why else []
    if passage.reasons:
        rows = "\n".join(f"- {reason.question} **{reason.answer}**" for reason in passage.reasons)
        said = f"{handbook.phrase('our_answers')}:\n\n{rows}"
        parts.append(f"<div data-search-exclude markdown>\n\n{said}\n\n</div>")
    if not parts:
        return ""
    return details(handbook.phrase("why"), "\n\n".join(parts))


def _sources(passage: Passage, handbook: Handbook) -> str:
    return _cited(passage.citations, handbook.phrase("source")) if passage.citations else ""


@lru_cache(maxsize=256)
def _cited(citations: tuple[Citation, ...], label: str) -> str:
    cites = " · ".join(f"<cite>{escaped(citation.text)}</cite>" for citation in citations)
    return f'<p class="hb-source" data-search-exclude>{escaped(label)}: {cites}</p>'


def _related(passage: Passage, handbook: Handbook, book: Book) -> str:
    names = book.near(passage.id)
    if not names:
        return ""
    links = " · ".join(f"[{book.titles[name]} ({name})](hb:{name})" for name in names)
    inside = f"{handbook.phrase('see_also')}: {links}"
    return f'<p class="hb-related" data-search-exclude markdown>{inside}</p>'


def _short(passage: Passage, handbook: Handbook) -> str:
    """Return the address to type from paper; the style sheet shows it in print only."""
    if not handbook.site_address:
        return ""
    address = escaped(short_address(passage.anchor, handbook).removeprefix("https://"))
    label = escaped(handbook.phrase("short_address"))
    return f'<p class="hb-short" data-search-exclude>{label}: {address}</p>'


def _history(passage: Passage, handbook: Handbook) -> str:
    rows = _revisions(passage.history)
    past = wordings_markdown(passage, handbook)
    if past and rows:
        rows = f"{handbook.phrase('history_library')}:\n\n{rows}"
    inside = "\n\n".join(part for part in (past, rows) if part)
    if not inside:
        return ""
    return details(handbook.phrase("history"), inside, "hb-why hb-history", searched=False)


@lru_cache(maxsize=512)
def _revisions(history: tuple[Revision, ...]) -> str:
    return "\n".join(
        f"- **{as_markdown(revision.version)}**: {revision.words}. {revision.note}".rstrip()
        for revision in history
    )
