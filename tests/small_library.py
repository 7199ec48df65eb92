"""Write a tiny library: two sections, three pages, six clauses, and a fact of every kind.

It is complete, so that it can be read, decided and assembled like the shipped one. Only the fixed
words of the site come from the shipped library, because the program asks for each of them.
"""

from collections.abc import Mapping
from pathlib import Path

from handbook_gen.disk import Folder
from handbook_gen.library import library_roots

FIRM = """\
firm: {name: Jansen & Co, size: 12}
profession: {kinds: [accountant]}
"""
"""The least that a firm of this library must answer."""


def write_small_library(folder: Path, changes: Mapping[str, str] | None = None) -> Folder:
    """Write the library below `folder`, with other texts for the files in `changes`."""
    shipped = library_roots(None)[0]
    files = {**FILES, "phrases.yml": (shipped.path / "phrases.yml").read_text("utf-8")}
    for name, text in {**files, **(changes or {})}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Folder(folder, "templates")


def clause(
    clause_id: str,
    *,
    level: str = "must",
    header: str = "",
    title: str = "Titel",
    title_en: str = "Title",
    nl: str = "Doe dit.",
    en: str = "Do this.",
) -> str:
    """Return the file of a clause for everyone that rests on the house rule."""
    return f"""\
---
id: {clause_id}
level: {level}
severity: medium
audience: [everyone]
sources: [house-rule]
owner: people.owner
since: "2026.1"
{header}---

# nl: {title}

{nl}

# en: {title_en}

{en}
"""


def page(page_id: str, *, book: str, nl: str, en: str, order: int = 10, header: str = "") -> str:
    """Return the file of a page."""
    return f"""\
---
id: {page_id}
book: {book}
order: {order}
icon: material/home
{header}---

# nl: Pagina {page_id}

{nl}

# en: Page {page_id}

{en}
"""


def _section(section_id: str, prefix: str) -> str:
    return f"""\
---
id: {section_id}
prefixes: [{prefix}]
icon: material/home
---

# nl: Afdeling {section_id}

Inleiding.

# en: Section {section_id}

Introduction.
"""


_LIBRARY = """\
name: small
version: "2026.1"
released: 2026-11-01
languages: [nl, en]
sections: [governance, privacy]
"""

_CHANNELS = """\
linkedin: {name: {nl: LinkedIn, en: LinkedIn}, status: active}
tiktok: {name: {nl: TikTok, en: TikTok}, status: active}
"""

_ROLES = """\
everyone: {title: {nl: iedereen, en: everyone}, who: {nl: Iedereen., en: Everyone.}}
"""

_SOURCES = """\
house-rule:
  short: {nl: huisregel, en: house rule}
  title: {nl: Eigen regel, en: House rule}
  verified_on: 2026-11-01
  confidence: high
  reviewed_by: editors
avg:
  short: {nl: AVG, en: GDPR}
  title: {nl: Algemene verordening, en: General regulation}
  article: {nl: "art. {n}", en: "art. {n}"}
  verified_on: 2026-11-01
  confidence: high
  reviewed_by: editors
"""

_RULES = """\
- id: R1
  level: error
  when: firm.reachable and any(channels, it.status == "paused")
  message: {nl: een kanaal staat stil, en: a channel stands still}
  way_out: {nl: Sluit het., en: Close it.}
  sources: [house-rule]
"""

_RISKS = """\
- id: leak
  title: {nl: Een lek, en: A leak}
  likelihood: 2
  impact: 4
  why: {nl: Komt voor., en: It happens.}
  measure: {nl: Oefen., en: Rehearse.}
  clauses: [PRV-10]
"""

