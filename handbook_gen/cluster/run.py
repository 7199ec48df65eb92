"""Build many firms on the workers of a cluster; a worker that dies loses nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handbook_gen.cluster.connect import Cluster, unreachable
from handbook_gen.cluster.packets import BUILT, PACKET, UNLIKE, Packet, build_packet, shares
from handbook_gen.fleet import Built
from handbook_gen.problems import Problem

if TYPE_CHECKING:
    from distributed import Future

_PATIENCE: Final = 60
"""Seconds after which somebody looks whether there are still workers."""


def build_on_cluster(cluster: Cluster, whole: Packet) -> Iterator[Built]:
    """Yield what became of each firm as its packet is finished; one bad firm never stops the others.

    The firms of a packet whose worker died are given to other workers. When a packet does not
    succeed, each of its firms is tried once more alone. A packet that a worker refuses, because it
    came later and would build something else, goes to one that was looked at in the beginning.

    Raises:
        EnvironmentLacking: the cluster is gone.
    """
    given = {
        _given(cluster, whole, names): names for names in shares(whole.firms, len(cluster.workers))
    }
    left, again = len(whole.firms), set[tuple[str, ...]]()
    while given:
        for future in _finished(cluster, given, f"{left} of {len(whole.firms)}"):
            names = given.pop(future)
            built = _result(future)
            if not built and len(names) > 1:
                given |= {_given(cluster, whole, (name,)): (name,) for name in names}
            elif built and names not in again and _is_refused(built):
                again.add(names)
                given[_given(cluster, whole, names, only=cluster.workers)] = names
            else:
                yield from built or (_failed(names[0], future),)
                left -= len(names)


def _given(
    cluster: Cluster, whole: Packet, names: tuple[str, ...], only: tuple[str, ...] = ()
) -> "Future":
    """Hand a packet out, to these workers only or to any."""
    packet = PACKET.dump_json(replace(whole, firms=names)).decode()
    return cluster.client.submit(build_packet, packet, pure=False, workers=only or None)


def _result(future: "Future") -> tuple[Built, ...]:
    """Return what a worker gave back; nothing when it died or failed."""
    return BUILT.validate_json(future.result()) if future.status == "finished" else ()


def _is_refused(built: tuple[Built, ...]) -> bool:
    return any(problem.code == UNLIKE for one in built for problem in one.problems)


def _finished(
    cluster: Cluster, given: Mapping["Future", tuple[str, ...]], left: str
) -> Sequence["Future"]:
    """Return what is finished, or nothing after a while in which nothing was.

    Raises:
        EnvironmentLacking: no worker is at it any more, or the scheduler is gone.
    """
    from distributed import CancelledError, wait

    try:
        return tuple(wait(tuple(given), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
    except CancelledError as error:
        raise _gone(cluster, left) from error
    except TimeoutError as error:
        if cluster.client.status != "running" or not any(cluster.client.processing().values()):
            raise _gone(cluster, left) from error
        return ()


def _gone(cluster: Cluster, left: str) -> Exception:
    message = f"the cluster at `{cluster.address}` is gone, and {left} firms are not built yet"
    return unreachable(message, "start it again and give the same command: what is built stays")


def _failed(name: str, future: "Future") -> Built:
    """Return that a firm could not be built because its workers died, or failed in another way."""
    error = future.exception()
    message = f"no worker could build `{name}`: {type(error).__name__}: {error}"
    help_ = f"build it on this machine to see more: `handbook --debug build {name}`"
    return Built(name, problems=(Problem("HB139", message, help=help_),), exit_code=3)
