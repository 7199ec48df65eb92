"""The codes of all problems; a code is public, and is never used for something else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A problem's code with its title, as in the manual."""

    code: str
    title: str


_TITLES = {
    # files and YAML
    "HB001": "the file cannot be read",
    "HB002": "the file is not UTF-8",
    "HB003": "the file is too large",
    "HB004": "the file is empty",
    "HB005": "the YAML cannot be understood",
    "HB006": "the line is indented with a tab",
    "HB007": "a key is given twice",
    "HB008": "an anchor or alias is used",
    "HB009": "a tag is used",
    "HB010": "the text holds a character that does not belong there",
    # answers of a firm
    "HB020": "a group or key is unknown",
    "HB021": "a fact is unknown",
    "HB022": "the answer is of another kind",
    "HB023": "the answer is out of limits",
    "HB024": "a required answer is missing",
    "HB025": "the answer is not one of the choices",
    "HB026": "a part of the answer is missing",
    "HB027": "`unknown` is not an answer to a choice",
    "HB028": "the file is missing or lies outside the firm's folder",
    "HB029": "the picture cannot be used",
    "HB030": "the layer cannot be used",
    "HB031": "the language is not in the library",
    # deviations, duties, own clauses
    "HB040": "the clause is unknown",
    "HB041": "the clause is protected",
    "HB042": "the deviation has ended",
    "HB043": "the duty's status is incomplete",
    "HB044": "the own clause cannot be placed",
    "HB045": "the replacement is weaker than a protected clause",
    "HB046": "the replaced clause has changed",
    # library
    "HB060": "a header has an unknown key or value",
    "HB061": "a language is missing",
    "HB062": "a part of the text is unknown",
    "HB063": "two clauses have one ID",
    "HB064": "a retired ID is used again",
    "HB065": "a link leads to an unknown clause",
    "HB066": "a clause is placed twice, or on another page than its own",
    "HB067": "the name of the file and the ID differ",
    "HB068": "the languages differ in what they place",
    "HB069": "a source, audience, channel, owner or section is unknown",
    # expressions and texts
    "HB070": "the condition cannot be understood",
    "HB071": "the condition or text names an unknown fact",
    "HB072": "the condition compares what cannot be compared",
    "HB073": "the text uses syntax that is not allowed",
    "HB074": "the fact cannot be printed",
    "HB075": "the fact may be unanswered where it is printed",
    "HB076": "the Markdown uses HTML or an address that is not allowed",
    # rules over the answers, and time
    "HB080": "the answers contradict each other or the law",
    "HB081": "something in the library has grown old",
    "HB082": "an answer is still unknown",
    # building and commands
    "HB090": "the site builder reports a fault",
    "HB091": "the site builder is not installed",
    "HB092": "the result cannot be written",
    "HB093": "a public file would name somebody",
    "HB094": "what is needed to publish there is not installed",
    "HB095": "the program failed at one firm",
    "HB100": "the firm is unknown",
    "HB101": "there is no workspace here",
    "HB102": "the file exists already",
    "HB103": "the question or answer on the command line is not understood",
    # releases and git
    "HB110": "a release is not what was released",
    "HB111": "the release cannot be made",
    "HB112": "a claim rests on an unanswered question",
    "HB113": "git cannot give what is asked",
    # who has read it
    "HB120": "a list of answers or people cannot be read",
    "HB121": "a row of the list is wrong",
    # many firms
    "HB134": "the head of a column is unknown",
    "HB135": "two firms have one name",
    "HB136": "a cell of the member list is wrong",
    "HB137": "the member list cannot be read",
    # files for code hosts
    "HB125": "the account of an owner is not understood",
    "HB126": "an owner has no account",
    # one library for many firms
    "HB130": "the firm holds to another version of the library",
    "HB131": "a ring of firms is not understood",
    "HB132": "a proposal is not what was sent",
    "HB133": "the answer to a proposal cannot be taken",
    # more than one machine
    "HB138": "a worker would build something else",
    "HB139": "the cluster is not there",
}

CODES = {code: Code(code, title) for code, title in _TITLES.items()}
