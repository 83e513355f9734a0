"""The command line: languages, streams, exit codes. What the line reads is faked where it is
not the question; :func:`baocao` runs the whole program in a process of its own."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import batch, cli
from extractor.cli import lint, words
from extractor.cli.terminal import clean
from extractor.errors import MissingToolError, OutputError
from extractor.models import Check, Finding, Report, Scope, SourceInfo, SourceProblem

ROOT = Path(__file__).parent.parent
SEED = next((ROOT / "corpus" / "seeds").glob("001*/document.txt"), Path("missing"))


def report(name: str, status: str = "ok", *codes: str, error: bool = False) -> Report:
    problems = tuple(SourceProblem(code=c, page=None, message="m") for c in codes)
    source = SourceInfo.model_validate(
        {
            "path": name,
            "sha256": name * 8,
            "media_type": "text/plain",
            "pages": 1,
            "status": status,
            "problems": problems,
        }
    )
    scope = Scope(level="whole")
    found = Finding(code="sum-mismatch", severity="error", scope=scope, message="1 ≠ 2")
    checks = (Check(rule="r", scope=scope, outcome="inconsistent" if error else "consistent"),)
    return Report(source=source, findings=(found,) * error, checks=checks)


Fake = Callable[..., None]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Makes the line give these reports, or raise where an exception stands."""

    def fake(*items: Report | BaseException) -> None:
        def run(*_: Any, **__: Any) -> Iterator[Report]:
            for item in items:
                if isinstance(item, BaseException):
                    raise item
                yield item

        monkeypatch.setattr(batch, "run", run)

    monkeypatch.delenv("BAOCAO_LANG", raising=False)
    monkeypatch.delenv("BAOCAO_DEBUG", raising=False)
    return fake


OK, BAD = report("ok"), report("bad", error=True)
PARTIAL, FAILED = report("part", "partial", "timeout"), report("fail", "failed", "empty-file")
TOOL = report("old.doc", "failed", "needs-libreoffice")

ENDS: list[tuple[tuple[Report, ...], int, int]] = [
    # read            extract  check
    ((OK,), 0, 0),
    ((OK, BAD), 0, 1),
    ((PARTIAL,), 3, 3),
    ((OK, FAILED), 3, 3),
    ((BAD, PARTIAL), 3, 3),
    ((FAILED,), 4, 4),
    ((FAILED, FAILED), 4, 4),
    ((), 4, 4),
    ((TOOL,), 5, 5),
    ((OK, TOOL), 5, 5),
]


@pytest.mark.parametrize(("items", "extract", "check"), ENDS)
def test_exit_codes(items: tuple[Report, ...], extract: int, check: int, reads: Fake) -> None:
    reads(*items)
    assert cli.main(["extract", "x"]) == extract
    assert cli.main(["check", "x"]) == check
    assert cli.main(["check", "x", "--format", "json"]) == check


RAISED: list[tuple[BaseException, int]] = [
    (KeyboardInterrupt(), 130),
    (MissingToolError("install it"), 5),
    (OutputError("disk full"), 3),
    (RuntimeError("ours"), 70),
]


