"""Make the pages to look things up: roles, the glossary, the accounts, the law, accessibility."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from handbook_gen.assemble.aids import applies, rule_links
from handbook_gen.assemble.channels import firm_channels
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown, on_one_line
from handbook_gen.model.blocks import Block, Cards, Grid, Passage, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Fact, Unknown, Value
from handbook_gen.model.handbook import Page, Part
from handbook_gen.model.known import CHANNELS, FIRM_SIZE, GO_TO

_EVERYONE = "everyone"
_CONFIDENCE = ("low", "medium", "high")
_BLANKS = 4
"""Columns of the register that the firm fills in itself, where no website shows them."""


def roles_part(book: BookName, passages: Sequence[Passage], words: Words) -> tuple[Part, ...]:
    """Return a page per role with what applies to it; nothing for who works alone and is all of them."""
    if words.value(FIRM_SIZE) == 1:
        return ()
    pages = []
    of_role: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        for key in words.library.clauses[one.id].audience:
            of_role[key].append(one)
    for key in words.library.roles:
        own = of_role[key]
        if own and key != _EVERYONE:
            pages.append(_role_page(key, own, book, words))
    if not pages:
        return ()
    title, icon = words.phrase("roles_title"), "material/account-group"
    cards = Cards(tuple((page.title, f"hb:page/{page.id}", "") for page in pages))
    intro = Prose(words.phrase(f"roles_intro_{book}"))
    opening = Page("roles/index", title, icon, (intro, cards), generated=True, searched=False)
    return (Part("roles", title, icon, (opening, *pages)),)


def _role_page(key: str, own: Sequence[Passage], book: BookName, words: Words) -> Page:
    role = words.library.roles[key]
    title = role.title[words.language]
    heads = ["head_rule" if book == "staff" else "head_duty", "head_level"]
    heads += [] if book == "staff" else ["head_status"]
    rows = tuple(
        (
            f"[{passage.title} ({passage.id})](hb:{passage.id})",
            words.level(passage.level),
            *((on_one_line(passage.status.words),) if passage.status else ()),
        )
        for passage in own
    )
    said = words.phrase(f"role_said_{book}", n=str(len(own)))
    blocks: tuple[Block, ...] = (
        Prose(f"{as_markdown(role.who[words.language])}\n\n{said}"),
        Grid(tuple(words.phrase(head) for head in heads), rows),
    )
    name = f"roles/{key.replace('_', '-')}"
    shown = title[:1].upper() + title[1:]
    return Page(name, shown, "material/account", blocks, generated=True, searched=False)


def glossary(words: Words) -> tuple[Page, ...]:
    """Return the page that explains the words of the handbook; nothing without a glossary."""
    terms = sorted(
        (term for term in words.library.glossary if applies(term.applies_when, words)),
        key=lambda term: term.term[words.language].casefold(),
    )
    if not terms:
        return ()
    rows = tuple(
        (
            f"**{as_markdown(term.term[words.language])}**",
            as_markdown(term.text[words.language]),
            rule_links(term.clauses, "staff", words),
        )
        for term in terms
    )
    heads = tuple(words.phrase(head) for head in ("head_word", "head_meaning", "head_rules"))
    blocks = (Prose(words.phrase("glossary_intro")), Grid(heads, rows))
    title = words.phrase("glossary_title")
    return (Page("glossary", title, "material/book-alphabet", blocks, generated=True),)


def accessibility(words: Words) -> tuple[Page, ...]:
    """Return the page that says what tests of this site found; nothing where none are recorded."""
    audit = words.library.site_audit
    if audit is None:
        return ()
    widths = f" {words.phrase('and')} ".join(str(width) for width in audit.widths)
    found = words.phrase(
        "accessibility_found" if audit.violations else "accessibility_found_none",
        n=str(audit.violations),
    )
    counted = words.phrase(
        "accessibility_counted",
        checker=as_markdown(audit.checker),
        day=words.filler.day(audit.tested_on),
        pages=str(audit.pages),
        firms=str(audit.firms),
        widths=widths,
    )
    text = words.phrase(
        "accessibility_text",
        standard=as_markdown(audit.standard),
        counted=counted,
        found=found,
        tested=_bullets(audit.tested[words.language]),
        not_tested=_bullets(audit.not_tested[words.language]),
        person=words.fact(GO_TO),
    )
    title, icon = words.phrase("accessibility_title"), "material/human"
    return (Page("accessibility", title, icon, (Prose(text),), generated=True),)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {as_markdown(line)}" for line in lines)


def account_register(words: Words) -> tuple[Page, ...]:
    """Return the register of accounts: what the firm answered, and what is kept in the vault."""
    if CHANNELS not in words.library.facts:
        return ()
    fields = words.library.facts[CHANNELS].fields
    known = [name for name in ("handle", "owner", "backup", "status", "mailbox") if name in fields]
    used = firm_channels(words)
    if not used:
        return ()
    names = [f"**{as_markdown(channel.name[words.language])}**" for channel, _ in used]
    answered = tuple(
        (name, *(_field(row.get(key), fields[key], words) for key in known))
        for name, (_, row) in zip(names, used, strict=True)
    )
    channel = words.phrase("head_channel")
    blanks = [words.phrase(f"register_blank_{number}") for number in range(1, _BLANKS + 1)]
    blocks = (
        Prose(words.phrase("register_intro")),
        Grid((channel, *(words.phrase(f"register_{key}") for key in known)), answered),
        Grid((channel, *blanks), tuple((name, *("" for _ in blanks)) for name in names)),
        Prose(words.phrase("register_closing")),
    )
    title = words.phrase("register_title")
    name = "tools/account-register"
    return (Page(name, title, "material/table-account", blocks, generated=True),)


def _field(value: Value | None, field: Fact, words: Words) -> str:
    return "" if isinstance(value, Unknown | None) else words.filler.printed(field, value)


def law_by_clause(passages: Iterable[tuple[Passage, BookName]], words: Words) -> tuple[Block, ...]:
    """Return every clause of both books with the sources that it rests on."""
    rows = tuple(
        (
            f"[{p.title} ({p.id})](hb:{p.id})" if book == "control" else f"{p.title} ({p.id})",
            words.level(p.level),
            "; ".join(as_markdown(citation.text) for citation in p.citations),
            words.phrase(f"confidence_{_lowest(p, words)}"),
        )
        for p, book in passages
    )
    heads = ("head_rule", "head_level", "head_source", "head_confidence")
    grid = Grid(tuple(words.phrase(head) for head in heads), rows)
    return (Prose(words.phrase("law_intro")), grid)


def _lowest(passage: Passage, words: Words) -> str:
    """Return the confidence of the least certain source."""
    sources = words.library.sources
    found = [sources[citation.key].confidence for citation in passage.citations]
    return min(found, key=_CONFIDENCE.index)
