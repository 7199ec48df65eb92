"""Functions from a handbook to a tree of files; they read nothing but the handbook and the look."""

from handbook_gen.writers.json_export import (
    content_digest,
    handbook_from_json,
    handbook_to_json,
)
from handbook_gen.writers.look import Look, read_look
from handbook_gen.writers.mkdocs_project import (
    Project,
    book_project,
    mkdocs_project,
    project_tree,
)

__all__ = [
    "Look",
    "Project",
    "book_project",
    "content_digest",
    "handbook_from_json",
    "handbook_to_json",
    "mkdocs_project",
    "project_tree",
    "read_look",
]
