"""Read `templates/` into a Library: parsed, cross-checked, and every fault with its place."""

from handbook_gen.library.clauses import read_clause
from handbook_gen.library.pages import read_page
from handbook_gen.library.read import read_library
from handbook_gen.library.roots import library_roots

__all__ = ["library_roots", "read_clause", "read_library", "read_page"]
