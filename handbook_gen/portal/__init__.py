"""One page that lists all firms, for their publisher and nobody else."""

from handbook_gen.portal.page import portal_files, write_portal
from handbook_gen.portal.rows import Row, rows_of

__all__ = ["Row", "portal_files", "rows_of", "write_portal"]
