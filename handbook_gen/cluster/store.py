"""Send what a worker built to an object store: each firm to an address of its own."""

import string
from dataclasses import replace
from typing import Final

from handbook_gen.disk import Folder
from handbook_gen.fleet import Built, Plan
from handbook_gen.problems import HandbookError, Problem, UsageError
from handbook_gen.publish import is_address, remember_sent, require_store, send, sent_before
from handbook_gen.publish.site import digests_in

_SENT: Final = "sent"
"""The folder beside a firm's projects that remembers what stands at its address."""


def require_addresses(to: str) -> None:
    """Make sure that every firm gets an address of its own, and that this machine could reach it.

    Raises:
        UsageError: it is no address, or one that all firms would share.
        EnvironmentLacking: what is needed to reach the store is not installed.
    """
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(to) if name is not None}
    except ValueError:
        names = set()
    if names != {"firm"} or not is_address(to):
        message = f"`{to}` is not an address with a place for the name of the firm"
        help_ = "write `{firm}` where it goes: `s3://bucket/{firm}`"
        raise UsageError([Problem("HB103", message, help=help_)])
    require_store(_address(to, "firm"))


def sent(built: Built, plan: Plan, to: str) -> Built:
    """Make the firm's address hold what was built, and return what became of it."""
    if built.start is None:
        return built
    address = _address(to, built.firm)
    folder = Folder(plan.site / built.firm, built.firm)
    work = plan.projects / built.firm / _SENT
    try:
        files = digests_in(folder)
        send(folder, files, address, sent_before(work, address))
        remember_sent(work, address, files)
    except HandbookError as error:
        return replace(built, start=None, problems=error.problems, exit_code=error.exit_code)
    return built


def _address(to: str, firm: str) -> str:
    return to.replace("{firm}", firm)
