"""What stands on a firm's site: all that its answers ask for, nothing else, and nothing twice."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from handbook_gen.conditions import facts_read
from handbook_gen.engines import build_site
from handbook_gen.explain import clauses_reading
from handbook_gen.filling import facts_in
from handbook_gen.model.library import Library
from tests.e2e.html_pages import articles, attributes, clauses, fetched, ids, visible_text
from tests.e2e.running import (
    DAY,
    FIRM,
    REPOSITORY,
    answer,
    answers,
    build,
    files_of,
    handbook,
    new_workspace,
    write_profile,
)

SMALL: Final = "example-sole"
OTHER_SMALL: Final = "example-quiet"
ADDRESS_IN_STYLE: Final = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


# ---- What is left out is gone ----


WITHOUT_AI: Final = {"marketing.ai": "none", "marketing.ai_tools": None}


@pytest.fixture(scope="module")
def without_ai(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example firm, built with AI and then without."""
    workspace = tmp_path_factory.mktemp("without-ai") / "workspace"
    shutil.copytree(example, workspace)
    answer(workspace, WITHOUT_AI)
    build(workspace, FIRM)
    return workspace


def test_a_site_after_other_answers_is_the_site_of_a_firm_that_always_had_them(
    without_ai: Path, example: Path, tmp_path: Path
) -> None:
    fresh = new_workspace(tmp_path)
    answer(fresh, WITHOUT_AI)
    build(fresh, FIRM)
    found, expected = files_of(without_ai / "site"), files_of(fresh / "site")

    assert files_of(example / "site").keys() - found.keys()
    assert differing(found, expected) == []


def test_a_page_and_a_clause_that_no_longer_apply_are_nowhere(
    without_ai: Path, example_site: Path
) -> None:
    site = without_ai / "site" / FIRM
    gone = {name.partition("#")[2] for name in clauses(example_site).keys() - clauses(site)}
    pages = files_of(example_site).keys() - files_of(site).keys()

    assert gone
    assert {Path(page).stem for page in pages if not page.startswith("r/")} == {"ai-at-work"}
    assert gone <= {Path(page).stem for page in pages if page.startswith("r/")}
    for name, content in files_of(site).items():
        if name.endswith((".html", ".json", ".xml")) or "search" in name:
            text = content.decode()
            assert not [anchor for anchor in gone if f"#{anchor}" in text], name
            assert "publishing/ai-at-work.html" not in text, name
            if name.startswith("staff/"):
                assert not [anchor for anchor in gone if anchor.upper() in text], name


def test_what_no_reader_loads_is_left_out(example_site: Path) -> None:
    """No source maps, and of the search languages only that of the edition."""
    names = sorted(path.relative_to(example_site).as_posix() for path in example_site.rglob("*.*"))
    search = "staff/nl/assets/javascripts/lunr/"

    assert [name for name in names if name.endswith(".map")] == []
    assert [name for name in names if name.startswith(search)] == [
        f"{search}min/lunr.nl.min.js",
        f"{search}min/lunr.stemmer.support.min.js",
    ]


def test_an_answer_changes_exactly_the_pages_and_clauses_that_read_it(
    example: Path, example_site: Path, tmp_path: Path, shipped_library: Library
) -> None:
    shutil.copytree(example, tmp_path / "changed")
    answer(tmp_path / "changed", {"stance.openness": "open"})
    build(tmp_path / "changed", FIRM)
    changed = tmp_path / "changed" / "site" / FIRM
    reading = clauses_reading(shipped_library, "stance.openness")
    before, after = clauses(example_site), clauses(changed)

    there = {name for name in before.keys() | after.keys() if clause_of(name) in reading}
    assert set(differing(before, after)) == there
    before, after = articles(example_site), articles(changed)
    expected = pages_reading("stance.openness", shipped_library)
    there = {
        name
        for name in library_pages(before.keys() | after.keys(), shipped_library)
        if page_id(name) in expected
    }
    assert library_pages(differing(before, after), shipped_library) == there


