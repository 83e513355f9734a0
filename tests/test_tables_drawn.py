"""Tables drawn in plain text with a closed frame: the frame says which headings are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.intake import intake
from extractor.models import Figure, Page
from extractor.pipeline import read_document
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
from extractor.settings import Settings
from tests.test_tables import told
from tests.test_tables_written import read

DEEP = """
Kết quả giải quyết hồ sơ
+-----+------------------+-----------------------------------------+--------------------+------+
| TT  |     Lĩnh vực     |                Tiếp nhận                |   Đã giải quyết    | Rút  |
|     |                  +---------+-------------------------------+-------+------------+ hồ   |
|     |                  |  Tổng   |           Trong kỳ            | Tổng  |    Quá     | sơ   |
|     |                  |   số    +---------------+---------------+  số   |    hạn     |      |
|     |                  |         |     Trực      |   Trực tiếp,  |       |            |      |
|     |                  |         |     tuyến     |    bưu chính  |       |            |      |
+-----+------------------+---------+---------------+---------------+-------+------------+------+
| 1   | Đất đai          |     120 |            80 |            40 |   100 |          2 |    1 |
| 2   | Chứng thực và    |      90 |            30 |            60 |    90 | -          | -    |
|     | sao y            |         |               |               |       |            |      |
| 3   | Lâm nghiệp       | -       | -             | -             | -     | -          | -    |
+-----+------------------+---------+---------------+---------------+-------+------------+------+
"""
DEEP_TOLD = {
    ("field", "Đất đai", "received.total"): 120,
    ("field", "Đất đai", "received.online"): 80,
    ("field", "Đất đai", "received.in_person_or_postal"): 40,
    ("field", "Đất đai", "resolved.total"): 100,
    ("field", "Đất đai", "resolved.late"): 2,
    ("field", "Đất đai", "withdrawn.total"): 1,
    ("field", "Chứng thực và sao y", "received.total"): 90,
    ("field", "Chứng thực và sao y", "received.online"): 30,
    ("field", "Chứng thực và sao y", "received.in_person_or_postal"): 60,
    ("field", "Chứng thực và sao y", "resolved.total"): 90,
    ("field", "Chứng thực và sao y", "resolved.late"): 0,
    ("field", "Chứng thực và sao y", "withdrawn.total"): 0,
}


def figures(text: str) -> tuple[Figure, ...]:
    return read(repair(Page(1, text, "text", tables=tuple(drawn_tables(text)))))


@pytest.mark.parametrize("signs", ["+-|", "┼─│", "+=|"])
@pytest.mark.parametrize("ruled", [False, True], ids=["", "a rule below every row"])
def test_headings_of_many_lines_merged_down_and_across(signs: str, ruled: bool) -> None:
    text = DEEP
    if ruled:
        rule = DEEP.strip().split("\n")[-1]
        text = text.replace("\n| 2 ", f"\n{rule}\n| 2 ").replace("\n| 3 ", f"\n{rule}\n| 3 ")
    lines = (
        line.translate(str.maketrans("+-|", signs)) if line.startswith("+") or "+--" in line else
        line.replace("|", signs[2])
        for line in text.split("\n")
    )  # fmt: skip
    found = told(figures("\n".join(lines)))
    assert DEEP_TOLD.items() <= found.items()
    assert found["field", "Lâm nghiệp", "received.total"] == 0
    assert len(found) == 18


def test_a_frame_around_one_row() -> None:
    text = """
