"""ProperDocs and Zensical, each in a process of its own behind the same function."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from handbook_gen.engines.mkdocs_engine import lacking, problem
from handbook_gen.problems import Problem

_LONGEST_SECONDS = 600
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FAULT = re.compile(
    r"^\s*(?:WARNING|ERROR|Warning|Error)\b[\s:-]*(?P<said>.+)(?:\n\s*╭─\[ (?P<place>.+?) \])?",
    re.MULTILINE,
)
"""A line of ProperDocs, or of Zensical with the place that it draws below it."""


def build_with_properdocs(project: Path, site: Path, dated: date) -> list[Problem]:
    """Build a project with ProperDocs and return the faults that it reports.

    Raises:
        EnvironmentLacking: ProperDocs is not installed.
    """
    if importlib.util.find_spec("properdocs") is None:
        raise lacking("properdocs", "properdocs mkdocs-material")
    command = [
        "-m",
        "properdocs",
        "build",
        "--strict",
        "-f",
        str(project / "mkdocs.yml"),
        "-d",
        str(site),
    ]
    return _run(command, project, dated)


def build_with_zensical(project: Path, site: Path, dated: date) -> list[Problem]:
    """Build a project with Zensical and return the faults that it reports.

    Zensical takes its output folder from the configuration only, and keeps a cache beside it.

    Raises:
        EnvironmentLacking: Zensical is not installed.
    """
    if importlib.util.find_spec("zensical") is None:
        raise lacking("zensical", "zensical")
    command = ["-m", "zensical", "build", "--strict", "--clean", "-f", str(project / "mkdocs.yml")]
    problems = _run(command, project, dated)
    built = project / "site"
    if not problems and built.is_dir():
        site.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, site)  # the two may lie on different disks
    return problems


def _run(arguments: list[str], project: Path, dated: date) -> list[Problem]:
    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "NO_COLOR": "1",
    }
    done = subprocess.run(  # the arguments are ours, and no shell reads them
        [sys.executable, *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return []
    said = _COLOURS.sub("", done.stdout + done.stderr)
    faults = [
        found["said"] + (f" ({found['place']})" if found["place"] else "")
        for found in _FAULT.finditer(said)
    ]
    return [problem(fault, project) for fault in faults or [said.strip()[-600:]]]
