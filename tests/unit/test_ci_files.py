"""The files for code hosts: they run what there is, trust nothing they read, and name who reviews."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from handbook_gen.ci_files import CI_HOSTS, CiHost, ci_file
from handbook_gen.cli.main import cli, run
from handbook_gen.source_yaml import plain_yaml
from tests.small_library import clause

FIRM = """\
languages: [nl]
firm: {name: De Vries, size: 12}
profession: {kinds: [accountant]}
services: {offered: [tax]}
"""
CONTEXT = click.Context(cli)


def workflow(host: CiHost) -> Any:
    """The file as a code host reads it."""
    return plain_yaml(ci_file(host)[1])


def scripts(node: Any) -> Iterator[str]:
    """Every command line or script in a workflow."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "run" and isinstance(value, str):
                yield value
            elif key in ("script", "before_script"):
                yield from value
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


def command_lines(host: CiHost) -> set[str]:
    lines = "\n".join(scripts(workflow(host)))
    return set(re.findall(r"^ *(handbook .*?)(?: \|\| .*| > .*)?$", lines, re.MULTILINE))


LINES = sorted(command_lines("github") | command_lines("gitlab"))


def test_both_hosts_check_compare_and_publish() -> None:
    for host in CI_HOSTS:
        names = {line.split()[1] for line in command_lines(host)}
        assert names == {"check", "diff", "impact", "publish"}


