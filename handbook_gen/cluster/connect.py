"""Reach a scheduler of Dask, and make sure that every worker would build what this machine builds."""

import importlib.util
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handbook_gen.cluster.packets import PACKET, SEEN, UNLIKE, Packet, look_around, unlike
from handbook_gen.cluster.sight import MARK, differences, firms_seen, marks_in
from handbook_gen.disk import Folder, remove_files, write_new_text
from handbook_gen.problems import EnvironmentLacking, Problem, UsageError

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS: Final = re.compile(r"(?:tcp|tls)://[^\s/]+:\d{1,5}")
_SECONDS: Final = 10
"""How long to wait for the scheduler, and for the first worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler that can be reached, with its workers.

    Attributes:
        workers: the addresses of the workers, sorted.
    """

    address: str
    client: "Client"
    workers: tuple[str, ...]


def require_cluster(address: str) -> None:
    """Make sure that an address can be a scheduler's, and that Dask is installed.

    Raises:
        UsageError: the address is none of a scheduler.
        EnvironmentLacking: Dask is not installed.
    """
    if not _ADDRESS.fullmatch(address):
        message = f"`{address}` is not the address of a scheduler"
        help_ = "it looks like `tcp://build-server:8786`; `dask scheduler` prints it when it starts"
        raise UsageError([Problem("HB103", message, help=help_)])
    if importlib.util.find_spec("distributed") is None:
        message = "what is needed to build on a cluster is not installed"
        help_ = 'pip install "handbook-gen[cluster]", here and on every worker'
        raise EnvironmentLacking([Problem("HB139", message, help=help_)])


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Hold the connection to a scheduler with at least one worker.

    Raises:
        UsageError: the address is none of a scheduler.
        EnvironmentLacking: there is nobody at the address, there are no workers, or Dask is not installed.
    """
    require_cluster(address)
    from distributed import Client

    for logger in ("distributed", "distributed.client"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)  # what it says becomes a problem
    try:
        client = Client(address, timeout=_SECONDS, name="handbook")
    except (OSError, TimeoutError) as error:
        help_ = "start it with `dask scheduler`, or look whether a firewall stands between"
        raise unreachable(f"no scheduler answers at `{address}`", help_) from error
    except TypeError as error:  # what Dask raises when it is to use TLS and has no settings for it
        help_ = "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE and the rest, as the manual says"
        raise unreachable(f"Dask has no certificate for `{address}`", help_) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            help_ = f"start them with `dask worker {address} --nthreads 1 --nworkers 4`"
            raise unreachable(f"the scheduler at `{address}` has no workers", help_) from error
        yield Cluster(address, client, tuple(sorted(client.nthreads())))


def unreachable(message: str, help_: str) -> EnvironmentLacking:
    """Return the error that a cluster is not there, or not there any more."""
    return EnvironmentLacking([Problem("HB139", message, help=help_)])


def require_same(cluster: Cluster, packet: Packet) -> None:
    """Make sure that every worker would build what this machine builds, before anything is built.

    Raises:
        EnvironmentLacking: a worker has another program, library, workspace or output folder.
    """
    marks = marks_in((packet.plan.site, packet.plan.projects))
    try:
        for mark in marks:
            write_new_text(mark.path, cluster.client.id, replace=True)
        answers = cluster.client.run(
            look_around, PACKET.dump_json(packet).decode(), on_error="return"
        )
    finally:
        for mark in marks:
            remove_files(Folder(mark.path.parent, ""), (MARK,))
    problems = [_too_busy(cluster.address, *worker) for worker in cluster.client.nthreads().items()]
    for worker, answer in sorted(answers.items()):
        different = _different(answer, packet, cluster.client.id)
        problems.append(unlike(f"the worker {worker}", different) if different else None)
    found = tuple(problem for problem in problems if problem is not None)
    if found:
        raise EnvironmentLacking(found)


def _too_busy(scheduler: str, worker: str, threads: int) -> Problem | None:
    """Return the problem that a worker would build several firms at a time, if it would."""
    if threads == 1:
        return None
    message = f"the worker {worker} has {threads} threads, and a site builder needs a process"
    help_ = f"start it with `dask worker {scheduler} --nthreads 1 --nworkers {threads}`"
    return Problem(UNLIKE, message, help=help_)


def _different(answer: object, packet: Packet, mark: str) -> tuple[str, ...]:
    if not isinstance(answer, str):  # an exception: the function is not there, or failed
        return (f"it cannot run this version of the program ({answer})",)
    seen = SEEN.validate_json(answer)
    found = list(differences(packet.sight, seen.sight))
    if not seen.firms:
        found.append(f"it finds no workspace at `{packet.root}`")
    elif seen.firms != firms_seen(packet.root):
        found.append("it sees other files in `firm_profiles/`")
    folders = (packet.plan.site, packet.plan.projects)
    found += [
        f"it does not share the folder `{folder}`"
        for folder, seen_mark in zip(folders, seen.marks, strict=True)
        if seen_mark != mark
    ]
    return tuple(found)
