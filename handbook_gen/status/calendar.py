"""The days of firms as a calendar (RFC 5545), for the calendar program of whoever keeps watch."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from handbook_gen.model.facts import Wording
from handbook_gen.status.dates import Dated
from handbook_gen.status.firm import FirmStatus

_PRODUCT: Final = "-//handbook-gen//handbook status//EN"
_WIDEST: Final = 75
"""Octets of a line, its end not counted."""

_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ESCAPED: Final = re.compile(r"[\\;,]")


def calendar_of(firms: Iterable[FirmStatus], phrases: Mapping[str, Wording]) -> bytes:
    """Return a calendar with an entry of a whole day for each day of each firm.

    The same firms give the same bytes: entries are stamped with the day from which a firm's
    handbook holds, not with the clock. Each entry keeps its identity when its day moves.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for firm in firms:
        for item in firm.dates:
            lines += _event(item, firm, phrases)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(item: Dated, firm: FirmStatus, phrases: Mapping[str, Wording]) -> Iterator[str]:
    subject = f"{item.title} ({item.subject})" if item.title else item.subject
    said = phrases[f"calendar_{item.kind}"][firm.language]
    summary = f"{firm.firm}: {said.replace('{what}', subject).rstrip(' :')}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped('.'.join(filter(None, (item.kind, item.subject, item.firm))))}@handbook-gen"
    yield f"DTSTAMP:{_day(firm.stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(item.day)}"
    yield f"DTEND;VALUE=DATE:{_day(item.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(summary)}"
    if item.owner:
        label = phrases["head_owner"][firm.language]
        yield f"DESCRIPTION:{escaped(f'{label}: {item.owner}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return text as a value of a calendar; control characters, which it cannot hold, are left out."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return _ESCAPED.sub(r"\\\g<0>", plain).replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, never cut inside a character."""
    pieces: list[str] = []
    piece, width = "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if width + size > _WIDEST:
            pieces.append(piece)
            piece, width = " ", 1
        piece += character
        width += size
    return "\r\n".join([*pieces, piece])


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
