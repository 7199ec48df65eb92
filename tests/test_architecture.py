"""The shape of the program: small modules, one importer per library, effects at the edges."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PROGRAM: Final = Path(__file__).parents[1] / "handbook_gen"
MODULES: Final = {
    path.relative_to(PROGRAM).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PROGRAM.rglob("*.py"))
    if "templates" not in path.parts
}

IMPORTERS: Final = {
    "babel": {"filling"},
    "click": {"cli"},
    "distributed": {"cluster"},
    "fsspec": {"publish"},
    "jinja2": {"engines", "filling"},  # the engines use the theme's own templates
    "markdown": {"engines", "writers"},
    "material": {"engines"},
    "mkdocs": {"engines"},
    "openpyxl": {"roster"},
    "pydantic": {
        "cluster",
        "coverage.py",
        "decoding",
        "library",
        "proposals",
        "publish",
        "releases",
        "writers",
        "interview.py",
    },  # files become values, and back
    "pydantic_core": {"decoding", "writers"},
    "rich": {"cli"},
    "segno": {"writers"},
    "watchdog": {"engines"},
    "yaml": {"source_yaml"},
}
"""Per third-party library the packages and modules that may import it."""

UNTYPED: Final = (
    "cli/",  # what click hands over
    "decoding/",
    "source_yaml/",
    "conditions/evaluate.py",  # the checker has seen to it that both sides are of one kind
    "library/data.py",  # what is retired, before it has a type
    "library/facts.py",  # a default that is not decoded yet
    "library/headers.py",
    "model/library.py",  # what is retired, before it has a type
    "model/library_json.py",
    "into.py",  # a navigation, as YAML
    "profile/schema.py",  # a JSON Schema
    "proposals/edits.py",  # a profile, as YAML
    "proposals/files.py",
    "publish/cloud.py",  # what fsspec gives
    "releases/frozen.py",
    "releases/glance.py",  # a part of a release, as JSON
    "roster/workbook.py",  # what openpyxl gives
    "status/to_json.py",
    "engines/shared/",  # what stands in mkdocs.yml, and MkDocs itself
    "writers/mkdocs_project.py",  # mkdocs.yml, as YAML
    "writers/json_export.py",
)
"""The modules at the edges, where a value may be `Any`: it comes from, or becomes, plain YAML or JSON."""

EDGES: Final = {
    "os": {"disk", "digests.py", "locks.py", "engines", "cli"},
    "fcntl": {"locks.py"},
    "shutil": {"disk", "engines", "git.py", "cli"},
    "subprocess": {"engines", "git.py"},
    "tempfile": {"disk", "git.py"},
    "time": {"locks.py", "cli"},
    "random": set(),
    "secrets": set(),
    "socket": set(),
    "urllib.request": set(),
    "pickle": set(),
}
"""Modules that reach the machine, and who may import them."""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(tree: ast.Module) -> set[str]:
    """Return the full names of all modules that are imported, anywhere in the module."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def importers(library: str) -> set[str]:
    """Return the packages and modules that import a library or a part of it."""
    return {
        name.split("/")[0]
        for name, tree in MODULES.items()
        if any(found == library or found.startswith(f"{library}.") for found in imported(tree))
    }


def public(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the classes and functions that others may use, with the methods of such classes."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                        yield part


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {name: len((PROGRAM / name).read_text("utf-8").splitlines()) for name in MODULES}

    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{name}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for name, tree in MODULES.items()
        if name not in WITH_FLAGS
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > 40
    }

    assert long == {}


WITH_FLAGS: Final = frozenset({"cli/build_command.py", "cli/new_command.py"})
"""Their one long function each begins with a line per flag; click asks for that."""


def test_every_public_module_class_and_function_says_what_it_gives() -> None:
    silent = [name for name, tree in MODULES.items() if not ast.get_docstring(tree)]
    for name, tree in MODULES.items():
        for node in public(tree):
            assert isinstance(node, ast.ClassDef | ast.FunctionDef)
            if not ast.get_docstring(node):
                silent.append(f"{name}:{node.name}")

    assert silent == []


@pytest.mark.parametrize("library", IMPORTERS)
def test_a_library_is_imported_in_its_own_place_only(library: str) -> None:
    assert importers(library) <= IMPORTERS[library]


def test_no_other_library_is_imported() -> None:
    import sys

    known = {*sys.stdlib_module_names, *IMPORTERS, "handbook_gen"}
    roots = {found.split(".")[0] for tree in MODULES.values() for found in imported(tree)}

    assert roots - known == set()


@pytest.mark.parametrize("module", EDGES)
def test_what_reaches_the_machine_is_imported_at_the_edges_only(module: str) -> None:
    assert importers(module) <= EDGES[module]


def test_only_the_command_line_asks_what_day_it_is() -> None:
    asking = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"today", "now", "utcnow"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime"}
    }

    assert asking == {"cli/common.py"}


def test_any_stands_only_where_plain_yaml_or_json_comes_in_or_goes_out() -> None:
    loose = {
        name
        for name, tree in MODULES.items()
        if not name.startswith(UNTYPED)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "Any"
    }

    assert loose == set()


def test_no_work_is_left_as_a_note() -> None:
    notes = [
        f"{name}:{number}"
        for name in MODULES
        for number, line in enumerate((PROGRAM / name).read_text("utf-8").splitlines(), 1)
        if any(word in line for word in ("TODO", "FIXME", "XXX", "HACK"))
    ]

    assert notes == []


def test_no_clause_is_named_in_the_program() -> None:
    """IDs are content; the code may show one as an example of what to type, and decides nothing by it."""
    compared = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant)
        and isinstance(side.value, str)
        and side.value[:3].isupper()
        and side.value[3:4] == "-"
    ]

    assert compared == []
