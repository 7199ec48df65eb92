"""A list of member firms, as a table from a spreadsheet, made into a profile for each of them."""

from handbook_gen.roster.enrol import Enrolled, Roster, enrolled, write_profiles
from handbook_gen.roster.heads import heads_for
from handbook_gen.roster.table import read_table

__all__ = ["Enrolled", "Roster", "enrolled", "heads_for", "read_table", "write_profiles"]
