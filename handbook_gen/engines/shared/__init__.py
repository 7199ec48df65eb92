"""MkDocs for many firms: what recurs in their books is rendered once, and pages are put together.

Every file that comes out is the same, byte for byte, as MkDocs makes it from the same project. What this
package is not certain of it leaves to MkDocs: then it raises `Unshared`.
"""

from handbook_gen.engines.shared.book import Before, Book, Made, build_book
from handbook_gen.engines.shared.guard import obstacle
from handbook_gen.engines.shared.memo import Memo
from handbook_gen.engines.shared.pieces import Unshared
from handbook_gen.engines.shared.records import (
    INDEX,
    BookRecord,
    record_from_json,
    record_to_json,
)
from handbook_gen.engines.shared.renderings import Renderings
from handbook_gen.engines.shared.sources import source_of
from handbook_gen.engines.shared.workshop import Workshop

__all__ = [
    "INDEX",
    "Before",
    "Book",
    "BookRecord",
    "Made",
    "Memo",
    "Renderings",
    "Unshared",
    "Workshop",
    "build_book",
    "obstacle",
    "record_from_json",
    "record_to_json",
    "source_of",
]
