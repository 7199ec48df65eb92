"""The sentences that a case may state, each with what it checks.

A sentence form is a pattern with a function; the documentation is `tests/cases/README.md`, and
`tests/test_cases.py` holds the two together.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from handbook_gen.library.cross_check import GENERATED
from handbook_gen.model.aids import Figure, Flow, Quiz
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Book, Handbook
from handbook_gen.model.tools import Flow as LibraryFlow
from handbook_gen.model.tools import Quiz as LibraryQuiz
from handbook_gen.writers.short_addresses import short_pages
from tests.case_outcomes import (
    Outcome,
    changed_clauses,
    clauses_that_read,
    page_words,
    plain_value,
    readable,
)

Check = Callable[[Outcome, re.Match[str]], None]

_ONE = r"`[^`]+`"
_LIST = rf"{_ONE}(?:(?:, | and ){_ONE})*"
_LANGUAGES: Final = {"English": "en", "Dutch": "nl"}
_SAYS = r'(?P<verb>says|does not say) in (?P<language>English|Dutch) "(?P<words>.+)"'
_ORIGINS: Final = {"the firm": "case", "the library's default": "library default"}
_SENTENCES: list[tuple[re.Pattern[str], Check]] = []


def check_sentence(outcome: Outcome, text: str) -> None:
    """Check one sentence.

    Raises:
        AssertionError: it is not true.
        LookupError: no sentence form fits, or more than one does.
    """
    ((pattern, check),) = forms_of(text)
    found = pattern.fullmatch(text)
    assert found is not None
    check(outcome, found)


def forms_of(text: str) -> list[tuple[re.Pattern[str], Check]]:
    """Return the one sentence form that fits, in a list.

    Raises:
        LookupError: no form fits, or more than one does.
    """
    found = [(pattern, check) for pattern, check in _SENTENCES if pattern.fullmatch(text)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} sentence forms fit «{text}»")
    return found


def all_forms() -> tuple[str, ...]:
    """Return the patterns of all sentence forms."""
    return tuple(pattern.pattern for pattern, _ in _SENTENCES)


def _sentence(pattern: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        _SENTENCES.append((re.compile(pattern), check))
        return check

    return register


@_sentence(rf"(?:the handbook|it) (?P<verb>has|does not have) (?P<list>{_LIST})")
def _has(outcome: Outcome, found: re.Match[str]) -> None:
    for clause_id in _names(found["list"]):
        _is_known(outcome, clause_id)
        is_in = outcome.owner_of(clause_id) is not None
        assert is_in == (found["verb"] == "has"), _state(clause_id, is_in=is_in)


@_sentence(rf"the (?P<book>staff|control) book (?P<verb>has|does not have) (?P<list>{_LIST})")
def _book_has(outcome: Outcome, found: re.Match[str]) -> None:
    held = {passage.id for passage in _book(outcome, found["book"]).passages}
    for clause_id in _names(found["list"]):
        _is_known(outcome, clause_id)
        is_in = outcome.owner_of(clause_id) in held
        assert is_in == (found["verb"] == "has"), _state(clause_id, is_in=is_in)


@_sentence(r"the (?P<book>staff|control) book has at most (?P<number>\d+) clauses")
def _at_most(outcome: Outcome, found: re.Match[str]) -> None:
    count = len(_book(outcome, found["book"]).passages)
    assert count <= int(found["number"]), f"it has {count}"


@_sentence(rf"the pocket card (?P<verb>has|does not have) (?P<list>{_LIST})")
def _pocket(outcome: Outcome, found: re.Match[str]) -> None:
    clauses = outcome.firm.decisions.clauses
    for clause_id in _names(found["list"]):
        owner = outcome.owner_of(clause_id)
        is_in = owner is not None and clauses[owner].pocket
        assert is_in == (found["verb"] == "has"), _state(clause_id, is_in=is_in)


@_sentence(rf"(?:the handbook|it) (?P<verb>has|does not have) the pages? (?P<list>{_LIST})")
def _has_page(outcome: Outcome, found: re.Match[str]) -> None:
    for page_id in _names(found["list"]):
        assert page_id in _known_pages(outcome), f"no page is called `{page_id}`"
        is_in = page_id in _page_ids(outcome)
        assert is_in == (found["verb"] == "has"), _state(page_id, is_in=is_in)


@_sentence(rf"(?P<clause>{_ONE}) {_SAYS}")
def _clause_says(outcome: Outcome, found: re.Match[str]) -> None:
    passage = outcome.passage(_name(found["clause"]), _LANGUAGES[found["language"]])
    parts = (passage.title, passage.text, passage.good, passage.bad, passage.why)
    _says(" ".join(readable(part) for part in parts), found)


@_sentence(rf"the page (?P<page>{_ONE})(?: of the (?P<book>staff|control) book)? {_SAYS}")
def _page_says(outcome: Outcome, found: re.Match[str]) -> None:
    language, name = _LANGUAGES[found["language"]], _name(found["page"])
    pages = [
        (book, page)
        for book in outcome.handbook(language).books
        for page in book.pages
        if page.id == name and found["book"] in (None, book.name)
    ]
    assert len(pages) == 1, f"{len(pages)} pages are called `{name}`"
    _says(page_words(outcome, *pages[0], language), found)


@_sentence(rf"the (?P<book>staff|control) book {_SAYS}")
def _book_says(outcome: Outcome, found: re.Match[str]) -> None:
    language = _LANGUAGES[found["language"]]
    book = outcome.handbook(language).book(_book_name(found["book"]))
    _says(" ".join(page_words(outcome, book, page, language) for page in book.pages), found)


@_sentence(rf"the page (?P<page>{_ONE}) (?P<verb>asks|does not ask) (?P<list>{_LIST})")
def _page_asks(outcome: Outcome, found: re.Match[str]) -> None:
    aids = [block for block in _blocks(outcome, found) if isinstance(block, Flow | Quiz)]
    asked = {question.key for aid in aids for question in aid.questions}
    for name in _names(found["list"]):
        assert name in _known_questions(outcome), f"no question is called `{name}`"
        assert (name in asked) == (found["verb"] == "asks"), sorted(asked)


@_sentence(rf"the page (?P<page>{_ONE}) (?P<verb>ends|does not end) in (?P<list>{_LIST})")
def _page_ends_in(outcome: Outcome, found: re.Match[str]) -> None:
    flows = [block for block in _blocks(outcome, found) if isinstance(block, Flow)]
    ends = {end.key for flow in flows for end in flow.outcomes}
    for name in _names(found["list"]):
        assert name in _known_ends(outcome), f"no outcome is called `{name}`"
        assert (name in ends) == (found["verb"] == "ends"), sorted(ends)


@_sentence(
    rf"the page (?P<page>{_ONE}) (?P<verb>shows|does not show) the figures? (?P<list>{_LIST})"
)
def _page_shows(outcome: Outcome, found: re.Match[str]) -> None:
    shown = {block.id for block in _blocks(outcome, found) if isinstance(block, Figure)}
    for name in _names(found["list"]):
        assert name in GENERATED, f"no figure is called `{name}`"
        assert (name in shown) == (found["verb"] == "shows"), sorted(shown)


@_sentence(r"the first page of the (?P<book>staff|control) book counts its rules")
def _counts_rules(outcome: Outcome, found: re.Match[str]) -> None:
    for language in outcome.handbooks:
        count, _ = _length_said(outcome, found["book"], language)
        assert count == len(outcome.handbook(language).book(_book_name(found["book"])).passages)


@_sentence(r"the (?P<book>staff|control) book takes at most (?P<number>\d+) minutes to read")
def _takes_minutes(outcome: Outcome, found: re.Match[str]) -> None:
    for language in outcome.handbooks:
        _, minutes = _length_said(outcome, found["book"], language)
        assert 0 < minutes <= int(found["number"]), f"it says {minutes}"


@_sentence(r"every page (?P<verb>carries|does not carry) a notice")
def _notice(outcome: Outcome, found: re.Match[str]) -> None:
    shown = {bool(handbook.notice) for handbook in outcome.handbooks.values()}
    assert shown == {found["verb"] == "carries"}


@_sentence(rf"(?P<clause>{_ONE}) is left out because (?P<reason>.+)")
def _left_out(outcome: Outcome, found: re.Match[str]) -> None:
    out = outcome.firm.decisions.out.get(_name(found["clause"]))
    assert out is not None, "it is not left out"
    reasons = {
        "condition": "its condition does not hold",
        "deviation": "the firm deviates",
        "replaced": f"`{out.detail}` replaces it",
        "page": "its page does not apply",
        "empty": "no clause is left on it",
    }
    assert found["reason"] == reasons[out.kind]


@_sentence(rf"(?P<clause>{_ONE}) rests on (?P<list>{_LIST})")
def _rests_on(outcome: Outcome, found: re.Match[str]) -> None:
    cited = _cited(outcome, found)
    assert set(_names(found["list"])) <= cited, sorted(cited)


@_sentence(rf"(?P<clause>{_ONE}) does not rest on (?P<list>{_LIST})")
def _rests_not_on(outcome: Outcome, found: re.Match[str]) -> None:
    cited = _cited(outcome, found)
    assert not set(_names(found["list"])) & cited, sorted(cited)


@_sentence(rf"(?P<clause>{_ONE}) (?P<verb>points|does not point) to (?P<list>{_LIST})")
def _points_to(outcome: Outcome, found: re.Match[str]) -> None:
    related = dict(pair for book in _first(outcome).books for pair in book.related)
    near = related.get(_name(found["clause"]), ())
    for clause_id in _names(found["list"]):
        _is_known(outcome, clause_id)
        is_in = clause_id in near
        assert is_in == (found["verb"] == "points"), near


@_sentence(
    rf'(?P<clause>{_ONE}) is (?:marked in (?P<language>English|Dutch) "(?P<words>.+)"|not marked)'
)
def _marked(outcome: Outcome, found: re.Match[str]) -> None:
    language = _LANGUAGES[found["language"]] if found["language"] else next(iter(outcome.handbooks))
    assert outcome.passage(_name(found["clause"]), language).news == (found["words"] or "")


@_sentence(rf"the short address (?P<name>{_ONE}) leads (?:to (?P<target>{_ONE})|nowhere)")
def _short_address(outcome: Outcome, found: re.Match[str]) -> None:
    pages = short_pages(tuple(outcome.handbooks.values()), ("staff", "control"))
    page = pages.get(f"{_name(found['name'])}.html", b"").decode()
    target = _name(found["target"]).lower() if found["target"] else ""
    leads = re.search(r'content="0; url=[^"]*?([a-z0-9-]+)"', page)
    assert (leads[1] if leads else "") == target, page


@_sentence(rf"the duty (?P<clause>{_ONE}) is (?P<state>open|done|planned|not ours)")
def _duty(outcome: Outcome, found: re.Match[str]) -> None:
    language = next(iter(outcome.handbooks))
    status = outcome.passage(_name(found["clause"]), language).status
    assert status is not None, "a clause of the staff book has no status"
    assert status.state == found["state"]


@_sentence(rf"the answer to (?P<fact>{_ONE}) is (?P<value>{_ONE})(?: \((?P<origin>[^)]+)\))?")
def _answer(outcome: Outcome, found: re.Match[str]) -> None:
    answers, fact_id = outcome.firm.decisions.answers, _name(found["fact"])
    is_open = fact_id in answers.unanswered
    value = "unknown" if is_open else plain_value(answers.values[fact_id])
    assert value == _name(found["value"])
    if found["origin"] is not None:
        origin = re.sub(r"the layer `([a-z-]+)`", r"\1", found["origin"])
        assert answers.origins[fact_id] == _ORIGINS.get(origin, origin)


@_sentence(rf"the to-dos (?P<verb>ask|do not ask) (?P<list>{_LIST})")
def _to_dos(outcome: Outcome, found: re.Match[str]) -> None:
    answers = outcome.firm.decisions.answers
    for fact_id in _names(found["list"]):
        assert fact_id in answers.facts, f"no fact is called `{fact_id}`"
        is_asked = fact_id in answers.unanswered
        assert is_asked == (found["verb"] == "ask"), _state(fact_id, is_in=is_asked)


@_sentence(rf"`handbook check` says (?P<list>{_LIST})(?: as an? (?P<level>error|warning|info))?")
def _check_says(outcome: Outcome, found: re.Match[str]) -> None:
    for name in _names(found["list"]):
        _is_said_somewhere(outcome, name)
        assert name in outcome.said, f"it says {sorted(outcome.said)}"
        assert found["level"] in (None, outcome.said[name]), outcome.said[name]


@_sentence(rf"`handbook check` does not say (?P<list>{_LIST})")
def _check_says_not(outcome: Outcome, found: re.Match[str]) -> None:
    for name in _names(found["list"]):
        _is_said_somewhere(outcome, name)
        assert name not in outcome.said, f"it says {sorted(outcome.said)}"


@_sentence(r"`handbook check` finds no (?P<what>error|contradiction)")
def _finds_no(outcome: Outcome, found: re.Match[str]) -> None:
    if found["what"] == "error":
        wrong = [name for name, level in outcome.said.items() if level == "error"]
    else:
        wrong = [name for name in outcome.said if not name.startswith("HB")]
    assert not wrong, wrong


_CHANGING = rf"changing (?P<fact>{_ONE}) to (?P<value>{_ONE}) changes "


@_sentence(_CHANGING + rf"only (?P<list>{_LIST})")
def _changes_exactly(outcome: Outcome, found: re.Match[str]) -> None:
    touched = _touched(outcome, found)
    assert sorted(touched) == sorted(_names(found["list"])), sorted(touched)


@_sentence(_CHANGING + rf"only clauses that read it, with (?P<list>{_LIST}) among them")
def _changes_among_others(outcome: Outcome, found: re.Match[str]) -> None:
    missing = set(_names(found["list"])) - _touched(outcome, found)
    assert not missing, f"{sorted(missing)} read as before"


@_sentence(_CHANGING + r"no clause")
def _changes_nothing(outcome: Outcome, found: re.Match[str]) -> None:
    touched = _touched(outcome, found)
    assert not touched, sorted(touched)


def _touched(outcome: Outcome, found: re.Match[str]) -> frozenset[str]:
    """Return the clauses that a change touches, all of which must read that answer."""
    fact_id = _name(found["fact"])
    assert fact_id in outcome.library.facts, f"no fact is called `{fact_id}`"
    touched = changed_clauses(outcome, outcome.after(fact_id, _name(found["value"])))
    strays = touched - clauses_that_read(outcome.firm.library, fact_id)
    assert not strays, f"{sorted(strays)} change without reading `{fact_id}`"
    return touched


def _says(text: str, found: re.Match[str]) -> None:
    is_there = found["words"] in text
    assert is_there == (found["verb"] == "says"), text[:2000]


def _cited(outcome: Outcome, found: re.Match[str]) -> set[str]:
    passage = outcome.passage(_name(found["clause"]), next(iter(outcome.handbooks)))
    return {citation.key for citation in passage.citations}


def _book(outcome: Outcome, name: str) -> Book:
    return _first(outcome).book(_book_name(name))


def _book_name(name: str) -> BookName:
    return "staff" if name == "staff" else "control"


def _page_ids(outcome: Outcome) -> frozenset[str]:
    return frozenset(page.id for book in _first(outcome).books for page in book.pages)


def _blocks(outcome: Outcome, found: re.Match[str]) -> tuple[object, ...]:
    """Return what stands on the page that a sentence names, in the first language."""
    name = _name(found["page"])
    pages = [page for book in _first(outcome).books for page in book.pages if page.id == name]
    assert len(pages) == 1, f"{len(pages)} pages are called `{name}`"
    return pages[0].blocks


def _first(outcome: Outcome) -> Handbook:
    return next(iter(outcome.handbooks.values()))


def _length_said(outcome: Outcome, book: str, language: str) -> tuple[int, int]:
    """Return how many rules a book has and how many minutes it takes, as its first page says."""
    handbook = outcome.handbook(language)
    said = re.escape(handbook.phrase("length"))
    for place in ("n", "minutes"):
        said = said.replace(re.escape("{" + place + "}"), rf"(?P<{place}>\d+)")
    first = handbook.book(_book_name(book)).pages[0]
    length = re.search(said, page_words(outcome, handbook.book(_book_name(book)), first, language))
    assert length is not None, "its first page does not say how long it is"
    return int(length["n"]), int(length["minutes"])


def _known_pages(outcome: Outcome) -> frozenset[str]:
    """Return the pages that some firm may have: those of the library, and those that are made."""
    library = outcome.firm.library
    made = [f"tools/{name}" for name in (*library.tools, "account-register")]
    made += [f"channels/{name.replace('_', '-')}" for name in library.channels]
    made += [f"roles/{name.replace('_', '-')}" for name in library.roles]
    return frozenset(library.pages) | frozenset(made) | _page_ids(outcome)


def _known_questions(outcome: Outcome) -> frozenset[str]:
    bodies = [aid.body for aid in outcome.firm.library.tools.values()]
    steps = {step.key for body in bodies if isinstance(body, LibraryFlow) for step in body.steps}
    quiz = {row.key for body in bodies if isinstance(body, LibraryQuiz) for row in body.questions}
    return frozenset(steps | quiz)


def _known_ends(outcome: Outcome) -> frozenset[str]:
    bodies = [aid.body for aid in outcome.firm.library.tools.values()]
    flows = [body for body in bodies if isinstance(body, LibraryFlow)]
    return frozenset(verdict.key for flow in flows for verdict in flow.verdicts)


def _is_known(outcome: Outcome, clause_id: str) -> None:
    known = {*outcome.firm.decisions.aliases, *outcome.firm.decisions.out}
    assert clause_id in known, f"no clause is called `{clause_id}`"


def _is_said_somewhere(outcome: Outcome, name: str) -> None:
    rules = {rule.id for rule in outcome.library.rules}
    assert name in rules or re.fullmatch(r"HB\d{3}", name), f"no rule is called `{name}`"


def _state(name: str, *, is_in: bool) -> str:
    return f"`{name}` {'is' if is_in else 'is not'} there"


def _names(listed: str) -> list[str]:
    return re.findall(r"`([^`]+)`", listed)


def _name(quoted: str) -> str:
    return quoted.strip("`")


def sentences_about(texts: Iterable[str], verb: str) -> set[str]:
    """Return the rules and codes of which some sentence states that `handbook check` `verb`s them."""
    start = f"`handbook check` {verb} "
    return {
        name
        for text in texts
        if text.startswith(start)
        for name in _names(text.removeprefix(start))
    }