Phản ánh, kiến nghị
+-------------------------------+----------+----------+
|          Tiếp nhận            | Đã xử lý | Đang xử  |
+-------+-----------+-----------+          | lý       |
| Tổng  | Về quy    |  Về hành  |          |          |
|       | định      |  vi       |          |          |
+-------+-----------+-----------+----------+----------+
|     6 | -         |         6 |        5 |        1 |
+-------+-----------+-----------+----------+----------+
"""
    assert told(figures(text)) == {
        ("whole", None, "feedback_received.total"): 6,
        ("whole", None, "feedback_received.on_regulation"): 0,
        ("whole", None, "feedback_received.on_conduct"): 6,
        ("whole", None, "feedback_resolved.total"): 5,
        ("whole", None, "feedback_pending.total"): 1,
    }


@pytest.mark.parametrize("broken", ["+---------+---------------", "     tuyến     "])
def test_a_frame_that_is_not_closed_is_none(broken: str) -> None:
    """What the frame does not show is left to the lines: nothing is read under a wrong heading."""
    text = DEEP.replace(broken, broken.replace("+", " ", 1).replace("tuyến", "tuy|n"))
    found = told(figures(text))
    assert {
        told_of: value for told_of, value in found.items() if value
    }.items() <= DEEP_TOLD.items()


def test_a_row_of_dashes_ends_a_table_of_tabs() -> None:
    text = (
        "Hồ sơ TTHC\nTT\tLĩnh vực\tTiếp nhận\tĐã giải quyết\n1\tĐất đai\t20\t18\n"
        "2\tHộ tịch\t30\t29\n3\tLâm nghiệp\t-\t-\n"
    )
    assert told(figures(text))["field", "Lâm nghiệp", "resolved.total"] == 0


MONTHS = """
Hồ sơ TTHC
+----+------------+-------------------------+----------+
| TT | Lĩnh vực   |       Tiếp nhận         | Đã giải  |
|    |            +-------+-------+---------+ quyết    |
|    |            | Tháng | Tháng |  Cộng   | tháng 8  |
|    |            |   7   |   8   | 2 tháng |          |
+----+------------+-------+-------+---------+----------+
| 1  | Đất đai    |    20 |    30 |      50 |       29 |
| 2  | Hộ tịch    |     4 |     5 |       9 |        3 |
+----+------------+-------+-------+---------+----------+
"""


def test_a_number_amid_a_heading_is_no_row() -> None:
    found = {(f.scope.name, f.period, f.value) for f in figures(MONTHS)}
    assert ("Đất đai", "Tháng 7", 20) in found
    assert ("Hộ tịch", "Tháng 8", 5) in found
    assert 7 not in {value for _, _, value in found}


@pytest.mark.parametrize("fence", ["", "```\n"])
def test_tables_drawn_in_markdown(fence: str, tmp_path: Path) -> None:
    """As tools write them that know merged cells; beside others of its own kind."""
    (tmp_path / "a.md").write_text(
        f"# Báo cáo\n\n## Hồ sơ TTHC\n\n{fence}{DEEP}{fence}\n\n"
        "| TT | Lĩnh vực | Đã giải quyết | Quá hạn |\n|---|---|---|---|\n| 1 | Hộ tịch | 5 | 1 |\n",
        "utf-8",
    )
    settings = Settings()
    (arrival,) = intake([str(tmp_path / "a.md")], settings.limits, tmp_path)
    found = told(read_document(arrival, settings).figures)
    assert DEEP_TOLD.items() <= found.items()
    assert found["field", "Hộ tịch", "resolved.late"] == 1


@pytest.mark.parametrize("walled", [True, False], ids=["bars", "tabs"])
def test_behind_an_empty_line_other_headings_head_another_table(walled: bool) -> None:
    rows = [
        ["Cấp", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"],
        ["Cấp huyện", "30", "28", "2"],
        ["Cấp xã", "40", "39", "1"],
        [],
        ["Nguyên nhân trễ hạn", "Số hồ sơ", "Tỷ trọng (%)", "Ghi chú"],
        ["Chờ lấy ý kiến", "1", "50,0", "2"],
        ["Nguyên nhân khác", "1", "50,0", "3"],
    ]
    lines = (f"| {' | '.join(row)} |" if walled else "\t".join(row) for row in rows)
    text = "Hồ sơ TTHC\n" + "\n".join(line if len(line) > 4 else "" for line in lines) + "\n"
    assert {f.scope.level for f in figures(text)} == {"district", "commune"}


def test_what_a_table_is_about_no_row_of_another_says() -> None:
    text = (
        "Phản ánh, kiến nghị\tQuy định\tHành vi\tĐã xử lý\n5\t1\t4\t5\n\n"
        "TT\tLĩnh vực\tNhận mới\tTrả kết quả\n1\tĐất đai\t20\t18\n2\tHộ tịch\t30\t29\n"
    )
    metrics = {f.metric for f in figures(text) if f.scope.name == "Đất đai"}
    assert metrics == {"received.new", "resolved.total"}


@pytest.mark.parametrize("more", [0, 1])
def test_one_number_in_each_row_of_many_columns(more: int) -> None:
    rows = [
        ["TT", "Nội dung", "Đơn vị tính", "Số liệu", "Ghi chú", *["Nguồn"] * more],
        ["1", "Tiếp nhận hồ sơ mới", "hồ sơ", "1.247", "", *["HTTT"] * more],
        ["2", "Đã giải quyết", "hồ sơ", "1.252", "", *["HTTT"] * more],
        ["2.1", "Trễ hạn", "hồ sơ", "08", "đã xin lỗi", *["HTTT"] * more],
        ["3", "Đang giải quyết", "hồ sơ", "54", "", *["HTTT"] * more],
    ]
    text = "Kết quả giải quyết TTHC\n" + "\n".join("\t".join(row) for row in rows) + "\n"
    assert told(figures(text)) == {
        ("whole", None, "received.new"): 1247,
        ("whole", None, "resolved.total"): 1252,
        ("whole", None, "resolved.late"): 8,
        ("whole", None, "pending.total"): 54,
    }
