"""Nobody is named in what is published: answers without people, and the guard behind them."""

from typing import Final

import pytest

from handbook_gen.profile.unnamed import Personal, named_in

FIRM: Final = ("Jansen & Zn.",)


def name(text: str) -> Personal:
    return Personal("people.go_to", "name", text)


def email(text: str) -> Personal:
    return Personal("people.go_to", "email", text)


def phone(text: str) -> Personal:
    return Personal("people.go_to", "phone", text)


@pytest.mark.parametrize(
    ("one", "page"),
    [
        (name("S. Bakker"), "<p>Ask S. Bakker.</p>"),
        (name("S. Bakker"), "<p>Ask s. bakker.</p>"),
        (name("S. Bakker"), "<p>Ask S.\n  Bakker.</p>"),
        (name("S. Bakker"), "<p>Ask S&#46; Bakker.</p>"),
        (name("S. Bakker"), "<p>Ask S. <b>Bakker</b>.</p>"),
        (name("S. Bakker"), '<p title="S. Bakker">Ask.</p>'),
        (name("Noor"), "<p>Ask Noor.</p>"),
        (name("D'Hondt <x>"), "<p>Ask D&#39;Hondt &lt;x&gt;.</p>"),
        (name("De Boër"), "<p>de boËr</p>"),
        (email("s.bakker@x.example"), '<a href="mailto:S.Bakker@X.example">mail</a>'),
        (phone("+31 20 555 01 23"), '<a href="tel:+31205550123">call</a>'),
        (phone("+31 20 555 01 23"), "<p>Bel 020-555 01 23.</p>"),
        (phone("020 555 0123"), "<p>+31 (0)20 - 555.01.23</p>"),
        (phone("1234"), "<p>toestel 1234</p>"),
        (name("Jan Jansen"), "<p>Jan Jansen of Jansen &amp; Zn.</p>"),
    ],
)
def test_somebody_who_is_named_is_found(one: Personal, page: str) -> None:
    assert named_in(page, (one,), FIRM) == [one]


@pytest.mark.parametrize(
    ("one", "page"),
    [
        (name("S. Bakker"), "<p>Ask the baker.</p>"),
        (name("Noor"), "<p>Noord en noor</p>"),
        (name("Will"), "<p>you will see</p>"),
        (name("Jansen"), "<p>Jansen &amp; Zn.</p>"),
        (name("S. Bakker"), "<script>S. Bakker</script><style>S. Bakker</style>"),
        (phone("1234"), "<p>12345 and 91234</p>"),
        (phone("+31 20 555 01 23"), "<p>20 555 01 24</p>"),
    ],
)
def test_what_names_nobody_passes(one: Personal, page: str) -> None:
    assert named_in(page, (one,), FIRM) == []
