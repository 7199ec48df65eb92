"""Check what one file of the library says about another: texts against facts, links, placements, keys."""

from collections.abc import Iterable, Iterator

from handbook_gen.conditions import Scope
from handbook_gen.filling import check_text, spot_in_text
from handbook_gen.library.links import link_problems, unknown_clause
from handbook_gen.library.placing import CLAUSE_ID, PLACEMENT, placed_in
from handbook_gen.library.safe_markdown import markdown_problems
from handbook_gen.library.tool_checks import tool_problems
from handbook_gen.model.expression import Choose, Part, Repeat, Text, Words
from handbook_gen.model.known import PROGRAM_FACTS
from handbook_gen.model.library import Clause, Library, LibraryPage
from handbook_gen.problems import Place, Problem, nearest

GENERATED = frozenset(
    {
        "risks",
        "risk-map",
        "strategy-cycle",
        "channel-fit",
        "who-decides",
        "review-calendar",
        "silent-readers",
    }
)
"""What a page may place besides clauses; the program makes it."""


def cross_check(library: Library, unread: frozenset[str] = frozenset()) -> list[Problem]:
    """Return everything in the library that does not fit together.

    `unread` are the IDs of clauses and pages that could not be read; that others name them is no
    further problem.
    """
    problems: list[Problem] = []
    scope = Scope(library.facts)
    known = known_ids(library.clauses.values()) | unread
    for clause in library.clauses.values():
        if clause.page in library.pages or clause.page not in unread:
            problems += clause_problems(clause, library, scope, known)
    for page in library.pages.values():
        problems += page_problems(page, library, scope, known)
    for section in library.sections.values():
        for text in section.introductions.values():
            problems += check_text(text, scope)
            problems += markdown_problems(text)
    problems += _key_problems(library, known)
    problems += tool_problems(library, scope, known)
    problems += _change_problems(library, known | frozenset(library.retired))
    return problems


def known_ids(clauses: Iterable[Clause]) -> frozenset[str]:
    """Return all IDs that a link may name: those of clauses and of what they include."""
    return frozenset(name for clause in clauses for name in (clause.id, *clause.includes))


