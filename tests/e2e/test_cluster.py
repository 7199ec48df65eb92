"""More than one machine: workers of Dask, here as processes of their own, build what one machine builds."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e.needs import needs
from tests.e2e.running import DAY, REPOSITORY, Done, build, files_of, handbook
from tests.small_library import write_small_library

FIRMS = tuple(f"firm-{letter}" for letter in "abcdefgh")
BUILD = ("build", "--all", "--book", "staff", "--date", DAY)
HERE = {**os.environ, "PYTHONPATH": str(REPOSITORY)}


@dataclass
class Machines:
    """A scheduler on this machine, and its workers in the order in which they were started."""

    folder: Path
    stack: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text("utf-8"))["address"])

    def start(self, *arguments: str, program: Path = REPOSITORY) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        command += ["--scheduler-file", str(self.file), "--no-dashboard"]
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env={**HERE, "PYTHONPATH": str(program)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def add_worker(self, threads: int = 1, program: Path = REPOSITORY) -> None:
        flags = ("--nthreads", str(threads), "--no-nanny", "--host", "127.0.0.1")
        self.workers.append(self.start("worker", *flags, program=program))

    def wait_for(self, workers: int) -> None:
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=30)


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    folder.mkdir()
    with ExitStack() as stack:
        found = Machines(folder, stack)
        found.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        until(found.file.exists)
        yield found


def until(true: object, seconds: float = 60) -> None:
    assert callable(true)
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    needs("Dask", present=importlib.util.find_spec("distributed") is not None)
    with machines(tmp_path_factory.mktemp("cluster") / "dask") as found:
        found.add_worker()
        found.add_worker()
        found.wait_for(2)
        yield found


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this machine alone builds."""
    workspace = fleet(tmp_path_factory.mktemp("alone"))
    build(workspace, *BUILD[1:4])
    return files_of(workspace / "site")


def fleet(workspace: Path) -> Path:
    """Write firms, and a tiny library of their own."""
    write_small_library(workspace / "templates")
    (workspace / "firm_profiles").mkdir()
    for place, firm in enumerate(FIRMS):
        text = f"languages: [nl]\nfirm: {{name: Kantoor {firm}, size: {5 + place}}}\n"
        text += "profession: {kinds: [accountant]}\n"
        (workspace / "firm_profiles" / f"{firm}.yml").write_text(text, encoding="utf-8")
    return workspace


def on(cluster: Machines, workspace: Path, *arguments: str) -> Done:
    return handbook(workspace, *BUILD, "--cluster", cluster.address, *arguments)


def test_two_workers_build_what_one_machine_builds_and_nothing_twice(
    cluster: Machines, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    workspace = fleet(tmp_path)

    first = on(cluster, workspace, "--to", f"file://{tmp_path}/store/{{firm}}")
    again = on(cluster, workspace)

    assert first.code == 0, first.err
    assert first.out.splitlines()[-1] == "8 firms built, 0 failed"
    assert first.err == f"building on 2 workers of {cluster.address}\n"
    assert files_of(workspace / "site") == expected
    assert files_of(workspace / "store") == expected
    assert again.out.count(": unchanged") == len(FIRMS)


def test_a_firm_with_a_problem_stops_no_other(cluster: Machines, tmp_path: Path) -> None:
    workspace = fleet(tmp_path)
    bad = workspace / "firm_profiles" / "firm-c.yml"
    bad.write_text("firm: {name: Kantoor, sise: 3}\n", encoding="utf-8")

    done = on(cluster, workspace)

    assert done.code == 1
    assert "firm-c: not built" in done.err
    assert "firm_profiles/firm-c.yml:1:23" in done.err
    assert done.out.splitlines()[-1] == "7 firms built, 1 failed"


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    needs("Dask", present=importlib.util.find_spec("distributed") is not None)
    workspace = fleet(tmp_path)
    with machines(tmp_path / "dask") as cluster:
        cluster.add_worker()
        cluster.add_worker()
        cluster.wait_for(2)
        command = [sys.executable, "-m", "handbook_gen", *BUILD, "--cluster", cluster.address]
        with subprocess.Popen(
            command, cwd=workspace, env=HERE, text=True, stdout=subprocess.PIPE
        ) as building:
            assert building.stdout
            first = building.stdout.readline()
            cluster.workers[0].send_signal(signal.SIGKILL)
            rest = building.stdout.read()

    assert building.returncode == 0
    assert len((first + rest).splitlines()) == len(FIRMS) + 1
    assert len(rest.splitlines()) > 2, "it was killed when there was nothing to lose"
    assert whole(files_of(workspace / "site")) == expected


def test_a_worker_that_comes_later_with_another_version_builds_nothing(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    needs("Dask", present=importlib.util.find_spec("distributed") is not None)
    other = tmp_path / "other"
    shutil.copytree(REPOSITORY / "handbook_gen", other / "handbook_gen")
    (other / "handbook_gen" / "__init__.py").write_text('__version__ = "0.0.1"\n', "utf-8")
    workspace = fleet(tmp_path / "workspace")
    with machines(tmp_path / "dask") as cluster:
        cluster.add_worker()
        cluster.wait_for(1)
        command = [sys.executable, "-m", "handbook_gen", *BUILD, "--cluster", cluster.address]
        with subprocess.Popen(
            command,
            cwd=workspace,
            env=HERE,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as building:
            assert building.stdout
            assert building.stderr
            assert building.stderr.readline() == f"building on 1 worker of {cluster.address}\n"
            cluster.add_worker(program=other)
            said = building.stdout.read()

    assert building.returncode == 0
    assert said.splitlines()[-1] == "8 firms built, 0 failed"
    assert files_of(workspace / "site") == expected


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files without those that a worker was at when it was killed; nobody reads them."""
    return {name: content for name, content in files.items() if not name.startswith(".")}


def test_a_worker_that_would_build_something_else_is_named_before_anything_is_built(
    tmp_path: Path,
) -> None:
    needs("Dask", present=importlib.util.find_spec("distributed") is not None)
    workspace = fleet(tmp_path)
    with machines(tmp_path / "dask") as cluster:
        cluster.add_worker(threads=2)
        cluster.wait_for(1)

        done = on(cluster, workspace)

    assert done.code == 3
    assert "error[HB138]: the worker tcp://127.0.0.1:" in done.err
    assert "has 2 threads" in done.err
    assert not (workspace / "site").exists()


def test_a_scheduler_that_is_not_there_is_said_and_nothing_is_built(tmp_path: Path) -> None:
    needs("Dask", present=importlib.util.find_spec("distributed") is not None)
    workspace = fleet(tmp_path)

    done = handbook(workspace, *BUILD, "--cluster", "tcp://127.0.0.1:9")

    assert done.code == 3
    assert "error[HB139]: no scheduler answers at `tcp://127.0.0.1:9`" in done.err
    assert not (workspace / "site").exists()
