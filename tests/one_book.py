"""The Dutch staff book of the example firm, for who builds one book again and again."""

from dataclasses import replace
from functools import cache
from typing import Final

from handbook_gen.model.handbook import Handbook
from handbook_gen.workspace import check_firm, handbooks, open_workspace
from handbook_gen.writers import Project, book_project, read_look
from tests.e2e.running import FIRM, REPOSITORY
from tests.firms import TODAY

PART: Final = "staff/nl"
CHAT: Final = "privacy/chat.md"


@cache
def the_handbook() -> Handbook:
    """Return the handbook of the firm in Dutch."""
    return handbooks(check_firm(open_workspace(REPOSITORY), FIRM, TODAY))[0]


@cache
def the_project() -> Project:
    """Return its staff book, as it is written for MkDocs."""
    return book_project(the_handbook(), "staff", read_look())


def edited(project: Project, old: str, new: str) -> Project:
    """Return the book with other words on its page about chatting; the old ones must be there."""
    text = project.docs[CHAT].decode()
    assert old in text
    return replace(project, docs={**project.docs, CHAT: text.replace(old, new).encode()})