@pytest.mark.parametrize("line", LINES)
def test_the_program_knows_every_command_line_of_a_workflow(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = cli.get_command(CONTEXT, name)
    assert command is not None

    options = {
        option: parameter
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    for flag, value in zip(words, [*words[1:], ""], strict=True):
        if flag.startswith("-"):
            assert flag in options, f"{name} has no {flag}"
            kind = options[flag].type
            assert not isinstance(kind, click.Choice) or value in kind.choices
    assert command.main([*words, "--help"], standalone_mode=False) == 0


def test_no_words_of_a_stranger_are_put_into_a_script() -> None:
    for script in [*scripts(workflow("github")), *scripts(workflow("gitlab"))]:
        assert "${{" not in script


def test_only_publishing_may_write_and_only_when_asked() -> None:
    jobs = workflow("github")["jobs"]

    assert workflow("github")["permissions"] == {"contents": "read"}
    assert [name for name, job in jobs.items() if "permissions" in job] == ["publish"]
    assert jobs["publish"]["permissions"] == {
        "contents": "read",
        "pages": "write",
        "id-token": "write",
    }
    assert "vars.HANDBOOK_PUBLISH == 'yes'" in jobs["publish"]["if"]
    assert '$HANDBOOK_PUBLISH == "yes"' in workflow("gitlab")["pages"]["rules"][0]["if"]
    uses = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in uses)
    checkouts = [
        s for job in jobs.values() for s in job["steps"] if "checkout" in s.get("uses", "")
    ]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of three firms on one layer, with its first commit tagged `base`."""
    files = {f"firm_profiles/{name}.yml": FIRM for name in ("de-vries", "jansen", "smit")}
    files["firm_profiles/_layers/x.yml"] = "firm: {}\n"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "tag", "base")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@x.example")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")


def reviewed(folder: Path, host: CiHost) -> str:
    """Run the script of a workflow, with a `handbook` that only says how it was called."""
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    (bin_ / "handbook").write_text('#!/bin/sh\nprintf "called:"; printf " <%s>" "$@"; echo\n')
    (bin_ / "handbook").chmod(0o755)
    (script,) = (text for text in scripts(workflow(host)) if "handbook diff" in text)
    environment = {
        **os.environ,
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "BASE": "base",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    subprocess.run(shell, cwd=folder, env=environment, check=True, capture_output=True)
    return (folder / "redline.md").read_text()


@pytest.mark.parametrize("host", CI_HOSTS)
def test_a_change_request_shows_the_firms_that_it_changes(repository: Path, host: CiHost) -> None:
    (repository / "firm_profiles" / "jansen.yml").write_text(FIRM.replace("12", "13"))
    own = repository / "firm_profiles" / "smit" / "clauses"
    own.mkdir(parents=True)
    (own / "SMT-01-x.md").write_text("x")
    commit(repository)

    said = reviewed(repository, host)

    assert re.findall(r"^called: (.*)$", said, re.MULTILINE) == [
        "<diff> <jansen> <base> <--format> <md>",
        "<diff> <smit> <base> <--format> <md>",
    ]
    assert "<impact> <base> <--format> <text>" in (repository / "impact.txt").read_text()


def test_a_layer_that_changes_shows_every_firm(repository: Path) -> None:
    (repository / "firm_profiles" / "_layers" / "x.yml").write_text("firm: {size: 3}\n")
    commit(repository)

    assert reviewed(repository, "github").count("called: <diff>") == 3


def test_the_name_of_a_file_is_never_run(repository: Path) -> None:
    for name in ("$(touch pwned)", "`touch pwned`", "x; touch pwned", "--help", "a\nb"):
        (repository / "firm_profiles" / f"{name}.yml").write_text(FIRM)
    (repository / "firm_profiles" / "gone.yml").write_text(FIRM)
    commit(repository)
    git(repository, "tag", "-f", "base")
    (repository / "firm_profiles" / "gone.yml").unlink()
    for file in (repository / "firm_profiles").glob("*touch*"):
        file.write_text(FIRM.replace("12", "13"))
    commit(repository)

    assert "called" not in reviewed(repository, "github")
    assert not (repository / "pwned").exists()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ([], ".github/workflows/handbook.yml"),
        (["--ci", "gitlab"], ".gitlab-ci.yml"),
        (["--ci", "none"], None),
    ],
)
def test_a_new_workspace_has_the_file_of_its_host(
    tmp_path: Path, words: list[str], place: str | None
) -> None:
    assert run(["-C", str(tmp_path), "init", *words]) == 0

    places = [ci_file(host)[0] for host in CI_HOSTS]
    assert [name for name in places if (tmp_path / name).exists()] == ([place] if place else [])


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A workspace with two firms, of which one has a clause of its own, and one file of the library."""
    profiles = tmp_path / "firm_profiles"
    (profiles / "smit" / "clauses").mkdir(parents=True)
    (profiles / "smit.yml").write_text(FIRM)
    (profiles / "jansen.yml").write_text(FIRM)
    own = clause("SMT-01", header="after: PRV-18\n").replace("people.owner", "people.it")
    (profiles / "smit" / "clauses" / "SMT-01-x.md").write_text(own)
    shipped = Path(__file__).parents[2] / "templates"
    name = "privacy/chat-and-storage/PRV-18-business-account.md"
    (tmp_path / "templates" / name).parent.mkdir(parents=True)
    (tmp_path / "templates" / name).write_text((shipped / name).read_text("utf-8"), "utf-8")
    return tmp_path


def test_the_owners_of_what_a_workspace_holds_become_reviewers(
    owned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (owned / "teams.yml").write_text("owner: org/board\nprivacy_officer: [org/privacy, '@bo']\n")

    code = run(
        [
            "-C",
            str(owned),
            "owners",
            "--teams",
            "teams.yml",
            "--team",
            "it=it@x.example",
            "--team",
            "smit=@smit",
        ]
    )

    lines = [line for line in capsys.readouterr().out.split("\n") if line.startswith("/")]
    assert code == 0
    assert lines == [
        "/templates/ @org/board",
        "/templates/privacy/chat-and-storage/ @org/privacy @bo",
        "/templates/privacy/chat-and-storage/PRV-18-business-account.md it@x.example",
        "/firm_profiles/ @org/board",
        "/firm_profiles/jansen.yml @org/board",
        "/firm_profiles/smit.yml @smit",
        "/firm_profiles/smit/ @smit",
        "/firm_profiles/smit/clauses/SMT-01-x.md it@x.example",
    ]


def test_owners_without_an_account_are_named_and_own_nothing(
    owned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(owned), "owners", "--format", "gitlab", "--team", "owner=@board"]) == 0

    said = capsys.readouterr()
    assert "[Firms]" in said.out
    assert "# it (2 lines)\n# privacy_officer (1 line)\n" in said.out
    assert "PRV-18" not in said.out
    assert "no account is known for `it`, `privacy_officer`" in said.err


@pytest.mark.parametrize(
    "word", ["owner", "owner=", "owner=@a b#", "owner=@x @y\n* @z", "nobody=@x", "it=a@b@c"]
)
def test_what_is_no_account_never_gets_into_the_file(
    owned: Path, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(owned), "owners", "--team", word]) == 2
    assert capsys.readouterr().out == ""
