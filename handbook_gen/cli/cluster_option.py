"""`--cluster` of `handbook build`: the firms go to the workers of a Dask scheduler."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from handbook_gen.cli.common import count
from handbook_gen.fleet import Built, Plan


def on_cluster(
    address: str,
    to: str | None,
    root: Path,
    firms: Sequence[str],
    plan: Plan,
    today: date,
) -> Iterator[Built]:
    """Yield what became of each firm, built by the workers at an address, and sent to another.

    Raises:
        UsageError: one of the addresses cannot be what it should be.
        EnvironmentLacking: the cluster is not there, or a worker would build something else.
    """
    from handbook_gen import cluster as machines

    if to is not None:
        machines.require_addresses(to)
    with machines.connected(address) as cluster:
        packet = machines.packet_of(root, firms, plan, today, to or "")
        machines.require_same(cluster, packet)
        workers = count(len(cluster.workers), "worker", "workers")
        click.echo(f"building on {workers} of {address}", err=True)
        for built in machines.build_on_cluster(cluster, packet):
            yield _as_asked(built, packet.plan, plan)


def _as_asked(built: Built, placed: Plan, plan: Plan) -> Built:
    """Return the result with its first page where the plan says, and not as an absolute path."""
    for there, asked in ((placed.site, plan.site), (placed.projects, plan.projects)):
        if built.start is not None and built.start.is_relative_to(there):
            return replace(built, start=asked / built.start.relative_to(there))
    return built
