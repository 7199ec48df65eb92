"""The site builders: MkDocs in this process, ProperDocs and Zensical beside it."""

from handbook_gen.engines.build_site import ENGINES, build_site, require_engine
from handbook_gen.engines.unused import is_unused, remove_unused

__all__ = ["ENGINES", "build_site", "is_unused", "remove_unused", "require_engine"]
