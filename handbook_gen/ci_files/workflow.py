"""The files that let a code host check each change, show what it changes, and publish."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal, get_args

from handbook_gen import __version__
from handbook_gen.disk import Folder, read_text

CiHost = Literal["github", "gitlab"]

CI_HOSTS: Final[tuple[CiHost, ...]] = get_args(CiHost)

_PLACES: Final[dict[CiHost, str]] = {
    "github": ".github/workflows/handbook.yml",
    "gitlab": ".gitlab-ci.yml",
}
_SCRIPT: Final = re.compile(r"^( *)\{(review|publish)\}$", re.MULTILINE)


def ci_file(host: CiHost) -> tuple[str, str]:
    """Return where the file for a code host belongs, and what stands in it.

    It installs this very version of the program, so that a later one comes in by a change that
    somebody has seen.
    """
    folder = Folder(Path(str(files("handbook_gen"))) / "ci_files", "ci_files")
    text = read_text(folder.under(f"{host}.yml")).replace("{version}", __version__)
    scripts = {name: read_text(folder.under(f"{name}.sh")) for name in ("review", "publish")}
    return _PLACES[host], _SCRIPT.sub(lambda found: _indented(scripts[found[2]], found[1]), text)


def _indented(script: str, margin: str) -> str:
    return "\n".join(f"{margin}{line}" for line in script.rstrip("\n").split("\n"))
