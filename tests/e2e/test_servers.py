"""The written settings in the servers themselves: nginx and Caddy, started on this machine."""

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.needs import needs
from tests.e2e.running import FIRM

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

NGINX: Final = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/handbook.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def nginx(folder: Path, settings: Path, site: Path, port: int) -> list[str]:
    """Write what nginx needs around our file, and return the command that starts it."""
    text = (settings / "nginx.conf").read_text("utf-8")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "handbook.conf").write_text(text.replace("/srv/handbook", str(site)), "utf-8")
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder), "utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, settings: Path, site: Path, port: int) -> list[str]:
    """Write our file with another address, and return the command that starts Caddy."""
    text = (settings / "Caddyfile").read_text("utf-8")
    text = text.replace("handbook.example.com", f"http://127.0.0.1:{port}")
    options = "{\n\tadmin off\n}\n"
    (folder / "Caddyfile").write_text(options + text.replace("/srv/handbook", str(site)), "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS: Final = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=SERVERS)
def port(
    request: pytest.FixtureRequest, example: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port on which a real server shows the example site with the settings that the build wrote."""
    needs(request.param, present=shutil.which(request.param) is not None)
    folder, number = tmp_path_factory.mktemp(request.param), free_port()
    example.parents[0].chmod(0o755)
    folder.chmod(0o755)
    settings = example / "build" / FIRM / "hosting"
    command = SERVERS[request.param](folder, settings, example / "site" / FIRM, number)
    for path in (example, *example.parents):
        if path.is_relative_to("/tmp") and path != Path("/tmp"):  # noqa: S108
            path.chmod(path.stat().st_mode | 0o011)
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE) as server:
        try:
            wait_for(number, server)
            yield number
        finally:
            server.terminate()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if server.poll() is not None:
            assert server.stderr is not None
            pytest.fail(server.stderr.read().decode())
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server does not answer")


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
