"""QR codes: drawn only when the firm says where its handbook stands, and never with styles."""

import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook_gen.model.handbook import Handbook
from handbook_gen.writers.markdown import Addresses, page_markdown
from handbook_gen.writers.qr import qr_svg, qr_svgs
from handbook_gen.writers.short_addresses import short_codes, short_pages
from tests.small_library import FIRM

Handbooks = Callable[[str], tuple[Handbook, ...]]

ADDRESS = "site: {address: 'https://jansen.example/handboek/'}\n"


def _page(handbook: Handbook, name: str) -> str:
    book = handbook.book("staff")
    page = next(page for page in book.pages if page.id == name)
    return page_markdown(page, handbook, Addresses.of(book))


def test_a_code_is_a_drawing_without_styles_scripts_and_sizes() -> None:
    svg = qr_svg("https://jansen.example/r/prv-01.html")
    root = ElementTree.fromstring(svg)  # noqa: S314  # we drew it

    names = {name for element in root.iter() for name in element.attrib}
    assert names == {"viewBox", "fill", "stroke", "d"}
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "path"}


def test_a_code_is_black_on_white_with_four_modules_around_it() -> None:
    svg = qr_svg("https://jansen.example/r/prv-01.html")

    assert '<path fill="#fff" d="M0 0h' in svg
    assert 'stroke="#000" d="M4 4.5h7' in svg  # a corner of the code, four from the edge


FIRMS = st.sampled_from(["https://jansen.example/r", "https://kantoor-de-boer.example/handboek/r"])
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-./", min_size=1, max_size=90)


NAMES = LETTERS | st.sampled_from(["é/prv-01", "prv-01", "prv-29", "gov-30"])


@settings(deadline=None)  # the first codes of a size take longer than those that follow
@given(st.lists(st.tuples(FIRMS, NAMES), max_size=9))
def test_a_code_that_is_made_from_another_is_what_the_library_for_codes_draws(
    names: list[tuple[str, str]],
) -> None:
    addresses = [f"{firm}/{name}.html" for firm, name in names]

    assert list(qr_svgs(addresses)) == [f"{_as_drawn(address)}\n" for address in addresses]


def _as_drawn(address: str) -> str:
    drawn = io.BytesIO()
    settings = {"dark": "#000", "light": "#fff", "svgclass": "", "lineclass": "", "nl": False}
    code = segno.make(address, error="m", micro=False, mask=7)
    code.save(drawn, kind="svg", border=4, omitsize=True, xmldecl=False, **settings)
    return drawn.getvalue().decode()


def test_what_a_code_is_for_is_said_and_cannot_end_the_attribute() -> None:
    assert 'role="img" aria-label="&lt;&quot;x&quot;&gt;"' in qr_svg("https://a.example", '<"x">')


def test_with_an_address_every_short_page_has_a_code(
    handbook_for: Callable[..., Handbook],
) -> None:
    handbook = handbook_for(FIRM + ADDRESS)
    pages = short_pages([handbook], ("staff", "control"))

    codes = short_codes(handbook, pages)

    assert {name.removesuffix(".svg") for name in codes} == {
        name.removesuffix(".html") for name in pages
    }
    assert codes["gov-01.svg"] == qr_svg("https://jansen.example/handboek/r/gov-01.html").encode()


def test_on_paper_a_clause_says_where_to_find_it(handbook_for: Callable[..., Handbook]) -> None:
    text = _page(handbook_for(FIRM + ADDRESS), "governance/posting")

    assert (
        '<p class="hb-short" data-search-exclude>'
        "Vast adres: jansen.example/handboek/r/gov-01.html</p>" in text
    )


def test_without_an_address_there_is_no_code_and_no_short_address(
    handbook_for: Callable[..., Handbook], shipped: Handbooks
) -> None:
    handbook = handbook_for()

    assert short_codes(handbook, short_pages([handbook], ("staff",))) == {}
    assert "hb-short" not in _page(handbook, "governance/posting")
    assert "hb-qr" not in _page(shipped("example-accountants")[0], "pocket-card")


def test_the_pocket_card_leads_to_the_decision_aid_with_questions(shipped: Handbooks) -> None:
    dutch, english = (_page(handbook, "pocket-card") for handbook in shipped("example-lawyers"))

    assert 'aria-label="QR-code naar Mag ik dit plaatsen?"' in dutch
    assert 'aria-label="QR code to May I post this?"' in english
    assert "handboek.vandijkaalbers.example/r/may-i-post.html</figcaption>" in dutch
    assert re.search(r"<svg[^>]* (?:width|style)=", dutch) is None
