"""What a handbook tells of its firm's releases, as Markdown and HTML."""

import html
import json
from collections.abc import Sequence

from handbook_gen.model.blocks import Passage
from handbook_gen.model.handbook import Handbook
from handbook_gen.model.library import Level
from handbook_gen.model.past import ChangedClause, Changes, PastBook, PastClause, ReleaseTold
from handbook_gen.writers.pieces import details, div, heading, spoken


def changes_markdown(block: Changes, handbook: Handbook) -> str:
    """Return all releases with their redlines; a script makes the choice of a role from the data."""
    data = {"words": spoken(handbook, "role_filter_"), "everyone": block.everyone}
    return div("hb-changes", [_release(told, handbook) for told in block.releases], data)


def past_markdown(block: PastBook, handbook: Handbook) -> str:
    """Return a whole book as it stood: every clause under the title of its page."""
    parts = [f'<div class="hb-notice" markdown>\n\n{block.notice}\n\n</div>', facts(block.facts)]
    for number, (title, clauses) in enumerate(block.pages, 1):
        parts.append(heading(2, title, f"p-{number}"))
        parts += [_past_clause(clause, handbook) for clause in clauses]
    return "\n\n".join(part for part in parts if part)


def wordings_markdown(passage: Passage, handbook: Handbook) -> str:
    """Return how a clause read in each release, the newest first; nothing without releases."""
    rows = []
    for past in passage.wordings:
        version = handbook.phrase("version").lower()
        said = f"{handbook.phrase('in_force').lower()} {past.since}"
        approved = f"{handbook.phrase('approved').lower()} {past.approved_by}"
        head = f"**{version} {past.version}**, {said}, {approved}"
        if not past.text:
            rows.append(f"{head}: {handbook.phrase('wording_now')}")
            continue
        chip = _chip(past.level, handbook)
        quoted = f"<p>{chip} <strong>{past.title}</strong></p>"
        rows.append(f"{head}:\n\n<blockquote markdown>\n\n{quoted}\n\n{past.text}\n\n</blockquote>")
    return "\n\n".join(rows)


def dated_markdown(handbook: Handbook) -> list[str]:
    """Return what a script shows before the handbook is in force and after its review date.

    Without a script it stays hidden, because only the reader's own clock knows which holds.
    """
    notes = []
    if handbook.effective and handbook.not_yet:
        notes.append((f'data-until="{handbook.effective.isoformat()}"', handbook.not_yet))
    if handbook.review_by and handbook.overdue:
        notes.append((f'data-after="{handbook.review_by.isoformat()}"', handbook.overdue))
    return [
        f'<div class="hb-notice hb-dated" {data} data-search-exclude hidden markdown>\n\n{words}\n\n</div>'
        for data, words in notes
    ]


def facts(rows: Sequence[tuple[str, str]]) -> str:
    """Return labels with what they say, in one strip."""
    cells = "".join(
        f"<div><dt>{html.escape(label)}</dt><dd>{value}</dd></div>" for label, value in rows
    )
    return f'<dl class="hb-facts hb-facts--all" data-search-exclude>{cells}</dl>'


def _release(told: ReleaseTold, handbook: Handbook) -> str:
    parts = [
        heading(2, told.title, told.anchor),
        facts(((handbook.phrase("changes_kind"), told.kind), *told.facts)),
        told.note,
        f"{told.summary} [{handbook.phrase('changes_as_of')}]({told.as_of})",
        *(_changed(change, handbook) for change in told.meaning),
    ]
    if told.wording:
        inside = "\n\n".join(_changed(change, handbook) for change in told.wording)
        title = handbook.phrase("changes_wording_title").replace("{n}", str(len(told.wording)))
        parts.append(details(title, inside, "hb-why hb-wording"))
    inside = "\n\n".join(part for part in parts if part)
    return f'<section class="hb-release" markdown>\n\n{inside}\n\n</section>'


def _changed(change: ChangedClause, handbook: Handbook) -> str:
    roles = html.escape(json.dumps(list(change.audience), ensure_ascii=False))
    chips = [
        f'<span class="hb-new">{html.escape(change.change)}</span>',
        f'<span class="hb-id">{change.id}</span>',
        *(
            f'<span class="hb-chip">{html.escape(role[:1].upper() + role[1:])}</span>'
            for role in change.audience
        ),
    ]
    parts = [
        f'<h3 id="{change.anchor}">{change.title}</h3>',
        f'<p class="hb-meta">{"".join(chips)}</p>',
    ]
    for label, text in change.lines:
        shown = f"<p><strong>{html.escape(label)}</strong></p>\n\n{text}" if label else text
        parts.append(f'<div class="hb-redline" markdown>\n\n{shown}\n\n</div>')
    if change.why:
        said = " ".join(change.why)
        parts.append(f"**{handbook.phrase('changes_why')}:** {said}")
    if change.link:
        parts.append(f"[{handbook.phrase('changes_read')}]({change.link})")
    inside = "\n\n".join(parts)
    return f'<section class="hb-change" data-roles="{roles}" markdown>\n\n{inside}\n\n</section>'


def _past_clause(clause: PastClause, handbook: Handbook) -> str:
    meta = f'{_chip(clause.level, handbook)}<span class="hb-id">{clause.id}</span>'
    return "\n\n".join(
        (
            heading(3, clause.title, clause.anchor),
            f'<p class="hb-meta">{meta}</p>',
            clause.text,
        )
    )


def _chip(level: Level, handbook: Handbook) -> str:
    word = html.escape(handbook.phrase("level_" + level.replace(" ", "_")))
    return f'<span class="hb-level hb-level--{level.replace(" ", "")}">{word}</span>'