def test_a_channel_changes_only_the_pages_and_clauses_that_read_channels(
    example: Path, example_site: Path, tmp_path: Path, shipped_library: Library
) -> None:
    shutil.copytree(example, tmp_path / "changed")
    channels = answers(example)["channels"]
    channels[0]["handle"] = "another-handle"
    answer(tmp_path / "changed", {"channels": channels})
    build(tmp_path / "changed", FIRM)
    changed = tmp_path / "changed" / "site" / FIRM
    reading = clauses_reading(shipped_library, "channels")
    before, after = articles(example_site), articles(changed)

    touched = differing(clauses(example_site), clauses(changed))
    assert {clause_of(name) for name in touched} <= reading.keys()
    pages = {page_id(name) for name in library_pages(differing(before, after), shipped_library)}
    assert pages
    assert pages <= pages_reading("channels", shipped_library)
    assert any("another-handle" in visible_text(page) for page in after.values())


def clause_of(place: str) -> str:
    """Return the clause whose anchor a place ends with: `...#prv-16` is PRV-16."""
    return place.partition("#")[2].upper()


def library_pages(names: Any, library: Library) -> set[str]:
    """Return those of the files that are pages of the library, and not made by the program."""
    return {name for name in names if page_id(name) in library.pages}


def page_id(name: str) -> str:
    return name.split("/", 2)[-1].removesuffix(".html")


def pages_reading(fact_id: str, library: Library) -> set[str]:
    """Return the pages of which the text, the condition or a clause reads a fact."""
    found = {library.clauses[name].page for name in clauses_reading(library, fact_id)}
    for page in library.pages.values():
        read = set(facts_read(page.applies_when))
        for text in page.texts.values():
            read |= set(facts_in(text.body))
        if any(name == fact_id or name.startswith(f"{fact_id}.") for name in read):
            found.add(page.id)
    return found


def differing(found: Any, expected: Any) -> list[str]:
    """Return the names under which something else stands, or only in one of the two."""
    names = sorted(found.keys() | expected.keys())
    return [name for name in names if found.get(name) != expected.get(name)]


# ---- What fails leaves what was there ----


def test_a_failed_build_keeps_the_last_good_site_byte_for_byte(
    example: Path, tmp_path: Path
) -> None:
    workspace = tmp_path / "broken"
    shutil.copytree(example, workspace)
    before = files_of(workspace / "site")
    answer(workspace, {"firm.size": 0})
    done = handbook(workspace, "build", "--date", DAY, FIRM)

    assert done.code == 1
    assert f"{FIRM}: not built" in done.err
    assert differing(files_of(workspace / "site"), before) == []


def test_one_bad_firm_never_stops_the_others(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL, OTHER_SMALL)
    answer(workspace, {"firm.size": 0}, OTHER_SMALL)
    done = handbook(workspace, "build", "--date", DAY, "--all", "-j", "2")

    assert done.code == 1
    assert f"{OTHER_SMALL}: not built" in done.err
    assert "1 firm built, 1 failed" in done.out
    assert (workspace / "site" / SMALL / "staff" / "nl" / "index.html").is_file()
    assert not (workspace / "site" / OTHER_SMALL).exists()


# ---- Nothing of one firm, or of this machine, reaches another ----


@pytest.mark.parametrize("together", [True, False], ids=["in one process", "one by one"])
def test_nothing_of_one_firm_reaches_another(tmp_path: Path, together: bool) -> None:
    audit = "example-audit"
    workspace = new_workspace(tmp_path, audit, SMALL)
    write_profile(workspace, planted(answers(workspace, audit)), audit)
    for firms in [(audit, SMALL)] if together else [(audit,), (SMALL,)]:
        build(workspace, *firms, "-j", "1")
    marked = files_of(workspace / "site" / audit)
    kept = files_of(workspace / "build" / SMALL) | files_of(workspace / "build" / ".shared")
    other = files_of(workspace / "site" / SMALL) | kept

    assert ("rendered.txt" in kept) is not together
    assert sum(b"planted" in content.lower() for content in marked.values()) > 50
    assert sum(b"#fa11ed" in content for content in marked.values()) > 0
    for name, content in other.items():
        assert b"planted" not in content.lower(), name
        assert b"#fa11ed" not in content, name


