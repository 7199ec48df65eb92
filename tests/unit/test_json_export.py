"""The JSON of a handbook is canonical: whoever writes it again from the same content has the same file."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from handbook_gen.model.handbook import Handbook
from handbook_gen.writers import handbook_from_json, handbook_to_json

Handbooks = Callable[[str], tuple[Handbook, ...]]


@pytest.mark.parametrize("firm", ["example-accountants", "example-lawyers"])
def test_keys_are_sorted_and_every_line_is_as_other_programs_write_it(
    shipped: Handbooks, firm: str
) -> None:
    for handbook in shipped(firm):
        odd = replace(handbook, firm_name='Bol "&" \\ Zn. \u2028 \x7f \U0001f600 <é>')

        content = handbook_to_json(odd)

        plain = json.loads(content)
        again = json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        assert content == again.encode()
        assert plain["firm_name"] == odd.firm_name


def test_a_page_without_blocks_and_words_that_look_like_one_come_back_as_they_were(
    shipped: Handbooks,
) -> None:
    handbook = shipped("example-lawyers")[0]
    book, *others = handbook.books
    part, *after = book.parts
    bare = replace(part, pages=tuple(replace(page, blocks=()) for page in part.pages))
    odd = replace(
        handbook,
        firm_name='"blocks": []',
        books=(replace(book, title='\n"blocks": []', parts=(bare, *after)), *others),
    )

    assert handbook_from_json(handbook_to_json(odd)) == odd
