"""The same build on more than one machine, through Dask distributed; each worker reads a shared disk."""

from handbook_gen.cluster.connect import Cluster, connected
from handbook_gen.cluster.run import build_on_cluster

__all__ = ["Cluster", "build_on_cluster", "connected"]
