"""Build one firm again and again while somebody edits: what was read and made before stays at hand."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from handbook_gen.fleet.build import Seen, Shop, Tools, see, warm_up
from handbook_gen.fleet.inputs import LibraryDigests, read_inputs
from handbook_gen.fleet.plan import Built, Plan
from handbook_gen.problems import HandbookError
from handbook_gen.releases import read_releases
from handbook_gen.workspace import Workspace, check_firm, open_workspace
from handbook_gen.writers import read_look


class Kitchen:
    """A workspace and its tools, kept warm; the library is read again when one of its files differs."""

    def __init__(self, root: Path, plan: Plan) -> None:
        """Begin with nothing read."""
        self.plan = plan
        self._root = root
        self._tools = Tools.of(plan, read_look())
        self._library: LibraryDigests | None = None
        self._workspace: Workspace | None = None
        self._seen: Seen | None = None

    def build(self, name: str, today: date) -> Built:
        """Build a firm as its files are now, and return what became of it.

        Raises:
            UsageError: the folder is no workspace.
            HandbookError: the library has problems.
        """
        return self._shop(today).try_to_build(name)

    def warm(self, name: str, today: date) -> None:
        """Render the books of a firm and throw them away, so that its first edit is as quick as others.

        Nothing happens when the firm cannot be built: `build` tells why.
        """
        with suppress(HandbookError):
            shop = self._shop(today)
            firm = check_firm(shop.workspace, name, today)
            releases = read_releases(shop.workspace.home_of(name), name)
            warm_up(firm, releases, self._tools)

    def _shop(self, today: date) -> Shop:
        inputs = read_inputs(self._root, self.plan.more)
        if self._workspace is None or self._seen is None or inputs.library != self._library:
            self._workspace = None  # also when it cannot be read
            self._workspace = open_workspace(self._root, self.plan.more)
            self._library = inputs.library
            self._seen = see(self._workspace, inputs)
        seen = replace(self._seen, inputs=inputs)
        return Shop(self._workspace, today, self._tools, seen)
