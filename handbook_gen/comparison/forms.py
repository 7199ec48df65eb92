"""A comparison as plain text and as Markdown, for a terminal, a letter or a change request."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from handbook_gen.comparison.redline import Piece
from handbook_gen.comparison.sheet import Entry, Sheet, weighty

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>~|&#]")
_PARAGRAPH: Final = re.compile(r"(\n\n)")
_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.S)


def as_text(sheet: Sheet, *, brief: bool = False) -> str:
    """Return plain text: `[-gone-]{+come+}`; when brief, one line per clause with what and why."""
    lines = [sheet.title, "=" * len(sheet.title), sheet.firm, "", *sheet.summary]
    lines += [f"  {number:4}  {words}" for words, number in sheet.counts]
    if sheet.why:
        lines += ["", f"{sheet.words['diff_why']}:"]
        lines += [f"  {number:4}  {words}" for words, number in sheet.why]
    if sheet.urgent:
        lines += ["", f"{sheet.words['diff_urgent']}:"]
        lines += [f"  {name}  {title}" for name, title in sheet.urgent]
    lines.append("")
    if brief:
        lines += _brief_text(sheet)
    else:
        for entry in sheet.entries:
            lines += _whole_text(entry, sheet)
    if sheet.pages:
        lines += [f"{sheet.words['diff_pages']}:", *(f"  {title}" for title in sheet.pages)]
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(sheet: Sheet, *, brief: bool = False) -> str:
    """Return Markdown: `~~gone~~` and `**come**`; when brief, a table of what and why."""
    blocks = [f"# {escaped_markdown(sheet.title)}", escaped_markdown(sheet.firm)]
    blocks += [escaped_markdown(line) for line in sheet.summary]
    for title, pairs in (("", sheet.counts), (sheet.words["diff_why"], sheet.why)):
        blocks += [f"**{title}**"] if title and pairs else []
        blocks += ["\n".join(f"- {words}: {number}" for words, number in pairs)] if pairs else []
    if sheet.urgent:
        blocks.append(f"**{sheet.words['diff_urgent']}**")
        blocks.append(
            "\n".join(f"- {name} {escaped_markdown(title)}" for name, title in sheet.urgent)
        )
    if brief and sheet.entries:
        entries, rest = weighty(sheet)
        blocks += ["\n".join(_table(entries, sheet))] if entries else []
        blocks.append(escaped_markdown(rest))
    elif sheet.entries:
        for entry in sheet.entries:
            blocks += _whole_markdown(entry, sheet)
    if sheet.pages:
        blocks.append(f"## {escaped_markdown(sheet.words['diff_pages'])}")
        blocks.append("\n".join(f"- {escaped_markdown(title)}" for title in sheet.pages))
    return "\n\n".join(block for block in blocks if block) + "\n"


def title_now(entry: Entry) -> str:
    """Return the title as it is, or as it was when the clause is gone."""
    now = "".join(piece.text for piece in entry.title if piece.kind != "removed")
    return now or "".join(piece.text for piece in entry.title)


def in_words(pieces: tuple[Piece, ...], mark: Callable[[Piece], str]) -> Iterator[str]:
    """Yield the paragraphs of a redline, each stretch marked within its own paragraph."""
    found = [""]
    for piece in pieces:
        for part in _PARAGRAPH.split(piece.text):
            if part == "\n\n":
                found.append("")
            elif part:
                found[-1] += mark(Piece(piece.kind, part))
    yield from (paragraph for paragraph in found if paragraph.strip())


def _brief_text(sheet: Sheet) -> Iterator[str]:
    entries, rest = weighty(sheet)
    for entry in entries:
        why = f" ({'; '.join(entry.causes)})" if entry.causes else ""
        yield f"{entry.id}  {title_now(entry)}: {', '.join(entry.what)}{why}"
    if rest:
        yield from ("", rest) if entries else (rest,)


def _whole_text(entry: Entry, sheet: Sheet) -> Iterator[str]:
    yield f"{entry.id}  {''.join(_in_brackets(piece) for piece in entry.title)}"
    yield f"  {'; '.join(entry.what)}"
    for cause in entry.causes:
        yield f"  {sheet.words['diff_why']}: {cause}"
    for part in entry.parts:
        yield ""
        paragraphs = list(in_words(part.pieces, _in_brackets))
        if part.label:
            paragraphs[0] = f"{part.label}: {paragraphs[0]}"
        yield from (f"  {paragraph}" for paragraph in paragraphs)
    yield ""


def _in_brackets(piece: Piece) -> str:
    match piece.kind:
        case "same":
            return piece.text
        case "added":
            return "{+" + piece.text + "+}"
        case _:
            return f"[-{piece.text}-]"


def _table(entries: tuple[Entry, ...], sheet: Sheet) -> Iterator[str]:
    yield "| " + " | ".join(sheet.words[f"diff_{name}"] for name in ("rule", "what", "why")) + " |"
    yield "| --- | --- | --- |"
    for entry in entries:
        cells = (
            f"{entry.id} {title_now(entry)}",
            ", ".join(entry.what),
            "; ".join(entry.causes),
        )
        yield "| " + " | ".join(escaped_markdown(cell) for cell in cells) + " |"


def _whole_markdown(entry: Entry, sheet: Sheet) -> Iterator[str]:
    yield f"## {entry.id} {escaped_markdown(title_now(entry))}"
    yield "\n".join(
        [
            f"*{escaped_markdown('; '.join(entry.what))}*  ",
            *(f"{sheet.words['diff_why']}: {escaped_markdown(cause)}  " for cause in entry.causes),
        ]
    ).rstrip()
    if any(piece.kind != "same" for piece in entry.title) and entry.parts:
        yield marked_markdown(entry.title)
    for part in entry.parts:
        said = marked_markdown(part.pieces)
        yield f"{escaped_markdown(part.label)}: {said}" if part.label else said


def marked_markdown(pieces: tuple[Piece, ...]) -> str:
    """Return paragraphs of Markdown; tags where a sign would not count between two letters."""
    text = "".join(piece.text for piece in pieces)
    at = 0
    found: list[str] = []
    for piece in pieces:
        before, after = text[at - 1 : at], text[at + len(piece.text) : at + len(piece.text) + 1]
        at += len(piece.text)
        for part in _PARAGRAPH.split(piece.text):
            found.append(_sign(Piece(piece.kind, part), before, after))
            before = after = ""
    return "".join(found)


def _sign(piece: Piece, before: str, after: str) -> str:
    match = _EDGES.fullmatch(piece.text)
    assert match is not None
    left, words, right = match.groups()
    if piece.kind == "same" or not words:
        return left + escaped_markdown(words) + right
    sign, tag = ("**", "ins") if piece.kind == "added" else ("~~", "del")
    opens = words[0].isalnum() or left or not before
    closes = words[-1].isalnum() or right or not after
    if opens and closes:
        return f"{left}{sign}{escaped_markdown(words)}{sign}{right}"
    return f"{left}<{tag}>{escaped_markdown(words)}</{tag}>{right}"


def escaped_markdown(text: str) -> str:
    """Return plain text as Markdown that reads the same."""
    return _SPECIAL.sub(
        lambda found: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], "\\" + found[0]), text
    )
