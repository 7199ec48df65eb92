"""The entry point: finds the command, shows problems, and ends with a true exit code."""

import gc
import importlib
import sys
from typing import Any, Final, NoReturn

import click

from handbook_gen import __version__

_COMMANDS: Final = {
    "init": "Make a workspace.",
    "new": "Make a firm's profile from about ten questions.",
    "check": "Check firms and the library; write nothing.",
    "build": "Build the handbooks of one firm, several, or all.",
    "serve": "Show a firm's handbook, and reload it while you edit.",
    "release": "Freeze a handbook: approved, dated, and kept in git.",
    "publish": "Publish all releases of a firm side by side.",
    "export": "Write a handbook as files, for where there is no web server.",
    "explain": "Say why a clause is in or out, or where an answer comes from.",
    "diff": "Say what is different between two releases, revisions or the work tree.",
    "impact": "Say which firms, pages and clauses a change of the library touches.",
    "propose": "Write what a change of the library asks of each firm.",
    "proposals": "Show a proposal to a firm, and who has answered.",
    "answer": "Keep a firm's answer to a proposal.",
    "acks": "Keep who has read which release, and say who is to be asked again.",
    "status": "Say how all firms are doing, and what is due.",
    "portal": "List all firms on one page, for their publisher.",
    "owners": "Print a CODEOWNERS file from the owners of clauses and pages.",
    "schema": "Print the JSON Schema of a profile.",
    "clauses": "List the clauses of the library.",
    "doctor": "Look whether this machine has what is needed.",
}

_TAKE_FIRMS: Final = ("check", "build", "export", "status", "portal")
"""The commands that read no history of git, and hence can look at several repositories at once."""


_SELDOM: Final = (50_000, 20, 50)
"""When the collector looks for garbage: the library stays, and it would go through it again and again
for the little that goes round in circles. It saves a fifth of the time."""


class _LazyGroup(click.Group):
    """Imports a command only when it is called, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"handbook_gen.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in _COMMANDS:
            from handbook_gen.problems import nearest

            guess = nearest(name, _COMMANDS)
            ctx.fail(
                f"no command is called '{name}'." + (f" Did you mean '{guess}'?" if guess else "")
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  handbook init my-handbook && cd my-handbook
  handbook new de-vries
  handbook serve de-vries --open
  handbook build --all

Exit codes: 0 good, 1 the content has problems, 2 wrong usage, 3 the machine lacks something,
130 stopped.""",
)
@click.version_option(__version__, prog_name="handbook")
@click.option(
    "-C",
    "directory",
    type=click.Path(file_okay=False),
    default=".",
    metavar="DIR",
    help="Work in this folder instead of the current one.",
)
@click.option(
    "--firms",
    type=click.Path(file_okay=False, exists=True),
    multiple=True,
    metavar="DIR",
    help="Take the firms of this folder too; may be given more than once.",
)
@click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    help="Language of questions and messages of the library.",
)
@click.option("--debug", is_flag=True, help="Show a traceback when the program itself fails.")
@click.pass_context
def cli(
    ctx: click.Context, directory: str, firms: tuple[str, ...], lang: str | None, debug: bool
) -> None:
    """Make a firm's social media handbook from its answers and a library of clauses."""
    if firms and ctx.invoked_subcommand not in _TAKE_FIRMS:
        ctx.fail(f"--firms goes with {', '.join(_TAKE_FIRMS)}; elsewhere use -C")
    ctx.obj = {"directory": directory, "firms": firms, "lang": lang, "debug": debug}


def main() -> NoReturn:
    """Run the command line and exit."""
    gc.set_threshold(*_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = run(sys.argv[1:])
    gc.freeze()  # all goes with the process: to look through it once more is a tenth of a build
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; a traceback shows only with `--debug`."""
    from handbook_gen.problems import HandbookError

    try:
        result: Any = cli.main(args=arguments, prog_name="handbook", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except HandbookError as error:
        _show(error)
        return error.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:
        if "--debug" in arguments:
            raise
        click.echo(f"error: the program failed: {type(error).__name__}: {error}", err=True)
        click.echo(
            "  help: run it again with --debug before the command, and report what it says",
            err=True,
        )
        return 1


def _show(error: Any) -> None:
    from handbook_gen.cli.common import show_problems

    show_problems(error.problems)
