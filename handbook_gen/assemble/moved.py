"""Say of the numbers that are no clause of their own any more where the firm finds them now."""

from handbook_gen.assemble.decide import Decisions
from handbook_gen.model.library import Library


def moved(library: Library, decisions: Decisions) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the merged, replaced and retired IDs, each with the firm's clauses that took over.

    An ID of which nothing is left for this firm is not among them.
    """
    names = {name for name, now in decisions.aliases.items() if name != now} | set(library.retired)
    found = ((name, _now(name, library, decisions, frozenset())) for name in sorted(names))
    return tuple((name, now) for name, now in found if now)


def _now(
    name: str, library: Library, decisions: Decisions, passed: frozenset[str]
) -> tuple[str, ...]:
    """Return the firm's clauses that state what `name` stated; `passed` stops a circle."""
    if name in passed:
        return ()
    if name in decisions.aliases:
        target = decisions.aliases[name]
        return (target,) if target in decisions.clauses else ()
    if name not in library.retired:
        return ()
    heirs = library.retired[name]["replaced_by"]
    found = (_now(heir, library, decisions, passed | {name}) for heir in heirs)
    return tuple(dict.fromkeys(target for targets in found for target in targets))
