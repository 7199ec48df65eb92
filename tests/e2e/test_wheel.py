"""The wheel holds everything: with it alone, far from the clone, a firm gets its handbook."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.e2e.needs import needs
from tests.e2e.running import REPOSITORY


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without anything of this project in its environment."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the clone without a network."""
    try:
        import build
        import hatchling
    except ImportError:
        needs("build or hatchling", present=False)
    else:
        assert build
        assert hatchling
    folder = tmp_path_factory.mktemp("wheel")
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder),
        REPOSITORY,
        cwd=folder,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of a new environment that holds the wheel.

    What the wheel depends on comes from this environment through one path. Links to the clone do
    not: Python follows none that it finds in such a path.
    """
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--no-index", "--no-deps", wheel),
        cwd=home,
    )
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    found = run(python, "-c", "import handbook_gen; print(handbook_gen.__file__)", cwd=home)
    assert Path(found.strip()).is_relative_to(packages)
    return python.parent


def test_the_wheel_carries_the_library_and_the_look_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    below = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("templates", "handbook_gen/look")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file()
    }
    inside = {name if name.startswith("handbook_gen") else f"handbook_gen/{name}" for name in below}
    folders = {name.split("/")[0].split("-")[0] for name in names}

    assert inside - names == set()
    assert folders == {"handbook_gen"}
    assert not [
        name for name in names if "__pycache__" in name or Path(name).name.startswith("test")
    ]
    assert {Path(name).name for name in names} >= {"LICENSE", "LICENSE-CONTENT"}


def test_the_wheel_alone_makes_a_workspace_a_firm_and_its_handbook(
    installed: Path, tmp_path: Path
) -> None:
    handbook = installed / "handbook"
    run(handbook, "init", "mine", cwd=tmp_path)
    run(handbook, "-C", "mine", "new", "demo", "--no-input", cwd=tmp_path)
    said = run(handbook, "-C", "mine", "build", "demo", cwd=tmp_path)

    assert said.startswith("demo: ")
    first = tmp_path / "mine" / "site" / "demo" / "staff" / "nl" / "index.html"
    assert '<html lang="nl"' in first.read_text("utf-8")
