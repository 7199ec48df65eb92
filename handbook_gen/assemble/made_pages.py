"""Make the pages that no library file holds: starts, the pocket card, lists, and who to ask."""

from collections import Counter
from collections.abc import Iterable, Sequence

from handbook_gen.assemble.reading import reading_minutes
from handbook_gen.assemble.sentences import first_sentence, opening_line
from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown
from handbook_gen.model.blocks import Actions, Block, Cards, Grid, Passage, Pocket, Prose
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import Person
from handbook_gen.model.handbook import Page, Part
from handbook_gen.model.known import FIRM_NAME, FIRM_SIZE
from handbook_gen.model.library import Section
from handbook_gen.model.tools import Flow


def staff_start(
    parts: Sequence[Part], aids: Sequence[Part], ways: Sequence[Page], words: Words
) -> Page:
    """Return the first page of the staff book: what is free, one minute, aids, and the subjects.

    `ways` are other pages to begin from, such as those of roles.
    """
    alone = words.value(FIRM_SIZE) == 1
    pocket = sum(p.pocket for part in parts for page in part.pages for p in page.passages)
    welcome = words.phrase("welcome", firm=words.fact(FIRM_NAME), n=str(pocket))
    minute = words.phrase("one_minute_sole" if alone else "one_minute")
    blocks: list[Block] = [
        Prose(f"{words.phrase('welcome_free')}\n{{: .hb-lead }}"),
        _first_actions(aids, words),
        Prose(f"{welcome} {_length(parts, words)}"),
        Prose(f"## {words.phrase('one_minute_title')} {{ #one-minute }}\n\n{minute}"),
        Cards(
            (
                (words.phrase("pocket_title"), "hb:page/pocket-card", words.phrase("pocket_intro")),
                (
                    words.phrase("who_to_ask_title"),
                    "hb:page/who-to-ask",
                    words.phrase("who_to_ask_intro"),
                ),
                *_cards_of(ways),
            )
        ),
        *_aid_cards(aids, words),
        Prose(f"## {words.phrase('subjects_title')} {{ #subjects }}"),
        _subject_cards(parts, words),
    ]
    return Page(
        "index",
        words.phrase("welcome_title"),
        "material/home",
        tuple(blocks),
        generated=True,
        searched=False,
    )


def control_start(parts: Sequence[Part], passages: Sequence[Passage], words: Words) -> Page:
    """Return the first page of the control book: how far the duties are, and the subjects."""
    states = ("done", "planned", "open", "not ours")
    names = {
        "done": words.phrase("status_done"),
        "planned": words.phrase("planned"),
        "open": words.phrase("status_open"),
        "not ours": words.phrase("status_not_ours"),
    }
    found = Counter(passage.status.state for passage in passages if passage.status)
    table = Grid(
        (words.phrase("head_status"), words.phrase("head_number")),
        tuple((names[state], str(found[state])) for state in states),
    )
    blocks: list[Block] = [
        Prose(f"{words.phrase('control_welcome')}\n\n{_length(parts, words)}"),
        table,
        Prose(f"## {words.phrase('subjects_title')} {{ #subjects }}"),
        _subject_cards(parts, words),
    ]
    title = words.phrase("book_control")
    return Page("index", title, "material/home", tuple(blocks), generated=True, searched=False)


def section_page(section: Section, pages: Sequence[Page], book: BookName, words: Words) -> Page:
    """Return the opening page of a section: its introduction and its pages."""
    introduction = words.filled(section.introductions[words.language], book)
    cards = Cards(
        tuple((page.title, f"hb:page/{page.id}", _count(page.passages, words)) for page in pages)
    )
    title = section.titles[words.language]
    return Page(
        f"{section.id}/index",
        title,
        section.icon,
        (Prose(introduction), cards),
        generated=True,
        searched=False,
    )


def pocket_card(passages: Iterable[Passage], words: Words) -> Page:
    """Return the page with the few most important rules, each in one sentence."""
    chosen = [passage for passage in passages if passage.pocket]
    items = tuple((p.id, p.title, first_sentence(p.text)) for p in chosen)
    blocks = (Prose(words.phrase("pocket_intro")), Pocket(items, _first_flow(words)))
    return Page(
        "pocket-card",
        words.phrase("pocket_title"),
        "material/card-text",
        blocks,
        generated=True,
        searched=False,
    )


