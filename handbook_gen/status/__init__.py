"""The state of firms: what they released, what has drifted since, and what is due when."""

from handbook_gen.status.calendar import calendar_of
from handbook_gen.status.dates import SOON_DAYS, Dated, DatedKind
from handbook_gen.status.firm import FirmStatus, LatestRelease, status_of
from handbook_gen.status.firms import FleetStatus, status_of_firms
from handbook_gen.status.to_json import status_to_json

__all__ = [
    "SOON_DAYS",
    "Dated",
    "DatedKind",
    "FirmStatus",
    "FleetStatus",
    "LatestRelease",
    "calendar_of",
    "status_of",
    "status_of_firms",
    "status_to_json",
]
