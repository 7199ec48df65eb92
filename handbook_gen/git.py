"""What the program asks of git, through its command; nothing else speaks to it."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from handbook_gen.problems import HandbookError, Problem


def has_repository(folder: Path) -> bool:
    """Tell whether the folder lies in a work tree of git, and git can be called."""
    return (
        shutil.which("git") is not None and _run(folder, "rev-parse", "--git-dir").returncode == 0
    )


def changed_files(folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the files below `paths` that differ from the last commit, untracked ones included.

    Paths are relative to `folder`, in and out.

    Raises:
        HandbookError: the folder is not in a repository.
    """
    done = _asked(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--", *paths)
    prefix = _asked(folder, "rev-parse", "--show-prefix").decode().strip()
    found: list[str] = []
    entries = iter(done.decode("utf-8", "replace").split("\0"))
    for entry in entries:
        if entry:
            found.append(entry[3:].removeprefix(prefix))
            if entry[0] in "RC":
                next(entries, "")  # the name that it had before
    return tuple(sorted(found))


def would_be_committed(folder: Path, path: str) -> bool:
    """Tell whether git would take up a file, because it lies in a repository that does not ignore it.

    The path is relative to `folder`; the file need not exist.
    """
    if not has_repository(folder):
        return False
    return _run(folder, "check-ignore", "--quiet", "--", path).returncode == 1


def commit_of(folder: Path, revision: str) -> str:
    """Return the full name of the commit that a revision leads to.

    Raises:
        HandbookError: there is no git, no repository, or no such revision in this clone.
    """
    if revision.startswith("-") or not revision.strip():
        raise _refused(f"`{revision}` is no revision", "write a tag, a branch or a commit")
    done = _run(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if done.returncode != 0:
        _require(folder)
        shallow = _run(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        help_ = (
            "this clone is shallow; get the rest with `git fetch --unshallow --tags`"
            if shallow
            else "write a tag, a branch or a commit that `git log` shows"
        )
        raise _refused(f"git knows no revision `{revision}` here", help_)
    return done.stdout.decode().strip()


def day_of(folder: Path, revision: str) -> date:
    """Return the day on which a revision was committed, in the time zone of who committed it.

    Raises:
        HandbookError: there is no such revision.
    """
    commit = commit_of(folder, revision)
    return date.fromisoformat(_asked(folder, "show", "-s", "--format=%cs", commit).decode().strip())


@contextmanager
def files_at(folder: Path, revision: str, paths: Sequence[str]) -> Iterator[Path]:
    """Give a temporary folder with `paths` as they were at a revision; a path may be absent in it.

    Raises:
        HandbookError: there is no such revision.
    """
    commit = commit_of(folder, revision)
    prefix = _asked(folder, "rev-parse", "--show-prefix").decode().strip()
    tree = f"{commit}:{prefix}".rstrip("/") if prefix else commit
    there = set(_asked(folder, "ls-tree", "--name-only", tree).decode().splitlines())
    wanted = [path for path in paths if path in there]
    with tempfile.TemporaryDirectory(prefix="handbook-") as made:
        if wanted:
            packed = _asked(folder, "archive", "--format=tar", tree, "--", *wanted)
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(made, filter="data")
        yield Path(made)


def commit_files(folder: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files and no others.

    Raises:
        HandbookError: git refused; its own words are in the problem.
    """
    _asked(folder, "add", "--", *paths)
    _asked(folder, "commit", "--quiet", "--message", message, "--only", "--", *paths)


def tag(folder: Path, name: str, message: str, *, sign: bool = False) -> None:
    """Put an annotated tag on the last commit, signed when asked.

    Raises:
        HandbookError: git refused, for example because the tag exists or no key is set up.
    """
    _asked(folder, "tag", "--sign" if sign else "--annotate", "--message", message, "--", name)


def has_tag(folder: Path, name: str) -> bool:
    """Tell whether a tag exists."""
    return _run(folder, "rev-parse", "--verify", "--quiet", f"refs/tags/{name}").returncode == 0


def _asked(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode != 0:
        _require(folder)
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _refused(f"git does not do `git {arguments[0]}`", "; ".join(said)[:400])
    return done.stdout


def _require(folder: Path) -> None:
    """Say plainly that there is no git or no repository, before anything finer is said.

    Raises:
        HandbookError: one of the two.
    """
    if shutil.which("git") is None:
        raise _refused("git is not installed", "install it, or compare releases, which need no git")
    if not has_repository(folder):
        raise _refused(
            "this folder is not in a repository of git",
            "make one with `git init`, or compare releases, which need no git",
        )


def _refused(message: str, help_: str) -> HandbookError:
    return HandbookError([Problem("HB113", message, help=help_)])


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        return subprocess.CompletedProcess([], 127, b"", b"")
    return subprocess.run(
        [program, "-C", str(folder), *arguments], capture_output=True, check=False
    )
