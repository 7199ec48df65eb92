"""Check that what a text or a file of the library refers to by ID exists."""

from collections.abc import Iterator

from handbook_gen.filling import spot_in_text
from handbook_gen.library.safe_markdown import LINK
from handbook_gen.model.expression import Text
from handbook_gen.problems import Place, Problem, nearest


def link_problems(text: Text, known: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for every `[[PRV-16]]` in a text that is no clause among `known`."""
    spot = spot_in_text(text.source, text.path, text.first_line, text.first_column)
    for match in LINK.finditer(text.source):
        if match[1] not in known:
            yield unknown_clause(match[1], spot(match.start(), len(match[0])), known)


def unknown_clause(name: str, place: Place, known: frozenset[str]) -> Problem:
    """Return the problem that no clause is called so, with the nearest one that is."""
    guess = nearest(name, known)
    label = f"did you mean `{guess}`?" if guess else ""
    return Problem("HB065", f"no clause is called `{name}`", place, label=label)
