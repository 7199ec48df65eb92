"""The fixed words of the site that a release of long ago does not have yet."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from handbook_gen.disk import exists, read_text
from handbook_gen.library.roots import shipped_library
from handbook_gen.model.facts import Wording
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.known import FOR_PUBLISHERS
from handbook_gen.model.release import Release
from handbook_gen.source_yaml import read_yaml


def with_later_phrases(release: Release) -> Release:
    """Return the release with the phrases that the program has learnt since it was frozen.

    What it says stays as it is: only a word that it does not have comes from the library that this
    program carries, so that a page made today around an old handbook has its labels.
    """
    handbooks = tuple(_completed(handbook) for handbook in release.edition.handbooks)
    if handbooks == release.edition.handbooks:
        return release
    return replace(release, edition=replace(release.edition, handbooks=handbooks))


def _completed(handbook: Handbook) -> Handbook:
    known = {key for key, _ in handbook.phrases}
    later = tuple(
        (key, wording[handbook.language])
        for key, wording in _shipped().items()
        if key not in known and handbook.language in wording and not key.startswith(FOR_PUBLISHERS)
    )
    return replace(handbook, phrases=(*handbook.phrases, *later)) if later else handbook


@cache
def _shipped() -> Mapping[str, Wording]:
    """Return the phrases that the program carries; none where its library was taken away."""
    file = shipped_library().under("phrases.yml")
    if not exists(file):
        return {}
    from handbook_gen.library.data import read_phrases  # noqa: PLC0415  # only old releases need it

    return read_phrases(read_yaml(read_text(file), file.shown), ("nl", "en"), [])
