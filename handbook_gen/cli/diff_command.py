"""`handbook diff`: what is different between two releases, revisions or the work tree, and why."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, get_args

import click

from handbook_gen.cli.common import chosen_firms, count, day, language_of, root_of, workspace_of
from handbook_gen.comparison import (
    Sheet,
    as_html,
    as_json,
    as_markdown,
    as_text,
    compare,
    compare_libraries,
    libraries_as_json,
    library_sheet,
    sheet_of,
)
from handbook_gen.disk import write_new_text
from handbook_gen.model.comparison import Comparison
from handbook_gen.model.release import Edition
from handbook_gen.problems import Problem, UsageError, nearest
from handbook_gen.releases import Moment, library_at, library_digest, moments_between
from handbook_gen.workspace import Workspace

Format = Literal["text", "md", "html", "json"]
_WRITERS: Final = {"text": as_text, "md": as_markdown, "html": as_html}


@click.command(
    "diff",
    epilog="""\b
Examples:
  handbook diff de-vries
  handbook diff de-vries 2026.1 2027.1 --summary
  handbook diff de-vries 2026.1 --for marketing --format html -o what-changed.html
  handbook diff de-vries v1.2 HEAD --format json
  handbook diff --library HEAD

FROM and TO are a release, a revision of git, or `work-tree`; a name that is both is the release.
Without them the last release, or else the last commit, is compared with the work tree.""",
)
@click.argument("names", nargs=-1, metavar="[FIRM] [FROM] [TO]")
@click.option(
    "--library", "of_library", is_flag=True, help="Compare the clauses of the library itself."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="How to show it.",
)
@click.option("--summary", "brief", is_flag=True, help="One page: what and why, a line per clause.")
@click.option(
    "--language",
    metavar="LANGUAGE",
    help="Language to show it in.  [default: the firm's first one]",
)
@click.option(
    "--for", "role", metavar="ROLE", help="Only what applies to a role: everyone, hr, ..."
)
@click.option("-o", "file", type=click.Path(dir_okay=False), metavar="FILE", help="Write it here.")
@click.option("--date", "word", metavar="DAY", help="Compare as if it were this day (2027-03-01).")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    of_library: bool,
    form: Format,
    brief: bool,
    language: str | None,
    role: str | None,
    file: str | None,
    word: str | None,
) -> int:
    """Say what is different between two moments of a firm's handbook, clause by clause, and why.

    Exit code 0, also when there are differences.
    """
    asked = language or language_of(ctx)
    target = root_of(ctx) / file if file is not None else None
    if of_library:
        if role:
            raise click.UsageError("--for needs a firm, and --library has none")
        _show(
            _of_library(root_of(ctx), _two(names), form, brief=brief, language=asked), target, form
        )
        return 0
    workspace = workspace_of(ctx)
    (firm,) = chosen_firms(workspace, names[:1], everyone=False)
    old, new = moments_between(workspace.root, firm, *_two(names[1:]), day(word))
    comparison = compare(old.edition, new.edition)
    language = _language(asked, new.edition.languages)
    roles = _roles(role, comparison, workspace) if role else ()
    if form == "json":
        written = as_json(comparison, (_mark(old), _mark(new)), roles)
    else:
        said = _said(roles, comparison, workspace, language)
        written = _WRITERS[form](sheet_of(comparison, language, roles, said), brief=brief)
    _show(written, target, form)
    if target is not None:
        changed = count(_number(comparison, roles), "clause differs", "clauses differ")
        click.echo(f"{firm}: {changed}  {target}")
    return 0


def _two(words: tuple[str, ...]) -> tuple[str | None, str | None]:
    if len(words) > 2:
        raise click.UsageError(f"'{words[2]}' is one word too many; there is FROM and TO")
    padded = (*words, None, None)
    return padded[0], padded[1]


def _of_library(
    root: Path,
    words: tuple[str | None, str | None],
    form: Format,
    *,
    brief: bool,
    language: str | None,
) -> str:
    labels = (words[0] or "HEAD", words[1] or "work tree")
    old, new = library_at(root, labels[0]), library_at(root, labels[1])
    changes = compare_libraries(old, new)
    if form == "json":
        marks = tuple(
            {"label": label, "version": found.version, "digest": library_digest(found)}
            for label, found in zip(labels, (old, new), strict=True)
        )
        return libraries_as_json(changes, (marks[0], marks[1]))
    sheet: Sheet = library_sheet(changes, (old, new), labels, _language(language, new.languages))
    return _WRITERS[form](sheet, brief=brief)


def _language(asked: str | None, known: tuple[str, ...]) -> str:
    if asked is None or asked in known:
        return asked or known[0]
    raise _unknown(f"the handbook is not in the language `{asked}`", asked, known)


def _roles(asked: str, comparison: Comparison, workspace: Workspace) -> tuple[str, ...]:
    """Return the titles of a role, named by its key or title, and of everyone, in the firm's words."""
    first = comparison.new.handbooks[0].language
    titles = {key: role.title[first] for key, role in workspace.library.roles.items()}
    said = {*_audiences(comparison.new), *_audiences(comparison.old)}
    known = {**{title: title for title in said}, **titles}
    folded = {key.lower(): title for key, title in known.items()}
    if asked.lower() not in folded:
        raise _unknown(f"there is no role `{asked}`", asked, titles)
    found = (folded[asked.lower()], titles.get("everyone", ""))
    return tuple(dict.fromkeys(title for title in found if title))


def _number(comparison: Comparison, roles: tuple[str, ...]) -> int:
    return sum(not roles or bool(c.audience & set(roles)) for c in comparison.clauses)


def _said(
    roles: tuple[str, ...], comparison: Comparison, workspace: Workspace, language: str
) -> str:
    """Return the roles in the language to show."""
    first = comparison.new.handbooks[0].language
    known = {
        role.title[first]: role.title.get(language, role.title[first])
        for role in workspace.library.roles.values()
    }
    return ", ".join(known.get(title, title) for title in roles)


def _audiences(edition: Edition | None) -> Iterable[str]:
    for book in edition.handbooks[0].books if edition else ():
        for passage in book.passages:
            yield from passage.audience


def _unknown(message: str, asked: str, known: Iterable[str]) -> UsageError:
    guess = nearest(asked, known)
    help_ = f"did you mean `{guess}`?" if guess else f"choose from {', '.join(known)}"
    return UsageError([Problem("HB103", message, help=help_)])


def _mark(moment: Moment) -> dict[str, str]:
    found = {"kind": moment.kind, "digest": moment.digest}
    if moment.kind == "release":
        found["release_digest"] = moment.mark
    if moment.kind == "revision":
        found["commit"] = moment.mark
    return found


def _show(written: str, file: Path | None, form: Format) -> None:
    if file is not None:
        write_new_text(file, written, replace=True)
        return
    if form == "text":
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False)
        if console.is_terminal:
            shown = Text(written)
            shown.highlight_regex(r"(?s)\{\+.*?\+\}", "green underline")
            shown.highlight_regex(r"(?s)\[-.*?-\]", "red strike")
            console.print(shown, soft_wrap=True, end="")
            return
    click.echo(written, nl=False)
