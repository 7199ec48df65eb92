"""What the program asks of git, through its command; nothing else speaks to it."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from handbook_gen.problems import HandbookError, Problem

_SCRATCH: Final = "refs/handbook/publish"
"""Where a commit waits until it is known to be needed."""


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


def write_branch(
    folder: Path, branch: str, under: str, files: Iterable[tuple[str, bytes]], message: str
) -> bool:
    """Commit files below the folder `under` of a branch, in the place of all that was there.

    The branch is made when it does not exist, without any history. Neither the work tree nor what
    is staged changes. Tell whether there was anything to commit.

    Raises:
        HandbookError: git refused, or the branch is the one that is worked on.
    """
    before = _tip_to_write(folder, branch)
    who = _asked(folder, "var", "GIT_COMMITTER_IDENT").strip()
    _imported(folder, _commit_stream(who, before, under, files, message))
    try:
        new = _asked(folder, "rev-parse", _SCRATCH).decode().strip()
        if before and _asked(folder, "rev-parse", f"{before}^{{tree}}") == _asked(
            folder, "rev-parse", f"{new}^{{tree}}"
        ):
            return False
        old = before or "0" * len(new)  # which says that it may not exist
        _asked(folder, "update-ref", "-m", message, f"refs/heads/{branch}", new, old)
    finally:
        _run(folder, "update-ref", "-d", _SCRATCH)
    return True


def _tip_to_write(folder: Path, branch: str) -> str:
    """Return the commit that a branch ends in; empty when it does not exist."""
    _require(folder)
    if _run(folder, "check-ref-format", "--branch", branch).returncode != 0:
        raise _refused(f"`{branch}` cannot be a branch", "letters, digits and dashes will do")
    worked_on = _asked(folder, "worktree", "list", "--porcelain").decode().splitlines()
    if f"branch refs/heads/{branch}" in worked_on:
        help_ = "choose a branch that holds nothing but what is published, for example `pages`"
        raise _refused(f"`{branch}` is the branch that is worked on here", help_)
    done = _run(folder, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}^{{commit}}")
    return done.stdout.decode().strip()


def _commit_stream(
    who: bytes, before: str, under: str, files: Iterable[tuple[str, bytes]], message: str
) -> Iterator[bytes]:
    """Yield a commit in the form that `git fast-import` reads."""
    yield b"reset %b\n" % _SCRATCH.encode()
    yield b"commit %b\ncommitter %b\n%b" % (_SCRATCH.encode(), who, _data(message.encode()))
    if before:
        yield b"from %b\n" % before.encode()
    yield b"D %b\n" % _quoted(under)
    yield b"M 100644 inline .nojekyll\n" + _data(b"")  # or GitHub leaves files out
    for name, content in files:
        yield b"M 100644 inline %b\n%b" % (_quoted(f"{under}/{name}"), _data(content))
    yield b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    plain = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'.encode()


def _imported(folder: Path, stream: Iterable[bytes]) -> None:
    program = shutil.which("git") or "git"
    arguments = [program, "-C", str(folder), "fast-import", "--quiet", "--done", "--force"]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        try:
            with running.stdin or io.BytesIO() as taken:
                for piece in stream:
                    taken.write(piece)
        except BrokenPipeError:
            pass  # git has said why
        if running.wait() != 0:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise _refused("git does not take the site", "; ".join(lines[:2])[:400])


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
