"""Put identical changes of different firms together, so that each is looked at once."""

from collections.abc import Iterable

from handbook_gen.impact.found import Group, Part, Touch

_OWN = frozenset({"because", "status"})
"""What differs from firm to firm about a clause that is new or gone, and is no part of the change."""

_Key = tuple[str, str, str, str, tuple[Part, ...]]


def grouped(touches: Iterable[tuple[str, Touch]]) -> tuple[Group, ...]:
    """Return the changes with their firms: clauses before pages, by ID, most firms first.

    Two changes are one when the same parts differ in the same way; what stays may differ.
    """
    firms: dict[_Key, list[str]] = {}
    first: dict[_Key, Touch] = {}
    for firm, touch in touches:
        key = (touch.kind, touch.id, touch.language, touch.what, _parts(touch))
        firms.setdefault(key, []).append(firm)
        first.setdefault(key, touch)
    groups = [_group(first[key], key[4], names) for key, names in firms.items()]
    return tuple(sorted(groups, key=_order))


def _parts(touch: Touch) -> tuple[Part, ...]:
    before, after = touch.before or {}, touch.after or {}
    names = dict.fromkeys([*after, *before])
    if touch.what != "changed":
        return tuple(
            Part(name, before.get(name, ""), after.get(name, ""))
            for name in names
            if name not in _OWN
        )
    return tuple(
        Part(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name)
    )


def _group(touch: Touch, parts: tuple[Part, ...], firms: list[str]) -> Group:
    reading = touch.after or touch.before or {}
    return Group(
        kind=touch.kind,
        id=touch.id,
        language=touch.language,
        title=reading.get("title", ""),
        book=reading.get("book", ""),
        page=reading.get("page", ""),
        what=touch.what,
        parts=parts,
        firms=tuple(sorted(firms)),
    )


def _order(group: Group) -> tuple[object, ...]:
    words = [(part.name, part.before, part.after) for part in group.parts]
    return group.kind, group.id, group.language, -len(group.firms), group.what, words
