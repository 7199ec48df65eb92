"""Files for code hosts: the workflow that checks and publishes, and who owns what."""

from handbook_gen.ci_files.owners import (
    HostFormat,
    OwnedFile,
    code_owners,
    owned_files,
    unmapped_problems,
)
from handbook_gen.ci_files.teams import Teams, read_teams, teams_of
from handbook_gen.ci_files.workflow import CI_HOSTS, CiHost, ci_file

__all__ = [
    "CI_HOSTS",
    "CiHost",
    "HostFormat",
    "OwnedFile",
    "Teams",
    "ci_file",
    "code_owners",
    "owned_files",
    "read_teams",
    "teams_of",
    "unmapped_problems",
]
