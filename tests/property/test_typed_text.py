"""What a firm types is what its readers read, wherever it stands on a page."""

from functools import cache
from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from hypothesis import given, settings

from handbook_gen.filling import as_markdown, decoded
from handbook_gen.source_yaml import plain_yaml
from handbook_gen.writers import read_look
from tests.property.strategies import typed

MANY = settings(max_examples=150, deadline=None)

PLACES = {
    "paragraph": ("{}", "p"),
    "paragraph, inside a sentence": ("Vraag {} of bel.", "p"),
    "emphasis": ("Vraag **{}** of bel.", "strong"),
    "list": ("- {}\n- twee\n", "li"),
    "heading": ("## {} {{ #kop }}", "h2"),
    "table cell": ("| a | b |\n| --- | --- |\n| {} | d |", "td"),
    "link text": ("Zie [{}](https://firm.example).", "a"),
    "raw HTML": ('<p class="x">{}</p>', "p"),
    "block in raw HTML": ("<div markdown>\n\n{}\n\n</div>", "p"),
}


@pytest.mark.parametrize("name", PLACES)
@MANY
@given(answer=typed())
def test_what_is_typed_is_what_is_read(name: str, answer: str) -> None:
    frame, tag = PLACES[name]
    before, after = frame.replace("{{", "{").replace("}}", "}").split("{}")
    shown = rendered(before + as_markdown(answer) + after)

    around = {"paragraph, inside a sentence": "Vraag {} of bel."}.get(name, "{}")
    assert Reader(shown, tag).texts()[0] == around.replace("{}", folded(answer))


@MANY
@given(answer=typed())
def test_what_is_typed_is_what_an_attribute_holds(answer: str) -> None:
    shown = rendered(f'<p title="{as_markdown(answer)}">x</p>')

    assert Reader(shown, "p").titles == [folded(answer)]


@MANY
@given(answer=typed())
def test_what_is_typed_is_what_the_contents_hold(answer: str) -> None:
    rendered(f"## {as_markdown(answer)} {{ #kop }}")
    contents = converter_of_the_project().toc_tokens

    assert decoded(contents[0]["name"]) == folded(answer)


@MANY
@given(answer=typed())
def test_an_escaped_answer_can_be_read_back(answer: str) -> None:
    assert decoded(as_markdown(answer)) == folded(answer)


class Reader(HTMLParser):
    """Collects the text of every element of one tag, without the permanent links of headings."""

    def __init__(self, shown: str, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.found: list[str] = []
        self.titles: list[str] = []
        self.depth = 0
        self.in_permalink = False
        self.feed(shown)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_permalink = ("class", "headerlink") in attrs
        if tag == self.tag:
            self.depth += 1
            self.found.append("")
            self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.tag

    def handle_data(self, data: str) -> None:
        if self.depth and not self.in_permalink:
            self.found[-1] += data

    def texts(self) -> list[str]:
        """Return the texts with white space at the ends taken off, as a reader sees them."""
        return [text.strip() for text in self.found if text.strip()]


@cache
def converter_of_the_project() -> markdown.Markdown:
    extensions = plain_yaml(read_look().config)["markdown_extensions"]
    return markdown.Markdown(extensions=list(extensions), extension_configs=extensions)


def rendered(text: str) -> str:
    return str(converter_of_the_project().reset().convert(text))


def folded(answer: str) -> str:
    return " ".join(answer.split())
