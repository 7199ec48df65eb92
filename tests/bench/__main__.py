"""Measure what the program costs beside stock MkDocs: `python -m tests.bench`, or `make bench`.

CPU of the processes is counted, in seconds, that of their children included; time on the clock would
measure what else the machine does. Both sides are measured in turns, and what counts is the median
of their ratios. What was measured is kept in `build/bench.json` after every scenario, so that a run
that was stopped goes on where it was; another version of the program begins anew. At the end
`docs/speed.md` and `docs/images/speed.svg` are written. `--quick` takes a few minutes, and
writes them only when told to; `--middle` takes about three quarters of an hour.

Nothing is deleted before the end: some disks make new files several times slower for minutes after
many were deleted, and nobody deletes a thousand sites before building the first.
"""

import argparse
import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.cost import own_seconds
from tests.bench.plot import plot
from tests.bench.report import put_into_page, report
from tests.bench.scenarios import FULL, MIDDLE, QUICK, Scale, scenarios
from tests.e2e.running import REPOSITORY

RESULTS = REPOSITORY / "build" / "bench.json"
PAGE = REPOSITORY / "docs" / "speed.md"
PICTURE = REPOSITORY / "docs" / "images" / "speed.svg"


def main() -> None:
    """Measure what is asked and not yet known, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the costs.")
    parser.add_argument("--quick", action="store_true", help="a few firms, one round")
    parser.add_argument("--middle", action="store_true", help="up to 200 firms, one round")
    parser.add_argument("--only", nargs="+", default=[], metavar="SCENARIO", help="these alone")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--write", action="store_true", help="write the manual after --quick too")
    given = parser.parse_args()
    scale = QUICK if given.quick else MIDDLE if given.middle else FULL
    results = _kept(scale, fresh=given.fresh)
    wanted = given.only or list(scenarios(scale))
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as place:
        for name, scenario in scenarios(scale).items():
            if name in wanted and name not in results["rounds"]:
                began = own_seconds()
                folder = Path(place) / name
                folder.mkdir()
                results["rounds"][name] = scenario(folder)
                _keep(results)
                print(f"{name}: {own_seconds() - began:.0f} s of CPU", flush=True)  # noqa: T201
    text = report(results)
    print(text)  # noqa: T201
    if given.write or not given.quick:
        put_into_page(text, PAGE)
        PICTURE.write_text(plot(results["rounds"]), encoding="utf-8")


def _kept(scale: Scale, *, fresh: bool) -> dict[str, Any]:
    """Return what was measured before of this version on this scale, and what it was measured on."""
    now = _about(scale)
    if RESULTS.is_file() and not fresh:
        found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
        if {**found["about"], "day": ""} == {**now, "day": ""}:
            return found
    return {"about": now, "rounds": {}}


def _about(scale: Scale) -> dict[str, str]:
    packages = ("mkdocs", "mkdocs-material", "pymdown-extensions", "markdown")
    return {
        "scale": scale.name,
        "day": date.today().isoformat(),
        "commit": _commit(),
        "python": platform.python_version(),
        "machine": _processor(),
        **{name: version(name) for name in packages},
    }


def _commit() -> str:
    """Return the commit, and whether what is measured differs from it."""
    changed = _git("status", "--porcelain", "--", "handbook_gen", "templates")
    return _git("describe", "--always") + (" with changes" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _processor() -> str:
    """Return the kind of processor and how many there are."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    return f"{os.cpu_count()} x {model or platform.processor() or platform.machine()}"


def _keep(results: Mapping[str, Any]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
