"""The README is held to the program: its commands, its options, its exit codes, its examples."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from extractor import cli
from extractor.cli import app, work
from extractor.errors import BaocaoError

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")


def section(readme: str, name: str) -> str:
    text = (ROOT / readme).read_text(encoding="utf-8")
    match = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert match, f"{readme} has no part '{name}'"
    return match.group(1)


def first_cells(table: str) -> list[str]:
    rows = [line for line in table.splitlines() if line.startswith("|")]
    return [row.split("|")[1].strip() for row in rows[2:]]


def leaves(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its path."""
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, sub in command.commands.items():
        yield from leaves(sub, f"{path} {name}".strip())


@pytest.fixture(scope="module")
def tree() -> Any:
    return get_command(app.build())


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_in_the_reference_and_no_other(readme: str, tree: Any) -> None:
    cells = [cell.strip("`").split() for cell in first_cells(section(readme, "commands"))]
    told = {" ".join(word for word in words[1:3] if word.islower()) for words in cells}
    assert told == {path for path, _ in leaves(tree)}


@pytest.mark.parametrize("readme", READMES)
def test_every_option_is_in_the_reference_and_no_other(readme: str, tree: Any) -> None:
    told = set(re.findall(r"`(-[\w-]+)`", " ".join(first_cells(section(readme, "options")))))
    commands = [tree, *(command for _, command in leaves(tree))]
    options = {
        name
        for command in commands
        for param in command.params
        for name in param.opts
        if name.startswith("-")
    }
    assert told == options | {"--help"}


@pytest.mark.parametrize("readme", READMES)
def test_exit_codes_are_those_of_the_program(readme: str) -> None:
    told = {int(cell) for cell in first_cells(section(readme, "exit-codes"))}
    errors = {kind.exit_code for kind in BaocaoError.__subclasses__()}
    codes = {work.DONE, work.ERRORS_FOUND, work.INCOMPLETE, work.NOTHING_READ, work.TOOL_MISSING}
    assert told == codes | errors | {work.INTERRUPTED, app.BROKEN_PROGRAM}


def examples(readme: str) -> list[tuple[str, str]]:
    """Each '$ baocao …' of the README's console blocks, with the output shown under it."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.strip("\n")))
    return found


ALL = [(readme, *example) for readme in READMES for example in examples(readme)]


def test_there_is_an_example_in_each_readme() -> None:
    assert {readme for readme, _, _ in ALL} == set(READMES)


@pytest.mark.parametrize(("readme", "command", "shown"), ALL)
def test_examples_come_out_as_shown(
    readme: str,
    command: str,
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A line '…' in the README stands for any lines."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("BAOCAO_LANG", raising=False)
    program, *args = shlex.split(command)
    assert program == "baocao"
    cli.main(args)
    said = "\n".join(line.rstrip() for line in capsys.readouterr().out.strip("\n").splitlines())
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^…$", shown, flags=re.MULTILINE)]
    assert re.fullmatch(r"(?s:.*)".join(parts), said), said


@pytest.mark.parametrize("readme", READMES)
def test_links_inside_the_project_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in t]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_no_place_is_left_to_be_filled() -> None:
    texts = [(ROOT / readme).read_text(encoding="utf-8") for readme in READMES]
    assert not [text for text in texts if "filled when measured" in text]
