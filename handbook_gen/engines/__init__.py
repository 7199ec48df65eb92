"""The site builders: MkDocs in this process, ProperDocs and Zensical beside it."""

from handbook_gen.engines.build_site import ENGINES, EngineName, build_site, require_engine

__all__ = ["ENGINES", "EngineName", "build_site", "require_engine"]
