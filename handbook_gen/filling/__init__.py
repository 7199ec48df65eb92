"""Texts of the library: checked when read, filled with answers that are shown exactly as typed."""

from handbook_gen.filling.check import check_text
from handbook_gen.filling.escape import (
    as_markdown,
    as_text,
    decoded,
    link_address,
    mail_address,
    on_one_line,
)
from handbook_gen.filling.fill import Filler, long_day
from handbook_gen.filling.parse import parse_text, spot_in_text
from handbook_gen.filling.reads import facts_in

__all__ = [
    "Filler",
    "as_markdown",
    "as_text",
    "check_text",
    "decoded",
    "facts_in",
    "link_address",
    "long_day",
    "mail_address",
    "on_one_line",
    "parse_text",
    "spot_in_text",
]
