"""The firm's answers in the reader's words, for who compares or freezes a handbook."""

from collections.abc import Iterable, Mapping

from handbook_gen.assemble.decide import Decisions
from handbook_gen.assemble.handbook import words_of
from handbook_gen.model.library import Library
from handbook_gen.model.profile import Profile
from handbook_gen.model.release import Said


def answers_said(
    library: Library, profile: Profile, decisions: Decisions, fact_ids: Iterable[str]
) -> Mapping[str, Said]:
    """Return each question with its answer in every language of the firm, by fact ID.

    Both are Markdown in which the answer is escaped.
    """
    words = {
        language: words_of(library, profile, decisions, language) for language in profile.languages
    }
    return {
        fact_id: Said(
            question={language: said.question(fact_id) for language, said in words.items()},
            answer={language: said.answer(fact_id) for language, said in words.items()},
            known=fact_id not in decisions.answers.unanswered,
        )
        for fact_id in sorted(fact_ids)
    }
