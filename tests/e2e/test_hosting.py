"""The settings for web servers that a build writes, as files."""

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.e2e.running import FIRM


@pytest.fixture(scope="module")
def hosting(example: Path) -> Path:
    """The folder with settings for web servers."""
    return example / "build" / FIRM / "hosting"


@pytest.fixture(scope="module")
def sent(hosting: Path) -> dict[str, str]:
    """The headers, as a host reads them from `_headers`."""
    lines = (hosting / "_headers").read_text("utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


def test_the_policy_lets_nothing_in_from_elsewhere(sent: Mapping[str, str]) -> None:
    policy = sent["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_host_gets_the_same_policy(hosting: Path, sent: Mapping[str, str]) -> None:
    policy = sent["Content-Security-Policy"]
    azure = json.loads((hosting / "staticwebapp.config.json").read_text("utf-8"))
    rows = ElementTree.parse(hosting / "web.config").iter("add")  # noqa: S314  # we wrote it

    assert azure["globalHeaders"]["Content-Security-Policy"] == policy
    assert {row.get("name"): row.get("value") for row in rows if row.get("name")} == sent
    assert f'"{policy}"' in (hosting / "Caddyfile").read_text("utf-8")
    assert f'"{policy}"' in (hosting / "nginx.conf").read_text("utf-8")


def test_the_settings_are_no_part_of_the_published_site(example_site: Path) -> None:
    names = {
        "_headers",
        "_redirects",
        "Caddyfile",
        "nginx.conf",
        "staticwebapp.config.json",
        "web.config",
    }

    assert [path for path in example_site.rglob("*") if path.name in names] == []
