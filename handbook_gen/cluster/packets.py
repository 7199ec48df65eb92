"""What goes to a worker and comes back: a packet of firms, and what became of them, both as JSON.

Dask itself sends the name of a function and these two texts; no object of the program travels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from pydantic import TypeAdapter

from handbook_gen.cluster.sight import Sight, differences, firms_seen, marks_seen, sight_of
from handbook_gen.cluster.store import sent
from handbook_gen.fleet import Built, Plan
from handbook_gen.fleet.build import Shop, Tools, see
from handbook_gen.fleet.inputs import read_inputs
from handbook_gen.problems import EnvironmentLacking, Problem
from handbook_gen.workspace import Workspace, open_workspace
from handbook_gen.writers import read_look

UNLIKE: Final = "HB138"

_LARGEST: Final = 20
"""Firms in one packet; the cluster takes milliseconds for a packet, and a firm tenths of a second."""

_ROUNDS: Final = 4
"""Packets that each worker gets at least, when there are enough firms, so that all end together."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Some firms to build, with all that a worker must know for it.

    Attributes:
        sight: what the machine that asks would build with.
        to: where each firm's site is sent too, with `{firm}` in it; empty for nowhere.
    """

    root: Path
    firms: tuple[str, ...]
    plan: Plan
    today: date
    sight: Sight
    to: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker sees: what it builds with, the firms, and the marks where it is to write."""

    sight: Sight
    firms: str
    marks: tuple[str, ...]


def packet_of(root: Path, firms: Sequence[str], plan: Plan, today: date, to: str) -> Packet:
    """Return all firms as one packet, with paths that mean the same on every machine."""
    placed = replace(plan, site=plan.site.resolve(), projects=plan.projects.resolve())
    return Packet(root.resolve(), tuple(firms), placed, today, sight_of(root), to)


PACKET: Final = TypeAdapter(Packet)
BUILT: Final = TypeAdapter(tuple[Built, ...])
SEEN: Final = TypeAdapter(Seen)

_ONE_AT_A_TIME: Final = Lock()
"""A site builder changes settings of its whole process while it works."""


def shares(firms: Sequence[str], workers: int) -> Iterator[tuple[str, ...]]:
    """Yield the firms in packets: large enough to be cheap, small enough to keep all workers busy."""
    size = max(1, min(_LARGEST, len(firms) // (workers * _ROUNDS)))
    for start in range(0, len(firms), size):
        yield tuple(firms[start : start + size])


def look_around(packet: str) -> str:
    """Return what a worker sees where it would build this packet. Runs on the worker."""
    asked = PACKET.validate_json(packet)
    marks = marks_seen((asked.plan.site, asked.plan.projects))
    seen = Seen(sight_of(asked.root), firms_seen(asked.root), marks)
    return SEEN.dump_json(seen).decode()


def build_packet(packet: str) -> str:
    """Build the firms of a packet and return what became of each. Runs on the worker.

    A worker that came later than the others, or whose files have changed, builds nothing.
    """
    asked = PACKET.validate_json(packet)
    with _ONE_AT_A_TIME:
        there = sight_of(asked.root)
        different = differences(asked.sight, there)
        if different:
            from distributed import get_worker

            worker = f"the worker {get_worker().address}"
            error = EnvironmentLacking([unlike(worker, different)])
            built = tuple(
                Built(name, problems=error.problems, exit_code=error.exit_code)
                for name in asked.firms
            )
        else:
            workspace = _opened(asked.root, there.library)
            seen = see(workspace, read_inputs(asked.root, asked.plan.more))
            shop = Shop(workspace, asked.today, _tools(asked.plan), seen)
            built = tuple(_built(shop, name, asked) for name in asked.firms)
    return BUILT.dump_json(built).decode()


def _built(shop: Shop, name: str, asked: Packet) -> Built:
    built = shop.try_to_build(name)
    return sent(built, asked.plan, asked.to) if asked.to else built


def unlike(worker: str, different: Sequence[str]) -> Problem:
    """Return the problem that a worker would not build what this machine builds."""
    return Problem(
        UNLIKE,
        f"{worker} would build something else: {'; '.join(different)}",
        help="give every worker the same program, and the workspace on a shared disk at one path",
    )


@lru_cache(maxsize=1)
def _opened(root: Path, library: str) -> Workspace:
    """Return the workspace with the library of this digest, which is read once by each worker."""
    return open_workspace(root)


@lru_cache(maxsize=1)
def _tools(plan: Plan) -> Tools:
    """Return what a worker keeps warm for all packets of a build."""
    return Tools.of(plan, read_look())
