"""Where the firms of a workspace stand, and what they are called."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook_gen.disk import Folder, is_folder, names_in
from handbook_gen.problems import Place, Problem, UsageError


def profiles_in(workspace: Path) -> Folder:
    """Return the folder with the profiles of a workspace, which need not exist."""
    return Folder(workspace / "firm_profiles", "firm_profiles")


def firm_names(profiles: Folder) -> tuple[str, ...]:
    """Return the names of all firms in the folder, sorted; layers are not firms."""
    names = (name.removesuffix(".yml") for name in names_in(profiles, "*.yml"))
    return tuple(name for name in names if not name.startswith(("_", ".")))


def homes_in(root: Path, more: Sequence[Path] = ()) -> Mapping[str, Folder]:
    """Return by name the profiles that each firm is among: those of the workspace, or of `more`.

    Raises:
        UsageError: two firms have one name, or a folder has no firms.
    """
    profiles = profiles_in(root)
    homes = dict.fromkeys(firm_names(profiles), profiles)
    problems: list[Problem] = []
    for folder in more:
        inside = Folder(folder / "firm_profiles", f"{folder}/firm_profiles")
        home = inside if is_folder(inside) else Folder(folder, str(folder))
        names = firm_names(home)
        if not names:
            message = f"there is no firm in `{folder}`"
            help_ = "name a folder with `firm_profiles/` in it, or one of profiles"
            problems.append(Problem("HB103", message, help=help_))
        for name in names:
            if name in homes:
                both = f"`{homes[name].shown}` and `{home.shown}`"
                message = f"`{name}` is the name of a firm in {both}"
                help_ = "rename one of the two profiles, with its folder"
                place = Place(home.under(f"{name}.yml").shown)
                problems.append(Problem("HB135", message, place, help=help_))
            homes.setdefault(name, home)
    if problems:
        raise UsageError(problems)
    return homes
