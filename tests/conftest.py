"""What several tests share: the two libraries, and profiles and handbooks from text."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from handbook_gen.assemble import Decisions, assemble, decide
from handbook_gen.disk import Folder
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.facts import Answers
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile
from handbook_gen.overlay import overlaid
from handbook_gen.profile.read import read_profile
from handbook_gen.profile.resolve import resolve
from handbook_gen.workspace import Workspace, check_firm, handbooks
from tests.small_library import FIRM, write_small_library

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)

ReadProfile = Callable[..., Profile]
Decide = Callable[..., Decisions]
Assemble = Callable[..., Handbook]


@pytest.fixture(scope="session")
def shipped_library() -> Library:
    """The library of `templates/`."""
    return read_library(*library_roots(None))


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library of `small_library.py`."""
    return read_library(write_small_library(tmp_path_factory.mktemp("small") / "templates"))


@pytest.fixture
def profiles(tmp_path: Path) -> Folder:
    """An empty `firm_profiles/`."""
    folder = tmp_path / "firm_profiles"
    folder.mkdir()
    return Folder(folder, "firm_profiles")


@pytest.fixture
def profile_of(profiles: Folder, small_library: Library) -> ReadProfile:
    """A function from the text of a profile, and other files, to the firm `jansen`."""

    def read(
        text: str = FIRM, *, files: Mapping[str, str] | None = None, library: Library | None = None
    ) -> Profile:
        for name, content in {"jansen.yml": text, **(files or {})}.items():
            file = profiles.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return read_profile("jansen", profiles, library or small_library)

    return read


@pytest.fixture
def answers_of(profile_of: ReadProfile, small_library: Library) -> Callable[..., Answers]:
    """A function from the text of a profile to the value of every fact."""

    def answers(text: str = FIRM, *, today: date = TODAY) -> Answers:
        return resolve(profile_of(text), small_library.facts, today)

    return answers


@pytest.fixture
def decide_for(profile_of: ReadProfile, profiles: Folder, small_library: Library) -> Decide:
    """A function from the text of a profile, and own files, to what is in and what is out."""

    def decided(
        text: str = FIRM,
        *,
        files: Mapping[str, str] | None = None,
        library: Library | None = None,
        today: date = TODAY,
    ) -> Decisions:
        profile = profile_of(text, files=files, library=library)
        laid, _ = overlaid(library or small_library, profile, profiles.under("jansen"))
        return decide(laid, profile, resolve(profile, laid.facts, today), today)

    return decided


@pytest.fixture
def handbook_for(profile_of: ReadProfile, profiles: Folder, small_library: Library) -> Assemble:
    """A function from the text of a profile, and own files, to the handbook in one language."""

    def assembled(
        text: str = FIRM,
        language: str = "nl",
        *,
        files: Mapping[str, str] | None = None,
        library: Library | None = None,
        today: date = TODAY,
    ) -> Handbook:
        profile = profile_of(text, files=files, library=library)
        laid, _ = overlaid(library or small_library, profile, profiles.under("jansen"))
        decisions = decide(laid, profile, resolve(profile, laid.facts, today), today)
        return assemble(laid, profile, decisions, language)

    return assembled


@pytest.fixture(scope="session")
def shipped(shipped_library: Library) -> Callable[[str], tuple[Handbook, ...]]:
    """A function from the name of an example firm to its handbooks."""
    workspace = Workspace(ROOT, shipped_library, Folder(ROOT / "firm_profiles", "firm_profiles"))

    def assembled(firm: str) -> tuple[Handbook, ...]:
        return handbooks(check_firm(workspace, firm, TODAY))

    return assembled


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes expected texts anew instead of comparing with them."""
    parser.addoption(
        "--refresh-goldens",
        action="store_true",
        default=False,
        help="Write the expected texts anew; read the diff before you commit it.",
    )
