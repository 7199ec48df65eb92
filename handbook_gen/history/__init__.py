"""What a firm's releases tell a reader: what changed, when, why, and how a rule read before.

What tells it is imported for firms that have a release.
"""

from collections.abc import Sequence

from handbook_gen.model.comparison import Comparison
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.release import Edition, Release

__all__ = ["with_history"]


def with_history(handbook: Handbook, releases: Sequence[Release], folder: str = "") -> Handbook:
    """Return the handbook with what its firm's releases, the oldest first, tell of it.

    Where the firm asks for it, readers can confirm the last of them. Without releases there is
    nothing else to tell. `folder` is where the handbook stands beside other versions; empty when
    there are none.
    """
    if handbook.is_confirmed:
        from handbook_gen.acks import with_acknowledgement  # noqa: PLC0415  # slow

        handbook = with_acknowledgement(handbook, releases, _compare)
    if not releases:
        return handbook
    from handbook_gen.history.handbook import told_in  # noqa: PLC0415  # the same

    return told_in(handbook, releases, folder)


def _compare(old: Edition | None, new: Edition) -> Comparison:
    from handbook_gen.comparison import compare  # noqa: PLC0415  # the same

    return compare(old, new)
