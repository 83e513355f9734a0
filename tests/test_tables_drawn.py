"""Tables drawn in plain text with a closed frame: the frame says which headings are merged."""

from __future__ import annotations

import pytest

from extractor.models import Figure, Page
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
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
