"""What is wrong, where, and what would be right: problems, their codes and the ways to show them."""

from handbook_gen.problems.codes import CODES, Code
from handbook_gen.problems.nearest import first_of, nearest
from handbook_gen.problems.problem import (
    EnvironmentLacking,
    HandbookError,
    Level,
    Place,
    Problem,
    UsageError,
    gathering,
    has_errors,
    sorted_problems,
)

__all__ = [
    "CODES",
    "Code",
    "EnvironmentLacking",
    "HandbookError",
    "Level",
    "Place",
    "Problem",
    "UsageError",
    "first_of",
    "gathering",
    "has_errors",
    "nearest",
    "sorted_problems",
]