def planted(value: Any, key: str = "") -> Any:
    """Return a profile in which every name, address and text holds the word `planted`."""
    match value:
        case dict() if {"nl", "en"} >= value.keys():
            return {language: f"planted {text}" for language, text in value.items()}
        case dict():
            return {name: planted(part, name) for name, part in value.items()}
        case list():
            return [planted(part, key) for part in value]
        case str() if key == "email":
            return f"planted.{value}"
        case str() if key == "colour":
            return "#fa11ed"
        case str() if key in {"name", "handle", "owner", "backup", "ai_tools", "topics", "reason"}:
            return f"Planted {value}"
        case _:
            return value


def test_no_by_product_path_or_line_of_the_profile_is_published(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    profile = workspace / "firm_profiles" / f"{SMALL}.yml"
    profile.write_text("# a note that nobody else may read\n" + profile.read_text("utf-8"), "utf-8")
    build(workspace, SMALL)
    published = files_of(workspace / "site")

    kinds = {Path(name).suffix for name in published}
    assert kinds <= {".html", ".css", ".js", ".json", ".xml", ".gz", ".png", ".svg", ".txt", ".map"}
    assert not [name for name in published if Path(name).name.startswith((".", "built", "mkdocs"))]
    secrets = (str(tmp_path), str(REPOSITORY), str(Path.home()) + "/", "a note that nobody")
    for name, content in published.items():
        for secret in (*secrets, "firm_profiles", "Traceback", "mkdocs.yml", "while_unknown"):
            assert secret.encode() not in content, (name, secret)


def test_no_key_of_the_profile_stands_on_a_page(
    example_site: Path, shipped_library: Library
) -> None:
    names = re.compile("|".join(re.escape(name) for name in shipped_library.facts if "." in name))
    found = {name: names.findall(page) for name, page in articles(example_site).items()}

    assert {name: words for name, words in found.items() if words} == {}


# ---- No request leaves the site ----


def test_no_page_fetches_anything_from_elsewhere(example_site: Path) -> None:
    outside = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
    for path in sorted(example_site.rglob("*.html")):
        found = [address for address in fetched(path.read_text("utf-8")) if outside.match(address)]

        assert found == [], path.name


def test_no_style_sheet_fetches_anything_from_elsewhere(example_site: Path) -> None:
    sheets = sorted(example_site.rglob("*.css"))
    found = [
        address
        for sheet in sheets
        for pair in ADDRESS_IN_STYLE.findall(sheet.read_text("utf-8"))
        for address in pair
        if address and not address.startswith(("data:", "#"))
    ]

    assert sheets
    assert [address for address in found if ":" in address or address.startswith("//")] == []


def test_our_own_scripts_name_no_address(example_site: Path) -> None:
    scripts = [*example_site.rglob("handbook.js"), *example_site.rglob("iframe-worker-shim.js")]

    assert len(scripts) == 8
    for script in scripts:
        assert "//" not in re.sub(r"/\*.*?\*/", "", script.read_text("utf-8"), flags=re.DOTALL)


def test_every_link_of_a_site_leads_to_a_page_and_an_anchor_of_it(example_site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in sorted(example_site.rglob("*.html"))}
    anchors = {path: ids(page) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for _, address in attributes(page, "href"):
            file, _, anchor = address.partition("#")
            if ":" in file or path.name == "404.html":
                continue
            target = (path.parent / file).resolve() if file else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and anchor not in anchors.get(target, ())):
                broken.append((path.relative_to(example_site).as_posix(), address))

    assert broken == []


def test_pages_and_anchors_have_the_same_names_in_both_languages(example_site: Path) -> None:
    for book in ("staff", "control"):
        dutch, english = (
            {
                path.relative_to(example_site / book / language).as_posix(): {
                    name
                    for name in ids(path.read_text("utf-8"))
                    if not name.startswith(("__", "letter-"))  # each language has its own letters
                }
                for path in (example_site / book / language).rglob("*.html")
            }
            for language in ("nl", "en")
        )

        assert differing(dutch, english) == []


# ---- The same answers make the same bytes ----


def without_times(record: bytes) -> bytes:
    """Return what is kept of a book without its digest, and when its files were made."""
    _, first, *inside = record.split(b"\n")
    *told, marks = json.loads(first)
    assert marks
    return b"\n".join([json.dumps([*told, sorted(marks)]).encode(), *inside])


def test_two_places_and_one_or_two_workers_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (new_workspace(tmp_path / name, SMALL, FIRM) for name in ("one", "a/longer/other"))
    build(one, FIRM, SMALL, "-j", "1", hash_seed="1")
    build(other, SMALL, FIRM, "-j", "2", hash_seed="2")

    assert differing(files_of(one / "site"), files_of(other / "site")) == []
    made = [files_of(place / "build") for place in (one, other)]
    for files in made:
        for name in [name for name in files if name.endswith(("/built.json", "/files.json"))]:
            del files[name]  # they hold when the files were made
        for name in [name for name in files if re.search(r"/(staff|control)\.[a-z]+\.json$", name)]:
            files[name] = without_times(files[name])
    assert differing(*made) == []


def test_a_second_build_without_changes_touches_nothing(example: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (example / "site").rglob("*")}
    done = build(example, FIRM)
    after = {path: path.stat().st_mtime_ns for path in (example / "site").rglob("*")}

    assert f"{FIRM}: unchanged" in done.out
    assert after == before


def test_a_site_from_which_a_file_was_removed_is_built_again(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    build(workspace, SMALL)
    before = files_of(workspace / "site")
    (workspace / "site" / SMALL / "staff" / "nl" / "about.html").unlink()
    done = build(workspace, SMALL)

    assert "unchanged" not in done.out
    assert differing(files_of(workspace / "site"), before) == []


# ---- One book, and another site ----


def test_building_one_book_keeps_the_other(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    site = workspace / "site" / SMALL
    build(workspace, SMALL)
    before = files_of(site / "control")
    answer(workspace, {"people.go_to.name": "A. Nother"}, SMALL)
    build(workspace, SMALL, "--book", "staff")

    assert differing(files_of(site / "control"), before) == []
    page = (site / "staff" / "nl" / "who-to-ask.html").read_text("utf-8")
    assert "A. Nother" in visible_text(page)


def test_the_first_page_leads_to_a_book_that_is_there(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, SMALL)
    first = workspace / "site" / SMALL / "index.html"

    def leads_to() -> str:
        return next(value for _, value in attributes(first.read_text("utf-8"), "href"))

    build(workspace, SMALL, "--book", "control")
    assert leads_to() == "control/nl/index.html"
    build(workspace, SMALL, "--book", "staff")
    assert leads_to() == "staff/nl/index.html"
    answer(workspace, {"languages": ["en"]}, SMALL)
    build(workspace, SMALL, "--book", "staff")
    assert leads_to() == "staff/en/index.html"
    assert (first.parent / leads_to()).is_file()


def test_pages_go_into_another_site_which_then_builds_strictly(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "workspace")
    docs = tmp_path / "intranet" / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Intranet\n", encoding="utf-8")
    done = handbook(workspace, "build", "--date", DAY, FIRM, "--into", str(docs))
    lines = yaml.safe_load(done.out)
    lines["nav"].insert(0, {"Home": "index.md"})
    config = {
        "site_name": "Intranet",
        "use_directory_urls": False,
        "theme": {"name": "material"},
        **lines,
    }
    (tmp_path / "intranet" / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")

    assert done.code == 0, done.err
    assert {path.split("/")[0] for path in files_of(docs)} == {"index.md", f"handbook-{FIRM}"}
    assert not (workspace / "site").exists()
    assert not (workspace / "build").exists()
    build_site("mkdocs", tmp_path / "intranet", tmp_path / "made", date.fromisoformat(DAY))
    assert (tmp_path / "made" / f"handbook-{FIRM}" / "nl" / "about.html").is_file()
