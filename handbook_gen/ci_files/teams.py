"""Which accounts of a code host stand for a role or for a firm."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from handbook_gen.disk import Folder, read_text
from handbook_gen.problems import HandbookError, Place, Problem, UsageError, nearest
from handbook_gen.source_yaml import Scalar, Table, plain, read_yaml

Teams = Mapping[str, tuple[str, ...]]
"""Accounts by the name of a role (`privacy_officer`) or of a firm."""

_ACCOUNT: Final = re.compile(r"@?[A-Za-z0-9][\w.-]*(?:/[\w.-]+)*|[^\s@,#]+@[\w-]+(?:\.[\w-]+)+")
_EXPECTED: Final = "`@name`, `@organisation/team` or an e-mail address"


def teams_of(words: Iterable[str], known: Sequence[str]) -> Teams:
    """Return the accounts of words such as `privacy_officer=@org/privacy`.

    `known` are the roles and firms that can be named.

    Raises:
        UsageError: a word is not understood.
    """
    found: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for word in words:
        name, _, accounts = word.partition("=")
        listed = [account for account in re.split(r"[,\s]+", accounts) if account]
        wrong = _wrong(name.strip(), listed, known, None)
        problems += wrong
        if not wrong:
            found[name.strip()] = tuple(_written(account) for account in listed)
    if problems:
        raise UsageError(problems)
    return found


def read_teams(file: Folder, known: Sequence[str]) -> Teams:
    """Return the accounts in a file with a line such as `privacy_officer: org/privacy` for each.

    Raises:
        HandbookError: the file is not understood.
    """
    node = read_yaml(read_text(file), file.shown)
    if isinstance(node, Scalar) and not node.value:
        return {}
    if not isinstance(node, Table):
        problem = Problem("HB125", "this file maps no role", Place(file.shown))
        raise HandbookError([problem])
    found: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for key, value in node.entries:
        said = plain(value)
        listed = [str(account) for account in (said if isinstance(said, list) else [said])]
        wrong = _wrong(key.value, listed, known, key.place)
        problems += wrong
        if not wrong:
            found[key.value] = tuple(_written(account) for account in listed)
    if problems:
        raise HandbookError(problems)
    return found


def _wrong(
    name: str, accounts: Sequence[str], known: Sequence[str], place: Place | None
) -> list[Problem]:
    if name not in known:
        guess = nearest(name, known)
        help_ = f"did you mean `{guess}`?" if guess else f"roles: {', '.join(known[:20])}"
        return [Problem("HB125", f"no role or firm is called `{name}`", place, help=help_)]
    if not accounts:
        return [Problem("HB125", f"`{name}` has no account", place, expected=_EXPECTED)]
    return [
        Problem("HB125", f"`{account}` is no account", place, expected=_EXPECTED)
        for account in accounts
        if not _ACCOUNT.fullmatch(account)
    ]


def _written(account: str) -> str:
    """Return the account as a code host reads it; YAML makes the `@` hard to type."""
    return account if "@" in account else f"@{account}"
