"""A library that was read before is the same again, and is never taken for that of other files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook_gen.fleet import Plan, books
from handbook_gen.fleet.days import days_in
from handbook_gen.fleet.inputs import read_inputs
from handbook_gen.fleet.known_library import KnownLibrary
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.library import Library
from handbook_gen.model.library_json import library_from_json, library_to_json
from tests.fleet import build, copying, new_fleet
from tests.small_library import write_small_library

KEPT = "build/.shared/library.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a small library of its own, which was read before."""
    write_small_library(tmp_path / "templates")
    assert look(tmp_path)[1]
    return tmp_path


def look(
    root: Path, program: bytes = b"p", then: Callable[[], object] = lambda: None
) -> tuple[Library, bool]:
    """Return the library, and whether its files had to be read; `then` comes after that."""
    read: list[Library] = []

    def reading() -> Library:
        read.append(read_library(*library_roots(root)))
        then()
        return read[0]

    inputs = replace(read_inputs(root), program=program)
    known = KnownLibrary(root, Plan(root / "site", root / "build"), inputs)
    library = known.taken(reading)
    known.keep()
    assert known.days(library) == days_in(library)
    return library, bool(read)


def test_the_library_as_json_comes_back_with_every_text_condition_and_place(
    shipped_library: Library,
) -> None:
    assert repr(library_from_json(library_to_json(shipped_library))) == repr(shipped_library)


def test_what_was_read_before_is_not_read_again_and_is_the_same(root: Path) -> None:
    library, read = look(root)

    assert not read
    assert repr(library) == repr(read_library(*library_roots(root)))


def test_a_word_that_changes_in_a_clause_is_read(root: Path) -> None:
    clause = next((root / "templates").rglob("PRV-*.md"))
    clause.write_text(
        clause.read_text("utf-8").replace("# en: ", "# en: Heading "), encoding="utf-8"
    )

    library, read = look(root)

    assert read
    assert "Heading" in repr(library)


def test_what_json_cannot_hold_is_read_each_time_and_stops_nothing(
    root: Path, shipped_library: Library
) -> None:
    odd = replace(shipped_library, retired={"PRV-01": {1, 2}})
    inputs = replace(read_inputs(root), program=b"q")
    known = KnownLibrary(root, Plan(root / "site", root / "build"), inputs)

    assert known.taken(lambda: odd) is odd
    known.keep()
    assert look(root, b"q")[1]


def test_a_build_that_failed_keeps_nothing_and_the_next_good_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "build_book", copying())
    root = new_fleet(tmp_path)
    profile = root / "firm_profiles" / "small.yml"
    good = profile.read_text("utf-8")

    profile.write_text(good.replace("size", "sise"), encoding="utf-8")
    build(root, "small")
    assert not (root / KEPT).exists()

    profile.write_text(good, encoding="utf-8")
    build(root, "small")
    assert (root / KEPT).exists()


def test_another_program_reads_for_itself(root: Path) -> None:
    assert look(root, b"q")[1]


def test_what_changes_while_it_is_read_is_not_kept(root: Path) -> None:
    other = root / "templates" / "library.yml"
    before = other.read_text("utf-8")
    look(root, b"q", then=lambda: other.write_text(f"{before}\n# later", encoding="utf-8"))
    other.write_text(before, encoding="utf-8")

    assert look(root, b"q")[1]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"PRV", b"PRW", 1),
        lambda content: b"",
        lambda content: content.partition(b"\n")[0] + b"\n[]",
    ],
)
def test_what_is_damaged_is_read_anew_and_mended(
    root: Path, damage: Callable[[bytes], bytes]
) -> None:
    kept = root / KEPT
    kept.write_bytes(damage(kept.read_bytes()))

    assert look(root)[1]
    assert not look(root)[1]


@pytest.mark.parametrize(
    "text", ['["open", "/etc/passwd"]', '["Place", "a"]', "{}", "[]", "7", "["]
)
def test_only_a_library_is_made_of_json(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of json too
        library_from_json(text.encode())
