"""Files: read within bounds, written whole or not at all, and never outside their folder."""

import os
import shutil
from pathlib import Path

import pytest

from handbook_gen.disk import (
    Folder,
    exchange,
    exists,
    files_in,
    names_in,
    new_folder_beside,
    read_text,
    stays_inside,
    write_new_text,
    write_tree,
    writing,
)
from handbook_gen.problems import HandbookError, Place


def code_of(caught: pytest.ExceptionInfo[HandbookError]) -> str:
    return caught.value.problems[0].code


def test_line_ends_of_every_system_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\r\ntwo\rthree\n")

    assert read_text(Folder(tmp_path / "a", "a")) == "one\ntwo\nthree\n"


def test_a_file_that_is_not_utf8_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntw\xe9\n")
    with pytest.raises(HandbookError) as caught:
        read_text(Folder(tmp_path / "a", "a.yml"))

    problem = caught.value.problems[0]
    assert (problem.code, problem.label) == ("HB002", "the byte 0xe9 is not part of any letter")
    assert problem.place == Place("a.yml", 2, 3, 1, "tw\ufffd")


def test_a_missing_file_is_told_by_the_name_that_is_shown(tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        read_text(Folder(tmp_path / "a", "firm_profiles/a.yml"))

    assert caught.value.problems[0].message == "`firm_profiles/a.yml` does not exist"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        read_text(Folder(tmp_path, "a.yml"))

    assert caught.value.problems[0].message == "`a.yml` is a folder, not a file"


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2001)
    with pytest.raises(HandbookError) as caught:
        read_text(Folder(tmp_path / "a", "a.yml"), largest=2000)

    assert caught.value.problems[0].message == "`a.yml` is 3 kB, and at most 2 kB is read"


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2000)

    assert len(read_text(Folder(tmp_path / "a", "a.yml"), largest=2000)) == 2000


@pytest.mark.parametrize("name", ["logo.svg", "sub/logo.svg", "./logo.svg", "sub/../logo.svg"])
def test_this_name_stays_inside_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()

    assert stays_inside(Folder(tmp_path, "x"), name)


@pytest.mark.parametrize(
    "name", ["", "../logo.svg", "sub/../../logo.svg", "/etc/passwd", "..\\logo.svg", "a\\b"]
)
def test_this_name_does_not_stay_inside_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()

    assert not stays_inside(Folder(tmp_path, "x"), name)


def test_a_link_that_leads_out_does_not_stay_inside(tmp_path: Path) -> None:
    firm = tmp_path / "firm"
    firm.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (firm / "logo.svg").symlink_to(tmp_path / "secret")

    assert not stays_inside(Folder(firm, "x"), "logo.svg")


def test_an_impossible_name_does_not_exist(tmp_path: Path) -> None:
    assert not exists(Folder(tmp_path, "x").under("a" * 5000))


def test_names_and_files_are_sorted(tmp_path: Path) -> None:
    write_tree({"b/z.md": b"", "b/a.md": b"", "a.yml": b"", "B.yml": b""}, tmp_path)

    assert names_in(Folder(tmp_path, "x"), "*.yml") == ("B.yml", "a.yml")
    assert list(files_in(Folder(tmp_path, "x"))) == ["B.yml", "a.yml", "b/a.md", "b/z.md"]


def test_a_folder_that_does_not_exist_has_no_files(tmp_path: Path) -> None:
    assert list(files_in(Folder(tmp_path / "none", "x"))) == []


def test_a_tree_is_written_with_its_folders(tmp_path: Path) -> None:
    write_tree({"a/b/c.txt": b"one", "d.txt": b"two"}, tmp_path / "new")

    assert (tmp_path / "new/a/b/c.txt").read_bytes() == b"one"
    assert (tmp_path / "new/d.txt").read_bytes() == b"two"


def test_a_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "firm.yml"
    write_new_text(file, "one")
    with pytest.raises(HandbookError) as caught:
        write_new_text(file, "two")

    assert code_of(caught) == "HB102"
    assert file.read_text("utf-8") == "one"


def test_a_file_is_written_over_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "firm.yml"
    write_new_text(file, "one")
    write_new_text(file, "two", replace=True)

    assert file.read_text("utf-8") == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["firm.yml"]


def test_a_file_cannot_be_written_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(HandbookError) as caught:
        write_new_text(tmp_path / "file" / "firm.yml", "one")

    assert code_of(caught) == "HB092"


def test_the_first_result_takes_its_place(tmp_path: Path) -> None:
    built = new_folder_beside(tmp_path / "site")
    write_tree({"index.html": b"new"}, built)
    exchange(built, tmp_path / "site")

    assert _tree(tmp_path) == {"site/index.html": b"new"}


def test_a_withdrawn_page_is_gone_after_the_exchange(tmp_path: Path) -> None:
    write_tree({"index.html": b"old", "gone.html": b"old"}, tmp_path / "site")
    built = new_folder_beside(tmp_path / "site")
    write_tree({"index.html": b"new"}, built)
    exchange(built, tmp_path / "site")

    assert _tree(tmp_path) == {"site/index.html": b"new"}


def test_the_exchange_works_without_a_swap_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_swap", lambda one, other: False)
    write_tree({"index.html": b"old"}, tmp_path / "site")
    built = new_folder_beside(tmp_path / "site")
    write_tree({"index.html": b"new"}, built)
    exchange(built, tmp_path / "site")

    assert _tree(tmp_path) == {"site/index.html": b"new"}


def test_who_clears_the_old_result_away_at_the_same_moment_spoils_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap = writing._swap

    def swapped_and_cleared(one: Path, other: Path) -> bool:
        done = swap(one, other)
        if done:
            shutil.rmtree(one)
        return done

    monkeypatch.setattr(writing, "_swap", swapped_and_cleared)
    write_tree({"index.html": b"old"}, tmp_path / "site")
    built = new_folder_beside(tmp_path / "site")
    write_tree({"index.html": b"new"}, built)
    exchange(built, tmp_path / "site")

    assert _tree(tmp_path) == {"site/index.html": b"new"}


def test_a_failed_exchange_keeps_the_old_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_swap", lambda one, other: False)
    write_tree({"index.html": b"old"}, tmp_path / "site")
    with pytest.raises(HandbookError) as caught:
        exchange(tmp_path / "never-built", tmp_path / "site")

    assert code_of(caught) == "HB092"
    assert _tree(tmp_path) == {"site/index.html": b"old"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="folders have no permissions here")
def test_a_new_folder_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    made = new_folder_beside(tmp_path / "site")

    assert made.stat().st_mode & 0o777 == 0o755
    assert made.name.startswith(".site.")


def _tree(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_in(Folder(folder, ""))}
