"""Compare every file of a firm's books with what stock MkDocs makes of the same projects."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from handbook_gen.disk import write_tree
from handbook_gen.sites import BookFiles, SharedBooks, build_book
from handbook_gen.workspace import CheckedFirm, Workspace, check_firm, handbooks
from handbook_gen.writers import Look, book_project, project_tree
from tests.firms import TODAY

HOSTILE: Final = (
    "De Vries & Zn. *Accountants*",
    "**vet** _schuin_ __ook vet__ `code` ~~weg~~",
    "[een link](https://kwaad.example) ![plaatje](x.png)",
    "<b>vet</b> <script>alert(1)</script>",
    "{{ firm.name }} {% if x %} {: .klasse #id }",
    "1. een lijst",
    "- een streepje",
    "# een kop { #top }",
    "| cel | cel |",
    "*[AVG]: afkorting",
    "[^1]: voetnoot [^1]",
    "[verwijzing]: https://kwaad.example",
    "``` hek ~~~",
    '!!! note "titel"',
    ": een definitie",
    "O'Brien \"en\" 'zonen' “krul” ‘krul’",
    "a &amp; b &lt;c&gt; &#60; &quot;",
    "R&D en AT&T; Q&A",
    "back\\slash \\* \\1 \\g<0> $1 %s {0}",
    "https://voorbeeld.example/pad?a=1&b=2#c",
    "iemand@voorbeeld.example",
    "handbookmark0 handbookinside handbookmark1",
    "\U00010000 \U00010001 Lineair B \U00010070content\U00010070",
    "\ue000 eigen gebruik \uf8ff",
    "Ünïcödé ß ŒŸ 日本語 Ελληνικά русский",
    "👩‍💻 emoji 🇳🇱",
    "niet\u00adafbreken\u200bnul\u2060breedte",
    "=== === --- *** ___",
    "AVG Wwft RA AA LinkedIn AVG",
    "x" * 60,
    'data-search-exclude="x" data-search-y="z"',
    "</div></section></details> <!-- --> -->",
)
"""What somebody might type, or paste, into any question; each must read exactly so on every page."""


_SHORT: Final = 20
"""Characters that every text may have."""


def make_hostile(profile: Path, seed: int) -> None:
    """Put such values into every text of a profile."""
    chance = random.Random(seed)  # noqa: S311  # the same every time
    words = HOSTILE[seed % len(HOSTILE) :] + HOSTILE[: seed % len(HOSTILE)]
    read = yaml.safe_load(profile.read_text(encoding="utf-8"))
    read["firm"]["name"] = words[0]
    for group in read.values():
        _spoil(group, words, chance)
    profile.write_text(yaml.safe_dump(read, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _spoil(answers: Any, words: tuple[str, ...], chance: random.Random) -> None:
    if isinstance(answers, dict):
        for name, value in answers.items():
            if isinstance(value, str) and (" en " in value or (name == "name" and ". " in value)):
                answers[name] = chance.choice(words)[: max(_SHORT, len(value))].strip()
            else:
                _spoil(value, words, chance)
    elif isinstance(answers, list):
        for one in answers:
            _spoil(one, words, chance)


def differences(
    workspace: Workspace, name: str, shared: SharedBooks, look: Look, folder: Path
) -> Iterator[str]:
    """Yield the files of a firm that differ, and the books that were not shared."""
    firm = check_firm(workspace, name, TODAY)
    for book in ("staff", "control"):
        yield from _differences(firm, book, shared, look, folder)
    shutil.rmtree(folder)


def _differences(
    firm: CheckedFirm, book: Any, shared: SharedBooks, look: Look, folder: Path
) -> Iterator[str]:
    for handbook in handbooks(firm):
        address = f"{book}/{handbook.language}"
        project = book_project(handbook, book, look)
        ours, stock = folder / "ours" / address, folder / "stock" / address
        files = BookFiles(ours, folder / "nowhere", folder / "record.json")
        if shared.build(project, handbook, address, files) is None:
            yield f"{firm.profile.firm}/{address} was not shared: {shared.reasons}"
            continue
        files.record.unlink()
        write_tree(project_tree(project), folder / "project")
        build_book("mkdocs", folder / "project", stock, handbook, address)
        names = {path.relative_to(stock).as_posix() for path in stock.rglob("*") if path.is_file()}
        names |= {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
        for path in sorted(names):
            if not (ours / path).exists() or not (stock / path).exists():
                yield f"{firm.profile.firm}/{address}/{path} is in one of them only"
            elif (ours / path).read_bytes() != (stock / path).read_bytes():
                yield f"{firm.profile.firm}/{address}/{path}"
        shutil.rmtree(folder / "project")
