"""Every wording that a clause has had in its firm's releases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handbook_gen.filling import as_markdown
from handbook_gen.history.steps import Step
from handbook_gen.history.words import Telling
from handbook_gen.model.blocks import Passage
from handbook_gen.model.choices import BookName
from handbook_gen.model.past import PastWording


@dataclass(frozen=True, slots=True)
class Wordings:
    """What the releases, the oldest first, said: per release its version, dates, and clauses by ID."""

    rows: Sequence[tuple[str, str, str, Mapping[str, Passage]]]
    telling: Telling

    @classmethod
    def of(cls, steps: Sequence[Step], telling: Telling) -> "Wordings":
        """Return the clauses of both books in every release."""
        rows = []
        for step in steps:
            handbook = step.release.edition.handbook(telling.language)
            passages = {one.id: one for book in handbook.books for one in book.passages}
            (_, since), (_, approved_by) = telling.facts(step.release)
            rows.append((as_markdown(step.release.version), since, approved_by, passages))
        return cls(rows, telling)

    def of_clause(self, passage: Passage, book: BookName) -> tuple[PastWording, ...]:
        """Return how a clause read, the newest first, each with the first release that said it so."""
        found: list[PastWording] = []
        for version, since, approved_by, passages in self.rows:
            one = passages.get(passage.id)
            if one is None:
                continue
            past = PastWording(version, since, approved_by, one.title, one.level, one.text)
            if not found or _said(found[-1]) != _said(past):
                found.append(past)
        now = (passage.title, passage.level, passage.text)
        return tuple(
            replace(past, text="" if _said(past) == now else self.telling.linked(past.text, book))
            for past in reversed(found)
        )


def _said(past: PastWording) -> tuple[str, str, str]:
    return past.title, past.level, past.text
