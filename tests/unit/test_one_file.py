"""A page set into one file with others: anchors, links and headings, and what stays as it was."""

from handbook_gen.writers.anchors import NOWHERE, Setting, set_in
from handbook_gen.writers.one_file import by_preference

SETTING = Setting("privacy_chat", frozenset({"prv-16"}), deeper=1)


def test_a_heading_moves_down_with_its_anchor() -> None:
    assert set_in('<h2 id="ask">Ask</h2>', SETTING) == '<h3 id="privacy_chat__ask">Ask</h3>'


def test_the_anchor_of_a_clause_stays() -> None:
    assert set_in('<h2 id="prv-16">Ask</h2>', SETTING) == '<h3 id="prv-16">Ask</h3>'


def test_the_top_of_a_page_is_the_page() -> None:
    page = '<h1 id="top">Chat<a href="#top">#</a></h1>'

    assert set_in(page, SETTING) == ('<h2 id="privacy_chat">Chat<a href="#privacy_chat">#</a></h2>')


def test_a_link_within_the_page_follows_its_anchor() -> None:
    page = '<p id="q">x</p><a href="#q">1</a><a href="#prv-16">2</a>'

    assert set_in(page, SETTING).endswith('<a href="#privacy_chat__q">1</a><a href="#prv-16">2</a>')


def test_a_link_out_of_the_page_is_not_taken_for_one_within() -> None:
    """Here a page of the book is called as a heading of this page."""
    page = '<p id="about">x</p><a href="#=#about">About this handbook</a>'

    assert set_in(page, SETTING) == (
        '<p id="privacy_chat__about">x</p><a href="#about">About this handbook</a>'
    )


def test_a_drawing_refers_to_its_own_title_and_paint() -> None:
    drawing = (
        '<svg role="img" aria-labelledby="t d" viewBox="0 0 9 9"><title id="t">T</title>'
        '<desc id="d">D</desc><path marker-end="url(#tip)" /><marker id="tip"/></svg>'
    )

    assert set_in(drawing, Setting("risks", deeper=1)) == (
        '<svg role="img" aria-labelledby="risks__t risks__d" viewbox="0 0 9 9">'
        '<title id="risks__t">T</title><desc id="risks__d">D</desc>'
        '<path marker-end="url(#risks__tip)"/><marker id="risks__tip"/></svg>'
    )


def test_of_a_link_to_nowhere_only_the_words_stay() -> None:
    page = f'<p><a href="{NOWHERE}"><b>Ask</b> first</a> or <a href="tel:1">call</a>.</p>'

    assert set_in(page, Setting()) == '<p><b>Ask</b> first or <a href="tel:1">call</a>.</p>'


def test_what_was_typed_stays_escaped() -> None:
    typed = '<p title="a &amp; &quot;b&quot;" id="x">&#60;script&#62; &amp; &eacute;</p>'

    assert set_in(typed, Setting("p")) == (
        '<p title="a &amp; &quot;b&quot;" id="p__x">&#60;script&#62; &amp; &eacute;</p>'
    )


def test_a_page_that_has_the_file_to_itself_keeps_its_anchors() -> None:
    page = '<h1 id="top">T</h1><a href="#top">x</a>'

    assert set_in(page, Setting()) == page


def test_dark_rules_count_by_the_preference_of_the_reader_and_not_on_paper() -> None:
    style = 'a {b: c}\n[data-md-color-scheme="slate"] .x {\n  d: e;\n}\n'

    assert by_preference(style) == (
        "a {b: c}\n@media screen and (prefers-color-scheme: dark) {\n"
        "[data-md-color-scheme] .x {\n  d: e;\n}\n}\n"
    )
