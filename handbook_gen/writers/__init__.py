"""Functions from a handbook to a tree of files; they read nothing but the handbook and the look."""

from handbook_gen.writers.json_export import (
    content_digest,
    handbook_from_json,
    handbook_to_json,
)
from handbook_gen.writers.look import Look, read_look
from handbook_gen.writers.mkdocs_project import mkdocs_project

__all__ = [
    "Look",
    "content_digest",
    "handbook_from_json",
    "handbook_to_json",
    "mkdocs_project",
    "read_look",
]
