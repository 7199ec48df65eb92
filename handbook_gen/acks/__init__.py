"""Knowing who has read the handbook: what is to be confirmed, who did, and who is to be asked again."""

from handbook_gen.acks.asked import Asked, Changed, asked_by, changed_between
from handbook_gen.acks.digest import EVERYONE, meaning_digest, meanings_of, roles_in, short_digest
from handbook_gen.acks.lists import ANSWERS, PEOPLE, read_list
from handbook_gen.acks.page import with_acknowledgement
from handbook_gen.acks.records import (
    FOLDER,
    KEEP_MONTHS,
    Ack,
    merged,
    read_acks,
    records_name,
    split_by_age,
    write_acks,
)
from handbook_gen.acks.standing import STATES, Standing, members_in, members_of, standings
from handbook_gen.acks.taking_in import acks_in

__all__ = [
    "ANSWERS",
    "EVERYONE",
    "FOLDER",
    "KEEP_MONTHS",
    "PEOPLE",
    "STATES",
    "Ack",
    "Asked",
    "Changed",
    "Standing",
    "acks_in",
    "asked_by",
    "changed_between",
    "meaning_digest",
    "meanings_of",
    "members_in",
    "members_of",
    "merged",
    "read_acks",
    "read_list",
    "records_name",
    "roles_in",
    "short_digest",
    "split_by_age",
    "standings",
    "with_acknowledgement",
    "write_acks",
]
