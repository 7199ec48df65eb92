"""Read YAML as text with places: every scalar stays a string until its declared kind decides.

This is the only package that imports PyYAML. Anchors, aliases, tags, duplicate keys, tabs and a
second document are problems, so that a small file cannot unfold into a large one and `no` stays
what was typed.
"""

from handbook_gen.source_yaml.nodes import (
    Node,
    Scalar,
    Sequence,
    Table,
    own_place,
    place_at,
    place_in,
    plain,
)
from handbook_gen.source_yaml.read import DEEPEST, control_problem, read_yaml
from handbook_gen.source_yaml.write import flow_yaml, plain_yaml, written_yaml

__all__ = [
    "DEEPEST",
    "Node",
    "Scalar",
    "Sequence",
    "Table",
    "control_problem",
    "flow_yaml",
    "own_place",
    "place_at",
    "place_in",
    "plain",
    "plain_yaml",
    "read_yaml",
    "written_yaml",
]
