"""The firms of a workspace: their projects written, built, and put in the place of what was there."""

from handbook_gen.fleet.build import HOSTING, build_firm, try_to_build
from handbook_gen.fleet.plan import Built, Plan
from handbook_gen.fleet.run import build_firms

__all__ = ["HOSTING", "Built", "Plan", "build_firm", "build_firms", "try_to_build"]