def _first_flow(words: Words) -> tuple[str, str]:
    """Return the short name and title of the first decision aid with questions for everyone."""
    for aid in words.decisions.aids.values():
        if aid.book == "staff" and isinstance(aid.body, Flow):
            return aid.id, as_markdown(aid.title[words.language])
    return "", ""


def all_rules(parts: Sequence[Part], words: Words) -> Page:
    """Return the page that lists every rule with its level and page."""
    rows = [
        (
            f"[{passage.title}](hb:{passage.id})",
            passage.id,
            words.level(passage.level),
            f"[{page.title}](hb:page/{page.id})",
        )
        for part in parts
        for page in part.pages
        for passage in page.passages
    ]
    heads = ("head_rule", "head_id", "head_level", "head_page")
    grid = Grid(tuple(words.phrase(head) for head in heads), tuple(rows))
    blocks = (Prose(words.phrase("all_rules_intro")), grid)
    return Page(
        "all-rules",
        words.phrase("all_rules_title"),
        "material/format-list-bulleted",
        blocks,
        generated=True,
        searched=False,
    )


def who_to_ask(words: Words) -> Page:
    """Return the page with the firm's people, for what they are asked, and how to reach them."""
    rows = []
    for fact in words.library.facts.values():
        value = words.value(fact.id)
        if fact.kind == "person" and isinstance(value, Person):
            role = fact.role[words.language]
            address = [words.filler.address("email", value.email)]
            if value.phone:
                address.append(words.filler.address("phone", value.phone))
            name = words.shown(fact, value)
            rows.append((role[:1].upper() + role[1:], name, ", ".join(address)))
    blocks: list[Block] = [Prose(words.phrase("who_to_ask_intro"))]
    heads = ("head_role", "head_who_name", "head_contact")
    if rows:
        blocks.append(Grid(tuple(words.phrase(head) for head in heads), tuple(rows)))
    else:
        blocks.append(Prose(words.phrase("not_named").capitalize() + "."))
    return Page(
        "who-to-ask",
        words.phrase("who_to_ask_title"),
        "material/account-question",
        tuple(blocks),
        generated=True,
    )


def about(words: Words) -> Page:
    """Return the page that says what the handbook is, and what it is not."""
    text = words.phrase("about", firm=words.fact(FIRM_NAME))
    return Page(
        "about", words.phrase("about_title"), "material/information", (Prose(text),), generated=True
    )


def own_pages(parts: Sequence[Part]) -> tuple[Page, ...]:
    """Return the pages of parts, the opening page of each excepted."""
    return tuple(page for part in parts for page in part.pages if page.id != f"{part.id}/index")


def _length(parts: Sequence[Part], words: Words) -> str:
    """Return how many rules the book has and how long reading takes."""
    rules = sum(len(page.passages) for part in parts for page in part.pages)
    return words.phrase("length", n=str(rules), minutes=str(reading_minutes(parts)))


def _aid_cards(aids: Sequence[Part], words: Words) -> list[Block]:
    """Return cards of the decision aids; nothing when there are none."""
    cards = _cards_of(own_pages(aids))
    if not cards:
        return []
    return [Prose(f"## {words.phrase('aids_title')} {{ #aids }}"), Cards(cards)]


def _first_actions(aids: Sequence[Part], words: Words) -> Actions:
    """Return the buttons of the first page: the first decision aid, and all rules."""
    first = [(page.title, f"hb:page/{page.id}") for page in own_pages(aids)[:1]]
    return Actions((*first, (words.phrase("all_rules_read"), "hb:page/all-rules")))


def _cards_of(pages: Sequence[Page]) -> tuple[tuple[str, str, str], ...]:
    """Return a card for each page, with its first sentence."""
    return tuple((page.title, f"hb:page/{page.id}", opening_line(page)) for page in pages)


def _subject_cards(parts: Sequence[Part], words: Words) -> Cards:
    return Cards(
        tuple(
            (
                part.title,
                f"hb:page/{part.id}/index",
                _count([p for page in part.pages for p in page.passages], words),
            )
            for part in parts
        )
    )


def _count(passages: Sequence[Passage], words: Words) -> str:
    if not passages:
        return ""
    if len(passages) == 1:
        return words.phrase("rules_count_one")
    return words.phrase("rules_count", n=str(len(passages)))
