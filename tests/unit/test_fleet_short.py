"""Codes are drawn once, and again only when an address changed or somebody touched them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_gen.fleet import short
from handbook_gen.fleet.short import write_short
from handbook_gen.model.handbook import Handbook
from handbook_gen.sites import BookFiles, SharedBooks
from handbook_gen.writers.short_addresses import short_codes, short_pages
from tests.e2e.running import files_of
from tests.small_library import FIRM

ADDRESS = "site: {address: 'https://jansen.example/handboek/'}\n"
CODE = "gov-01.svg"


class Place:
    """A folder in which the short addresses of a firm are written again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.times, self.drawn = folder, 0, 0
        self.shared = SharedBooks(folder / ".shared", "this program")

    @property
    def now(self) -> Path:
        return self.folder / f"r{self.times}"

    def write(self, handbook: Handbook) -> dict[str, bytes]:
        """Write beside the last time, look at every file, and return all of them."""
        before = self.now
        self.times += 1
        pages = short_pages([handbook], ("staff", "control"))
        files = BookFiles(self.now, before, self.folder / "codes.json")
        digests = write_short(pages, handbook, files, self.shared)
        found = files_of(self.now)
        assert found == {**pages, **short_codes(handbook, pages)}
        assert digests.keys() == found.keys()
        return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    found = Place(tmp_path)

    def counted(*of: object) -> object:
        found.drawn += 1
        return short_codes(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(short, "short_codes", counted)
    return found


@pytest.fixture
def handbook(handbook_for: Callable[..., Handbook]) -> Handbook:
    return handbook_for(FIRM + ADDRESS)


def test_codes_of_the_same_addresses_are_the_same_files(place: Place, handbook: Handbook) -> None:
    place.write(handbook)
    code = (place.now / CODE).stat().st_ino
    place.write(handbook)

    assert place.drawn == 1
    assert (place.now / CODE).stat().st_ino == code


@pytest.mark.parametrize(
    "spoil",
    [
        lambda place: (place.now / CODE).write_bytes(b"<svg/>"),
        lambda place: (place.now / CODE).unlink(),
        lambda place: (place.folder / "codes.json").write_text("[1, 2", encoding="utf-8"),
        lambda place: (place.folder / "codes.json").write_text("[1, {}, {}]", encoding="utf-8"),
        lambda place: (place.folder / "codes.json").unlink(),
    ],
)
def test_what_somebody_touched_is_drawn_again(
    place: Place, handbook: Handbook, spoil: Callable[[Place], object]
) -> None:
    first = place.write(handbook)
    spoil(place)

    assert place.write(handbook) == first
    assert place.drawn == 2


def test_another_address_has_other_codes_and_none_has_none(
    place: Place, handbook: Handbook, handbook_for: Callable[..., Handbook]
) -> None:
    first = place.write(handbook)
    moved = place.write(handbook_for(FIRM + ADDRESS.replace("handboek", "regels")))
    gone = place.write(handbook_for(FIRM))

    assert moved[CODE] != first[CODE]
    assert CODE not in gone
    assert place.write(handbook) == first
