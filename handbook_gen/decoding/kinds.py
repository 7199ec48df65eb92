"""One function per kind of fact: what somebody typed becomes a value, or a problem in plain words."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NoReturn

from pydantic_core import PydanticCustomError

from handbook_gen.model.facts import UNKNOWN, Fact, InLanguages, Value
from handbook_gen.model.known import YEARS
from handbook_gen.problems import nearest

_YES: Final = frozenset({"yes", "ja", "true", "on", "y", "j"})
_NO: Final = frozenset({"no", "nee", "false", "off", "n"})
_MOST_LISTED: Final = 12
_BAD_IN_LINE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BAD_IN_PROSE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}"
)
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()./-]{4,28}")
_URL: Final = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[^\s<>\"'`\\]*)?")
_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def decode_kind(fact: Fact, found: Any) -> Value:
    """Return the value of what was found, by the fact's kind.

    Raises:
        PydanticCustomError: it is of another kind, out of limits, or not one of the choices. Its
            type is the problem's code; its context may hold `expected` and `label`.
    """
    if found == "unknown":
        return _unknown(fact)
    return _DECODERS[fact.kind](fact, found)


def expected(fact: Fact) -> str:
    """Return in words what an answer to this fact looks like."""
    match fact.kind:
        case "number":
            return "a whole number" + _limits(fact)
        case "choice":
            return f"one of {_listed(fact.choices)}"
        case "choices":
            return f"a list of {_listed(fact.choices)}"
        case "list":
            return f"a list of records with {_quoted(fact.fields)}"
        case _:
            return _EXPECTED[fact.kind]


def refuse(code: str, message: str, **context: str | int) -> NoReturn:
    """Stop decoding with a problem; braces in the message are safe."""
    context["message"] = message  # last, so that nothing in it is filled in
    raise PydanticCustomError(code, "{message}", context)


def bad_character(text: str) -> str | None:
    """Return the first control or bidirectional character of a text, or None."""
    found = _BAD_IN_PROSE.search(text)
    return found.group() if found else None


def _unknown(fact: Fact) -> Value:
    if fact.default is not None:
        refuse(
            "HB027",
            f"`{fact.name}` is a choice, and cannot be `unknown`",
            expected=expected(fact) + ", or leave the line out for the library's default",
        )
    if fact.required:
        refuse("HB024", f"`{fact.name}` must be answered", expected=expected(fact))
    return UNKNOWN


def _line(fact: Fact, found: Any) -> Value:
    return _text(fact, found, _BAD_IN_LINE)


def _prose(fact: Fact, found: Any) -> Value:
    return _text(fact, found, _BAD_IN_PROSE)


def _text(fact: Fact, found: Any, bad: re.Pattern[str]) -> Value:
    if isinstance(found, dict):
        return _in_languages(fact, found, bad)
    text = _scalar(fact, found)
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        refuse("HB022", f"`{fact.name}` is empty", expected=expected(fact))
    if sign := bad.search(text):
        name = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(
            sign.group(), f"the character U+{ord(sign.group()):04X}"
        )
        refuse("HB010", f"`{fact.name}` holds {name}", expected=expected(fact))
    if fact.longest is not None and len(text) > fact.longest:
        refuse(
            "HB023",
            f"`{fact.name}` has {len(text)} characters",
            expected=f"at most {fact.longest} characters",
        )
    return text


def _in_languages(fact: Fact, found: dict[str, Any], bad: re.Pattern[str]) -> Value:
    texts: list[tuple[str, str]] = []
    if not found:
        refuse("HB022", f"`{fact.name}` is empty", expected=expected(fact))
    for language, text in found.items():
        if not re.fullmatch(r"[a-z]{2}", language):
            refuse(
                "HB022",
                f"`{fact.name}` is a table with `{language}`, which is no language",
                expected="a text, or a text per language: {nl: …, en: …}",
            )
        decoded = _text(fact, text if isinstance(text, str) else "", bad)
        texts.append((language, str(decoded)))
    return InLanguages(tuple(texts))


def _number(fact: Fact, found: Any) -> Value:
    text = _scalar(fact, found)
    if not re.fullmatch(r"[+-]?\d{1,12}", text):
        refuse("HB022", f"`{_short(text)}` is not a whole number", expected=expected(fact))
    number = int(text)
    too_low = fact.lowest is not None and number < fact.lowest
    if too_low or (fact.highest is not None and number > fact.highest):
        refuse(
            "HB023",
            f"{number} is too {'low' if too_low else 'high'} for `{fact.name}`",
            expected=expected(fact),
        )
    return number


def _yes_no(fact: Fact, found: Any) -> Value:
    word = _scalar(fact, found).lower()
    if word not in _YES | _NO:
        refuse("HB022", f"`{_short(word)}` is neither yes nor no", expected=expected(fact))
    return word in _YES


def _choice(fact: Fact, found: Any) -> Value:
    word = _scalar(fact, found)
    if word in fact.choices:
        return word
    by_lower = {key.lower(): key for key in fact.choices}
    if word.lower() in by_lower:
        return by_lower[word.lower()]
    guess = nearest(word, fact.choices)
    refuse(
        "HB025",
        f"`{_short(word)}` is not one of the choices for `{fact.name}`",
        expected=f"one of {_listed(fact.choices)}",
        label=f"did you mean `{guess}`?" if guess else "",
    )


def _choices(fact: Fact, found: Any) -> Value:
    words = [found] if isinstance(found, str) and found else found
    if not isinstance(words, list):
        refuse("HB022", f"`{fact.name}` is not a list", expected=expected(fact))
    chosen = tuple(_chosen(fact, word, number) for number, word in enumerate(words))
    twice = next((n for n, word in enumerate(chosen) if word in chosen[:n]), None)
    if twice is not None:
        message = f"`{chosen[twice]}` is chosen twice in `{fact.name}`"
        refuse("HB023", message, expected="each choice once", item=twice)
    few, many = len(chosen) < fact.fewest, fact.most is not None and len(chosen) > fact.most
    if few or many:
        bound = f"at least {fact.fewest}" if few else f"at most {fact.most}"
        refuse(
            "HB023",
            f"`{fact.name}` has {len(chosen)} choices",
            expected=f"{bound}, of {_listed(fact.choices)}",
        )
    return chosen


def _chosen(fact: Fact, word: Any, number: int) -> str:
    """Return one word of a list of choices; a problem tells which of the list it is."""
    try:
        return str(_choice(fact, word))
    except PydanticCustomError as error:
        context = {"item": number, **(error.context or {})}
        raise PydanticCustomError(error.type, "{message}", context) from error


def _date(fact: Fact, found: Any) -> Value:
    typed = text = _scalar(fact, found)
    if day := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text):  # as written in Dutch
        text = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    try:
        day_ = date.fromisoformat(text)
    except ValueError:
        refuse("HB022", f"`{_short(typed)}` is not a day of the calendar", expected=expected(fact))
    if day_.year not in YEARS:
        message = f"`{_short(typed)}` is too long ago, or too far away, for `{fact.name}`"
        refuse("HB023", message, expected=f"a year from {YEARS[0]} to {YEARS[-1]}")
    return day_


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[Fact, Any], Value]:
    def decode(fact: Fact, found: Any) -> Value:
        text = _scalar(fact, found).strip()
        if len(text) > 300 or not pattern.fullmatch(text):
            refuse("HB022", f"`{_short(text)}` is not {what}", expected=expected(fact))
        return text

    return decode


def _file(fact: Fact, found: Any) -> Value:
    return _text(fact, _scalar(fact, found), _BAD_IN_LINE)


def _scalar(fact: Fact, found: Any) -> str:
    if isinstance(found, str):
        return found
    shape = "a list" if isinstance(found, list) else "a table"
    refuse("HB022", f"`{fact.name}` is {shape}", expected=expected(fact))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _limits(fact: Fact) -> str:
    if fact.lowest is not None and fact.highest is not None:
        return f" from {fact.lowest} to {fact.highest}"
    return ""


def _listed(choices: Mapping[str, object]) -> str:
    """Return the choices, or how many there are when they would fill the screen."""
    few = len(choices) <= _MOST_LISTED
    return _quoted(choices) if few else f"the {len(choices)} choices that `handbook schema` lists"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


_DECODERS: Final[dict[str, Callable[[Fact, Any], Value]]] = {
    "text": _line,
    "prose": _prose,
    "number": _number,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "email": _matching(_EMAIL, "an e-mail address"),
    "phone": _matching(_PHONE, "a phone number"),
    "url": _matching(_URL, "a web address"),
    "colour": _matching(_COLOUR, "a colour"),
    "file": _file,
}

_EXPECTED: Final = {
    "text": "text on one line",
    "prose": "text",
    "yes_no": "`yes` or `no`",
    "date": "a date such as 2027-03-01",
    "person": "a person: {name: …, email: …, phone: …}, of which the phone may be left out",
    "email": "an e-mail address such as s.bakker@kantoor.example",
    "phone": 'a phone number such as "+31 20 123 45 67"',
    "url": "an address that begins with https://",
    "colour": 'a colour such as "#0b4f6c", in quotes',
    "file": "the name of a file in the firm's folder",
    "derived": "nothing: this is worked out from other answers",
}
