"""Tables of targets and duties in other shapes: cut in two, by time, by field, under a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_orders_tables import END, LETTER, ONLINE, PAID, PLAN, Aim, aims, read, table

NOTICE = (
    "Số: 3/TB-UBND\nA, ngày 02 tháng 01 năm 2024\n\nTHÔNG BÁO\nKết luận của Chủ tịch\n\n"
    "Chủ tịch kết luận, giao nhiệm vụ như sau:\n\n"
)
DECISION = "Số: 3/QĐ-UBND\nA, ngày 02 tháng 01 năm 2024\n\nQUYẾT ĐỊNH\nGiao chỉ tiêu\n\n"
HEAD = "TT | Chỉ tiêu | Mức giao"
LATE = "resolved.late_rate"

SHAPES: dict[str, tuple[str, str, list[Aim]]] = {
    "cut in two, its headings again": (
        PLAN,
        "CHỈ TIÊU NĂM 2024\n\n"
        + table(HEAD, "1 | Tỷ lệ hồ sơ trực tuyến | 61%")
        + "\n(tiếp theo)\n\n"
        + table(HEAD, "2 | Tỷ lệ thanh toán trực tuyến | 43%"),
        [(None, ONLINE, "=", "61", END), (None, PAID, "=", "43", END)],
    ),
    "another table below it is its own": (
        PLAN,
        "CHỈ TIÊU NĂM 2024\n\n"
        + table(HEAD, "1 | Tỷ lệ hồ sơ trực tuyến | 61%")
        + "\n2. Những chỉ tiêu khác\n\n"
        + table(HEAD, "1 | Tỷ lệ thanh toán trực tuyến | 43%"),
        [(None, ONLINE, "=", "61", END), (None, PAID, "=", "43", None)],
    ),
    "sentences under a heading of measures": (
        PLAN,
        table(
            "STT | Tiêu chí | Chủ trì | Hạn chót",
            "1 | Tối thiểu 37% hồ sơ được tiếp nhận trực tuyến | Phòng Nội vụ | 30/6/2024",
            "2 | Tỷ lệ hồ sơ trễ hạn không quá 2% | Phòng Tư pháp | Thường xuyên",
        ),
        [
            ("Phòng Nội vụ", ONLINE, ">=", "37", "2024-06-30"),
            ("Phòng Tư pháp", LATE, "<=", "2", None),
        ],
    ),
    "sentences alone, for the year above them": (
        DECISION,
        "Biểu số 01. Chỉ tiêu năm 2024\n\n"
        + table(
            "STT | Chỉ số",
            "1 | Tối thiểu 37% hồ sơ được tiếp nhận trực tuyến",
            "2 | Tỷ lệ hồ sơ trễ hạn không quá 2%",
        ),
        [(None, ONLINE, ">=", "37", END), (None, LATE, "<=", "2", END)],
    ),
    "rows of times": (
        PLAN,
        "Chỉ tiêu phấn đấu:\n\n"
        + table(
            "Kỳ | Tỷ lệ hồ sơ trực tuyến (%) | Tỷ lệ hồ sơ trễ hạn (%), không quá",
            "6 tháng | 45 | 3",
            "Cả năm | 60 | 1,5",
        ),
        [
            (None, ONLINE, "=", "45", "2024-06-30"),
            (None, LATE, "<=", "3", "2024-06-30"),
            (None, ONLINE, "=", "60", END),
            (None, LATE, "<=", "1.5", END),
        ],
    ),
    "rows of fields": (
        PLAN,
        "Chỉ tiêu năm 2024\n\n"
        + table(
            "TT | Lĩnh vực | Tỷ lệ hồ sơ nộp trực tuyến (%)",
            "1 | Hộ tịch | ≥ 70",
            "2 | Đất đai | 35",
        ),
        [(None, ONLINE, ">=", "70", END), (None, ONLINE, "=", "35", END)],
    ),
    "a name in the heading": (
        PLAN,
        "2.1. Phòng Nội vụ\n\n"
        + table(
            "TT | Chỉ tiêu, nhiệm vụ | Mức phải đạt | Thời hạn",
            "1 | Tỷ lệ hồ sơ nộp trực tuyến | > 52% | 30/9/2024",
            "2 | Niêm yết danh mục hồ sơ trễ hẹn tại quầy | | Quý II",
        ),
        [
            ("Phòng Nội vụ", ONLINE, ">", "52", "2024-09-30"),
            ("Phòng Nội vụ", None, None, None, "2024-06-30"),
        ],
    ),
    "a notice that gives targets": (
        NOTICE,
        "1. Chỉ tiêu, nhiệm vụ năm 2024\n\n"
        + table(
            "TT | Địa phương | Tỷ lệ hồ sơ nộp trực tuyến (%)",
            "1 | Xã Mường Lai | 33",
            "2 | Xã Tân Lĩnh | 29",
        ),
        [("Xã Mường Lai", ONLINE, "=", "33", END), ("Xã Tân Lĩnh", ONLINE, "=", "29", END)],
    ),
    "headings of two lines, the lower of which names all columns": (
        PLAN,
        "Chỉ tiêu giao các xã\n\n"
        + table(
            "TT | Địa phương | Tỷ lệ hồ sơ nộp trực tuyến (%) | ",
            "TT | Địa phương | Q.II | Q.IV",
            "1 | Xã Mường Lai | 33 | 44",
        ),
        [
            ("Xã Mường Lai", ONLINE, "=", "33", "2024-06-30"),
            ("Xã Mường Lai", ONLINE, "=", "44", END),
        ],
    ),
    "a level beside a measure among duties": (
        LETTER,
        table(
            "TT | Việc | Kết quả cần đạt | Ai làm | Xong trước",
            "1 | Niêm yết thủ tục tại nhà văn hóa thôn | | Phòng Tư pháp | 30/6/2024",
            "2 | Hồ sơ quá hạn chưa giải quyết | không quá 12 hồ sơ | Phòng Nội vụ | 30/9/2024",
        ),
        [
            ("Phòng Tư pháp", None, None, None, "2024-06-30"),
            ("Phòng Nội vụ", "pending.overdue", "<=", "12", "2024-09-30"),
        ],
    ),
    "a numbered duty without a name of its own": (
        PLAN,
        table(
            "TT | Việc phải làm | Giao đơn vị",
            "1 | Kiểm tra máy quét tại các quầy | Phòng Nội vụ",
            "2 | Thay biển chỉ dẫn ở sảnh chờ | ",
        ),
        [("Phòng Nội vụ", None, None, None, None), ("Phòng Nội vụ", None, None, None, None)],
    ),
    "lines of a cell, each with a target": (
        PLAN,
        table(
            "TT | Đơn vị chủ trì | Chỉ tiêu | Thời hạn",
            "1 | Phòng Nội vụ | Tỷ lệ hồ sơ trễ hạn không quá 2%<br>Trên 37% hồ sơ nộp trực tuyến"
            " | 30/6/2024",
            "2 | Phòng Tư pháp | Rà soát mẫu đơn.<br>Chỉ tiêu: 04 mẫu đơn | Quý II",
        ),
        [
            ("Phòng Nội vụ", LATE, "<=", "2", "2024-06-30"),
            ("Phòng Nội vụ", ONLINE, ">", "37", "2024-06-30"),
            ("Phòng Tư pháp", None, "=", "4", "2024-06-30"),
        ],
    ),
    "what was before, beside a level": (
        PLAN,
        "Chỉ tiêu năm 2024\n\n"
        + table(
            HEAD,
            "1 | Tỷ lệ hồ sơ trực tuyến | 61% (năm 2023: 38%)",
            "2 | Tỷ lệ thanh toán trực tuyến | từ 20% lên 43%",
            "3 | Tỷ lệ hồ sơ trễ hạn | từ 2% trở xuống",
            "4 | Thời gian cấp phép xây dựng | từ 15 ngày xuống còn 9 ngày",
        ),
        [
            (None, ONLINE, "=", "61", END),
            (None, PAID, "=", "43", END),
            (None, LATE, "<=", "2", END),
            (None, None, "=", "9", END),
        ],
    ),
    "the group's heading says by when": (
        PLAN,
        table(
            "TT | Việc phải làm | Giao đơn vị | Xong trước",
            "I | Chuẩn bị (hoàn thành trước ngày 15/3/2024) | | ",
            "1 | Kiểm tra máy quét tại các quầy | Phòng Nội vụ | ",
            "2 | Thay biển chỉ dẫn ở sảnh chờ | Phòng Tư pháp | Quý II",
        ),
        [
            ("Phòng Nội vụ", None, None, None, "2024-03-15"),
            ("Phòng Tư pháp", None, None, None, "2024-06-30"),
        ],
    ),
    "columns known by their cells": (
        PLAN,
        table(
            "TT | Đề mục | Địa chỉ | Đích đến",
            "1 | Kiểm tra máy quét tại các quầy | Phòng Nội vụ | 15/3/2024",
            "2 | Thay biển chỉ dẫn ở sảnh chờ | Phòng Tư pháp | Quý II",
        ),
        [
            ("Phòng Nội vụ", None, None, None, "2024-03-15"),
            ("Phòng Tư pháp", None, None, None, "2024-06-30"),
        ],
    ),
    "groups named behind a number": (
        PLAN,
        table(
            "TT | Chỉ tiêu | Mức giao | Xong trước",
            "A. Phòng Nội vụ | | | ",
            "1 | Tỷ lệ hồ sơ trực tuyến | 61% | Quý II",
            "B. Phòng Tư pháp | | | ",
            "2 | Tỷ lệ hồ sơ trực tuyến | 52% | Quý II",
        ),
        [
            ("Phòng Nội vụ", ONLINE, "=", "61", "2024-06-30"),
            ("Phòng Tư pháp", ONLINE, "=", "52", "2024-06-30"),
        ],
    ),
    "counts of what is no file": (
        PLAN,
        "Chỉ tiêu giao năm 2024\n\n"
        + table(
            "TT | Địa phương | Sổ hộ tịch được số hóa (quyển)",
            "1 | Xã Mường Lai | 33",
        )
        + "\n2. Chỉ tiêu khác năm 2024\n\n"
        + table(
            HEAD,
            "1 | Số ngày giải quyết bình quân một hồ sơ | 7",
            "2 | Khảo sát sự hài lòng của người dân | 250 phiếu",
            "3 | Tỷ lệ kết quả giải quyết được cấp bản điện tử | 58%",
        ),
        [
            ("Xã Mường Lai", None, "=", "33", END),
            (None, None, "=", "7", END),
            (None, None, "=", "250", END),
            (None, None, "=", "58", END),
        ],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_tables(name: str, tmp_path: Path) -> None:
    head, body, expected = SHAPES[name]
    report = read(tmp_path, head, body)
    assert aims(report) == expected
    assert not report.figures


@pytest.mark.parametrize(
    "over", ["1. Kết quả thực hiện chỉ tiêu năm 2023", "1. Các chỉ tiêu chưa đạt", "Bảng xếp hạng"]
)
def test_a_table_of_results_in_a_notice_gives_none(over: str, tmp_path: Path) -> None:
    body = f"{over}\n\n" + table(
        "TT | Địa phương | Tỷ lệ hồ sơ nộp trực tuyến (%)",
        "1 | Xã Mường Lai | 33",
        "2 | Xã Tân Lĩnh | 29",
    )
    assert aims(read(tmp_path, NOTICE, body)) == []


@pytest.mark.parametrize(
    ("over", "actor"),
    [
        ("Giao chỉ tiêu số hóa cho các phòng chuyên môn như sau:", "các phòng chuyên môn"),
        ("3. Giao Phòng Tư pháp và Phòng Nội vụ:", "Phòng Tư pháp và Phòng Nội vụ"),
        ("Giao Phòng Tư pháp\n\nBảng 1. Các mức phải đạt", "Phòng Tư pháp"),
        ("1. Đối với cấp xã", None),
        ("UBND huyện giao chỉ tiêu năm 2024 như sau:", None),
        ("Phòng Tư pháp theo dõi các đơn vị.", None),
    ],
)
def test_whose_a_table_is_stands_over_it(over: str, actor: str | None, tmp_path: Path) -> None:
    body = f"{over}\n\n" + table("Kỳ | Tỷ lệ hồ sơ trực tuyến (%)", "Quý II | 45", "Quý IV | 60")
    report = read(tmp_path, PLAN, body)
    assert [one.actor for one in report.commitments][-2:] == [actor, actor]
