"""Write one book in one language as a portable MkDocs project."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from handbook_gen.disk import FileTree
from handbook_gen.filling import as_markdown, decoded
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Book, Handbook, Page, Part
from handbook_gen.source_yaml import plain_yaml, written_yaml
from handbook_gen.writers.look import Look
from handbook_gen.writers.markdown import Addresses, page_markdown

ASSETS: Final = "assets"

SAME_FOR_ALL: Final = (
    f"{ASSETS}/handbook.css",
    f"{ASSETS}/handbook.js",
    f"{ASSETS}/iframe-worker-shim.js",
)
"""The files that every book of every firm has, with the same content."""


@dataclass(frozen=True, slots=True)
class Project:
    """One book in one language, written for a site builder.

    Attributes:
        config: what `mkdocs.yml` holds, as plain data.
        docs: the pages and the assets, by their path below `docs/`.
    """

    config: Mapping[str, Any]
    docs: Mapping[str, bytes]

    @property
    def pages(self) -> int:
        """The number of pages."""
        return sum(path.endswith(".md") for path in self.docs)


def book_project(handbook: Handbook, book_name: BookName, look: Look, folder: str = "") -> Project:
    """Return a book as a project.

    `folder` is where it stands beside other versions: `1.0` or `latest`; empty when there are none.
    """
    book = handbook.book(book_name)
    docs = pages_and_assets(handbook, book, look)
    return Project(site_config(handbook, book, look, folder), dict(sorted(docs.items())))


def project_tree(project: Project) -> FileTree:
    """Return the files of a project: `mkdocs.yml` and `docs/`."""
    tree = {f"docs/{path}": content for path, content in project.docs.items()}
    tree["mkdocs.yml"] = written_yaml(project.config).encode()
    return dict(sorted(tree.items()))


def mkdocs_project(
    handbook: Handbook, book_name: BookName, look: Look, folder: str = ""
) -> FileTree:
    """Return the files of a book's project, as `book_project` makes it."""
    return project_tree(book_project(handbook, book_name, look, folder))


def pages_and_assets(handbook: Handbook, book: Book, look: Look) -> dict[str, bytes]:
    """Return the Markdown pages and what they need, by their path below `docs/`."""
    addresses = Addresses.of(book)
    files = {
        f"{page.id}.md": page_markdown(page, handbook, addresses).encode() for page in book.pages
    }
    files |= {
        extra.path: extra.text.encode() for extra in handbook.extras if extra.book == book.name
    }
    files |= {
        f"{ASSETS}/handbook.css": look.style,
        f"{ASSETS}/brand.css": brand_style(handbook).encode(),
        f"{ASSETS}/handbook.js": look.script,
        f"{ASSETS}/iframe-worker-shim.js": look.shim,
        f"{ASSETS}/iframe-worker-shim.LICENSE.txt": look.shim_licence,
    }
    if handbook.brand.logo_name:
        logo = base64.b64decode(handbook.brand.logo_base64)
        files[f"{ASSETS}/{handbook.brand.logo_name}"] = logo
    return files


def site_config(handbook: Handbook, book: Book, look: Look, folder: str = "") -> dict[str, Any]:
    """Return what `mkdocs.yml` holds: the shared base with this firm's and language's part."""
    config: dict[str, Any] = {"site_name": handbook.site_name, **json.loads(_base(look.config))}
    config["site_description"] = handbook.phrase("site_name")
    config["copyright"] = f"{as_markdown(handbook.firm_name)} · {handbook.phrase('footer')}"
    config["nav"] = navigation(handbook, book)
    theme = config["theme"]
    theme["language"] = handbook.language
    theme["palette"][0]["toggle"]["name"] = handbook.phrase("to_dark")
    theme["palette"][1]["toggle"]["name"] = handbook.phrase("to_light")
    if handbook.brand.logo_name:
        theme["logo"] = f"{ASSETS}/{handbook.brand.logo_name}"
    config["plugins"]["search"]["lang"] = handbook.language
    config["markdown_extensions"]["toc"]["permalink_title"] = handbook.phrase("permalink_heading")
    up, below = ("../../", f"{folder}/") if folder else ("../", "")
    if folder:
        config["extra"]["version"] = {"provider": "mike", "default": "latest", "handbook": True}
    if len(handbook.languages) > 1:
        config["extra"]["alternate"] = [
            {"name": name, "lang": language, "link": f"{up}{language}/{below}index.html"}
            for language, name in handbook.languages
        ]
    if handbook.site_address:
        base = handbook.site_address.rstrip("/")
        config["site_url"] = f"{base}/{book.name}/{handbook.language}/{below}"
    return config


@lru_cache(maxsize=1)
def _base(config: str) -> str:
    """Return what all sites share, as JSON: the quickest to make a copy of."""
    return json.dumps(plain_yaml(config))


def navigation(handbook: Handbook, book: Book, folder: str = "") -> list[Any]:
    """Return the navigation of a book; `folder` stands before every path."""
    entries: list[Any] = []
    sections: dict[str, list[Any]] = {}
    for part in book.parts:
        pages = [_entry(page, part, folder) for page in part.pages]
        above = sections[part.within] if part.within else entries
        above += pages if not part.title else [{part.title: pages}]
        sections[part.id] = pages
    entries[0] = {handbook.phrase("start"): f"{folder}index.md"}
    return entries


def brand_style(handbook: Handbook) -> str:
    """Return the style sheet with the firm's colours and the line at the foot of printed pages."""
    brand = handbook.brand
    line = css_string(f"{handbook.firm_name} · {handbook.phrase('site_name')}")
    return (
        "/* Colours of this firm, made readable where needed. */\n"
        ":root {\n"
        f"  --hb-brand: {brand.colour};\n"
        f"  --hb-on-brand: {brand.on_colour};\n"
        f"  --hb-link: {brand.link};\n"
        f"  --hb-link-dark: {brand.link_dark};\n"
        f"  --hb-print-line: {line};\n"
        "}\n"
    )


def css_string(text: str) -> str:
    """Return a text as a CSS string in which nothing ends the string or the sheet."""
    safe = "".join(
        sign if sign.isalnum() or sign in " .,·-" else f"\\{ord(sign):x} " for sign in text
    )
    return f'"{safe}"'


def _entry(page: Page, part: Part, folder: str) -> Any:
    path = f"{folder}{page.id}.md"
    if part.title and page.id.endswith("/index"):
        return path  # the opening page of a section takes the section's title
    return {decoded(page.title): path}
