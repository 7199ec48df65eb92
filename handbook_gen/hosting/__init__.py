"""Settings for web servers, so that a site is published strictly and to the right people."""

from handbook_gen.hosting.files import host_files
from handbook_gen.hosting.not_found import placed
from handbook_gen.hosting.policy import content_security_policy, headers, script_hashes

__all__ = ["content_security_policy", "headers", "host_files", "placed", "script_hashes"]
