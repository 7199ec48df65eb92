"""The expression language of `applies_when`, `rules.yml` and the `if` in texts: parse, check, evaluate."""

from handbook_gen.conditions.check import check_condition, check_expression
from handbook_gen.conditions.evaluate import evaluate, holds, is_settled
from handbook_gen.conditions.parse import Spot, parse_expression, spot_in_scalar
from handbook_gen.conditions.reads import facts_read, known_by
from handbook_gen.conditions.scope import Scope, type_of_fact

__all__ = [
    "Scope",
    "Spot",
    "check_condition",
    "check_expression",
    "evaluate",
    "facts_read",
    "holds",
    "is_settled",
    "known_by",
    "parse_expression",
    "spot_in_scalar",
    "type_of_fact",
]