@pytest.mark.parametrize(("error", "code"), RAISED)
def test_every_end_is_a_sentence_and_a_code(
    error: BaseException,
    code: int,
    reads: Fake,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads(error)
    assert cli.main(["extract", "x", "--format", "jsonl"]) == code
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    assert said.out == ""
    assert bool(said.err.strip()) is (code != 0)


WRONG = [
    # arguments                                    said in Vietnamese    said in English
    (["extract"], "Thiếu", "Missing"),
    (["extract", "x", "--formt", "json"], "--format", "--format"),
    (["extract", "x", "--format", "xml"], "không hợp lệ", "Invalid"),
    (["extract", "x", "--jobs", "0"], "không hợp lệ", "Invalid"),
    (["extract", "x", "--limit", "seconds=none"], "memory_mb", "memory_mb"),
    (["extract", "x", "--limit", "second=3"], "seconds", "seconds"),
    (["consolidate", "x"], "--output", "--output"),
    (["nonsense"], "sai", "Wrong"),
    (["patterns", "nonsense"], "sai", "Wrong"),
    (["evaluate"], "CORPUS", "CORPUS"),
    ([], "Cách dùng", "Usage"),
]


@pytest.mark.parametrize(("args", "vi", "en"), WRONG)
def test_wrong_arguments_are_told_in_the_readers_language(
    args: list[str], vi: str, en: str, reads: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    reads(OK)
    for lang, said in (("vi", vi), ("en", en)):
        assert cli.main([*args, "--lang", lang]) == 2
        captured = capsys.readouterr()
        assert said in captured.err
        assert captured.out == ""
        assert "Traceback" not in captured.err


LANGUAGES = [
    # arguments                   BAOCAO_LANG  language  the rest
    (["check", "x"], None, "vi", ["check", "x"]),
    (["check", "x"], "en", "en", ["check", "x"]),
    (["check", "x"], "", "vi", ["check", "x"]),
    (["--lang", "en", "check", "x"], None, "en", ["check", "x"]),
    (["check", "x", "--lang=en"], "vi", "en", ["check", "x"]),
    (["check", "--", "--lang", "en"], None, "vi", ["check", "--", "--lang", "en"]),
]


@pytest.mark.parametrize(("args", "env", "lang", "rest"), LANGUAGES)
def test_the_language_comes_from_the_option_then_the_environment(
    args: list[str], env: str | None, lang: str, rest: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if env is None:
        monkeypatch.delenv("BAOCAO_LANG", raising=False)
    else:
        monkeypatch.setenv("BAOCAO_LANG", env)
    assert words.take_language(args) == (rest, lang)


@pytest.mark.parametrize("args", [["--lang", "fr", "check", "x"], ["check", "x", "--lang"]])
def test_an_unknown_language_is_a_wrong_argument(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(args) == 2
    assert "vi, en" in capsys.readouterr().err


COMMANDS = [
    [],
    ["extract"],
    ["check"],
    ["consolidate"],
    ["report"],
    ["evaluate"],
    ["patterns"],
    ["patterns", "list"],
    ["patterns", "show"],
    ["patterns", "lint"],
    ["patterns", "explain"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_one_language(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command, "--help", "--lang", "vi"]) == 0
    vietnamese = capsys.readouterr().out
    assert cli.main([*command, "--help", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    for word in ("Usage", "Options:", "Arguments:", "Commands:", "required", "Show this message"):
        assert word not in vietnamese
    assert english.isascii()
    assert not vietnamese.isascii()


def test_the_catalogue_of_the_command_line_is_whole() -> None:
    said = lint.check_catalogue()
    texts = [*said.commands.values(), *said.options.values(), *said.messages.values()]
    for text in texts:
        assert fields(text.vi) == fields(text.en), text


def fields(template: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_results_and_problems_go_to_different_streams(
    reads: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    reads(OK, FAILED)
    cli.main(["extract", "x", "y"])
    captured = capsys.readouterr()
    assert [d["source"]["path"] for d in json.loads(captured.out)] == ["ok", "fail"]
    assert "fail" in captured.err
    assert "empty-file" in captured.err


def test_json_of_one_file_is_an_object_and_of_several_an_array(
    reads: Fake, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shapes = {}
    for name, items, args in (
        ("one", [OK], ["x"]),
        ("two", [OK, BAD], ["x", "y"]),
        ("folder of one", [OK], [str(tmp_path)]),
        ("archive of two", [OK, BAD], ["a.zip"]),
    ):
        reads(*items)
        cli.main(["extract", *args])
        shapes[name] = type(json.loads(capsys.readouterr().out))
    assert shapes == {"one": dict, "two": list, "folder of one": list, "archive of two": list}


def test_jsonl_is_a_line_a_document(reads: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    reads(OK, BAD)
    cli.main(["extract", "x", "--format", "jsonl"])
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["ok", "bad"]


def test_check_counts_the_checks_of_every_outcome(
    reads: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    reads(OK, BAD)
    assert cli.main(["check", "x", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    nothing = {"consistent": 0, "inconsistent": 0, "cannot-tell": 0, "blocked": 0}
    assert said["checks"] == {**nothing, "consistent": 1, "inconsistent": 1}
    assert said["documents"][1]["checks"] == {**nothing, "inconsistent": 1}
    assert said["documents"][1]["findings"][0]["code"] == "sum-mismatch"
    assert isinstance(said["across"], list)


def test_after_an_interruption_what_was_done_is_kept(
    reads: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for format, read in (("jsonl", _jsonl), ("json", json.loads)):
        out = tmp_path / f"out.{format}"
        reads(OK, BAD, KeyboardInterrupt())
        assert cli.main(["extract", "x", "y", "--format", format, "-o", str(out)]) == 130
        assert [d["source"]["path"] for d in read(out.read_text("utf-8"))] == ["ok", "bad"]
    assert "Traceback" not in capsys.readouterr().err


def _jsonl(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_result_that_cannot_be_written_leaves_the_old_file_whole(
    reads: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "out.json"
    old.write_text("old", encoding="utf-8")
    reads(OK, OSError(28, "No space left on device"))
    assert cli.main(["extract", "x", "-o", str(old)]) == 3
    assert old.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    assert str(old) in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(
    reads: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reads(OK)
    assert cli.main(["extract", "x", "-o", str(tmp_path / "no" / "out.json")]) == 3
    assert "out.json" in capsys.readouterr().err


def test_a_path_that_cannot_be_read_does_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rights are looked at by intake, path by path; root has them all, so the question is faked."""
    for name in ("locked", "open"):
        (tmp_path / name).mkdir()
    (tmp_path / "open" / "a.txt").write_text("Tiếp nhận 12 hồ sơ.", encoding="utf-8")
    asked = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *a, **k: "locked" not in str(path) and asked(path, *a, **k)
    )
    assert cli.main(["extract", str(tmp_path / "locked"), str(tmp_path / "open")]) == 3
    assert "a.txt" in capsys.readouterr().out


def test_what_could_steer_a_terminal_does_not_reach_it() -> None:
    assert clean("a\x1b[2Jb\x07\u202ec\n") == "a\ufffd[2Jb\ufffd\ufffdc\n"


def baocao(*args: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """The program in its own process, as a user starts it."""
    command = [sys.executable, "-m", "extractor", *args]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **more
    )


def test_version() -> None:
    result = baocao("--version")
    assert (result.returncode, result.stdout) == (0, "baocao 0.1.0\n")


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to a child there")
def test_control_c_ends_with_130_and_without_a_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "never-written.txt"
    os.mkfifo(fifo)
    command = [sys.executable, "-c", _SLEEPER]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in error


# A shell hands "ignore" on to what it runs in the background, and so to the tests' children.
_SLEEPER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from extractor import batch, cli
def run(*a, **k):
    print("ready", flush=True)
    time.sleep(60)
    yield
batch.run = run
sys.exit(cli.main(["extract", "x", "--format", "jsonl"]))
"""


def test_a_reader_that_has_seen_enough_ends_us_quietly() -> None:
    script = _FLOOD
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    error = process.stderr.read()
    assert process.wait(timeout=30) == 0
    assert error == ""


_FLOOD = """
import sys
from extractor import batch, cli
from extractor.models import Report, SourceInfo
one = Report(source=SourceInfo(path="p", sha256="s", media_type="m", pages=1, status="ok"))
batch.run = lambda *a, **k: (one for _ in range(20000))
sys.exit(cli.main(["extract", "x", "--format", "jsonl"]))
"""


HEAVY = ("numpy", "pandas", "pdfplumber", "pypdfium2", "spacy", "PIL", "xlsxwriter", "pydantic")


def test_help_loads_none_of_the_heavy_libraries() -> None:
    """What it costs in time is told by the benchmark."""
    code = "import sys\nfrom extractor import cli\ncli.main(['--help'])\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "consolidate" in run.stdout
    loaded = run.stdout.splitlines()[-1].split()
    assert "extractor.cli" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_explain_names_the_pattern_of_each_figure_and_the_nearest_misses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text(
        "BÁO CÁO\nKết quả giải quyết hồ sơ tháng 3 năm 2024\n\n"
        "Tổng số hồ sơ tiếp nhận 40 hồ sơ, đã giải quyết 30 hồ sơ.\n",
        encoding="utf-8",
    )
    assert cli.main(["patterns", "explain", str(paper), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("+ whole received.total = 40") for line in lines) == 1
    assert cli.main(["patterns", "explain", str(paper), "--metric", "received.total"]) == 0
    assert "resolved.total" not in capsys.readouterr().out


def test_explain_refuses_a_metric_that_does_not_exist_and_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["patterns", "explain", "x", "--metric", "resolved.lat"]) == 2
    assert "resolved.late" in capsys.readouterr().err


def test_the_book_can_be_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["patterns", "list"]) == 0
    assert "resolved.late " in capsys.readouterr().out
    assert cli.main(["patterns", "show", "resolved.late"]) == 0
    assert "[[example]]" in capsys.readouterr().out
    assert cli.main(["patterns", "show", "resolved.lat", "--lang", "en"]) == 2
    assert "resolved.late" in capsys.readouterr().err


def test_evaluate_holds_to_the_kept_scores_and_generates_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set" / "doc"
    folder.mkdir(parents=True)
    paper = folder / "document.txt"
    paper.write_text("BÁO CÁO\n\nĐã giải quyết 30 hồ sơ.\n", encoding="utf-8")
    assert cli.main(["evaluate", str(tmp_path)]) == 4
    assert cli.main(["evaluate", "--generate", str(paper)]) == 0
    assert cli.main(["evaluate", "--generate", str(paper)]) == 3
    kept = str(tmp_path / "kept.json")
    assert cli.main(["evaluate", str(tmp_path), "--baseline", kept, "--keep"]) == 0
    capsys.readouterr()
    assert cli.main(["evaluate", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["set"]["figures"]["f1"] == 1.0
    paper.write_text("BÁO CÁO\n\nĐã giải quyết 31 hồ sơ.\n", encoding="utf-8")
    assert cli.main(["evaluate", str(tmp_path), "--baseline", kept, "--wrong", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert "resolved.total = 30" in said.out
    assert "figures_f1" in said.err


def test_one_workbook_and_one_page(tmp_path: Path) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("BÁO CÁO\n\nĐã giải quyết 30 hồ sơ.\n", encoding="utf-8")
    book, page = tmp_path / "b.xlsx", tmp_path / "p.html"
    assert cli.main(["consolidate", str(paper), "-o", str(book)]) == 0
    assert book.read_bytes().startswith(b"PK")
    assert cli.main(["report", str(paper), "-o", str(page)]) == 0
    assert "30" in page.read_text("utf-8")


def test_our_own_workbook_given_again_is_named_and_costs_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, book = tmp_path / "a.txt", tmp_path / "b.xlsx"
    paper.write_text("BÁO CÁO\n\nĐã giải quyết 30 hồ sơ.\n", encoding="utf-8")
    assert cli.main(["consolidate", str(paper), "-o", str(book)]) == 0
    assert cli.main(["check", str(book)]) == 4
    assert "[own-workbook]" in capsys.readouterr().err
    assert cli.main(["extract", str(tmp_path)]) == 3
    read = json.loads(capsys.readouterr().out)
    assert [(len(one["figures"]), one["source"]["status"]) for one in read] == [
        (1, "ok"),
        (0, "failed"),
    ]


def test_lint_says_what_the_book_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from extractor.book import patterns

    told: list[frozenset[str] | None] = []

    def faults(proven: frozenset[str] | None = None) -> tuple[patterns.Fault, ...]:
        told.append(proven)
        code = "missed-example" if proven is None else "unproven"
        return (patterns.Fault("metrics/a/b.toml", "a.b", code, "5 hồ sơ"),)

    monkeypatch.setattr(patterns, "lint", faults)
    assert cli.main(["patterns", "lint"]) == 1
    assert capsys.readouterr().out == "patterns/metrics/a/b.toml: a.b: missed-example: 5 hồ sơ\n"
    corpus = Path(__file__).parent.parent / "corpus"
    assert cli.main(["patterns", "lint", "--corpus", str(corpus)]) == 0, "unproven is no fault"
    assert told[1] is not None
    assert "received.total" in told[1]


class Watched(io.StringIO):
    """A stream a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "drawn"),
    [(Watched, -1.0, True), (Watched, 600.0, False), (io.StringIO, -1.0, False)],
    ids=["long", "short", "pipe"],
)
def test_a_bar_with_something_to_tell_comes_by_itself(
    stream: type[io.StringIO], patience: float, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.cli import terminal

    err = stream()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(terminal, "_PATIENCE", patience)
    with terminal.progress("Đọc văn bản", more=lambda: "trang quét: 3/7") as shown:
        if drawn:
            shown._timer.join()
    assert ("trang quét: 3/7" in err.getvalue()) is drawn


@pytest.mark.parametrize(
    ("stream", "patience", "drawn"),
    [(Watched, -1.0, True), (Watched, 600.0, False), (io.StringIO, -1.0, False)],
    ids=["long", "short", "pipe"],
)
def test_a_bar_is_drawn_for_a_person_and_only_when_it_lasts(
    stream: type[io.StringIO], patience: float, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.cli import terminal

    out = stream()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr(terminal, "_PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.progress("Đọc văn bản", 3) as shown:
        shown.advance()
        shown.advance(2)
    assert ("Đọc văn bản" in out.getvalue()) is drawn


def test_colours_only_for_a_person_who_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli.terminal import colour

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert [colour(Watched()), colour(io.StringIO())] == [True, False]
    monkeypatch.setenv("NO_COLOR", "1")
    assert colour(Watched()) is False
