"""Which facts a text reads, in what it prints and in its conditions."""

from handbook_gen.conditions import facts_read
from handbook_gen.model.expression import Choose, Part, Print, Repeat, Text


def facts_in(text: Text) -> frozenset[str]:
    """Return the IDs of the facts that the text reads."""
    return _read(text.parts, frozenset())


def facts_printed(text: Text) -> frozenset[str]:
    """Return the IDs of the facts whose answers stand in the text, or would with other answers."""
    return _printed(text.parts, frozenset())


def _printed(parts: tuple[Part, ...], variables: frozenset[str]) -> frozenset[str]:
    names: frozenset[str] = frozenset()
    for part in parts:
        match part:
            case Print(name) if name.parts[0] not in variables:
                names |= {_fact_id(name.parts)}
            case Choose(branches):
                for _, body in branches:
                    names |= _printed(body, variables)
            case Repeat(variable, list_, body):
                names |= {list_.text} | _printed(body, variables | {variable})
            case _:
                pass
    return names


def _read(parts: tuple[Part, ...], variables: frozenset[str]) -> frozenset[str]:
    names: frozenset[str] = frozenset()
    for part in parts:
        match part:
            case Print(name):
                names |= frozenset() if name.parts[0] in variables else {_fact_id(name.parts)}
            case Choose(branches):
                for condition, body in branches:
                    read = (name for name in facts_read(condition))
                    names |= {
                        _fact_id(tuple(name.split(".")))
                        for name in read
                        if name.split(".")[0] not in variables
                    }
                    names |= _read(body, variables)
            case Repeat(variable, list_, body):
                names |= {list_.text} | _read(body, variables | {variable})
            case _:
                pass
    return names


def _fact_id(parts: tuple[str, ...]) -> str:
    return ".".join(parts[:2])
