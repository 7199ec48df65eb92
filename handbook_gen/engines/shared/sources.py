"""The pages of a written project, as far as they are read before anything is rendered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.pieces import Unshared
from handbook_gen.engines.shared.records import digest
from handbook_gen.source_yaml import plain_yaml

_HEAD: Final = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)

Heads = Memo[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it was written.

    Attributes:
        head: its front matter as text, and `meta` as values.
        body: its Markdown.
        digest: a digest of head and body.
    """

    head: str
    meta: Mapping[str, Any]
    body: str
    digest: str


def source_of(page: bytes, heads: Heads) -> Source:
    """Return a page as MkDocs reads it.

    Raises:
        Unshared: its front matter is not of the form that the program writes.
    """
    text = page.decode()
    found = _HEAD.match(text)
    head = found[1] if found else ""
    body = text[found.end() :].lstrip("\n") if found else text
    if not body.startswith("# ") or "\r" in text:
        raise Unshared("the beginning of a page")
    meta = heads.made(head, lambda: _meta(head))
    return Source(head, meta, body, digest(text))


def _meta(head: str) -> Mapping[str, Any]:
    found = plain_yaml(head) if head else {}
    if not isinstance(found, Mapping):
        raise Unshared("front matter")
    return found
