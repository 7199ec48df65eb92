"""What the theme shows of a book around the content of a page, and so what a page's frame depends on.

The theme prints the sections above every page, and of the sections only the one that a page is in
with its pages (`navigation.tabs` and `navigation.prune`). So two pages of the same name have the same
frame when these are the same, whatever the rest of their books.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from handbook_gen.engines.shared.pieces import Unshared

_KNOWN: Final = frozenset({"icon", "hide", "search"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as the theme names it."""

    path: str
    title: str
    icon: str

    @property
    def url(self) -> str:
        """Its address in the site."""
        return f"{self.path.removesuffix('.md')}.html"

    @property
    def is_index(self) -> bool:
        """Whether it opens a section."""
        return self.path.rpartition("/")[2] == "index.md"


@dataclass(frozen=True, slots=True)
class Branch:
    """A section with its pages."""

    title: str
    children: tuple["Leaf | Branch", ...]

    @property
    def first(self) -> Leaf:
        """The page that a link to the section leads to."""
        child = self.children[0]
        return child if isinstance(child, Leaf) else child.first


Node = Leaf | Branch
Shown = tuple[object, ...]
"""What the theme prints, as plain tuples: the key of a frame."""


def navigation_of(
    nav: Sequence[Any], titles: Mapping[str, str | None], metas: Mapping[str, Mapping[str, Any]]
) -> tuple[Node, ...]:
    """Return the navigation of a project; `titles` are those that pages give themselves.

    Raises:
        Unshared: it is not of the form that the program writes.
    """

    def node(entry: Any) -> Node:
        if isinstance(entry, str):
            return leaf(entry, titles[entry])
        if not isinstance(entry, Mapping) or len(entry) != 1:
            raise Unshared("navigation")
        ((title, inside),) = entry.items()
        if isinstance(inside, str):
            return leaf(inside, title)
        if not inside:
            raise Unshared("an empty section")
        return Branch(title, tuple(map(node, inside)))

    def leaf(path: str, title: str | None) -> Leaf:
        meta = metas.get(path)
        if meta is None or title is None or not meta.keys() <= _KNOWN:
            raise Unshared(path)
        return Leaf(path, title, str(meta.get("icon", "")))

    return tuple(map(node, nav))


def leaves(nodes: Sequence[Node]) -> Iterator[Leaf]:
    """Yield all pages, in order."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node
        else:
            yield from leaves(node.children)


def surroundings(nodes: Sequence[Node]) -> Iterator[tuple[Leaf, Shown]]:
    """Yield every page with what the theme shows around it, except what the page says of itself.

    Of the other sections it is only what the tabs show: `closed_sections` has the rest.
    """
    pages = list(leaves(nodes))
    around = dict(_around(nodes))
    for place, page in enumerate(pages):
        before = _named(pages[place - 1]) if place else None
        after = _named(pages[place + 1]) if place + 1 < len(pages) else None
        yield page, (pages[0].url, before, after, around[page.path])


def shown_nowhere(nodes: Sequence[Node]) -> Shown:
    """Return what the theme shows on a page that is not in the navigation."""
    return next(leaves(nodes)).url, *(_tab(node) for node in nodes)


def closed_sections(nodes: Sequence[Node]) -> dict[int, Shown]:
    """Return by place the sections above every page, each as it is shown on pages outside it."""
    return {place: _closed(node) for place, node in enumerate(nodes) if isinstance(node, Branch)}


def _around(nodes: Sequence[Node]) -> Iterator[tuple[str, Shown]]:
    closed = [_tab(node) for node in nodes]
    for place, node in enumerate(nodes):
        for page, opened in _opened(node):
            yield page, (*closed[:place], opened, *closed[place + 1 :])


def _opened(node: Node) -> Iterator[tuple[str, Shown]]:
    """Yield for each page in a node what is shown of that node on it."""
    if isinstance(node, Leaf):
        yield node.path, ("here", *_named(node), node.icon)
        return
    closed = [_closed(child) for child in node.children]
    for place, child in enumerate(node.children):
        for page, opened in _opened(child):
            yield page, ("open", node.title, *closed[:place], opened, *closed[place + 1 :])


def _tab(node: Node) -> Shown:
    if isinstance(node, Leaf):
        return ("page", *_named(node), node.icon, node.is_index)
    first = node.first
    return ("section", node.title, first.url, first.icon if first.is_index else "")


def _closed(node: Node) -> Shown:
    """Return what is shown of a section of which no page is open.

    The theme looks for the index among all its pages, and leaves white space for each.
    """
    if isinstance(node, Leaf):
        return _tab(node)
    indexes = (isinstance(child, Leaf) and child.is_index for child in node.children)
    return (*_tab(node), *indexes)


def _named(page: Leaf) -> Shown:
    return page.url, page.title
