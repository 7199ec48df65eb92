"""Build many firms on the workers of a cluster; a worker that dies loses nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handbook_gen.cluster.connect import Cluster, unreachable
from handbook_gen.cluster.packets import BUILT, PACKET, Packet, build_packet, shares
from handbook_gen.fleet import Built
from handbook_gen.problems import Problem

if TYPE_CHECKING:
    from distributed import Future

_PATIENCE: Final = 60
"""Seconds after which somebody looks whether there are still workers."""


def build_on_cluster(cluster: Cluster, whole: Packet) -> Iterator[Built]:
    """Yield what became of each firm as its packet is finished; one bad firm never stops the others.

    The firms of a packet whose worker died are given to other workers. When a packet does not
    succeed, each of its firms is tried once more alone.

    Raises:
        EnvironmentLacking: the cluster is gone.
    """
    given = {
        _given(cluster, whole, names): names for names in shares(whole.firms, len(cluster.workers))
    }
    left = len(whole.firms)
    while given:
        for future in _finished(cluster, given, left):
            names = given.pop(future)
            if future.status == "finished":
                yield from BUILT.validate_json(future.result())
            elif future.cancelled():
                raise _gone(cluster, left)
            elif len(names) > 1:
                given |= {_given(cluster, whole, (name,)): (name,) for name in names}
                continue
            else:
                yield _failed(names[0], future)
            left -= len(names)


def _given(cluster: Cluster, whole: Packet, names: tuple[str, ...]) -> "Future":
    packet = PACKET.dump_json(replace(whole, firms=names)).decode()
    return cluster.client.submit(build_packet, packet, pure=False)


def _finished(
    cluster: Cluster, given: Mapping["Future", tuple[str, ...]], left: int
) -> Sequence["Future"]:
    """Return what is finished, or nothing after a while in which nothing was.

    Raises:
        EnvironmentLacking: no worker is left, or the scheduler is gone.
    """
    from distributed import wait
    from distributed.client import FuturesCancelledError

    try:
        return tuple(wait(tuple(given), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
    except FuturesCancelledError as error:
        raise _gone(cluster, left) from error
    except TimeoutError as error:
        if cluster.client.status != "running" or not cluster.client.nthreads():
            raise _gone(cluster, left) from error
        return ()


def _gone(cluster: Cluster, left: int) -> Exception:
    message = f"the cluster at `{cluster.address}` is gone, and {left} firms are not built yet"
    return unreachable(message, "start it again and give the same command: what is built stays")


def _failed(name: str, future: "Future") -> Built:
    """Return that a firm could not be built because its workers died, or failed in another way."""
    error = future.exception()
    message = f"no worker could build `{name}`: {type(error).__name__}: {error}"
    help_ = f"build it on this machine to see more: `handbook --debug build {name}`"
    return Built(name, problems=(Problem("HB139", message, help=help_),), exit_code=3)
