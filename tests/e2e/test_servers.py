"""The written settings in the servers themselves: nginx and Caddy, started on this machine."""

import gzip
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.running import FIRM
from tests.e2e.web_server import caddy, nginx

ADDRESSES: Final = {
    "/staff/nl/index.html": 200,
    "/control/en/index.html": 200,
    "/staff/nl/": 200,
    "/staff/nl/assets/handbook.css": 200,
    "/staff/nl/search/search_index.json": 200,
    "/nl/": 301,
    "/staff/en/nothing.html": 404,
    "/nothing": 404,
}
"""What is asked for, and how the server answers."""

SERVERS: Final = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=SERVERS)
def port(
    request: pytest.FixtureRequest, example: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port on which a real server shows the example site with the settings that the build wrote."""
    settings = example / "build" / FIRM / "hosting"
    folder = tmp_path_factory.mktemp(request.param)
    with SERVERS[request.param](settings, example / "site" / FIRM, folder) as address:
        yield int(address.rpartition(":")[2])


def asked(port: int, address: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


@pytest.fixture(scope="module")
def sent(example: Path) -> dict[str, str]:
    """The headers that every answer should carry."""
    lines = (example / "build" / FIRM / "hosting" / "_headers").read_text("utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines[1:])


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers_once(
    port: int, sent: dict[str, str], address: str
) -> None:
    response, _ = asked(port, address)
    received = {name: response.headers.get_all(name) for name in sent}

    assert response.status == ADDRESSES[address]
    assert received == {name: [value] for name, value in sent.items()}


def test_a_file_with_a_hash_in_its_name_is_kept(port: int, example_site: Path) -> None:
    style = next((example_site / "staff/nl/assets/stylesheets").glob("main.*.css"))
    response, _ = asked(port, f"/staff/nl/assets/stylesheets/{style.name}")

    assert response.headers.get_all("Cache-Control") == ["private, max-age=31536000, immutable"]


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/staff/en/nothing.html", "en"),
        ("/staff/en/privacy/nothing.html", "en"),
        ("/control/nl/nothing.html", "nl"),
        ("/nothing", "nl"),
    ],
)
def test_an_address_that_leads_nowhere_gets_the_page_of_its_book(
    port: int, example_site: Path, address: str, language: str
) -> None:
    response, content = asked(port, address)
    book = "control" if address.startswith("/control") else "staff"

    assert response.status == 404
    assert content == (example_site / book / language / "404.html").read_bytes()


def test_everything_that_the_page_for_nowhere_asks_for_is_there(port: int) -> None:
    _, content = asked(port, "/staff/en/privacy/nothing.html")
    addresses = re.findall(rb'(?:href|src)="?(/[^" >#]+)', content)

    assert len(addresses) > 10
    for address in set(addresses):
        assert asked(port, address.decode())[0].status == 200, address


def test_pages_are_sent_compressed(port: int, example_site: Path) -> None:
    response, content = asked(port, "/staff/nl/all-rules.html", **{"Accept-Encoding": "gzip"})
    page = (example_site / "staff/nl/all-rules.html").read_bytes()

    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == page
    assert "utf-8" in response.headers["Content-Type"].lower()


def test_a_short_address_leads_to_the_staff_book(port: int) -> None:
    response, _ = asked(port, "/en/privacy/chat.html")
    forwarded, _ = asked(port, response.headers["Location"])

    assert response.headers["Location"] == "/staff/en/privacy/chat.html"
    assert forwarded.status == 200


def test_an_address_may_leave_its_ending_out(port: int) -> None:
    assert asked(port, "/staff/en/privacy/chat")[0].status == 200
