"""Decide which pages and clauses a firm has, fill them in, and put both books together."""

from handbook_gen.assemble.decide import Decisions, Out, decide
from handbook_gen.assemble.handbook import assemble
from handbook_gen.assemble.said import answers_said

__all__ = ["Decisions", "Out", "answers_said", "assemble", "decide"]
