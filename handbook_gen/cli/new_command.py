"""`handbook new`: make a firm's profile from about ten questions, each of which is also a flag."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import click

from handbook_gen.cli.common import is_terminal, language_of, root_of
from handbook_gen.cli.member_list import new_from_list, print_heads
from handbook_gen.decoding import decode_answers
from handbook_gen.disk import Folder, is_folder, read_text, write_new_text
from handbook_gen.interview import (
    Asked,
    Plain,
    answer_problem,
    draft_questions,
    profile_text,
    questions_for,
    understood,
    with_examples,
)
from handbook_gen.library import library_roots, read_library
from handbook_gen.model.facts import Answerer, Fact
from handbook_gen.model.library import Library
from handbook_gen.problems import HandbookError, Place, Problem, UsageError, nearest
from handbook_gen.profile import EXPECTED_NAME, OWN_KEYS, can_name_firm, profiles_in
from handbook_gen.source_yaml import Table, plain, read_yaml
from handbook_gen.workspace import no_workspace

_ROLES: Final = ("partner", "marketing", "hr", "it", "privacy", "quality")


class _WithQuestions(click.Command):
    """Offers every question of the draft as a flag: `firm.name` is `--firm-name`."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*super().get_params(ctx), *(_flag(fact) for fact in _shipped_questions())]


def _shipped_questions() -> tuple[Fact, ...]:
    return draft_questions(read_library(*library_roots(None)))


def _flag(fact: Fact) -> click.Option:
    name = fact.id.replace(".", "-").replace("_", "-")
    return click.Option(
        [f"--{name}", fact.id.replace(".", "__")], metavar="TEXT", help=fact.question["en"]
    )


@click.command(
    "new",
    cls=_WithQuestions,
    epilog="""\b
Examples:
  handbook new de-vries
  handbook new de-vries --firm-name "De Vries & Zn." --firm-size 34 --no-input
  handbook new de-vries --set stance.openness=open --set channels=linkedin,instagram
  handbook new de-vries --for it
  handbook new --from members.csv --dry-run""",
)
@click.argument("firm", required=False)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FACT=VALUE",
    help="Answer any question; lists are separated by commas.",
)
@click.option(
    "--answers",
    "file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Take answers from a YAML file that looks like a profile.",
)
@click.option(
    "--languages", metavar="LIST", help="Languages of the handbook, the first one first: nl,en."
)
@click.option(
    "--for",
    "role",
    type=click.Choice(_ROLES),
    help="Print one colleague's questions, and write nothing.",
)
@click.option(
    "--from",
    "members",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Make a profile for each row of a member list: CSV, or .xlsx.",
)
@click.option("--columns", is_flag=True, help="Print the heads that a member list can have.")
@click.option("--dry-run", is_flag=True, help="With --from: say what would be written.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is not given gets an example.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    firm: str | None,
    settings: tuple[str, ...],
    file: str | None,
    languages: str | None,
    role: str | None,
    members: str | None,
    columns: bool,
    dry_run: bool,
    no_input: bool,
    **flags: str | None,
) -> int:
    """Make a firm's profile from about ten questions, or the profiles of all firms of a list.

    FIRM is the name of the file and of the folder on the site: small letters, digits and dashes.
    """
    root = root_of(ctx)
    library = read_library(*library_roots(root))
    if columns:
        print_heads(library)
        return 0
    if members is not None:
        if firm or settings or file or role or any(flags.values()):
            raise click.UsageError("--from takes names and answers from the list only")
        spoken = _languages_in(languages, library) if languages else []
        return new_from_list(root, library, members, spoken, language_of(ctx), dry_run=dry_run)
    if dry_run:
        raise click.UsageError("--dry-run goes with --from")
    if firm is None:
        raise click.UsageError("name the firm, or give a list of them with --from")
    if role is not None:
        _print_questions(library, cast(Answerer, role), language_of(ctx) or "nl")
        return 0
    target = _target(root, firm)
    answers = _given(library, settings, file, flags)
    if not no_input and is_terminal():
        languages = languages or _ask_languages(library)
        language = language_of(ctx) or languages.split(",")[0].strip()
        answers = _ask(library, answers, language)
    spoken = _languages_in(languages or library.languages[0], library)
    answers = with_examples(library, answers, firm.replace("-", " ").title())
    text = profile_text(library, answers, spoken, language_of(ctx) or spoken[0])
    write_new_text(target, text)
    given = sum(answer.given for answer in answers.values())
    click.echo(
        f"wrote {target}: {given} answers, {len(answers) - given} examples to replace; the rest are the library's defaults"
    )
    click.echo(
        f"next: handbook serve {firm} --open    (questions for a colleague: handbook new {firm} --for it)"
    )
    return 0


