"""JSON, JSON lines, CSV, the printed findings, and files that are whole or not there."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import OutputError
from extractor.models import Check, Outcome, Report, Scope, SourceProblem
from extractor.writers.atomic import replace
from extractor.writers.quotes import Piece, places, quote, shown
from extractor.writers.records import inert, to_csv, to_json, to_jsonl, write_json
from extractor.writers.text import findings_text
from tests.reports import broken_sum, figure, report, row

ONE = report("a.docx", row())
TWO = report("b.docx", [figure("resolved.early_rate", "68.48", printed="68,48")])


@pytest.mark.parametrize(
    ("reports", "shape", "count"), [([], list, 0), ([ONE], dict, None), ([ONE, TWO], list, 2)]
)
def test_json_is_an_array_when_given_several(
    reports: list[Report], shape: type[Any], count: int | None
) -> None:
    read: Any = json.loads("".join(to_json(iter(reports))))
    assert isinstance(read, shape)
    assert count is None or len(list(read)) == count


@pytest.mark.parametrize(("single", "shape"), [(True, dict), (False, list)])
def test_one_of_many_is_still_an_array(single: bool, shape: type) -> None:
    out = io.StringIO()
    write_json([ONE], out, single=single)
    assert isinstance(json.loads(out.getvalue()), shape)


def test_json_streams() -> None:
    def endless() -> Iterator[Report]:
        while True:
            yield ONE

    pieces = to_json(endless(), array=True)
    assert next(pieces) == "["
    said = "".join(islice(pieces, 200))
    assert said.count('"path": "a.docx"') > 1


@pytest.mark.parametrize("reports", [[], [ONE], [ONE, TWO]], ids=len)
def test_json_in_pieces_is_the_json_of_the_whole(reports: list[Report]) -> None:
    whole = [r.model_dump(mode="json", by_alias=True) for r in reports]
    written = "".join(to_json(reports, array=True))
    assert written == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def test_json_keeps_the_contract() -> None:
    figures, finding = broken_sum()
    made = report("a.docx", [*figures, *TWO.figures], findings=[finding])
    read = json.loads("".join(to_jsonl([made])))
    assert read["findings"][0]["suggestions"][0]["from"] == "03"
    assert read["figures"][0]["value"] == 1196
    assert read["figures"][-1]["value"] == 68.48
    assert read["figures"][0]["printed"] == "1.196"
    assert Report.model_validate(read) == made


def test_jsonl_is_a_line_a_report() -> None:
    lines = "".join(to_jsonl([ONE, TWO])).splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["a.docx", "b.docx"]


def test_csv_is_read_back_with_a_row_a_figure() -> None:
    text = "".join(to_csv([ONE, TWO]))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 12
    assert rows[-1]["value"] == "68.48"
    assert rows[0]["metric_name"] == "Tổng số tiếp nhận"
    assert rows[0]["quote"] == ONE.figures[0].evidence.quote


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("+84", "'+84"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1+1", "'  =1+1"),
        ("＝1", "'＝1"),
        ("1.196", "1.196"),
        ("hồ sơ = 3", "hồ sơ = 3"),
        (-3, -3),
        (None, None),
    ],
)
def test_no_cell_of_the_csv_is_a_formula(value: object, written: object) -> None:
    assert inert(value) == written


@pytest.mark.parametrize(
    ("value", "lang", "kind", "text"),
    [
        (1465, "vi", "count", "1.465"),
        (1465, "en", "count", "1,465"),
        (68.48, "vi", "rate", "68,48 %"),
        (5200000, "vi", "money", "5.200.000 ₫"),
        (None, "vi", "count", ""),
    ],
)
def test_values_are_shown_as_they_are_printed(
    value: int | float | None, lang: str, kind: str, text: str
) -> None:
    assert shown(value, lang, kind) == text  # type: ignore[arg-type]


def test_all_numbers_of_one_quote_are_marked_in_it() -> None:
    figures, _ = broken_sum()
    [(place, said)] = places(figures).items()
    assert [piece.text for piece in said if piece.marked] == ["1.196", "1.127", "69", "03"]
    assert "".join(piece.text for piece in said) == place[1]


@pytest.mark.parametrize(
    ("text", "printed", "marked"),
    [("có 12 và 12", "12", []), ("có 12 hồ sơ", "12", ["12"]), ("có 12", "", [])],
)
def test_a_number_whose_place_is_lost_is_marked_only_where_it_is_alone(
    text: str, printed: str, marked: list[str]
) -> None:
    lost = figure("resolved.total", 12, quote=text, printed=printed)
    place = lost.evidence.model_copy(update={"printed_start": 0, "printed_end": 0})
    said = quote(lost.model_copy(update={"evidence": place}))
    assert [piece.text for piece in said if piece.marked] == marked
    assert isinstance(said[0], Piece)


# ------------------------------------------------------------------------------- findings


def ended(**counts: int) -> list[Check]:
    return [
        Check(rule="R1", scope=Scope(level="whole"), outcome=outcome)
        for name, count in counts.items()
        for outcome in [_OUTCOMES[name]] * count
    ]


_OUTCOMES: dict[str, Outcome] = {
    "consistent": "consistent",
    "inconsistent": "inconsistent",
    "cannot_tell": "cannot-tell",
    "blocked": "blocked",
}


def test_findings_are_told_worst_first_with_equation_page_and_quote() -> None:
    figures, finding = broken_sum()
    info = finding.model_copy(update={"severity": "info", "message": "một lưu ý", "equation": ""})
    made = report("a.docx", figures, findings=[info, finding], checks=ended(inconsistent=1))
    text = findings_text([made], "vi", False)
    assert text.index("1.196 ≠ 1.127 + 69 + 03 = 1.199") < text.index("một lưu ý")
    assert "trang 1: “đã giải quyết 1.196 hồ sơ (trước hạn 1.127, đúng hạn 69, trễ hạn 03)”" in text
    assert "03 → 00" in text
    assert "1 lỗi" in text and "1 không khớp" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (report(checks=ended(consistent=4)), "Không phát hiện sai lệch (4 phép kiểm tra khớp, 0"),
        (report(checks=ended(consistent=1, cannot_tell=2, blocked=1)), "khớp, 3 chưa kết luận"),
        (report(figures=row()), "không có phép kiểm tra nào áp dụng được (11 số liệu)"),
        (report(status="failed"), "Không đọc được văn bản nên không kiểm tra được"),
    ],
)
def test_silence_is_not_agreement(made: Report, said: str) -> None:
    assert said in findings_text([made], "vi", False)


def test_text_of_a_document_does_not_steer_the_terminal() -> None:
    hostile = "a\x1b[2Jb\x07\u202e\nc"
    figures, finding = broken_sum()
    made = report(
        hostile,
        [figure("resolved.total", 1, quote=f"{hostile} 1 {hostile}", id=figures[0].id)],
        issuer=hostile,
        findings=[finding.model_copy(update={"message": hostile, "equation": hostile})],
        problems=[SourceProblem(code="x", page=1, message=hostile)],
    )
    text = findings_text([made], "vi", False)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "\x1b[1m" in findings_text([made], "vi", True)


def test_a_long_quote_is_told_around_its_number() -> None:
    figures, finding = broken_sum()
    long = "x" * 500 + " đã giải quyết 1.196 hồ sơ " + "y" * 500
    first = figure("resolved.total", 1196, quote=long, printed="1.196", id=figures[0].id)
    text = findings_text([report(figures=[first], findings=[finding])], "vi", False)
    [line] = [line for line in text.splitlines() if "xxx" in line]
    assert "đã giải quyết 1.196 hồ sơ" in line and len(line) < 250 and line.count("…") == 2


def test_no_documents_are_told_as_such() -> None:
    assert findings_text([], "en") == "No documents.\n"


# -------------------------------------------------------------------------------- atomic


def content(path: Path, text: bytes) -> None:
    with replace(path) as stream:
        stream.write(text)


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    content(path, b"old")
    path.chmod(0o640)
    content(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["sổ.xlsx"]


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), ValueError()]
)
def test_whatever_happens_midway_the_old_file_stays_whole(
    tmp_path: Path, fault: BaseException
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    expected = OutputError if isinstance(fault, OSError) else type(fault)
    with pytest.raises(expected), replace(path) as stream:
        stream.write(b"half")
        raise fault
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "x"), "đĩa đã đầy"),
        (OSError(errno.EROFS, "x"), "chỉ cho đọc"),
        (PermissionError(errno.EACCES, "x"), "đang mở trong chương trình khác"),
        (OSError(errno.EIO, "lạ"), "lạ"),
    ],
)
def test_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, said: str
) -> None:
    """A target that is open in Excel on Windows refuses the very last step."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise fault

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=said):
        content(path, b"new")
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_and_a_folder_for_a_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="không có thư mục"):
        content(tmp_path / "none" / "a.xlsx", b"")
    with pytest.raises(OutputError, match="đó là một thư mục"):
        content(tmp_path, b"")


def test_a_link_is_followed_and_a_device_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    content(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    content(Path(os.devnull), b"nothing")
    assert not Path(os.devnull).is_file()


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError):
        content(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if mounted:
        yield folder
        subprocess.run(["umount", str(folder)], check=True)
    else:
        yield Path("/dev/full")


def test_a_disk_that_is_really_full(tiny_disk: Path) -> None:
    if tiny_disk.is_dir():
        path = tiny_disk / "book.xlsx"
        path.write_bytes(b"old" * 1000)
        with pytest.raises(OutputError, match="đĩa đã đầy"):
            content(path, bytes(200_000))
        assert path.read_bytes() == b"old" * 1000
        assert [p.name for p in tiny_disk.iterdir()] == ["book.xlsx"]
    else:
        with pytest.raises(OutputError, match="đĩa đã đầy"):
            content(tiny_disk, bytes(200_000))
