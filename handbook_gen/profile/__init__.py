"""Read a firm's profile with its layers, and work out the value of every fact."""

from handbook_gen.firms import firm_names, profiles_in
from handbook_gen.profile.read import OWN_KEYS, read_profile
from handbook_gen.profile.resolve import resolve
from handbook_gen.profile.schema import profile_schema
from handbook_gen.profile.unnamed import unnamed

__all__ = [
    "OWN_KEYS",
    "firm_names",
    "profile_schema",
    "profiles_in",
    "read_profile",
    "resolve",
    "unnamed",
]