def _target(root: Path, firm: str) -> Path:
    if not can_name_firm(firm):
        message = f"`{firm}` cannot be the name of a file and a folder"
        raise UsageError([Problem("HB103", message, expected=EXPECTED_NAME)])
    profiles = profiles_in(root)
    target = profiles.path / f"{firm}.yml"
    if not is_folder(profiles):
        raise no_workspace(root)
    if target.exists():
        message = f"`{target}` exists already"
        raise UsageError(
            [
                Problem(
                    "HB102",
                    message,
                    Place(str(target)),
                    help="choose another name, or edit the file",
                )
            ]
        )
    return target


def _given(
    library: Library, settings: tuple[str, ...], file: str | None, flags: Mapping[str, str | None]
) -> dict[str, Asked]:
    """Return the answers from a file, then the flags, then `--set`; the later wins."""
    answers = _from_file(Path(file), library) if file else {}
    typed = [(name.replace("__", "."), text) for name, text in flags.items() if text is not None]
    problems: list[Problem] = []
    for setting in settings:
        name, sign, text = setting.partition("=")
        if not sign:
            help_ = "for example: --set firm.size=34"
            message = f"`{setting}` is not of the form FACT=VALUE"
            problems.append(Problem("HB103", message, help=help_))
            continue
        typed.append((name.strip(), text))
    for name, text in typed:
        fact = library.facts.get(name)
        if fact is None or fact.kind == "derived":
            guess = nearest(name, library.facts)
            help_ = f"did you mean `{guess}`?" if guess else ""
            problems.append(Problem("HB103", f"no fact is called `{name}`", help=help_))
            continue
        value = understood(fact, text)
        if problem := answer_problem(fact, value):
            problems.append(problem)
        answers[name] = Asked(value, given=True)
    if problems:
        raise UsageError(problems)
    return answers


def _from_file(file: Path, library: Library) -> dict[str, Asked]:
    node = read_yaml(read_text(Folder(file, str(file))), str(file))
    if not isinstance(node, Table):
        raise HandbookError([Problem("HB022", "a file of answers holds groups", Place(str(file)))])
    groups = tuple(entry for entry in node.entries if entry[0].value not in OWN_KEYS)
    found, problems = decode_answers(Table(groups, node.place), library.facts)
    if problems:
        raise HandbookError(problems)
    content = plain(node)
    return {
        fact_id: Asked(_as_written(library.facts[fact_id], content), given=True)
        for fact_id in found
    }


def _as_written(fact: Fact, content: Any) -> Plain:
    """Return an answer of a file as it stood there, a number as a number."""
    value = content[fact.id] if fact.group == fact.id else content[fact.group][fact.name]
    return understood(fact, value) if fact.kind == "number" else value


def _ask(library: Library, answers: dict[str, Asked], language: str) -> dict[str, Asked]:
    left = [fact for fact in draft_questions(library) if fact.id not in answers]
    for number, fact in enumerate(left, 1):
        click.echo(f"\n{number}/{len(left)}  {fact.help[language]}", err=True)
        if (value := _ask_one(fact, library, language)) is not None:
            answers[fact.id] = value
    return answers


def _ask_one(fact: Fact, library: Library, language: str) -> Asked | None:
    options = {**fact.choices, **(fact.fields[fact.key].choices if fact.key else {})}
    for key, label in options.items():
        channel = library.channels.get(key) if fact.key else None
        if channel is None or channel.status != "closed":
            click.echo(f"  {key:18} {label[language]}", err=True)
    if fact.kind in ("choices", "list", "person"):
        hint = "ask_person" if fact.kind == "person" else "ask_several"
        click.echo(f"  ({library.phrases[hint][language]})", err=True)
    while True:
        question = fact.question[language]
        typed = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
        if not typed.strip() and not fact.required:
            return None
        value = understood(fact, typed)
        problem = answer_problem(fact, value)
        if problem is None:
            return Asked(value, given=True)
        click.echo(f"  {problem.message}; expected: {problem.expected}", err=True)


def _ask_languages(library: Library) -> str:
    known = ",".join(library.languages)
    return str(click.prompt(f"Talen / languages ({known})", default=library.languages[0], err=True))


def _languages_in(typed: str, library: Library) -> list[str]:
    languages = [word.strip() for word in typed.split(",")]
    for language in languages:
        if language not in library.languages:
            expected = ", ".join(library.languages)
            message = f"`{language}` is no language of the library"
            raise UsageError([Problem("HB031", message, expected=expected)])
    return languages


def _print_questions(library: Library, role: Answerer, language: str) -> None:
    for number, fact in enumerate(questions_for(library, role), 1):
        click.echo(f"{number:2}. {fact.question[language]}")
        click.echo(f"    {fact.help[language]}")
        if fact.choices:
            labels = "; ".join(f"{key} ({label[language]})" for key, label in fact.choices.items())
            click.echo(f"    {labels}")
        click.echo(f"    {fact.id}: ")