_FACTS = """\
firm:
  title: {nl: Het kantoor, en: The firm}
  facts:
    name: {kind: text, required: true, longest: 120, question: {nl: Naam?, en: Name?}, help: {nl: Naam., en: Name.}}
    size:
      kind: number
      required: true
      lowest: 1
      highest: 1000
      unit: {nl: [persoon, personen], en: [person, people]}
      question: {nl: Hoe groot?, en: How large?}
      help: {nl: Tel iedereen., en: Count everyone.}
    country:
      kind: choice
      while_unknown: NL
      choices: {NL: {nl: Nederland, en: the Netherlands}, BE: {nl: België, en: Belgium}}
      question: {nl: Waar?, en: Where?}
      help: {nl: Land., en: Country.}
    reachable:
      kind: yes_no
      while_unknown: "no"
      question: {nl: Bereikbaar?, en: Reachable?}
      help: {nl: In het weekend., en: At weekends.}
    large: {kind: derived, formula: firm.size >= 50, question: {nl: Groot?, en: Large?}, help: {nl: Groot., en: Large.}}
    half: {kind: derived, formula: firm.size / 2, question: {nl: Helft?, en: Half?}, help: {nl: Helft., en: Half.}}
    since: {kind: date, optional: true, question: {nl: Sinds?, en: Since?}, help: {nl: Dag., en: Day.}}
    motto: {kind: prose, optional: true, longest: 400, question: {nl: Motto?, en: Motto?}, help: {nl: Zin., en: Line.}}
    email: {kind: email, optional: true, question: {nl: E-mail?, en: E-mail?}, help: {nl: Adres., en: Address.}}
    phone: {kind: phone, optional: true, question: {nl: Telefoon?, en: Phone?}, help: {nl: Nummer., en: Number.}}
profession:
  title: {nl: Beroep, en: Profession}
  facts:
    kinds:
      kind: choices
      required: true
      fewest: 1
      choices:
        accountant: {nl: accountants, en: accountants}
        tax: {nl: belastingadviseurs, en: tax advisers}
        lawyer: {nl: advocaten, en: lawyers}
      question: {nl: Welke beroepen?, en: Which professions?}
      help: {nl: Alles., en: All.}
photos:
  title: {nl: "Foto's", en: Pictures}
  facts:
    basis:
      kind: choice
      default: consent
      opens_when: firm.size > 1
      when_closed: none
      choices: {consent: {nl: toestemming, en: consent}, none: {nl: geen, en: none}}
      question: {nl: Op welke grondslag?, en: On what basis?}
      help: {nl: Grondslag., en: Basis.}
    days:
      kind: number
      default: 5
      lowest: 1
      highest: 30
      unit: {nl: [werkdag, werkdagen], en: [working day, working days]}
      question: {nl: Hoeveel dagen?, en: How many days?}
      help: {nl: Dagen., en: Days.}
channels:
  title: {nl: Kanalen, en: Channels}
  kind: list
  default: []
  key: channel
  question: {nl: Welke kanalen?, en: Which channels?}
  help: {nl: Alle., en: All.}
  fields:
    channel: {kind: choice, required: true, choices_from: channels, label: {nl: kanaal, en: channel}}
    handle: {kind: text, optional: true, longest: 100, label: {nl: naam, en: handle}}
    status:
      kind: choice
      default: active
      label: {nl: status, en: status}
      choices: {active: {nl: actief, en: active}, paused: {nl: gepauzeerd, en: paused}}
risks:
  title: {nl: "Risico's", en: Risks}
  kind: list
  default: []
  key: risk
  question: {nl: "Welke risico's?", en: Which risks?}
  help: {nl: Scores., en: Scores.}
  fields:
    risk: {kind: choice, required: true, choices_from: risks, label: {nl: risico, en: risk}}
    likelihood: {kind: number, required: true, lowest: 1, highest: 5, label: {nl: kans, en: likelihood}}
    impact: {kind: number, required: true, lowest: 1, highest: 5, label: {nl: gevolg, en: impact}}
    reason: {kind: prose, required: true, label: {nl: waarom, en: why}}
people:
  title: {nl: Mensen, en: People}
  facts:
    owner: {kind: person, optional: true, role: {nl: de partner, en: the partner}, question: {nl: Wie?, en: Who?}, help: {nl: Partner., en: Partner.}}
    go_to: {kind: person, optional: true, role: {nl: de vraagbaak, en: the go-to person}, question: {nl: Wie helpt?, en: Who helps?}, help: {nl: Vraagbaak., en: Go-to.}}
governance:
  title: {nl: Organisatie, en: Organisation}
  facts:
    review_months:
      kind: number
      default: 12
      lowest: 3
      highest: 24
      unit: {nl: [maand, maanden], en: [month, months]}
      question: {nl: Hoe vaak?, en: How often?}
      help: {nl: Maanden., en: Months.}
document:
  title: {nl: Document, en: Document}
  facts:
    status:
      kind: choice
      default: draft
      choices: {draft: {nl: concept, en: draft}, in_force: {nl: van kracht, en: in force}}
      question: {nl: Status?, en: Status?}
      help: {nl: Status., en: Status.}
    version: {kind: text, optional: true, longest: 20, question: {nl: Versie?, en: Version?}, help: {nl: Versie., en: Version.}}
    effective: {kind: date, optional: true, question: {nl: Vanaf?, en: From?}, help: {nl: Dag., en: Day.}}
    approved_by: {kind: text, optional: true, longest: 120, question: {nl: Door wie?, en: By whom?}, help: {nl: Wie., en: Who.}}
brand:
  title: {nl: Huisstijl, en: House style}
  facts:
    colour: {kind: colour, default: "#0b4f6c", question: {nl: Kleur?, en: Colour?}, help: {nl: Kleur., en: Colour.}}
    logo: {kind: file, optional: true, question: {nl: Logo?, en: Logo?}, help: {nl: Bestand., en: File.}}
site:
  title: {nl: Website, en: Website}
  facts:
    address: {kind: url, optional: true, question: {nl: Adres?, en: Address?}, help: {nl: Adres., en: Address.}}
"""

