"""Read a firm's profile with its layers, and work out the value of every fact."""

from handbook_gen.firms import firm_names, profiles_in
from handbook_gen.profile.names import EXPECTED_NAME, can_name_firm, name_from
from handbook_gen.profile.pin import pin_problems
from handbook_gen.profile.read import (
    OWN_KEYS,
    answered_by_layer,
    layer_names,
    pin_of,
    read_profile,
)
from handbook_gen.profile.resolve import resolve
from handbook_gen.profile.schema import profile_schema
from handbook_gen.profile.unnamed import unnamed

__all__ = [
    "EXPECTED_NAME",
    "OWN_KEYS",
    "answered_by_layer",
    "can_name_firm",
    "firm_names",
    "layer_names",
    "name_from",
    "pin_of",
    "pin_problems",
    "profile_schema",
    "profiles_in",
    "read_profile",
    "resolve",
    "unnamed",
]
