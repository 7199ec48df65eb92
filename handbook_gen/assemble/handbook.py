"""Put both books of a firm together in one language."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handbook_gen.assemble import lookup_pages, made_pages, registers
from handbook_gen.assemble.a_to_z import a_to_z
from handbook_gen.assemble.aids import aids_part
from handbook_gen.assemble.brand import brand
from handbook_gen.assemble.channels import channels_part
from handbook_gen.assemble.dates import in_force_from, not_yet, overdue, review_day
from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.fixed import fixed_phrases
from handbook_gen.assemble.moved import moved
from handbook_gen.assemble.pages import filled_page
from handbook_gen.assemble.related import related
from handbook_gen.assemble.upkeep import upkeep
from handbook_gen.assemble.words import Words
from handbook_gen.filling import Filler, as_markdown
from handbook_gen.model import known
from handbook_gen.model.blocks import Block, Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.facts import InLanguages, Person, Unknown
from handbook_gen.model.handbook import FORMAT_VERSION, Book, Handbook, LeftOut, Page, Part
from handbook_gen.model.library import LIBRARIES, Library
from handbook_gen.model.profile import Profile

_JOINERS = ("and", "none", "unknown", "yes", "no", "locale")
_RAW_IS_UNSAFE = re.compile(r'[<>"]|&[A-Za-z#]')
"""Material prints the site's name raw, so a firm's name with one of these is not used for it."""


def assemble(library: Library, profile: Profile, decisions: Decisions, language: str) -> Handbook:
    """Return the handbook of a firm in one language.

    `library` already holds the firm's own clauses and pages. What comes out depends on nothing
    but the arguments.
    """
    words = words_of(library, profile, decisions, language)
    left_out = tuple(_left_out(words))
    return Handbook(
        format_version=FORMAT_VERSION,
        firm=profile.firm,
        firm_name=_text_of(known.FIRM_NAME, words),
        site_name=_site_name(words),
        site_address=_text_of(known.SITE_ADDRESS, words),
        language=language,
        languages=_languages(library, profile),
        library_version=library.version,
        version=_text_of(known.VERSION, words),
        feedback_form=_text_of(known.FEEDBACK_FORM, words),
        feedback_email=_feedback_email(words),
        effective=in_force_from(words),
        dated=in_force_from(words) or library.released,
        status=str(words.value(known.STATUS)),
        facts_strip=_facts_strip(words),
        notice=_notice(words),
        books=_books(words, profile, left_out),
        left_out=left_out,
        moved=moved(library, decisions),
        brand=brand(str(words.value(known.COLOUR)), profile.logo),
        phrases=_phrases(library, language),
        acknowledgement=_text_of(known.ACKNOWLEDGEMENT, words),
        acknowledge_form=_text_of(known.ACKNOWLEDGE_FORM, words),
        review_by=review_day(words),
        not_yet=not_yet(words),
        overdue=overdue(words),
    )


def _languages(library: Library, profile: Profile) -> tuple[tuple[str, str], ...]:
    names = library.phrases["language_name"]
    return tuple((language, names[language]) for language in profile.languages)


@lru_cache(maxsize=LIBRARIES)
def _phrases(library: Library, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, text)
        for key, text in fixed_phrases(library, language).items()
        if not key.startswith(known.FOR_PUBLISHERS)
    )


def words_of(library: Library, profile: Profile, decisions: Decisions, language: str) -> Words:
    """Return what turns the decisions for a firm into words in one language."""
    filler = Filler(
        answers=decisions.answers,
        language=language,
        first_language=profile.languages[0],
        today=decisions.today,
        joiners={key: library.phrases[key][language] for key in _JOINERS},
    )
    return Words.of(library, decisions, filler)


def _books(words: Words, profile: Profile, left_out: Sequence[LeftOut]) -> tuple[Book, ...]:
    """Return both books, each with what stands near its clauses."""
    staff = _staff_book(words, profile)
    control = _control_book(words, profile, staff, left_out)
    return tuple(
        replace(book, related=related(book.passages, words.library)) for book in (staff, control)
    )


def _staff_book(words: Words, profile: Profile) -> Book:
    parts = _parts("staff", words, profile)
    passages = [p for part in parts for page in part.pages for p in page.passages]
    opened = _opened(parts, "staff", words)
    topics = a_to_z(passages, words)
    reference = (
        *topics,
        made_pages.all_rules(parts, words),
        made_pages.who_to_ask(words),
        *lookup_pages.glossary(words),
        *lookup_pages.accessibility(words),
        made_pages.about(words),
    )
    aids = aids_part("staff", words)
    roles = lookup_pages.roles_part("staff", passages, words)
    top = (
        made_pages.staff_start(opened, aids, (*topics, *made_pages.own_pages(roles)), words),
        made_pages.pocket_card(passages, words),
    )
    return Book(
        "staff",
        words.phrase("book_staff"),
        words.phrase("ask", person=words.fact(known.GO_TO)),
        (
            Part("", "", "", top),
            *aids,
            *opened,
            *roles,
            Part("reference", words.phrase("reference_title"), "material/bookshelf", reference),
        ),
    )


def _control_book(words: Words, profile: Profile, staff: Book, left_out: Sequence[LeftOut]) -> Book:
    parts = _parts("control", words, profile)
    passages = [p for part in parts for page in part.pages for p in page.passages]
    administration = _administration(passages, staff.passages, left_out, words, profile)
    opened = _opened(parts, "control", words)
    return Book(
        "control",
        words.phrase("book_control"),
        words.phrase("ask_control", person=words.fact(known.ACCOUNTABLE)),
        (
            Part("", "", "", (made_pages.control_start(opened, passages, words),)),
            Part(
                "administration",
                words.phrase("administration_title"),
                "material/cog",
                administration,
            ),
            *opened,
            *channels_part(words),
            *aids_part("control", words, lookup_pages.account_register(words)),
            *lookup_pages.roles_part("control", passages, words),
        ),
    )


def _administration(
    passages: Sequence[Passage],
    staff: Sequence[Passage],
    left_out: Sequence[LeftOut],
    words: Words,
    profile: Profile,
) -> tuple[Page, ...]:
    answers = words.decisions.answers
    both: list[tuple[Passage, BookName]] = [(passage, "staff") for passage in staff]
    both += [(passage, "control") for passage in passages]

    def page(name: str, phrase: str, icon: str, blocks: tuple[Block, ...]) -> Page:
        return Page(
            name, words.phrase(f"{phrase}_title"), f"material/{icon}", blocks, generated=True
        )

    return (
        page("duties", "duties", "clipboard-list", registers.duties(passages, words)),
        page("action-plan", "plan", "calendar-check", registers.action_plan(passages, words)),
        page("open-questions", "todos", "help-circle", registers.to_dos(answers, words)),
        page(
            "assumptions",
            "assumptions",
            "lightbulb",
            registers.assumptions(answers, profile, words),
        ),
        page("deviations", "deviations", "source-branch", registers.deviations(profile, words)),
        page("upkeep", "upkeep", "calendar-refresh", upkeep(words)),
        page("sources", "sources", "scale-balance", registers.sources(words)),
        page("law-by-rule", "law", "gavel", lookup_pages.law_by_clause(both, words)),
        page("left-out", "left_out", "filter", registers.left_out(left_out, words)),
        *lookup_pages.accessibility(words),
    )


def _parts(book: BookName, words: Words, profile: Profile) -> list[Part]:
    parts: list[Part] = []
    for section in words.library.sections.values():
        chosen = words.decisions.pages_of.get((section.id, book), ())
        if chosen:
            pages = tuple(filled_page(page, words, profile) for page in chosen)
            parts.append(Part(section.id, section.titles[words.language], section.icon, pages))
    return parts


def _opened(parts: Sequence[Part], book: BookName, words: Words) -> tuple[Part, ...]:
    """Return the sections, each with an opening page before its pages."""
    sections = words.library.sections
    return tuple(
        Part(
            part.id,
            part.title,
            part.icon,
            (made_pages.section_page(sections[part.id], part.pages, book, words), *part.pages),
        )
        for part in parts
    )


def _left_out(words: Words) -> list[LeftOut]:
    found = []
    for name, out in words.decisions.out.items():
        clause = words.library.clauses.get(name)
        page = words.library.pages.get(name)
        if clause is not None:
            title = words.title(clause)
        elif page is not None:
            title = as_markdown(page.texts[words.language].title)
        else:
            title = name
        found.append(LeftOut(name, title, registers.why_left_out(out, words)))
    return found


def _facts_strip(words: Words) -> tuple[tuple[str, str], ...]:
    in_force = words.value(known.STATUS) == "in_force" and in_force_from(words) is not None
    rows = [] if in_force else [(words.phrase("status"), words.fact(known.STATUS))]
    for label, fact_id in (
        ("in_force", known.EFFECTIVE),
        ("version", known.VERSION),
        ("approved", known.APPROVED_BY),
    ):
        if not isinstance(words.value(fact_id), Unknown):
            rows.append((words.phrase(label), words.fact(fact_id)))
    owner = words.value(known.ACCOUNTABLE)
    if not isinstance(owner, Unknown):
        rows.append((words.phrase("owner"), words.answer(known.ACCOUNTABLE)))
    months = words.phrase("review_every", months=words.fact(known.REVIEW_MONTHS))
    rows.append((words.phrase("review"), months))
    return tuple(rows)


def _notice(words: Words) -> str:
    status = words.value(known.STATUS)
    key = f"notice_{status}"
    return words.phrase(key) if key in words.library.phrases else ""


def _site_name(words: Words) -> str:
    name = _text_of(known.FIRM_NAME, words)
    fixed = words.phrase("site_name")
    return fixed if _RAW_IS_UNSAFE.search(name) else f"{name} · {fixed}"


def _feedback_email(words: Words) -> str:
    """Return the address of who is accountable, or else of whom to ask; empty when neither is named."""
    people = (words.value(fact_id) for fact_id in (known.ACCOUNTABLE, known.GO_TO))
    return next((person.email for person in people if isinstance(person, Person)), "")


def _text_of(fact_id: str, words: Words) -> str:
    """Return an answer exactly as typed, in this language where it is given in more; not Markdown."""
    if fact_id not in words.library.facts:
        return ""
    value = words.value(fact_id)
    if isinstance(value, InLanguages):
        texts = dict(value.texts)
        return texts.get(words.language) or next(iter(texts.values()))
    return "" if isinstance(value, Unknown) else str(value)
