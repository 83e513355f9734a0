"""Help pages in the language in force: fills a tree of commands with the catalogue's texts.

typer builds the tree from the functions; no function carries a text. This is the only place
that looks into typer's command objects.
"""

from __future__ import annotations

from typing import Any

from extractor.cli.words import catalogue, heading, text


def localise(command: Any, path: str = "") -> Any:
    """The command, with help for itself, its options and its subcommands.

    Raises:
        KeyError: a command or option that the catalogue does not explain.
    """
    words = catalogue()
    command.help = text(words["commands"][path or "baocao"])
    command.context_class = _context(command.context_class)
    command.options_metavar = heading("[OPTIONS]")
    for param in command.params:
        own = f"{path}.{param.name}"
        param.help = text(words["options"][own if own in words["options"] else param.name])
    _localise_help_option(command)
    if hasattr(command, "commands"):
        command.subcommand_metavar = heading("COMMAND [ARGS]...")
        for name, sub in command.commands.items():
            localise(sub, f"{path}.{name}" if path else name)
    return command


def _localise_help_option(command: Any) -> None:
    """Typer makes ``--help`` on demand and keeps it: make it now, and give it our text."""
    option = command.get_help_option(command.context_class(command))
    option.help = text(catalogue()["options"]["help"])


def _marked(help: str, marks: dict[str, str]) -> str:
    """Typer's own '[required]' and '[default: …]' in our language."""
    for mark, ours in marks.items():
        help = help.replace(f"[{mark}", f"[{ours}")
    return help


def _context(base: Any) -> Any:
    """The context class whose help pages have our headings."""

    class Formatter(base.formatter_class):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or heading("Usage") + ": ")

        def section(self, name: str) -> Any:
            return super().section(heading(name))

        def write_dl(self, rows: Any, *args: Any, **kwargs: Any) -> None:
            marks = {mark: heading(mark) for mark in ("required", "default")}
            said = [(name, _marked(help, marks)) for name, help in rows]
            super().write_dl(said, *args, **kwargs)

    return type("Context", (base,), {"formatter_class": Formatter})
