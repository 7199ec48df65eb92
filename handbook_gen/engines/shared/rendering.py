"""Render parts of pages as MkDocs renders whole ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element  # only a name for types

from markdown import Markdown
from mkdocs.structure.files import File
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.utils.rendering import get_heading_text

from handbook_gen.engines.shared.hearing import no_warnings
from handbook_gen.engines.shared.masks import SLOT, Target
from handbook_gen.engines.shared.pieces import Heading, Link, Piece, Unshared, anchors_in

_MARK: Final = "handbookmark"
_BETWEEN: Final = re.compile(rf"<p>{_MARK}(\d+)</p>\n?")
_HEADING: Final = re.compile(r'<h[1-6]\b[^>]*\bid="([^"]*)"')
_AT_ONCE: Final = 20_000
"""Characters of Markdown that are rendered together."""


@dataclass(slots=True)
class _Found:
    """What a part has: the title of the page, and links."""

    title: str | None = None
    links: set[Link] = field(default_factory=set)


class AnyFile:
    """Files of which each asked for exists; the project is checked for them later."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self.all_asked: set[str] = set()
        self.asked = ""

    def get_file_from_path(self, path: str) -> File:
        """Return a file, and remember which."""
        self.asked = path
        self.all_asked.add(path)
        return self._files.setdefault(path, file_of(path))


def file_of(path: str) -> File:
    """Return a file of a project, as MkDocs knows it."""
    return File(path, "docs", "site", use_directory_urls=False)


class _Links(_RelativePathTreeprocessor):
    """MkDocs's own treatment of links, part by part."""

    def __init__(self, config: Any) -> None:
        self.any_file = AnyFile()
        super().__init__(file_of("index.md"), self.any_file, config)  # type: ignore[arg-type]
        self.found: list[_Found] = []

    def run(self, root: Element) -> Element:
        """Treat the links below each part, and write down what it has."""
        boxed = len(root) == 1 and root[0].tag == "div" and not _is_mark(root[0])
        inside = root[0] if boxed and _is_mark(root[0][0]) else root
        for element in inside:
            if _is_mark(element):
                self.found.append(_Found())
                continue
            self._treat(element, self.found[-1])
        return root

    def _treat(self, part: Element, found: _Found) -> None:
        if part.tag == "h1" and found.title is None:
            found.title = get_heading_text(part, self.md)
        for element in part.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key is None:
                continue
            address = element.get(key, "")
            if not SLOT.fullmatch(address):
                url, links = self.target(address)
                element.set(key, url)
                found.links |= links

    def target(self, address: str) -> Target:
        """Return where a link leads, as MkDocs has it."""
        self.any_file.asked = ""
        self.links_to_anchors = {}
        url = self.path_to_url(address)
        links = {Link(self.any_file.asked, "")} if self.any_file.asked else set()
        for file, anchors in self.links_to_anchors.items():
            own = file is self.file
            links |= {Link("" if own else file.src_uri, anchor) for anchor in anchors}
        return Target(url, frozenset(links))


def _is_mark(element: Element) -> bool:
    return element.tag == "p" and (element.text or "").startswith(_MARK)


class Renderer:
    """Renders parts of pages with the Markdown extensions of one language."""

    def __init__(self, extensions: Sequence[str], settings: Mapping[str, Any], config: Any) -> None:
        """Make ready; `config` is what MkDocs read, for its rules on links."""
        self._markdown = Markdown(extensions=list(extensions), extension_configs=dict(settings))
        self._links = _Links(config)
        self._links.md = self._markdown
        self._links._register(self._markdown)

    def parts(self, texts: Sequence[str], folder: str, *, boxed: bool) -> list[Piece]:
        """Return parts of pages in a folder, each as if it stood alone; without steps.

        Raises:
            Unshared: MkDocs warns about one, or one does not stand alone.
        """
        made: list[Piece] = []
        batch: list[str] = []
        size = 0
        for text in texts:
            if batch and size + len(text) > _AT_ONCE:
                made += self._batch(batch, folder, boxed=boxed)
                batch, size = [], 0
            batch.append(text)
            size += len(text)
        if batch:
            made += self._batch(batch, folder, boxed=boxed)
        return made

    def target(self, address: str, folder: str) -> Target:
        """Return where a link on a page in a folder leads."""
        self._links.file = _page_in(folder)
        return self._links.target(address)

    def _batch(self, texts: Sequence[str], folder: str, *, boxed: bool) -> Iterator[Piece]:
        marked = [f"{_MARK}{number}\n\n{text}" for number, text in enumerate(texts)]
        whole = "\n\n".join((*marked, f"{_MARK}{len(texts)}"))
        if boxed:
            whole = f"<div markdown>\n\n{whole}\n\n</div>"
        html, headings = self._converted(whole, folder)
        cut = _BETWEEN.split(html)
        if len(cut) != 2 * len(texts) + 3 or len(self._links.found) != len(texts) + 1:
            raise Unshared(texts[0])
        for number, part in enumerate(cut[2:-1:2]):
            found = self._links.found[number]
            yield _piece(part, found, headings)
        if headings:
            raise Unshared(texts[0])

    def _converted(self, text: str, folder: str) -> tuple[str, list[Heading]]:
        self._markdown.reset()
        self._links.file = _page_in(folder)
        self._links.found = []
        with no_warnings():
            html = self._markdown.convert(text)
        tokens: Sequence[Mapping[str, Any]] = getattr(self._markdown, "toc_tokens", [])
        return html, list(_headings(tokens))


def _page_in(folder: str) -> File:
    return file_of(f"{folder}/{_MARK}.md" if folder else f"{_MARK}.md")


def _piece(html: str, found: _Found, headings: list[Heading]) -> Piece:
    """Return a part, which takes its own from the headings that are left."""
    own = [
        headings.pop(0)
        for heading in _HEADING.finditer(html)
        if headings and headings[0].anchor == heading[1]
    ]
    return Piece(html, tuple(own), found.title, anchors_in(html), frozenset(found.links), None)


def _headings(tokens: Sequence[Mapping[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], token["name"])
        yield from _headings(token["children"])
