"""The words in which a handbook tells of its firm's releases."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handbook_gen.comparison import Piece, readable_redline
from handbook_gen.filling import as_markdown, long_day
from handbook_gen.model.choices import BookName
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Level
from handbook_gen.model.release import Release

_LINK: Final = re.compile(r"\[([^\]]*)\]\(hb:([^)\s]+)\)")

_TAGS: Final = {"added": "ins", "removed": "del", "same": ""}


@dataclass(frozen=True, slots=True)
class Telling:
    """The phrases of a handbook, and per book what it can link to."""

    language: str
    phrases: Mapping[str, str]
    targets: Mapping[BookName, frozenset[str]]

    @classmethod
    def of(cls, handbook: Handbook) -> "Telling":
        """Return what a handbook has to tell with."""
        targets = {
            book.name: frozenset(
                (
                    *(passage.id for passage in book.passages),
                    *(f"page/{page.id}" for page in book.pages),
                )
            )
            for book in handbook.books
        }
        return cls(handbook.language, dict(handbook.phrases), targets)

    def phrase(self, key: str, **words: str) -> str:
        """Return a phrase with its places filled in."""
        text = self.phrases[key]
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        return text

    def counted(self, key: str, number: int) -> str:
        """Return a phrase about one or about more."""
        form = "one" if number == 1 else "more"
        return self.phrase(f"{key}_{form}", n=str(number))

    def level(self, level: Level) -> str:
        """Return a level as a word."""
        return self.phrase("level_" + level.replace(" ", "_"))

    def facts(self, release: Release) -> tuple[tuple[str, str], ...]:
        """Return from when a release holds and who approved it."""
        day = long_day(release.effective, self.phrase("locale"))
        return (
            (self.phrase("in_force"), day),
            (self.phrase("approved"), as_markdown(release.approved_by)),
        )

    def linked(self, markdown: str, book: BookName) -> str:
        """Return an older text in which links to what the book no longer has are plain words."""
        targets = self.targets[book]
        return _LINK.sub(
            lambda found: found[0] if found[2] in targets else f"*{found[1]}*", markdown
        )


def redlined(old: str, new: str) -> str:
    """Return one text as changed into the other, as paragraphs with `<ins>` and `<del>`."""
    return "\n\n".join(f"<p>{part}</p>" for part in _paragraphs(readable_redline(old, new)))


def replaced(old: str, new: str) -> str:
    """Return words that took the place of others; both are plain."""
    return f"<p><del>{html.escape(old)}</del> <ins>{html.escape(new)}</ins></p>"


def _paragraphs(pieces: tuple[Piece, ...]) -> list[str]:
    """Return the pieces by paragraph; a change that runs over its end is marked in both."""
    found = [""]
    for piece in pieces:
        tag = _TAGS[piece.kind]
        for number, text in enumerate(piece.text.split("\n\n")):
            if number:
                found.append("")
            if text:
                shown = html.escape(text)
                found[-1] += f"<{tag}>{shown}</{tag}>" if tag else shown
    return [paragraph for paragraph in found if paragraph.strip()]