_POSTING = page(
    "posting",
    book="staff",
    nl="""\
Zo plaatsen we. Zie ook [[PRV-02]].

## Grote kantoren { #large }

[[GOV-02]]

## Altijd { #always }

[[GOV-01]]""",
    en="""\
This is how we post. See also [[PRV-02]].

## Large firms { #large }

[[GOV-02]]

## Always { #always }

[[GOV-01]]""",
)

FILES: Mapping[str, str] = {
    "library.yml": _LIBRARY,
    "channels.yml": _CHANNELS,
    "roles.yml": _ROLES,
    "sources.yml": _SOURCES,
    "rules.yml": _RULES,
    "facts.yml": _FACTS,
    "retired.yml": "{}\n",
    "tools/risks.yml": _RISKS,
    "governance/section.md": _section("governance", "GOV"),
    "privacy/section.md": _section("privacy", "PRV"),
    "governance/posting/page.md": _POSTING,
    "governance/posting/GOV-01-be-honest.md": clause(
        "GOV-01",
        header="deviation: no\npocket: true\n",
        title="Wees eerlijk",
        title_en="Be honest",
        nl="Zeg bij {{ firm.name }} wie je bent.",
        en="Say at {{ firm.name }} who you are.",
    ),
    "governance/posting/GOV-02-four-eyes.md": clause(
        "GOV-02",
        level="should",
        header="applies_when: firm.size >= 10\n",
        title="Vier ogen",
        title_en="Four eyes",
        nl="Laat {{ people.go_to }} meelezen.",
        en="Have {{ people.go_to }} read along.",
    ),
    "privacy/pictures/page.md": page(
        "pictures", book="staff", nl="Over foto's.", en="About pictures."
    ),
    "privacy/pictures/PRV-01-ask-first.md": clause(
        "PRV-01",
        header='applies_when: photos.basis != "none"\n',
        title="Vraag het eerst",
        title_en="Ask first",
        nl="Grondslag: {{ photos.basis }}.",
        en="Basis: {{ photos.basis }}.",
    ),
    "privacy/pictures/PRV-02-take-down.md": clause(
        "PRV-02",
        header='applies_when: photos.basis != "none" and firm.reachable\n',
        title="Haal weg",
        title_en="Take down",
        nl="Haal het binnen {{ photos.days }} weg.",
        en="Take it down within {{ photos.days }}.",
    ),
    "privacy/breaches/page.md": page(
        "breaches",
        book="control",
        order=20,
        nl="Bij een lek.\n\n[[PRV-10]]\n\n[[risks]]",
        en="On a breach.\n\n[[PRV-10]]\n\n[[risks]]",
    ),
    "privacy/breaches/PRV-10-register.md": clause("PRV-10", title="Register", title_en="Register"),
    "privacy/breaches/PRV-11-rehearse.md": clause(
        "PRV-11", header="applies_when: firm.large\n", title="Oefen", title_en="Rehearse"
    ),
}
