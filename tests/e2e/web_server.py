"""Debian's nginx and Caddy with the settings that a build wrote: another port and folder, all else as it is."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.e2e.needs import command

_MAIN: Final = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@contextmanager
def nginx(settings: Path, site: Path, folder: Path) -> Iterator[str]:
    """Serve a site while the context lasts, and give its address; `folder` is for what nginx writes.

    `settings` is the folder in which the build wrote the settings of every server.
    """
    program = command("nginx", path=os.pathsep.join(("/usr/sbin", "/usr/local/sbin")))
    port = _free_port()
    text = (settings / "nginx.conf").read_text("utf-8")
    for name, value in {
        "listen": f"127.0.0.1:{port}",
        "server_name": "localhost",
        "root": str(site),
    }.items():
        text, times = re.subn(rf"(?m)^(\s*){name} .*;$", rf"\g<1>{name} {value};", text)
        assert times, f"nginx.conf has no {name}"
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder), encoding="utf-8")
    run = [program, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with _running(run, port, folder) as address:
        yield address


@contextmanager
def caddy(settings: Path, site: Path, folder: Path) -> Iterator[str]:
    """Serve a site with Caddy, as `nginx` does with nginx."""
    program = command("caddy")
    port = _free_port()
    text = (settings / "Caddyfile").read_text("utf-8")
    for name, value in {
        "handbook.example.com": f"http://127.0.0.1:{port}",
        "/srv/handbook": str(site),
    }.items():
        assert name in text, f"the Caddyfile has no {name}"
        text = text.replace(name, value)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, encoding="utf-8")
    run = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(run, port, folder) as address:
        yield address


@contextmanager
def _running(run: list[str], port: int, folder: Path) -> Iterator[str]:
    with (folder / "said.txt").open("w", encoding="utf-8") as said:
        running = subprocess.Popen(run, stdout=said, stderr=said, cwd=folder)
        try:
            _wait(port, running, folder / "said.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _wait(port: int, running: "subprocess.Popen[bytes]", said: Path) -> None:
    """Return when something listens; fail with what the server said when it stopped instead."""
    for _ in range(400):
        if running.poll() is not None:
            raise AssertionError(said.read_text("utf-8"))
        with socket.socket() as tried:
            tried.settimeout(1)
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not listen within 20 seconds")
