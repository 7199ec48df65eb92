"""A firm's releases published side by side, from the frozen files and nothing else."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from handbook_gen.cli.main import run
from handbook_gen.disk import Folder
from handbook_gen.engines.build_site import ENGINES
from handbook_gen.model.library import Library
from handbook_gen.model.release import Link, Release
from handbook_gen.problems import Problem
from handbook_gen.publish import site as site_module
from handbook_gen.releases import edition_of, read_releases, release_to_json
from handbook_gen.workspace import Workspace, check_firm
from tests.e2e.running import files_of

FIRST = date(2027, 1, 1)
PROFILE = """\
languages: {languages}
firm: {{name: Jansen & Co, size: {size}}}
profession: {{kinds: [accountant]}}
document: {{version: "{version}", effective: {effective}, status: in_force}}
site: {{address: https://handbook.jansen.example}}
"""

Freeze = Callable[..., Path]


@pytest.fixture
def freeze(tmp_path: Path, small_library: Library) -> Freeze:
    """A function that freezes a release of a firm, and returns the workspace."""

    def frozen(
        version: str,
        *,
        name: str = "jansen",
        size: int = 12,
        languages: str = "[nl, en]",
        day: date = FIRST,
    ) -> Path:
        profiles = Folder(tmp_path / "firm_profiles", "firm_profiles")
        releases = profiles.path / name / "releases"
        releases.mkdir(parents=True, exist_ok=True)
        (profiles.path / f"{name}.yml").write_text(
            PROFILE.format(size=size, version=version, languages=languages, effective=day), "utf-8"
        )
        before = read_releases(profiles, name)
        firm = check_firm(Workspace(tmp_path, small_library, profiles), name, day)
        release = Release(
            version=version,
            effective=day,
            released=day,
            approved_by="A. Jansen",
            note="",
            kind="substantive",
            previous=Link(before[-1].version, before[-1].digest) if before else None,
            program="1",
            edition=edition_of(firm, version),
        )
        (releases / f"{version}.json").write_bytes(release_to_json(release))
        return tmp_path

    return frozen


def publish(workspace: Path, *arguments: str, day: date = FIRST) -> int:
    return run(["-C", str(workspace), "publish", "jansen", "--date", str(day), *arguments])


def versions(folder: Path) -> list[tuple[str, list[str]]]:
    listed = json.loads((folder / "versions.json").read_text("utf-8"))
    return [(entry["version"], entry["aliases"]) for entry in listed]


def test_every_release_stands_beside_the_others_and_latest_is_the_one_in_force(
    freeze: Freeze,
) -> None:
    freeze("1.0", size=5)
    workspace = freeze("2.0", day=FIRST + timedelta(days=60))
    site = workspace / "public" / "jansen"
    clause = 'id="gov-02"'  # of firms of ten people and more

    assert publish(workspace) == 0
    pages = {
        folder: (site / f"staff/nl/{folder}/governance/posting.html").read_text("utf-8")
        for folder in ("1.0", "2.0", "latest")
    }
    assert {folder: clause in page for folder, page in pages.items()} == {
        "1.0": False,
        "2.0": True,
        "latest": False,
    }
    assert versions(site / "staff/nl") == [("2.0", []), ("1.0", ["latest"])]

    assert publish(workspace, day=FIRST + timedelta(days=60)) == 0
    assert clause in (site / "staff/nl/latest/governance/posting.html").read_text("utf-8")
    assert versions(site / "control/en") == [("2.0", ["latest"]), ("1.0", [])]


def test_the_same_bytes_come_back_when_the_profile_and_the_library_are_gone(freeze: Freeze) -> None:
    freeze("1.0")
    workspace = freeze("2.0", size=60)
    assert publish(workspace, "--to", "before") == 0
    (workspace / "firm_profiles" / "jansen.yml").unlink()
    (workspace / "templates").mkdir()
    (workspace / "templates" / "library.yml").write_text("{broken", "utf-8")
    shutil.rmtree(workspace / "build")

    assert publish(workspace, "--to", "after") == 0
    assert files_of(workspace / "after") == files_of(workspace / "before")


def test_a_newer_release_changes_no_byte_of_an_older_version(freeze: Freeze) -> None:
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace, "--book", "staff") == 0
    older = workspace / "public/jansen/staff/nl/1.0"
    before = files_of(older)
    freeze("2.0", languages="[nl]", size=60)

    assert publish(workspace, "--book", "staff") == 0
    assert files_of(older) == before


def test_what_has_not_changed_is_not_built_again_and_what_was_touched_is(
    freeze: Freeze, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built: list[str] = []
    build_book = site_module.build_book

    def noted(*arguments: object) -> None:
        built.append(str(arguments[-1]))
        build_book(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(site_module, "build_book", noted)
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace) == 0
    assert sorted(built) == [
        "control/nl/1.0", "control/nl/latest", "staff/nl/1.0", "staff/nl/latest",
    ]  # fmt: skip
    built.clear()
    capsys.readouterr()
    assert publish(workspace) == 0
    assert built == []
    assert "unchanged" in capsys.readouterr().out

    page = workspace / "public/jansen/staff/nl/1.0/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole + b"<p>and more</p>")
    assert publish(workspace) == 0
    assert built == ["staff/nl/1.0"]
    assert page.read_bytes() == whole


def test_a_damaged_release_is_told_and_what_was_published_stays(
    freeze: Freeze, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace, "--book", "staff") == 0
    before = files_of(workspace / "public")
    release = workspace / "firm_profiles/jansen/releases/1.0.json"
    release.write_text(release.read_text("utf-8").replace("Wees eerlijk", "Wees stil"), "utf-8")

    assert publish(workspace) == 1
    assert "error[HB110]" in capsys.readouterr().err
    assert files_of(workspace / "public") == before


def test_a_failing_build_keeps_what_was_published(
    freeze: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace) == 0
    before = files_of(workspace / "public")
    freeze("2.0", languages="[nl]", size=60)
    monkeypatch.setitem(ENGINES, "mkdocs", lambda *_: [Problem("HB090", "no")])  # type: ignore[arg-type]

    assert publish(workspace) == 1
    assert files_of(workspace / "public") == before
    assert [path.name for path in (workspace / "public").iterdir()] == ["jansen"]


def test_addresses_are_right_in_the_deeper_folders(freeze: Freeze) -> None:
    workspace = freeze("1.0")
    assert publish(workspace) == 0
    site = workspace / "public/jansen"
    version = (site / "staff/nl/1.0/governance/posting.html").read_text("utf-8")
    latest = (site / "staff/nl/latest/governance/posting.html").read_text("utf-8")
    own = "https://handbook.jansen.example/staff/nl"

    assert f'<link rel="canonical" href="{own}/1.0/governance/posting.html">' in version
    assert f'<link rel="canonical" href="{own}/latest/governance/posting.html">' in latest
    assert 'href="../../../en/1.0/index.html"' in version
    assert 'href="../../../en/latest/index.html"' in latest
    assert f"{own}/latest/feed.xml" in (site / "staff/nl/latest/feed.xml").read_text("utf-8")
    for page in ("index.html", "staff/nl/index.html", "control/en/index.html", "r/gov-01.html"):
        start = site / page
        found = re.search(r"url=([^\"#]+)", start.read_text("utf-8"))
        assert found is not None
        target = (start.parent / found[1]).resolve()
        assert target.is_file()
        assert "latest" in target.parts


def test_a_language_that_came_later_has_the_versions_that_have_it(freeze: Freeze) -> None:
    freeze("1.0", languages="[nl]")
    workspace = freeze("2.0")
    assert publish(workspace) == 0
    site = workspace / "public/jansen/staff"

    assert versions(site / "nl") == [("2.0", ["latest"]), ("1.0", [])]
    assert versions(site / "en") == [("2.0", ["latest"])]
    assert "hreflang" not in (site / "nl/1.0/index.html").read_text("utf-8")


def test_one_book_alone_leaves_nothing_of_the_other(freeze: Freeze) -> None:
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace) == 0
    assert (workspace / "public/jansen/control").is_dir()
    assert publish(workspace, "--book", "staff") == 0

    site = workspace / "public/jansen"
    assert not (site / "control").exists()
    assert not any("control/" in path.read_text("utf-8") for path in (site / "r").glob("*.html"))


def test_a_version_is_for_its_readers_and_not_for_search_engines(freeze: Freeze) -> None:
    workspace = freeze("1.0", languages="[nl]")
    assert publish(workspace, "--book", "staff") == 0
    site = workspace / "public/jansen"
    pages = (path for path in site.rglob("*.html") if "noindex" not in path.read_text("utf-8"))
    headers = (workspace / "build/jansen/publish/hosting/_headers").read_text("utf-8")
    names = {path.name for path in site.rglob("*") if path.is_file()}

    assert not [page for page in pages if "1.0" in page.parts]
    assert "X-Robots-Tag: noindex" in headers
    assert not names & {"mkdocs.yml", "published.json", "1.0.json", "_headers", "nginx.conf"}
    assert not [name for name in names if name.endswith((".md", ".yml"))]


def test_a_firm_without_releases_is_told_how_to_make_one(
    profiles: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (profiles.path / "jansen.yml").write_text("firm: {name: Jansen}\n", "utf-8")

    assert publish(profiles.path.parent) == 2
    assert "handbook release jansen VERSION" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["latest", "versions.json"])
def test_a_version_that_would_hide_the_others_is_refused(
    freeze: Freeze, version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = freeze(version, languages="[nl]")

    assert publish(workspace) == 1
    assert f"release `{version}` cannot be published" in capsys.readouterr().err
    assert not (workspace / "public").exists()


def test_a_store_and_a_branch_get_the_very_files_of_the_folder(freeze: Freeze) -> None:
    store = pytest.importorskip("fsspec").filesystem("memory")
    store.store.clear()
    workspace = freeze("1.0", languages="[nl]")
    for arguments in (
        ("init", "--quiet"),
        ("config", "user.name", "A. Jansen"),
        ("config", "user.email", "a@jansen.example"),
    ):
        subprocess.run(["git", "-C", str(workspace), *arguments], check=True)
    for to in ((), ("--to", "memory://bucket/handbook"), ("--branch", "pages")):
        assert publish(workspace, "--book", "staff", *to) == 0
    folder = files_of(workspace / "public")
    sent = {name.removeprefix("/bucket/handbook/"): store.cat_file(name) for name in store.find("")}
    listed = ["git", "-C", str(workspace), "ls-tree", "-r", "--name-only", "pages"]
    committed = subprocess.run(listed, capture_output=True, text=True, check=True).stdout

    assert sent == folder
    assert set(committed.splitlines()) == {*folder, ".nojekyll"}


def test_every_firm_goes_to_an_address_of_its_own_and_a_bad_one_stops_no_other(
    freeze: Freeze, capsys: pytest.CaptureFixture[str]
) -> None:
    store = pytest.importorskip("fsspec").filesystem("memory")
    store.store.clear()
    for name in ("bakker", "jansen", "visser"):
        workspace = freeze("1.0", name=name, languages="[nl]")
    profiles = workspace / "firm_profiles"
    (profiles / "smit.yml").write_text("firm: {name: Smit}\n", "utf-8")
    damaged = profiles / "jansen" / "releases" / "1.0.json"
    damaged.write_text(damaged.read_text("utf-8").replace("Wees eerlijk", "Lieg"), "utf-8")
    every = ["-C", str(workspace), "publish", "--all", "--book", "staff", "--date", str(FIRST)]

    code = run([*every, "--to", "memory://bucket/{firm}/book/"])

    out, err = capsys.readouterr()
    assert code == 1
    assert out.splitlines()[-1] == "2 firms published, 1 failed, 1 without a release"
    assert "jansen: not published" in err
    assert "error[HB110]" in err
    places = {"/".join(name.split("/")[:4]) for name in store.find("/bucket") if "/book/" in name}
    assert places == {"/bucket/bakker/book", "/bucket/visser/book"}
    assert run([*every, "--to", "memory://bucket/{firm}/book/"]) == 1
    assert capsys.readouterr().out.count("unchanged") == 2


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("memory://bucket/", "does not say where each firm goes"),
        ("memory://bucket/{name}/{firm}", "`{name}` in"),
    ],
)
def test_an_address_that_would_mix_firms_up_is_refused_before_anything_is_built(
    to: str, said: str, freeze: Freeze, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = freeze("1.0", languages="[nl]")

    assert run(["-C", str(workspace), "publish", "--all", "--to", to]) == 2
    assert said in capsys.readouterr().err
    assert not (workspace / "build").exists()
