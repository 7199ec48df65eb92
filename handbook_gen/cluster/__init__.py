"""The same build on more than one machine, through Dask distributed; each worker reads a shared disk."""

from handbook_gen.cluster.connect import Cluster, connected, require_same
from handbook_gen.cluster.packets import Packet, packet_of
from handbook_gen.cluster.run import build_on_cluster
from handbook_gen.cluster.store import require_addresses

__all__ = [
    "Cluster",
    "Packet",
    "build_on_cluster",
    "connected",
    "packet_of",
    "require_addresses",
    "require_same",
]
