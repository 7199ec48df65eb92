"""Make the pages about channels: a sheet per channel in use, and a table of the others."""

from collections.abc import Sequence

from handbook_gen.assemble.words import Words
from handbook_gen.filling import as_markdown, on_one_line
from handbook_gen.model.aids import Tick, Ticks
from handbook_gen.model.blocks import Block, Cards, Grid, Prose
from handbook_gen.model.facts import Record, Unknown
from handbook_gen.model.handbook import Page, Part
from handbook_gen.model.known import CHANNELS, FIRM_SIZE, VOICE
from handbook_gen.model.library import Channel

_ICON = "material/bullhorn"
_OWN = "own"
_CLOSED = "closed"

BASE_SETTINGS = 9
"""The settings that every account of the firm needs, as phrases `base_setting_1` and on."""


def firm_channels(words: Words) -> list[tuple[Channel, Record]]:
    """Return the channels that the firm listed, with its answers about each."""
    rows = words.value(CHANNELS) if CHANNELS in words.library.facts else ()
    records = [row for row in rows if isinstance(row, dict)] if isinstance(rows, tuple) else []
    return [(words.library.channels[str(row["channel"])], row) for row in records]


def channels_part(words: Words) -> tuple[Part, ...]:
    """Return the part of the control book about channels; nothing without a catalogue."""
    if not words.library.channels or CHANNELS not in words.library.facts:
        return ()
    used = firm_channels(words)
    sheets = [_sheet(channel, row, words) for channel, row in used]
    title = words.phrase("channels_title")
    cards = Cards(
        tuple(
            (page.title, f"hb:page/{page.id}", _said(row, "status", words))
            for page, (_, row) in zip(sheets, used, strict=True)
        )
    )
    intro = Prose(words.phrase("channels_intro" if used else "channels_none"))
    opening: list[Block] = [intro, *([cards] if used else [])]
    opening += _others({channel.key for channel, _ in used}, words)
    index = Page("channels/index", title, _ICON, tuple(opening), generated=True)
    return (Part("channels", title, _ICON, (index, *sheets)),)


def _sheet(channel: Channel, row: Record, words: Words) -> Page:
    """Return what the firm must know about one of its channels, on one page."""
    language = words.language
    found: list[Block] = [
        Grid(
            (words.phrase("head_what"), words.phrase("head_answer")),
            tuple(_facts(channel, row, words)),
        )
    ]
    settings = channel.settings.get(language, ())
    base = [words.phrase(f"base_setting_{number}") for number in range(1, BASE_SETTINGS + 1)]
    ticks = () if channel.status == _OWN else (*base,)
    items = tuple(Tick(as_markdown(_sentence(text)), "must", "") for text in (*ticks, *settings))
    if items:
        found.append(Ticks("settings", words.phrase("settings_title"), items))
    if channel.verified_on:
        found.append(
            Prose(words.phrase("channel_verified", date=words.filler.day(channel.verified_on)))
        )
    page_id = f"channels/{channel.key.replace('_', '-')}"
    return Page(page_id, _title(channel, words), _ICON, tuple(found), generated=True)


def _facts(channel: Channel, row: Record, words: Words) -> list[tuple[str, str]]:
    language = words.language
    who = words.phrase("who_may_post", people=_people(row, words))
    if VOICE in words.library.facts and words.value(FIRM_SIZE) != 1:
        who = f"{who} {words.phrase('who_posts_' + str(words.value(VOICE)))}"
    age = words.phrase("years", n=str(channel.minimum_age)) if channel.minimum_age else ""
    pairs = [
        ("status", _said(row, "status", words)),
        ("handle", _said(row, "handle", words)),
        ("purpose", _said(row, "purpose", words)),
        ("use", _sentence(channel.use.get(language, ""))),
        ("owner_backup", _people(row, words)),
        ("who_posts", who),
        ("comments", _said(row, "comments", words)),
        ("mailbox", _said(row, "mailbox", words)),
        ("platform", ", ".join(part for part in (channel.owner, channel.party) if part)),
        ("age", age),
        ("reach", _reach(channel, words)),
        ("data", _sentence(channel.data.get(language, ""))),
        ("risk", _sentence(channel.risk.get(language, ""))),
        ("exit", _sentence(channel.exit.get(language, ""))),
    ]
    return [
        (f"**{words.phrase('sheet_' + key)}**", on_one_line(text)) for key, text in pairs if text
    ]


def _people(row: Record, words: Words) -> str:
    names = [_said(row, key, words) for key in ("owner", "backup")]
    return f" {words.phrase('and')} ".join(name for name in names if name) or words.phrase(
        "not_named"
    )


def _said(row: Record, key: str, words: Words) -> str:
    """Return the firm's answer in a field of the channel; nothing when there is none."""
    fields = words.library.facts[CHANNELS].fields
    if key not in fields or isinstance(row.get(key), Unknown | None):
        return ""
    said = words.filler.printed(fields[key], row[key])
    return _sentence(said) if fields[key].kind == "choice" else said


def _reach(channel: Channel, words: Words) -> str:
    if channel.reach is None:
        return ""
    number, year = channel.reach
    return words.phrase("reach_said", n=words.filler.number(number), year=str(year))


def _others(used: set[str], words: Words) -> list[Block]:
    """Return a comparison of the channels that the firm does not use, and of those that are gone."""
    language = words.language
    others = [
        channel
        for channel in words.library.channels.values()
        if channel.key not in used and channel.status not in (_OWN, _CLOSED)
    ]
    gone = [channel for channel in words.library.channels.values() if channel.status == _CLOSED]
    heads = ("channel", "use", "risk", "data")
    found: list[Block] = []
    if others:
        found.append(Prose(_heading("others", words)))
        rows = tuple(
            (
                _named(channel, words),
                _sentence(channel.use.get(language, "")),
                _sentence(channel.risk.get(language, "")),
                _sentence(channel.data.get(language, "")),
            )
            for channel in others
        )
        found.append(_grid(heads, rows, words))
    if gone:
        found.append(Prose(_heading("gone", words)))
        ended = tuple(
            (
                f"**{_title(channel, words)}**",
                words.filler.day(channel.closed_on) if channel.closed_on else "",
                _sentence(channel.risk.get(language, "")),
            )
            for channel in gone
        )
        found.append(_grid(("channel", "closed", "lesson"), ended, words))
    return found


def _named(channel: Channel, words: Words) -> str:
    """Return the channel with its status, and the age and reach that are known."""
    about = [words.phrase("channel_" + channel.status)]
    if channel.minimum_age:
        about.append(words.phrase("from_age", n=str(channel.minimum_age)))
    if channel.reach:
        about.append(_reach(channel, words))
    return f"**{_title(channel, words)}** ({'; '.join(about)})"


def _title(channel: Channel, words: Words) -> str:
    return as_markdown(_sentence(channel.name[words.language]))


def _heading(name: str, words: Words) -> str:
    title, intro = words.phrase(f"channels_{name}_title"), words.phrase(f"channels_{name}_intro")
    return f"## {title} {{ #{name} }}\n\n{intro}"


def _grid(heads: Sequence[str], rows: Sequence[tuple[str, ...]], words: Words) -> Grid:
    return Grid(tuple(words.phrase(f"head_{head}") for head in heads), tuple(rows))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
