"""Build firms in worker processes that stay warm; one that dies costs no firm more than a second try."""

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, Protocol

from handbook_gen.fleet.plan import Built, Plan, failed
from handbook_gen.locks import clear_left_over

_MOST: Final = 20
"""Firms in a packet: what a dead worker may have to do again, and what the last one keeps others waiting for."""

_PACKETS: Final = 4
"""Packets per worker at least, so that all are busy until the end."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    owed: list[str] = field(default_factory=list)


class Maker(Protocol):
    """What makes one firm after another, of which it knows the names."""

    @property
    def plan(self) -> Plan:
        """How to build."""

    def try_to_build(self, name: str) -> Built:
        """Return what became of a firm; its problems are in the result."""


def build_in_workers(maker: Maker, names: Sequence[str], workers: int) -> Iterator[Built]:
    """Yield what became of each firm as it is finished; a single worker is this process itself."""
    if workers <= 1 or len(names) <= 1:
        yield from map(maker.try_to_build, names)
        return
    crew = _Crew(maker, names, workers)
    try:
        yield from crew.results()
    finally:
        crew.dismiss()


class _Crew:
    """Worker processes, and the packets of firms that are still to be given to one."""

    def __init__(self, maker: Maker, names: Sequence[str], workers: int) -> None:
        size = max(1, min(_MOST, len(names) // (workers * _PACKETS)))
        packets = (tuple(names[n : n + size]) for n in range(0, len(names), size))
        self.maker = maker
        self.waiting = deque(packets)
        self.workers: list[_Worker] = []
        self.most = min(workers, len(self.waiting))
        self.second_try: set[str] = set()
        self.context = multiprocessing.get_context(
            "fork" if sys.platform.startswith("linux") else None
        )
        gc.freeze()  # so that the workers share the pages that hold the library

    def results(self) -> Iterator[Built]:
        while self._hand_out():
            busy = {worker.line: worker for worker in self.workers if worker.owed}
            for line in wait(list(busy)):
                assert isinstance(line, Connection)
                yield from self._heard_from(busy[line])

    def dismiss(self) -> None:
        """Let idle workers go, and stop those that are still busy."""
        for worker in self.workers:
            if worker.owed:
                worker.process.terminate()
            worker.line.close()
        for worker in reversed(self.workers):  # the later ones hold lines of the earlier ones open
            worker.process.join()

    def _hand_out(self) -> bool:
        """Give every free worker a packet; tell whether anybody has work."""
        free = [worker for worker in self.workers if not worker.owed]
        while self.waiting and (free or len(self.workers) < self.most):
            worker = free.pop() if free else self._hired()
            worker.owed = list(self.waiting.popleft())
            try:
                worker.line.send(worker.owed)
            except OSError:  # it has died; that is heard when it is listened to
                continue
        return any(worker.owed for worker in self.workers)

    def _hired(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(self.maker, theirs, ours), daemon=True)
        process.start()
        theirs.close()  # or the end of the worker would go unheard
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _heard_from(self, worker: _Worker) -> Iterator[Built]:
        try:
            built = worker.line.recv()
        except (EOFError, OSError):
            yield from self._lost(worker)
            return
        worker.owed.remove(built.firm)
        yield built

    def _lost(self, worker: _Worker) -> Iterator[Built]:
        """Let others try once more what a dead worker still owed, each firm by itself."""
        self.workers.remove(worker)
        worker.line.close()
        worker.process.join()
        clear_left_over(self.maker.plan.site)
        for name in worker.owed:
            if name in self.second_try:
                message = f"the process that built `{name}` was killed, twice"
                help_ = "see whether the machine has enough memory, or build fewer at a time (-j)"
                yield failed(name, message, help_)
            else:
                self.second_try.add(name)
                self.waiting.append((name,))


def _work(maker: Maker, line: Connection, other_end: Connection) -> None:
    """Build packets of firms until nobody gives any more."""
    other_end.close()  # or the end of the process that hands out the work would go unheard
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that handed out the work stops it
    try:
        while True:
            for name in line.recv():
                line.send(maker.try_to_build(name))
    except (EOFError, OSError):
        return
