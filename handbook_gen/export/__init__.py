"""A firm's handbook as files for where there is no web server, or no sign-in."""

from handbook_gen.export.files import Kind, export_files, write_export

__all__ = ["Kind", "export_files", "write_export"]
