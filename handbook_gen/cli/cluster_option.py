"""`--cluster` of `handbook build`: the firms go to the workers of a Dask scheduler."""

from collections.abc import Iterator, Sequence
from datetime import date

import click

from handbook_gen.cli.common import count
from handbook_gen.fleet import Built, Plan
from handbook_gen.workspace import Workspace


def on_cluster(
    address: str, workspace: Workspace, firms: Sequence[str], plan: Plan, today: date
) -> Iterator[Built]:
    """Yield what became of each firm, built by the workers at an address.

    Raises:
        UsageError: the address is none of a scheduler.
        EnvironmentLacking: the cluster is not there, or a worker would build something else.
    """
    from handbook_gen.cluster import build_on_cluster, connected  # it brings pydantic along

    with connected(address) as cluster:
        workers = count(len(cluster.workers), "worker", "workers")
        click.echo(f"building on {workers} of {address}", err=True)
        yield from build_on_cluster(cluster, workspace, firms, plan, today)
