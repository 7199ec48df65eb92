"""Where the firms of a workspace stand, and what they are called."""

from pathlib import Path

from handbook_gen.disk import Folder, names_in


def profiles_in(workspace: Path) -> Folder:
    """Return the folder with the profiles of a workspace, which need not exist."""
    return Folder(workspace / "firm_profiles", "firm_profiles")


def firm_names(profiles: Folder) -> tuple[str, ...]:
    """Return the names of all firms in the folder, sorted; layers are not firms."""
    names = (name.removesuffix(".yml") for name in names_in(profiles, "*.yml"))
    return tuple(name for name in names if not name.startswith(("_", ".")))
