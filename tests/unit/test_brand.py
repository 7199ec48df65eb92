"""A firm's colour, made readable where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook_gen.assemble.brand import brand, contrast
from handbook_gen.model.profile import Logo

LIGHT_PAGE = "#f3f4f6"
DARK_PAGE = "#2a3038"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#777777", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_a_short_colour_code_is_written_in_full() -> None:
    assert brand("#0Bc", None).colour == "#00bbcc"


@pytest.mark.parametrize(
    ("colour", "on_colour"),
    [("#0b4f6c", "#ffffff"), ("#ffffff", "#000000"), ("#ffd700", "#000000"), ("#000", "#ffffff")],
)
def test_text_on_the_colour_is_black_or_white(colour: str, on_colour: str) -> None:
    assert brand(colour, None).on_colour == on_colour


def test_a_colour_that_is_readable_stays_as_it_is() -> None:
    assert brand("#0b4f6c", None).link == "#0b4f6c"
    assert brand("#9fd8ff", None).link_dark == "#9fd8ff"


def test_a_light_colour_is_darkened_for_links_on_a_light_page() -> None:
    assert brand("#ffd700", None).link != "#ffd700"


@given(st.from_regex(r"#([0-9a-f]{3}|[0-9a-f]{6})", fullmatch=True))
def test_every_colour_is_readable_everywhere(colour: str) -> None:
    made = brand(colour, None)

    assert contrast(made.on_colour, made.colour) >= 4.5
    assert contrast(made.link, LIGHT_PAGE) >= 4.5
    assert contrast(made.link_dark, DARK_PAGE) >= 4.5


def test_a_logo_travels_inside_the_brand() -> None:
    made = brand("#0b4f6c", Logo("logo.png", b"\x89PNG"))

    assert (made.logo_name, made.logo_base64) == ("logo.png", "iVBORw==")


def test_a_firm_without_a_logo_has_none() -> None:
    assert brand("#0b4f6c", None).logo_name == ""
