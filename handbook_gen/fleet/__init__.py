"""The firms of a workspace: their projects written, built, and put in the place of what was there.

Importing this package is quick. What reads libraries and builds sites is imported when there is
something to build.
"""

from handbook_gen.fleet.plan import ENGINE_NAMES, Built, Plan
from handbook_gen.fleet.run import build_firms

__all__ = ["ENGINE_NAMES", "Built", "Plan", "build_firms"]
