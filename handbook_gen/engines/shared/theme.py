"""MkDocs and its Material theme, made ready once for all books that share their settings."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import TemplateError
from markdown.extensions.toc import nest_toc_tokens
from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.utils import get_build_timestamp

from handbook_gen.engines.shared.frames import (
    ADDRESS,
    CONTENT,
    COPYRIGHT,
    NAME,
    Frame,
    frame_of,
    inserted,
)
from handbook_gen.engines.shared.hearing import no_warnings
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.navigation import Leaf
from handbook_gen.engines.shared.pieces import Heading, Link, Piece, Unshared
from handbook_gen.engines.shared.project import LANGUAGES, Project, shared_settings
from handbook_gen.engines.shared.rendering import AnyFile, Renderer, file_of
from handbook_gen.engines.shared.templates import Templates

_ITEMS: Final = ("\U00010071", "\U00010072")
"""The table of contents that a page has while the theme renders it."""


class Theme:
    """Material with the settings of one kind of book, in one language."""

    def __init__(self, config: Mapping[str, Any], templates: Templates) -> None:
        """Let MkDocs read the settings; the templates are for all to share.

        Raises:
            Unshared: it does not take them without a warning.
        """
        shared = shared_settings(config)
        shared |= {"site_name": NAME, "copyright": COPYRIGHT, "site_url": ADDRESS}
        folder = str(Path(__file__).parent)  # it must exist; nothing is read from it
        text = io.BytesIO(json.dumps(shared, ensure_ascii=False).encode())  # JSON is YAML
        with no_warnings():
            config_ = load_config(text, config_file_path="", docs_dir=folder)
            config_.plugins.on_startup(command="build", dirty=False)
            self._config = config_.plugins.on_config(config_)
        self._templates = templates
        self._env = templates.environment(self._config)
        self.renderer = Renderer(
            self._config.markdown_extensions, self._config.mdx_configs or {}, self._config
        )
        self._items: Memo[AnchorKey, str] = Memo(8_000)
        self._contents: Memo[tuple[object, ...], str] = Memo(1_000)
        self._item_template = self._env.get_template("partials/toc-item.html")
        self._last: tuple[Project, Files, Any] | None = None
        self._closed_of_last: dict[tuple[str, int], str] = {}
        self._search = dict(self._config.plugins["material/search"].config)
        """A copy, because MkDocs makes the plugin once and gives it the settings of the last project."""

    def files(self) -> Mapping[str, str]:
        """Return the files that the theme brings along: where they come from, by their path in the site."""
        return self._templates.files(self._config)

    def whole_page(self, text: str, path: str) -> Piece:
        """Return a page that cannot be taken apart, rendered by MkDocs itself; without steps.

        Raises:
            Unshared: MkDocs warns.
        """
        page = Page(None, file_of(path), self._config)
        page.markdown = text
        files = AnyFile()
        with no_warnings():
            page.render(self._config, files)  # type: ignore[arg-type]
        links = {Link("" if asked == path else asked, "") for asked in files.all_asked}
        for file, anchors in (page.links_to_anchors or {}).items():
            own = "" if file.src_uri == path else file.src_uri
            links |= {Link(own, anchor) for anchor in anchors}
        return Piece(
            page.content or "",
            tuple(headings_of(page.toc)),
            page._title_from_render,
            frozenset(page.present_anchor_ids or ()),
            frozenset(links),
            None,
        )

    def frame(self, project: Project, path: str, *, contents: bool) -> tuple[Frame, str]:
        """Return the frame of a page, and what stands between two items of its contents.

        Raises:
            Unshared: the theme fails, or warns.
        """
        files, nav = self._navigation(project)
        file = files.get_file_from_path(path)
        assert file is not None
        assert file.page is not None
        page = file.page
        top = AnchorLink("", "top", 1)
        top.children = [AnchorLink(sign, sign, 2) for sign in _ITEMS] if contents else []
        page.toc = TableOfContents([top])
        page.content = CONTENT
        page.active = True
        context = get_context(nav, files.documentation_pages(), self._config, page)
        html = self._rendered("main.html", context)
        closed = self._closed(nav, context)
        page.active = False
        first, second = (self._item_html(AnchorLink(sign, sign, 2)) for sign in _ITEMS)
        return frame_of(html, (first, second), closed)

    def page_for_nowhere(self, project: Project, base: str) -> Frame:
        """Return the frame of `404.html`, for a site at the path `base`."""
        files, nav = self._navigation(project)
        context = get_context(nav, files, self._config, base_url=base)
        html = self._rendered("404.html", context)
        return frame_of(html, _ITEMS, self._closed(nav, context))[0]

    def closed_sections(self, project: Project, base: str) -> dict[int, str]:
        """Return the sections of the navigation as pages outside them show them, by place.

        `base` leads from such a page to the first folder of the site: `.`, `..`, or `/` and where the
        site stands on its server.
        """
        files, nav = self._navigation(project)
        return self._closed(nav, self._context(files, nav, base))

    def _context(self, files: Files, nav: Any, base: str) -> Any:
        """Return what the theme knows on a page from which `base` leads to the first folder."""
        if base.startswith("/"):
            return get_context(nav, files, self._config, base_url=base)
        url = "page.html" if base == "." else "folder/" * base.count("..") + "page.html"
        page = SimpleNamespace(
            url=url, meta={}, toc=(), title="", content="<h1>", is_homepage=False
        )
        return get_context(nav, files, self._config, page)  # type: ignore[arg-type]

    def _closed(self, nav: Any, context: Any) -> dict[int, str]:
        base, known = context["base_url"], self._closed_of_last
        places = [
            place for place, item in enumerate(nav.items) if item.children and not item.active
        ]
        if any((base, place) not in known for place in places):
            shown = {**context, "features": self._config.theme["features"]}
            module = self._env.get_template("partials/nav-item.html").make_module(shown)
            for place in places:
                html = module.render(nav.items[place], f"__nav_{place + 1}", 1)  # type: ignore[attr-defined]
                known[base, place] = str(html)
        return {place: known[base, place] for place in places}

    def sitemap(self, addresses: Sequence[str], day: str) -> tuple[bytes, bytes]:
        """Return `sitemap.xml` for pages at these addresses, and the same packed."""
        pages = [
            SimpleNamespace(
                page=SimpleNamespace(
                    is_link=False, canonical_url=address, abs_url=None, update_date=day
                )
            )
            for address in addresses
        ]
        written = self._env.get_template("sitemap.xml").render(pages=pages).encode()
        packed = io.BytesIO()
        moment = get_build_timestamp(pages=[SimpleNamespace(update_date=day)])  # type: ignore[list-item]
        with gzip.GzipFile(
            filename="sitemap.xml.gz", mode="wb", fileobj=packed, mtime=moment
        ) as file:
            file.write(written)
        return written, packed.getvalue()

    def languages(self, project: Project, languages: Sequence[Any], base: str) -> tuple[str, str]:
        """Return the links to other languages as they stand in the head and in the menu of a page.

        What the theme makes with them is compared with what it makes without.
        """
        files, nav = self._navigation(project)
        context = self._context(files, nav, base)
        plain = self._rendered("404.html" if base.startswith("/") else "main.html", context)
        extra = self._config["extra"]
        extra[LANGUAGES] = list(languages)
        try:
            full = self._rendered("404.html" if base.startswith("/") else "main.html", context)
        finally:
            del extra[LANGUAGES]
        return inserted(plain, full)

    def contents(self, headings: tuple[Heading, ...], between: str) -> str:
        """Return the items of a table of contents, of all headings below the first."""

        def made() -> str:
            return between.join(map(self._item_html, contents_of(headings)[0].children))

        return self._contents.made((between, *headings), made)

    def search_settings(self) -> str:
        """Return what `search_index.json` begins with: all but its entries."""
        written: str = self._index().generate_search_index(None)
        return written.removesuffix("]}")

    def entries(self, page: Piece, leaf: Leaf, meta: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what a whole page puts into the search index, as Material reads it."""
        index = self._index()
        shown = SimpleNamespace(
            content=page.html,
            toc=contents_of(page.headings),
            url=leaf.url,
            title=leaf.title,
            meta=meta,
        )
        index.add_entry_from_context(shown)
        return list(index.entries)

    def _index(self) -> Any:
        return SearchIndex(**self._search)

    def _item_html(self, item: AnchorLink) -> str:
        return self._items.made(_key_of(item), lambda: self._item_template.render(toc_item=item))

    def _navigation(self, project: Project) -> tuple[Files, Any]:
        """Return the files and the navigation of a project; of the same one they are made once."""
        if self._last is None or self._last[0] is not project:
            self._last = (project, *self._new_navigation(project))
            self._closed_of_last = {}
        return self._last[1:]

    def _new_navigation(self, project: Project) -> tuple[Files, Any]:
        files = Files([file_of(path) for path in project.files])
        self._config.nav = list(project.nav)
        with no_warnings():
            nav = get_navigation(files, self._config)
        for path, title in project.titles.items():
            file = files.get_file_from_path(path)
            if file is not None and file.page is not None:
                file.page.markdown = ""
                file.page._title_from_render = title
                file.page.meta = dict(project.metas[path])
        return files, nav

    def _rendered(self, name: str, context: Any) -> str:
        try:
            with no_warnings():
                return self._env.get_template(name).render(context)
        except (TemplateError, LookupError) as error:  # for example an icon that it lacks
            raise Unshared(str(error)) from error


AnchorKey = tuple[object, ...]


def contents_of(headings: Sequence[Heading]) -> list[AnchorLink]:
    """Return the table of contents of a page, as MkDocs nests it."""
    tokens = [{"level": one.level, "id": one.anchor, "name": one.name} for one in headings]
    return get_toc(nest_toc_tokens(tokens)).items


def headings_of(items: Iterable[AnchorLink]) -> Iterator[Heading]:
    """Yield the headings of a table of contents, in order."""
    for item in items:
        yield Heading(item.level, item.id, item.title)
        yield from headings_of(item.children)


def _key_of(item: AnchorLink) -> AnchorKey:
    return (item.title, item.id, *map(_key_of, item.children))
