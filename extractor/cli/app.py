"""The front of the program: the tree of commands, its language, and every exit code.

Knows how an outcome becomes an exit code and a sentence. What a command does is in the module
of its group, which imports its work only when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from extractor.cli import archive, check, consolidate, data, evaluate, extract, letters, patterns
from extractor.cli.help import localise
from extractor.cli.terminal import abandon_stdout, prepare, tell
from extractor.cli.words import say, speaking, take_language
from extractor.cli.work import INTERRUPTED
from extractor.errors import BaocaoError, UsageError
from extractor.version import __version__

BROKEN_PROGRAM = 70
"""A fault of the program itself (sysexits' EX_SOFTWARE): no exit code of the contract."""

_CLICK_USAGE_ERROR: type[Any] = typer.BadParameter.__mro__[1]


def build() -> typer.Typer:
    """The tree of commands, without any text."""
    app = typer.Typer(
        name="baocao",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_global)
    for group in (extract, check, data, consolidate, letters, evaluate, patterns, archive):
        group.register(app)
    return app


def _global(
    version: Annotated[
        bool, typer.Option("--version", callback=lambda asked: _show_version(asked), is_eager=True)
    ] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="vi|en", show_default=False)] = "vi",
) -> None:
    """Options of the program as a whole; ``--lang`` was taken before the commands were built."""


def _show_version(asked: bool) -> None:
    if asked:
        print(f"baocao {__version__}")
        raise typer.Exit


def main(args: Sequence[str] | None = None) -> int:
    """Runs one command line (by default the process's own) and returns its exit code."""
    prepare()
    try:
        rest, lang = take_language(sys.argv[1:] if args is None else args)
    except UsageError as error:
        tell(f"baocao: {error}")
        return error.exit_code
    with speaking(lang):
        return _run(rest)


def _run(args: list[str]) -> int:
    """One command line in the language in force; every way a command can end, as an exit code."""
    try:
        code = localise(get_command(build())).main(args, "baocao", standalone_mode=False)
        sys.stdout.flush()
    except BaocaoError as error:
        tell(f"baocao: {error}")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        tell(say("interrupted"))
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer exits by itself when our pipe's reader has gone
        abandon_stdout()
        return 0
    except _CLICK_USAGE_ERROR as error:
        return _usage(error)
    except Exception as error:  # a fault of ours, said in one line
        return _fault(error)
    if code == INTERRUPTED:  # typer makes Ctrl-C an exit code without a word
        tell(say("interrupted"))
    return code if isinstance(code, int) else 0


def _usage(error: Any) -> int:
    """Wrong arguments: what is wrong, and where help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
        return 2
    tell(f"baocao: {_usage_sentence(error)}")
    path = error.ctx.command_path if error.ctx else "baocao"
    tell(say("try-help", command=path))
    return 2


def _usage_sentence(error: Any) -> str:
    """The kinds of wrong arguments people meet, in their language; others as typer says them."""
    kind = type(error).__name__
    hint = error.param.get_error_hint() if getattr(error, "param", None) else ""
    if kind == "MissingParameter":
        return say("missing-argument", name=hint)
    if kind == "NoSuchOption":
        near = ", ".join(sorted(error.possibilities or ()))
        return say("no-such-option", name=error.option_name) + (
            " " + say("did-you-mean", near=near) if near else ""
        )
    if kind == "BadParameter" and hint:
        return say("bad-value", name=hint, why=error.message)
    return say("wrong-arguments", why=error.format_message())


def _fault(error: Exception) -> int:
    """The program itself failed: one line, or with BAOCAO_DEBUG the whole of it."""
    if os.environ.get("BAOCAO_DEBUG"):
        import traceback

        traceback.print_exception(error)
    tell(say("program-fault", what=f"{type(error).__name__}: {error}"))
    return BROKEN_PROGRAM
