"""A firm with releases: what `handbook release` leaves behind, made without the command."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from handbook_gen.model.release import Link, Release, ReleaseKind
from handbook_gen.releases import edition_of, release_digest, release_to_json
from handbook_gen.workspace import CheckedFirm, check_firm, open_workspace
from tests.e2e.running import FIRM, answer


def released(
    firm: CheckedFirm,
    version: str,
    day: date,
    previous: Release | None = None,
    *,
    kind: ReleaseKind = "substantive",
    note: str = "",
) -> Release:
    """Return the firm's handbook of now as a release, in force three weeks later or so."""
    release = Release(
        version=version,
        effective=day,
        released=day,
        approved_by="M. de Vries & <b>Zn.</b>",
        note=note,
        kind=kind,
        previous=Link(previous.version, previous.digest) if previous else None,
        program="0",
        edition=edition_of(firm, version, contacts=False),
    )
    return replace(release, digest=release_digest(release))


def release_now(
    workspace: Path,
    version: str,
    day: date,
    previous: Release | None = None,
    *,
    note: str = "",
    changes: Mapping[str, Any] | None = None,
    firm: str = FIRM,
) -> Release:
    """Give other answers, freeze the handbook, and leave its file where releases lie."""
    said = {"document.version": version, "document.effective": day, **(changes or {})}
    answer(workspace, said, firm)
    checked = check_firm(open_workspace(workspace), firm, day)
    release = released(checked, version, day, previous, note=note)
    folder = workspace / "firm_profiles" / firm / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{version}.json").write_bytes(release_to_json(release))
    return release