def clause_problems(
    clause: Clause, library: Library, scope: Scope, known: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a clause beside the facts, links, sources and audiences that exist."""
    for text in texts_of(clause):
        yield from check_text(text, scope, clause.applies_when)
        yield from markdown_problems(text)
        yield from link_problems(text, known)
    yield from _named_problems(clause, library)
    yield from _standing_problems(clause, library)


def _named_problems(clause: Clause, library: Library) -> Iterator[Problem]:
    """Yield the sources, audiences, channels and owners that a clause names and that do not exist."""
    for key in clause.sources:
        if source_key(key, library) is None:
            guess = nearest(key.rpartition("-")[0] or key, library.sources)
            yield _unknown(clause, "sources", f"no source is called `{key}`", guess)
    for role in clause.audience:
        if role not in library.roles:
            guess = nearest(role, library.roles)
            yield _unknown(clause, "audience", f"no audience is called `{role}`", guess)
    for channel in clause.channels:
        if channel not in library.channels:
            guess = nearest(channel, library.channels)
            yield _unknown(clause, "channels", f"no channel is called `{channel}`", guess)
    if clause.owner not in people_of(library):
        guess = nearest(clause.owner, people_of(library))
        yield _unknown(clause, "owner", f"`{clause.owner}` is no person of the firm", guess)


def _standing_problems(clause: Clause, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with where a clause stands and what it is called."""
    if clause.id in library.retired:
        message = f"`{clause.id}` was retired, and stays retired"
        yield Problem("HB064", message, clause.place, help="give the clause a new number")
    if clause.page not in library.pages:
        yield Problem("HB069", f"`{clause.id}` lies in a folder without a page", clause.place)
        return
    prefixes = library.section_of(clause).prefixes
    own = clause.replaces or clause.after
    if CLAUSE_ID.fullmatch(clause.id) and clause.id.split("-")[0] not in prefixes and not own:
        expected = "a prefix of the section: " + ", ".join(f"`{prefix}`" for prefix in prefixes)
        message = f"`{clause.id}` does not belong in this section"
        yield Problem("HB069", message, clause.place, expected=expected)


def page_problems(
    page: LibraryPage, library: Library, scope: Scope, known: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a page: its texts, links, and what it places."""
    for text in (words.body for words in page.texts.values()):
        yield from check_text(text, scope, page.applies_when)
        yield from markdown_problems(text)
        yield from link_problems(text, known)
    if page.owner and page.owner not in people_of(library):
        guess = nearest(page.owner, people_of(library))
        label = f"did you mean `{guess}`?" if guess else ""
        message = f"`{page.id}`: `{page.owner}` is no person of the firm"
        yield Problem("HB069", message, page.owner_place or page.place, label=label)
    text = next(iter(page.texts.values())).body
    placed = placed_in(text.source)
    for name in dict.fromkeys(placed):
        place = _place_of(text, f"[[{name}]]")
        clause = library.clauses.get(name)
        if placed.count(name) > 1:
            yield Problem("HB066", f"`{name}` is placed twice", place)
        elif clause is not None and clause.page != page.id:
            message = f"`{name}` belongs on the page `{clause.page}`"
            yield Problem(
                "HB066", message, place, help="move the file, or link to it inside a sentence"
            )
        elif clause is None and name[0].islower() and name not in GENERATED:
            expected = ", ".join(f"`[[{made}]]`" for made in sorted(GENERATED))
            yield Problem(
                "HB065", f"nothing is called `{name}`", place, expected=f"an ID, or {expected}"
            )
    for words in _inside_branches(text.parts):
        for name in PLACEMENT.findall(words):
            message = f"`{name}` is placed inside an `if` or a `for`"
            help_ = "give the clause an `applies_when` instead"
            yield Problem("HB066", message, _place_of(text, f"[[{name}]]"), help=help_)


def people_of(library: Library) -> tuple[str, ...]:
    """Return the facts that name a person, which is what an owner can be."""
    return tuple(fact.id for fact in library.facts.values() if fact.kind == "person")


def texts_of(clause: Clause) -> Iterator[Text]:
    """Yield every text of a clause, in all languages."""
    for words in clause.texts.values():
        yield words.body
        yield from words.parts.values()


def source_key(citation: str, library: Library) -> tuple[str, str] | None:
    """Return a citation's source and article (`avg-33` is `avg`, `33`), or None for no source.

    The longest key wins, so that keys may hold dashes.
    """
    if citation in library.sources:
        return citation, ""
    cut = citation.rfind("-")
    while cut > 0:
        if citation[:cut] in library.sources:
            return citation[:cut], citation[cut + 1 :]
        cut = citation.rfind("-", 0, cut)
    return None


def _key_problems(library: Library, known: frozenset[str]) -> Iterator[Problem]:
    for name in sorted(PROGRAM_FACTS - set(library.facts)):
        message = f"the program reads `{name}`, and facts.yml does not hold it"
        yield Problem("HB071", message, Place("templates/facts.yml"))
    for rule in library.rules:
        for key in rule.sources:
            if source_key(key, library) is None:
                yield Problem("HB069", f"no source is called `{key}`", rule.place)
    for risk in library.risks:
        for clause in risk.clauses:
            if clause not in known:
                place = Place("templates/tools/risks.yml")
                yield Problem("HB065", f"no clause is called `{clause}` (risk `{risk.key}`)", place)


def _change_problems(library: Library, known: frozenset[str]) -> Iterator[Problem]:
    for change in library.changes:
        for name in (change.clause, change.into):
            if name and name not in known:
                yield unknown_clause(name, change.place, known)


def _unknown(clause: Clause, key: str, message: str, guess: str | None) -> Problem:
    label = f"did you mean `{guess}`?" if guess else ""
    place = clause.places.get(key, clause.place)
    return Problem("HB069", f"`{clause.id}`: {message}", place, label=label)


def _place_of(text: Text, words: str) -> Place:
    spot = spot_in_text(text.source, text.path, text.first_line, text.first_column)
    return spot(text.source.rfind(words), len(words))


def _inside_branches(parts: tuple[Part, ...], *, inside: bool = False) -> Iterator[str]:
    for part in parts:
        match part:
            case Words(words) if inside:
                yield words
            case Choose(branches):
                for _, body in branches:
                    yield from _inside_branches(body, inside=True)
            case Repeat(_, _, body):
                yield from _inside_branches(body, inside=True)
            case _:
                pass
