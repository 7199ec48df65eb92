"""Between the two edges the program is a function: it touches no file, clock, chance or network."""

import subprocess
import sys
from typing import Final

from tests.e2e.running import FIRM, REPOSITORY

PROGRAM: Final = r"""
import sys
from datetime import date
from pathlib import Path

from handbook_gen.assemble import assemble, decide
from handbook_gen.disk import Folder
from handbook_gen.library import library_roots, read_library
from handbook_gen.linting import answer_problems, unanswered_problems
from handbook_gen.overlay import overlaid
from handbook_gen.profile import read_profile, resolve
from handbook_gen.writers import mkdocs_project, read_look

repository, firm, planted = sys.argv[1:]
today = date(2026, 11, 23)
library = read_library(*library_roots(Path(repository)))
profiles = Folder(Path(repository) / "firm_profiles", "firm_profiles")
profile = read_profile(firm, profiles, library)
laid, _ = overlaid(library, profile, profiles.under(firm))
look = read_look()


def middle():
    answers = resolve(profile, laid.facts, today)
    answer_problems(laid, profile, answers, today, "nl")
    unanswered_problems(profile, answers, "nl")
    decisions = decide(laid, profile, answers, today)
    if planted:
        exec(planted)
    made = []
    for language in profile.languages:
        handbook = assemble(laid, profile, decisions, language)
        made.append(handbook)
        for book in ("staff", "control"):
            made.append(mkdocs_project(handbook, book, look))
    return made


before = middle() if not planted else None  # loads what is loaded on first use: words of languages

import os, random, time

watching = True


def refuse(event):
    raise AssertionError(f"touched: {event}")


def heard(event, arguments):
    reached = ("open", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "glob.", "urllib.")
    if watching and event.startswith(reached):
        refuse(event)


class NoEnvironment(dict):
    def __getitem__(self, name):
        return refuse("the environment")

    get = __contains__ = __iter__ = keys = items = values = __getitem__


for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"):
    setattr(time, name, lambda *rest: refuse("the clock"))
for name in ("random", "randint", "choice", "shuffle", "getrandbits", "sample"):
    setattr(random, name, lambda *rest: refuse("chance"))
os.environ, os.getenv, os.urandom = NoEnvironment(), refuse, refuse
sys.addaudithook(heard)
after = middle()
watching = False
assert planted or before == after
sys.stdout.write("pure\n")
"""


def between_the_edges(planted: str = "") -> subprocess.CompletedProcess[str]:
    """Decide, assemble and write in memory, in a process that refuses all that lies outside."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(REPOSITORY), FIRM, planted],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_between_reading_and_writing_touches_the_world() -> None:
    done = between_the_edges()

    assert done.stderr == ""
    assert done.stdout == "pure\n"


def test_the_guard_of_this_test_hears_a_file_the_clock_and_the_environment() -> None:
    for planted in ("open('x')", "date.today()", "__import__('os').environ['HOME']"):
        done = between_the_edges(planted)

        assert "AssertionError: touched" in done.stderr
