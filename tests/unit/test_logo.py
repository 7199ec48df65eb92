"""Logos: pictures of shapes from the firm's own folder, and nothing that runs or fetches."""

from pathlib import Path

import pytest

from handbook_gen.disk import Folder
from handbook_gen.problems import HandbookError, Place, Problem
from handbook_gen.profile.logo import read_logo

PLACE = Place("firm_profiles/jansen.yml", 9, 9)
SVG = '<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The folder of the firm."""
    (tmp_path / "jansen").mkdir()
    return Folder(tmp_path / "jansen", "firm_profiles/jansen")


def refused(folder: Folder, name: str, content: bytes | None = None) -> Problem:
    if content is not None:
        (folder.path / name).write_bytes(content)
    with pytest.raises(HandbookError) as caught:
        read_logo(folder, name, PLACE)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("logo.png", PNG, "logo.png"),
        ("Our Logo.PNG", PNG, "logo.png"),
        ("logo.webp", WEBP, "logo.webp"),
        ("mark.svg", (SVG % "<path d='M0 0'/>").encode(), "logo.svg"),
        ("mark.svg", b'<?xml version="1.0"?>\n<!-- ours -->\n<svg></svg>', "logo.svg"),
    ],
)
def test_a_picture_is_kept_under_a_fixed_name(
    folder: Folder, name: str, content: bytes, kept: str
) -> None:
    (folder.path / name).write_bytes(content)
    logo = read_logo(folder, name, PLACE)

    assert (logo.name, logo.content) == (kept, content)


@pytest.mark.parametrize(
    "inside",
    [
        '<linearGradient id="a"/><path fill="url(#a)"/>',
        '<g id="a"/><use href="#a"/>',
        '<use xlink:href="#a"/>',
        "<path style=\"fill:url('#a')\"/>",
        "<title>Jansen: accountants on line</title>",
    ],
)
def test_a_reference_inside_the_picture_is_allowed(folder: Folder, inside: str) -> None:
    (folder.path / "logo.svg").write_text(SVG % inside, encoding="utf-8")

    assert read_logo(folder, "logo.svg", PLACE).name == "logo.svg"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        '<path onload="alert(1)"/>',
        '<path d="M0 0"\nonclick = "alert(1)"/>',
        '<a href="https://evil.example"><path/></a>',
        "<a href='javascript:alert(1)'><path/></a>",
        '<a xlink:href="&#106;avascript:alert(1)"><path/></a>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<path fill="url(https://evil.example/a)"/>',
        "<path fill=\"url( 'https://evil.example/a')\"/>",
        "<style>@import 'https://evil.example';</style>",
        "<foreignObject><body/></foreignObject>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_an_svg_that_could_run_or_fetch_something_is_refused(folder: Folder, inside: str) -> None:
    problem = refused(folder, "logo.svg", (SVG % inside).encode())

    assert problem.code == "HB029"
    assert problem.place == PLACE


@pytest.mark.parametrize(
    "start",
    [
        b'<!DOCTYPE svg [<!ENTITY x "y">]><svg></svg>',
        b'<?xml-stylesheet href="https://evil.example/a.css"?><svg></svg>',
        b"<html><svg></svg></html>",
        b"",
        b"GIF89a",
    ],
)
def test_what_does_not_begin_as_an_svg_is_refused(folder: Folder, start: bytes) -> None:
    assert refused(folder, "logo.svg", start).code == "HB029"


@pytest.mark.parametrize("name", ["logo.gif", "logo.html", "logo", "logo.svg.exe"])
def test_another_kind_of_file_is_refused(folder: Folder, name: str) -> None:
    problem = refused(folder, name, PNG)

    assert problem.message == f"`{name}` is not a picture of a kind that is used here"


def test_a_picture_that_is_not_what_its_name_says_is_refused(folder: Folder) -> None:
    assert refused(folder, "logo.png", b"<svg></svg>").code == "HB029"


@pytest.mark.parametrize("name", ["../logo.png", "/etc/passwd", "sub/../../logo.png"])
def test_a_logo_outside_the_folder_is_refused(folder: Folder, name: str) -> None:
    (folder.path.parent / "logo.png").write_bytes(PNG)
    problem = refused(folder, name)

    assert problem.message == f"`{name}` does not lie in the firm's folder"
    assert problem.expected == "a file in firm_profiles/jansen/"


def test_a_logo_through_a_link_that_leads_out_is_refused(folder: Folder) -> None:
    (folder.path.parent / "other.png").write_bytes(PNG)
    (folder.path / "logo.png").symlink_to(folder.path.parent / "other.png")

    assert refused(folder, "logo.png").code == "HB028"


@pytest.mark.parametrize("name", ["none.png", "a" * 3000 + ".png"])
def test_a_logo_that_does_not_exist_is_a_problem(folder: Folder, name: str) -> None:
    assert refused(folder, name).message == f"`firm_profiles/jansen/{name}` does not exist"


def test_a_logo_over_the_limit_is_refused(folder: Folder) -> None:
    assert refused(folder, "logo.png", PNG + b"\0" * 200_000).code == "HB003"
