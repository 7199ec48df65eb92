"""Read the data files of the library: sources, channels, roles, rules, risks, phrases and more."""

from collections.abc import Mapping
from typing import Any

from handbook_gen.conditions import Scope, check_condition, parse_expression, spot_in_scalar
from handbook_gen.decoding.headers import table_of
from handbook_gen.library.headers import (
    ChannelHeader,
    RetiredHeader,
    RiskHeader,
    RoleHeader,
    RuleHeader,
    SiteAuditHeader,
    SourceHeader,
)
from handbook_gen.library.safe_markdown import html_in
from handbook_gen.library.wordings import decode_row
from handbook_gen.model.facts import Fact, Wording
from handbook_gen.model.library import Channel, Risk, Role, Rule, SiteAudit, Source
from handbook_gen.problems import HandbookError, Place, Problem, gathering
from handbook_gen.source_yaml import Node, Scalar, Sequence, Table, place_at, plain


def read_sources(
    node: Node, languages: tuple[str, ...], problems: list[Problem]
) -> dict[str, Source]:
    """Return the sources by key."""
    found: dict[str, Source] = {}
    for key, row in table_of(node).entries:
        with gathering(problems):
            h = decode_row(SourceHeader, row, languages, problems)
            found[key.value] = Source(
                key=key.value,
                short=h.short,
                title=h.title,
                article=h.article,
                reference=h.reference,
                link=h.link,
                in_force_from=h.in_force_from,
                in_force_until=h.in_force_until,
                verified_on=h.verified_on,
                confidence=h.confidence,
                reviewed_by=h.reviewed_by,
                countries=tuple(h.countries),
                professions=tuple(h.professions),
                pending=h.pending,
                notes=h.notes,
                place=key.place,
            )
    return found


def read_channels(
    node: Node, languages: tuple[str, ...], problems: list[Problem]
) -> dict[str, Channel]:
    """Return the platform catalogue by key."""
    found: dict[str, Channel] = {}
    for key, row in table_of(node).entries:
        with gathering(problems):
            h = decode_row(ChannelHeader, row, languages, problems)
            found[key.value] = Channel(
                key=key.value,
                name=h.name,
                status=h.status,
                owner=h.owner,
                party=h.party,
                minimum_age=h.minimum_age,
                reach=(h.reach.number, h.reach.year) if h.reach else None,
                page=h.page,
                use=h.use,
                risk=h.risk,
                data=h.data,
                exit=h.exit,
                fit=h.fit,
                settings={language: tuple(rows) for language, rows in h.settings.items()},
                verified_on=h.verified_on,
                closed_on=h.closed_on,
                successor=h.successor,
                place=key.place,
            )
    return found


def read_roles(node: Node, languages: tuple[str, ...], problems: list[Problem]) -> dict[str, Role]:
    """Return the audiences by key."""
    found: dict[str, Role] = {}
    for key, row in table_of(node).entries:
        with gathering(problems):
            header = decode_row(RoleHeader, row, languages, problems)
            found[key.value] = Role(key.value, header.title, header.who)
    return found


def read_site_audit(
    node: Node, languages: tuple[str, ...], problems: list[Problem]
) -> SiteAudit | None:
    """Return what the tests of the reader's site found; nothing when the file has problems."""
    with gathering(problems):
        h = decode_row(SiteAuditHeader, node, languages, problems)
        return SiteAudit(
            standard=h.standard,
            checker=h.checker,
            tested_on=h.tested_on,
            firms=h.firms,
            pages=h.pages,
            widths=tuple(h.widths),
            violations=h.violations,
            tested={language: tuple(lines) for language, lines in h.tested.items()},
            not_tested={language: tuple(lines) for language, lines in h.not_tested.items()},
        )
    return None


def read_rules(
    node: Node, facts: Mapping[str, Fact], languages: tuple[str, ...], problems: list[Problem]
) -> tuple[Rule, ...]:
    """Return the checks over the answers, in the order of the file."""
    rules: list[Rule] = []
    for row in rows_of(node):
        with gathering(problems):
            header = decode_row(RuleHeader, row, languages, problems)
            when = row.get("when") if isinstance(row, Table) else None
            assert isinstance(when, Scalar)
            spot = spot_in_scalar(when)
            tree = parse_expression(header.when, spot)
            problems += check_condition(tree, Scope(facts), spot)
            rules.append(
                Rule(
                    id=header.id,
                    level=header.level,
                    when=tree,
                    condition_text=header.when,
                    message=header.message,
                    way_out=header.way_out,
                    sources=tuple(header.sources),
                    place=place_at(row, ("id",)),
                )
            )
    return tuple(rules)


def read_risks(node: Node, languages: tuple[str, ...], problems: list[Problem]) -> tuple[Risk, ...]:
    """Return the threats and conditions of the risk register, in the order of the file."""
    risks: list[Risk] = []
    for row in rows_of(node):
        with gathering(problems):
            h = decode_row(RiskHeader, row, languages, problems)
            risks.append(
                Risk(h.id, h.title, h.likelihood, h.impact, h.why, h.measure, tuple(h.clauses))
            )
    return tuple(risks)


def read_phrases(
    node: Node, languages: tuple[str, ...], problems: list[Problem]
) -> dict[str, Wording]:
    """Return the fixed words of the site; one that lacks a language is a problem."""
    phrases: dict[str, Wording] = {}
    for key, row in table_of(node).entries:
        phrases[key.value] = plain(row) if isinstance(row, Table) else {}
        for language in languages:
            text = phrases[key.value].get(language)
            if not text or not isinstance(text, str):
                message = f"the phrase `{key.value}` has no text in `{language}`"
                problems.append(Problem("HB061", message, key.place))
            elif found := html_in(text):
                problems.append(Problem("HB076", f"`{found}` is not allowed here", key.place))
    return phrases


def read_retired(node: Node, languages: tuple[str, ...], problems: list[Problem]) -> dict[str, Any]:
    """Return the clause IDs that are gone, with what replaced them."""
    found: dict[str, Any] = {}
    for key, row in table_of(node).entries:
        with gathering(problems):
            found[key.value] = decode_row(RetiredHeader, row, languages, problems).model_dump()
    return found


def rows_of(node: Node) -> tuple[Node, ...]:
    """Return the rows of a file that holds a list.

    Raises:
        HandbookError: it holds something else.
    """
    if isinstance(node, Sequence):
        return node.items
    place = node.place if isinstance(node, Scalar) else Place(node.place.path)
    raise HandbookError([Problem("HB060", "a list is expected here", place)])
