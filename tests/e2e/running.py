"""Run the program as its users do: in a process of its own, in a workspace of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

REPOSITORY = Path(__file__).parents[2]
FIRM = "example-accountants"
PROGRESS: Final = re.compile(r"^\d+ of \d+ firms, about \d+ \w+ left\n", re.MULTILINE)
DAY = "2026-11-23"
"""Every build of the tests is of this day, so that no deviation lapses while they are kept."""


@dataclass(frozen=True)
class Done:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


def handbook(workspace: Path, *arguments: str, hash_seed: str = "random") -> Done:
    """Run the command in a workspace, in a fresh process."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": hash_seed}
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-m", "handbook_gen", *arguments],
        cwd=workspace,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def build(workspace: Path, *arguments: str, hash_seed: str = "random") -> Done:
    """Run `handbook build`; it must end well, without a word on the error stream but how far it is."""
    done = handbook(workspace, "build", "--date", DAY, *arguments, hash_seed=hash_seed)
    assert done.code == 0, done.out + done.err
    assert PROGRESS.sub("", done.err) == ""
    return done


def new_workspace(folder: Path, *firms: str) -> Path:
    """Return a new workspace with copies of the example firms that are named."""
    profiles = folder / "firm_profiles"
    profiles.mkdir(parents=True)
    shipped = REPOSITORY / "firm_profiles"
    shutil.copytree(shipped / "_layers", profiles / "_layers")
    for firm in firms or (FIRM,):
        shutil.copy(shipped / f"{firm}.yml", profiles)
        if (shipped / firm).is_dir():
            shutil.copytree(shipped / firm, profiles / firm)
    return folder


def answers(workspace: Path, firm: str = FIRM) -> dict[str, Any]:
    """Return a profile as plain groups."""
    text = (workspace / "firm_profiles" / f"{firm}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def answer(workspace: Path, changes: Mapping[str, Any], firm: str = FIRM) -> None:
    """Write a profile with other answers: `{"stance.openness": "open"}`; None takes one out."""
    profile = answers(workspace, firm)
    for name, value in changes.items():
        *groups, last = name.split(".")
        table = profile
        for group in groups:
            table = table.setdefault(group, {})
        if value is None:
            table.pop(last, None)
        else:
            table[last] = value
    write_profile(workspace, profile, firm)


def write_profile(workspace: Path, profile: Mapping[str, Any], firm: str = FIRM) -> None:
    """Write a whole profile."""
    text = yaml.safe_dump(dict(profile), allow_unicode=True, sort_keys=False)
    (workspace / "firm_profiles" / f"{firm}.yml").write_text(text, encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
