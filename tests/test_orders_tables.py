"""Tables in plans and letters: where each layout keeps the measure, the body and the time."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from extractor.batch import run
from extractor.models import Cell, Page, Report, Table
from extractor.orders.days import Signed
from extractor.orders.tables import read_table
from extractor.orders.timing import when_in_cell
from extractor.settings import Settings

PLAN = "Số: 7/KH-UBND\nA, ngày 02 tháng 01 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính\n\n"
LETTER = "Số: 7/UBND-VP\nA, ngày 02 tháng 5 năm 2024\n\nKính gửi: UBND các xã.\n\n"
Aim = tuple[str | None, str | None, str | None, str | None, str | None]


def read(folder: Path, head: str, body: str) -> Report:
    file = folder / "one.md"
    file.write_text(head + body, "utf-8")
    (report,) = run([file], Settings(), jobs=1)
    return report


def table(*rows: str) -> str:
    """A Markdown table; cells parted by bars."""
    lines = [f"| {row} |" for row in rows]
    return "\n".join([lines[0], "|---" * (rows[0].count("|") + 1) + "|", *lines[1:]]) + "\n"


def aims(report: Report) -> list[Aim]:
    return [
        (
            c.actor,
            c.metric,
            c.comparison,
            str(c.target) if c.target is not None else None,
            c.deadline,
        )
        for c in report.commitments
    ]


def duties(report: Report) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.actor, c.deadline, c.repeat) for c in report.commitments]


ONLINE, DIGITISED, PAID = "received.online_rate", "digitised_results.rate", "payment.rate"
END = "2024-12-31"

LAYOUTS = {
    "measures by years": (
        "Lộ trình thực hiện:\n\n"
        + table(
            "TT | Chỉ tiêu | ĐVT | TH 2023 | KH 2024 | KH 2025",
            "1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 41 | 55 | ≥ 60",
            "2 | Tỷ lệ số hóa kết quả | % | 20 | - | 70",
        ),
        [
            (None, ONLINE, "=", "55", END),
            (None, ONLINE, ">=", "60", "2025-12-31"),
            (None, DIGITISED, "=", "70", "2025-12-31"),
        ],
    ),
    "measures by quarters, the year known from the date": (
        table(
            "Chỉ tiêu | Quý II | Quý IV",
            "Tỷ lệ thanh toán trực tuyến (%) | 30 | trên 45",
            "Số buổi lưu động | 4 | x",
        ),
        [
            (None, PAID, "=", "30", "2024-06-30"),
            (None, PAID, ">", "45", END),
            (None, None, "=", "4", "2024-06-30"),
        ],
    ),
    "units by measures, the year only in the caption": (
        "2. Chỉ tiêu năm 2024 của các xã\n\n(Kèm theo Quyết định số 3/QĐ-UBND)\n\n"
        + table(
            "STT | Đơn vị | Hồ sơ trực tuyến (%) | Thanh toán trực tuyến (%)",
            "I | Khu vực đồng bằng | | ",
            "1 | Xã Tân An | 70 | 95% trở lên",
            "2 | Xã Bình Hòa | 40-45 | -",
        ),
        [
            ("Xã Tân An", ONLINE, "=", "70", END),
            ("Xã Tân An", PAID, ">=", "95", END),
        ],
    ),
    "measures by units": (
        "Chỉ tiêu giao đến hết tháng 9/2024:\n\n"
        + table(
            "Chỉ tiêu | Xã Tân An | Thị trấn Chợ Mới",
            "Số hóa kết quả (%) | 60 | 80",
        ),
        [
            ("Xã Tân An", DIGITISED, "=", "60", "2024-09-30"),
            ("Thị trấn Chợ Mới", DIGITISED, "=", "80", "2024-09-30"),
        ],
    ),
    "a day and a body in each row": (
        table(
            "TT | Tiêu chí | Hiện trạng | Mức phấn đấu | Thời hạn | Cơ quan chủ trì",
            "1 | Tỷ lệ hồ sơ nộp trực tuyến | 41% | 60% | 30/6/2024 | Phòng Nội vụ",
            "2 | Tỷ lệ số hóa kết quả | 20% | 90% trở lên | Cả năm | -nt-",
        ),
        [
            ("Phòng Nội vụ", ONLINE, "=", "60", "2024-06-30"),
            ("Phòng Nội vụ", DIGITISED, ">=", "90", END),
        ],
    ),
    "each row of a time": (
        "Mục tiêu:\n\n"
        + table(
            "Mốc thời gian | Hồ sơ trực tuyến | Số hóa kết quả",
            "30/6/2024 | 40% | 70%",
            "Cuối năm | 60% | 90%",
        ),
        [
            (None, ONLINE, "=", "40", "2024-06-30"),
            (None, DIGITISED, "=", "70", "2024-06-30"),
            (None, ONLINE, "=", "60", END),
            (None, DIGITISED, "=", "90", END),
        ],
    ),
    "a body over the times of its columns": (
        table(
            "Chỉ tiêu | Các sở | | Xã Tân An |",
            "| 6 tháng | Cả năm | 6 tháng | Cả năm",
            "Hồ sơ trực tuyến (%) | 40 | 60 | 20 | 30",
        ),
        [
            ("Các sở", ONLINE, "=", "40", "2024-06-30"),
            ("Các sở", ONLINE, "=", "60", END),
            ("Xã Tân An", ONLINE, "=", "20", "2024-06-30"),
            ("Xã Tân An", ONLINE, "=", "30", END),
        ],
    ),
    "a count beside rates, and a day of every month": (
        "Mức giao năm 2024:\n\n"
        + table(
            "Xã | Tỷ lệ trực tuyến | Hồ sơ quá hạn (tối đa) | Hạn báo cáo",
            "Xã Tân An | 40% | 5 | Ngày 20 hằng tháng",
        ),
        [
            ("Xã Tân An", ONLINE, "=", "40", None),
            ("Xã Tân An", "resolved.late", "<=", "5", None),
        ],
    ),
    "what holds for all stands over the table": (
        "Mức tối thiểu phải đạt trong năm 2024 (đơn vị tính: %)\n\n"
        + table("TT | Nội dung | Cấp huyện | Cấp xã", "1 | Hồ sơ nộp trực tuyến | 50 | 35"),
        [(None, ONLINE, ">=", "50", END), (None, ONLINE, ">=", "35", END)],
    ),
    "headings on two lines, units in a column called 'Đơn vị'": (
        table(
            "TT | Chỉ tiêu | Đơn vị | Kế hoạch | | Ghi chú",
            " | | | 2024 | 2025 | ",
            "1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 50 | 60 | ",
        ),
        [(None, ONLINE, "=", "50", END), (None, ONLINE, "=", "60", "2025-12-31")],
    ),
    "the measure stands over the table": (
        "Giao chỉ tiêu tỷ lệ hồ sơ nộp trực tuyến cho các xã:\n\n"
        + table("TT | Đơn vị | Mốc 30/6 (%) | Mốc 31/12 (%)", "1 | Xã Tân An | 40 | 60"),
        [
            ("Xã Tân An", ONLINE, "=", "40", "2024-06-30"),
            ("Xã Tân An", ONLINE, "=", "60", END),
        ],
    ),
    "pages are no files, though the line over them speaks of digitising": (
        "Khối lượng số hóa hồ sơ năm 2024 (đơn vị tính: trang):\n\n"
        + table("TT | Đơn vị thực hiện | Quý I | Quý II", "1 | Phòng Nội vụ | 12.000 | -"),
        [("Phòng Nội vụ", None, "=", "12000", "2024-03-31")],
    ),
    "targets in words": (
        table(
            "TT | Mục tiêu | Mức phải đạt | Thời hạn | Trách nhiệm",
            "1 | Giải quyết hồ sơ | Không để phát sinh hồ sơ trễ hạn | Cả năm | UBND các xã",
            "2 | Tỷ lệ hồ sơ nộp trực tuyến | Tối thiểu 70% | Quý IV | UBND các xã",
        ),
        [
            ("UBND các xã", "resolved.late", "=", "0", END),
            ("UBND các xã", ONLINE, ">=", "70", END),
        ],
    ),
    "rates of all columns, as the line over them says, and no counts of what was found": (
        "Giao chỉ tiêu năm 2024 (đơn vị tính: %):\n\n"
        + table(
            "Đơn vị | Hồ sơ trực tuyến | Số hóa kết quả | Trễ hạn không quá",
            "Xã Tân An | 50 | 70 | 2",
        ),
        [
            ("Xã Tân An", ONLINE, "=", "50", END),
            ("Xã Tân An", DIGITISED, "=", "70", END),
            ("Xã Tân An", "resolved.late_rate", "<=", "2", END),
        ],
    ),
    "days in the headings, the measure and its '%' over the table": (
        "Tỷ lệ hồ sơ nộp trực tuyến tối thiểu của từng đơn vị (%):\n\n"
        + table("Đơn vị | Đến 30/6/2024 | Đến 31/12/2024", "Xã Tân An | 40 | 60"),
        [
            ("Xã Tân An", ONLINE, ">=", "40", "2024-06-30"),
            ("Xã Tân An", ONLINE, ">=", "60", END),
        ],
    ),
    "a heading that says files, beside one of rates": (
        table(
            "Tháng | Hồ sơ trực tuyến (%) | Hồ sơ quá hạn (hồ sơ)",
            "6/2024 | 55 | không quá 10",
        ),
        [
            (None, ONLINE, "=", "55", "2024-06-30"),
            (None, "resolved.late", "<=", "10", "2024-06-30"),
        ],
    ),
    "by how much, and parts of one": (
        table(
            "TT | Chỉ tiêu | ĐVT | Năm 2024",
            "1 | Giảm hồ sơ trễ hạn | % | 50",
            "2 | Số lần đi lại trung bình | lần | 1,5",
        ),
        [(None, None, "=", "50", END), (None, None, "=", "1.5", END)],
    ),
    "groups of measures by whose they are": (
        table(
            "TT | Chỉ tiêu | Kế hoạch 2024",
            "I | Phòng Nội vụ | ",
            "1 | Tỷ lệ hồ sơ nộp trực tuyến | 60%",
            "II | Lĩnh vực đất đai | ",
            "2 | Tỷ lệ số hóa kết quả | 70%",
        ),
        [("Phòng Nội vụ", ONLINE, "=", "60", END), (None, DIGITISED, "=", "70", END)],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_targets_in_tables(name: str, tmp_path: Path) -> None:
    body, wanted = LAYOUTS[name]
    assert aims(read(tmp_path, PLAN, body)) == wanted


def test_headings_of_duties_in_any_words_and_order(tmp_path: Path) -> None:
    body = table(
        "Bao giờ xong | Việc phải làm | Phối hợp | Ai làm | Kết quả",
        "Trước 05/8 | Niêm yết lại toàn bộ thủ tục | Phòng Tư pháp | Văn phòng UBND | Bảng",
        "Hằng tuần | Giao ban về hồ sơ chậm | | như trên | Ít nhất 02 biên bản",
        "Tối thiểu 02 lần/tháng | Kiểm tra đột xuất các quầy | | Thanh tra huyện | ",
    )
    report = read(tmp_path, PLAN, body)
    assert duties(report) == [
        ("Văn phòng UBND", "2024-08-05", None),
        ("Văn phòng UBND", None, "week"),
        ("Thanh tra huyện", None, "month"),
    ]
    assert [c.target for c in report.commitments] == [None, 2, 2]


def test_duties_with_numbers_are_no_column_of_numbers(tmp_path: Path) -> None:
    body = table(
        "Nhiệm vụ | Người làm | Xong ngày",
        "Trả hết 12 hồ sơ quá hạn | Ông Đỗ Văn Hải | 28/02",
        "Quét 3.000 trang sổ hộ tịch | Bà Lò Thị Mây | 31/3",
        "Dán lại bảng phí, lệ phí | Văn phòng | ngay",
    )
    found = read(tmp_path, PLAN, f"I. NHIỆM VỤ\n\n{body}").commitments
    assert [(one.actor, one.target) for one in found] == [
        ("Ông Đỗ Văn Hải", None),
        ("Bà Lò Thị Mây", None),
        ("Văn phòng", None),
    ]


def test_empty_cells_go_on_with_the_one_above(tmp_path: Path) -> None:
    body = table(
        "Tháng | Việc cụ thể | Ai làm | Phải đạt | Hạn nộp",
        "01 | Ban hành kế hoạch kiểm tra | Phòng Nội vụ | 100% | -",
        "| Thay 12 máy quét hỏng | Văn phòng (chủ trì), Phòng Nội vụ | | -",
        "3 - 4 | Kiểm tra đợt 1 tại 05 xã | | | -",
    )
    assert duties(read(tmp_path, PLAN, body)) == [
        ("Phòng Nội vụ", "2024-01-31", None),
        ("Văn phòng", "2024-01-31", None),
        ("Văn phòng", "2024-04-30", None),
    ]


def test_groups_and_ticks_say_who(tmp_path: Path) -> None:
    groups = table(
        "TT | Nhiệm vụ | Thời gian",
        "I | Phòng Nội vụ | ",
        "1 | Rà soát các thủ tục hành chính | Quý II",
        "II | Công tác tuyên truyền | ",
        "2 | Phát thanh về dịch vụ công | Tháng 9",
    )
    ticks = table(
        "TT | Công việc | Tổ Đăng ký | Tổ Đo đạc | Thời hạn",
        "1 | Phân loại toàn bộ hồ sơ tồn | x | | 31/3",
        "2 | Đo lại các thửa có tranh chấp | x | x | 15/4",
    )
    months = table(
        "TT | Công việc | Tháng 3 | Tháng 4",
        "1 | Phân loại toàn bộ hồ sơ tồn | x | ",
        "2 | Đo lại các thửa có tranh chấp | x | x",
    )
    assert duties(read(tmp_path, PLAN, groups)) == [
        ("Phòng Nội vụ", "2024-06-30", None),
        (None, "2024-09-30", None),
    ]
    assert duties(read(tmp_path, PLAN, ticks)) == [
        ("Tổ Đăng ký", "2024-03-31", None),
        ("Tổ Đăng ký; Tổ Đo đạc", "2024-04-15", None),
    ]
    assert [d[1] for d in duties(read(tmp_path, PLAN, months))] == ["2024-03-31", "2024-04-30"]


def test_what_was_found_is_no_target(tmp_path: Path) -> None:
    """Nor is it a figure of the letter's own period."""
    body = "UBND huyện yêu cầu xử lý xong hồ sơ quá hạn theo bảng sau:\n\n" + table(
        "TT | Địa phương | Hồ sơ quá hạn | Tỷ lệ số hóa kết quả | Thời hạn xử lý xong",
        "1 | Xã Tân An | 41 | 61,5% | 20/5",
        "2 | Xã Bình Hòa | 8 | 80,2% | 15/5",
    )
    report = read(tmp_path, LETTER, body)
    assert [a for a in aims(report) if a[0]] == [
        ("Xã Tân An", None, None, None, "2024-05-20"),
        ("Xã Bình Hòa", None, None, None, "2024-05-15"),
    ]
    assert {(i.metric, str(i.value)) for i in report.inspected} == {
        ("pending.overdue", "41"),
        ("pending.overdue", "8"),
        (DIGITISED, "61.5"),
        (DIGITISED, "80.2"),
    }
    assert report.figures == ()


def test_how_things_stood_is_found_beside_what_is_set(tmp_path: Path) -> None:
    body = "Chỉ tiêu giao từng viên chức:\n\n" + table(
        "TT | Viên chức | Hồ sơ quá hạn đến 31/12/2023 | Phải giải quyết trong tháng 3",
        "1 | Lê Văn Bình | 86 | ≥ 50",
    )
    report = read(tmp_path, PLAN, body)
    assert aims(report) == [("Lê Văn Bình", None, ">=", "50", "2024-03-31")]
    assert [(i.metric, i.value) for i in report.inspected] == [("pending.overdue", 86)]


def test_how_things_stood_in_a_plan_is_no_target(tmp_path: Path) -> None:
    """By what stands over the table, or by bare counts of late files in it."""
    rows = table(
        "TT | Xã | Số hồ sơ kiểm tra | Hồ sơ trễ hạn",
        "1 | Tân An | 50 | 5",
        "2 | Bình Hòa | 40 | 0",
    )
    for over in ("Kết quả kiểm tra năm 2023:\n\n", "1. Đặc điểm\n\nSố liệu cụ thể:\n\n"):
        report = read(tmp_path, PLAN, over + rows)
        assert report.commitments == ()
        assert [(i.metric, i.value) for i in report.inspected] == [
            ("resolved.late", 5),
            ("resolved.late", 0),
        ]


def test_headings_tell_what_was_found_from_what_is_set(tmp_path: Path) -> None:
    """Though the line over the table speaks of both; rates are found as well as counts."""
    body = "KẾT QUẢ THANH TRA VÀ CHỈ TIÊU GIAO ĐẾN HẾT NĂM 2024\n\n" + table(
        "TT | Xã | Tỷ lệ hồ sơ trực tuyến qua thanh tra (%) | Số hồ sơ tồn quá hạn qua thanh tra"
        " | Chỉ tiêu hồ sơ trực tuyến (%) | Số giấy chứng nhận phải hoàn thành",
        "1 | Xã Tân An | 41,5 | 12 | ≥ 60 | 120",
    )
    report = read(tmp_path, PLAN, body)
    assert aims(report) == [
        ("Xã Tân An", ONLINE, ">=", "60", "2024-12-31"),
        ("Xã Tân An", None, "=", "120", "2024-12-31"),
    ]
    assert [(i.metric, str(i.value)) for i in report.inspected] == [
        (ONLINE, "41.5"),
        ("pending.overdue", "12"),
    ]


def test_totals_that_an_inspection_found(tmp_path: Path) -> None:
    body = "Kết quả kiểm tra năm 2023:\n\n" + table(
        "TT | Đơn vị | Tiếp nhận | Giải quyết trễ hạn", "1 | Xã Tân An | 1.214 | 96"
    )
    found = read(tmp_path, PLAN, body).inspected
    assert [(i.metric, i.value) for i in found] == [("received.total", 1214), ("resolved.late", 96)]


def test_faults_beside_what_is_done_about_them(tmp_path: Path) -> None:
    """The duty is read from its own column, and the numbers of the faults are found."""
    body = table(
        "TT | Hạn chế | Biện pháp khắc phục | Người thực hiện | Thời gian hoàn thành",
        "1 | 27 hồ sơ xây dựng giải quyết quá hạn | Phát phiếu lấy ý kiến tối thiểu 1.200 người dân"
        " | Phòng Nội vụ | T6/2024",
        "2 | Niêm yết thiếu 03 thủ tục | Niêm yết lại đầy đủ thủ tục | UBND các xã | 2024 - 2025",
    )
    report = read(tmp_path, PLAN, body)
    assert aims(report) == [
        ("Phòng Nội vụ", None, ">=", "1200", "2024-06-30"),
        ("UBND các xã", None, None, None, "2025-12-31"),
    ]
    assert [(i.metric, i.value) for i in report.inspected] == [("resolved.late", 27)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024 - 2026", "2026-12-31"),
        ("Giai đoạn 2024 - 2025", "2025-12-31"),
        ("6/2024", "2024-06-30"),
        ("T7", "2024-07-31"),
        ("Q.III/2024", "2024-09-30"),
        ("15/3 - 30/4/2024", "2024-04-30"),
        ("Từ năm 2025", None),
        ("Từ tháng 5/2024", None),
    ],
)
def test_cells_of_time(cell: str, day: str | None) -> None:
    when = when_in_cell(cell, Signed(2024, "2024-01-02"))
    assert (when.day if when else None) == day


def test_two_duties_in_one_cell(tmp_path: Path) -> None:
    body = table(
        "Nhiệm vụ | Chủ trì: | Thời hạn",
        "Rà soát hồ sơ quá hạn; lập danh sách từng hồ sơ | Phòng Tư pháp | 30/6/2024",
        "Giải quyết hồ sơ đất đai; hồ sơ hộ tịch tồn | Chủ trì: UBND xã A; Phối hợp: Thuế | 31/7",
    )
    assert duties(read(tmp_path, PLAN, body)) == [
        ("Phòng Tư pháp", "2024-06-30", None),
        ("Phòng Tư pháp", "2024-06-30", None),
        ("UBND xã A", "2024-07-31", None),
    ]


def test_joined_cells_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    document = docx.Document()
    for line in [*PLAN.split("\n"), "Phân công:"]:
        document.add_paragraph(line)
    rows = [
        ["TT", "Nhiệm vụ", "Phân công", "", "Thời gian"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["1", "Rà soát các thủ tục hành chính", "Phòng Nội vụ", "Phòng Tư pháp", "Quý II"],
        ["2", "Niêm yết công khai thủ tục", "", "UBND các xã", "30/9"],
    ]
    made = document.add_table(4, 5)
    for at, row in enumerate(rows):
        for col, words in enumerate(row):
            made.cell(at, col).text = words
    for (a, b), (c, d) in (((0, 2), (0, 3)), ((0, 1), (1, 1)), ((2, 2), (3, 2))):
        made.cell(a, b).merge(made.cell(c, d))
    document.save(str(tmp_path / "one.docx"))
    (report,) = run([tmp_path / "one.docx"], Settings(), jobs=1)
    assert duties(report) == [
        ("Phòng Nội vụ", "2024-06-30", None),
        ("Phòng Nội vụ", "2024-09-30", None),
    ]
    assert "Rà soát" not in report.commitments[1].quote


def test_money_and_remarks_are_no_targets(tmp_path: Path) -> None:
    body = table(
        "TT | Nội dung | Kinh phí (triệu đồng) | Đơn vị thực hiện | Thời gian",
        "1 | Mua sắm máy quét tài liệu | 120 | Văn phòng UBND | Quý I/2024",
    )
    assert aims(read(tmp_path, PLAN, body)) == [("Văn phòng UBND", None, None, None, "2024-03-31")]


def test_more_than_all_is_no_rate(tmp_path: Path) -> None:
    body = table("Chỉ tiêu | Năm 2024", "Tỷ lệ hồ sơ nộp trực tuyến (%) | 950")
    assert not [c for c in read(tmp_path, PLAN, body).commitments if c.target is not None]


def test_a_table_that_claims_to_be_huge_is_left_alone() -> None:
    page = Page(1, "Chỉ tiêu 60", "test")
    wide = Table(2, 10**9, (Cell(0, 0, 1, 10**9, 0, 8), Cell(1, 0, 1, 1, 9, 11)), 0, 11)
    lying = Table(2, 2, (Cell(0, 0, 10**9, 10**9, 0, 8), Cell(1, 0, 1, 1, 9, 11)), 0, 11)
    assert read_table(page, wide, Signed(2024), ordering=True) is None
    assert read_table(page, lying, Signed(2024), ordering=True) is None


ANNEX = """PHỤ LỤC
{title}
(Kèm theo {with_what} ngày 12/01/2026 của Ủy ban nhân dân tỉnh Hải Ninh)

| TT | {first} | {second} | {third} |
|---|---|---|---|
| 1 | Phường An Hòa | 99 | 0 |
| 2 | Xã Bình Lập | 97,5 | 0 |
"""
ANNEXES = [
    # title, with what it goes, whether its numbers are what is to be reached
    ("CHỈ TIÊU GIAO CÁC XÃ, PHƯỜNG NĂM 2026", "Quyết định số 31/QĐ-UBND", True),
    ("MỤC TIÊU PHẢI ĐẠT TRONG NĂM 2026", "Công văn số 31/UBND-KSTT", True),
    ("PHÂN BỔ THEO ĐỊA BÀN", "Kế hoạch số 31/KH-UBND", True),
    ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2025", "Công văn số 31/UBND-KSTT", False),
    ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2025", "Báo cáo số 31/BC-UBND", False),
    ("SỐ LIỆU HỒ SƠ CÁC XÃ, PHƯỜNG NĂM 2025", "Công văn số 31/UBND-KSTT", False),
]


@pytest.mark.parametrize(("title", "with_what", "ordered"), ANNEXES)
def test_an_annex_alone_of_targets_holds_no_figure(
    title: str, with_what: str, ordered: bool, tmp_path: Path
) -> None:
    (tmp_path / "annex.md").write_text(
        ANNEX.format(
            title=title,
            with_what=with_what,
            first="Xã, phường",
            second="Tỷ lệ hồ sơ đúng hạn (%)",
            third="Hồ sơ quá hạn",
        ),
        encoding="utf-8",
    )
    (report,) = run([tmp_path / "annex.md"], Settings(), jobs=1)
    assert report.kind is not None
    assert report.kind.kind == "annex"
    read = [(c.actor, c.metric, c.comparison, c.target) for c in report.commitments]
    if ordered:
        assert not report.figures
        assert ("Phường An Hòa", "resolved.on_time_rate", "=", 99) in read
        assert ("Phường An Hòa", "resolved.late", "=", 0) in read
    else:
        assert len(report.figures) == 4
        assert not read


def test_parts_of_a_measure_are_of_its_lead(tmp_path: Path) -> None:
    body = "Chỉ tiêu năm 2024:\n\n" + table(
        "TT | Chỉ tiêu năm 2024 | ĐVT | Phải đạt",
        "1 | Tỷ lệ hồ sơ trả đúng hạn, trong đó: | | ",
        "1.1 | Cấp huyện | % | 97",
        "1.2 | Cấp xã | % | 95",
        "2 | Số buổi họp thôn | buổi | 12",
    )
    found = [(a[1], a[3], a[4]) for a in aims(read(tmp_path, PLAN, body))]
    on_time = "resolved.on_time_rate"
    assert found == [(on_time, "97", END), (on_time, "95", END), (None, "12", END)]


def test_the_heading_over_the_measures_says_by_when(tmp_path: Path) -> None:
    body = "Giao các xã như sau:\n\n" + table(
        "TT | Chỉ tiêu năm 2024 | ĐVT | Xã An Hòa | Xã Bình Lập",
        "1 | Tỷ lệ hồ sơ thanh toán trực tuyến | % | 40 | 35",
    )
    assert [(a[0], a[4]) for a in aims(read(tmp_path, PLAN, body))] == [
        ("Xã An Hòa", END), ("Xã Bình Lập", END),
    ]  # fmt: skip


def test_months_at_the_head_of_a_column_are_the_first_of_the_year(tmp_path: Path) -> None:
    body = "Chỉ tiêu phải đạt:\n\n" + table(
        "TT | Chỉ tiêu | ĐVT | 3 tháng | 9 tháng | Cả năm",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 40 | 55 | 60",
    )
    days = [a[4] for a in aims(read(tmp_path, PLAN, body))]
    assert days == ["2024-03-31", "2024-09-30", END]


def test_a_drawn_cell_of_two_lines_is_one(tmp_path: Path) -> None:
    body = """Chỉ tiêu phải đạt trong năm 2024:

+----+----------------------------+-------+----------+
| TT | Chỉ tiêu                   | ĐVT   | Phải đạt |
+----+----------------------------+-------+----------+
| 1  | Số hồ sơ quá hạn chưa trả  | hồ sơ | 40       |
|    | (không quá)                |       |          |
+----+----------------------------+-------+----------+
| 2  | Tỷ lệ trễ hạn ở phường, xã | %     | < 2      |
+----+----------------------------+-------+----------+
"""
    file = tmp_path / "one.txt"
    file.write_text(PLAN + body, "utf-8")
    (report,) = run([file], Settings(), jobs=1)
    assert [(a[1], a[2], a[3]) for a in aims(report)] == [
        ("pending.overdue", "<=", "40"), ("resolved.late_rate", "<", "2"),
    ]  # fmt: skip


def test_duties_beside_names_of_groups(tmp_path: Path) -> None:
    body = table(
        "Nhóm việc | Cách làm | Phụ trách | Mốc",
        "Quy trình | Rút ngắn thời gian xử lý ở từng bước | Phòng Tư pháp | 30/9/2024",
        " | Bỏ giấy tờ đã có trong cơ sở dữ liệu | Phòng Nội vụ | Quý II/2024",
        "Con người | Luân chuyển công chức một cửa | Phòng Nội vụ | 31/10/2024",
    )
    assert duties(read(tmp_path, PLAN, body)) == [
        ("Phòng Tư pháp", "2024-09-30", None),
        ("Phòng Nội vụ", "2024-06-30", None),
        ("Phòng Nội vụ", "2024-10-31", None),
    ]


def test_an_annex_of_targets_is_for_the_year_of_its_title(tmp_path: Path) -> None:
    head = "PHỤ LỤC\nCHỈ TIÊU GIAO NĂM 2026\n(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2026)\n\n"
    body = table("Tiêu chí | Cấp tỉnh | Cấp xã", "Tỷ lệ hồ sơ đúng hạn | 99% | 98%")
    assert [a[4] for a in aims(read(tmp_path, head, body))] == ["2026-12-31", "2026-12-31"]
    duty = head.replace("CHỈ TIÊU GIAO", "PHÂN CÔNG NHIỆM VỤ")
    assert [a[4] for a in aims(read(tmp_path, duty, body))] == [None, None]


def test_a_folded_table_names_its_rows_anew(tmp_path: Path) -> None:
    body = "Chỉ tiêu tỷ lệ hồ sơ đúng hạn năm 2024:\n\n" + table(
        "Xã | Chỉ tiêu | Xã | Chỉ tiêu",
        "Xã Lạc An | 97% | Xã Đơn Thuận | 98%",
        "Xã Ka Nác | 96% | Xã Quảng Phú | 95%",
    )
    assert [(a[0], a[3]) for a in aims(read(tmp_path, PLAN, body))] == [
        ("Xã Lạc An", "97"), ("Xã Đơn Thuận", "98"), ("Xã Ka Nác", "96"), ("Xã Quảng Phú", "95"),
    ]  # fmt: skip


def test_a_cell_of_two_times_holds_two_targets(tmp_path: Path) -> None:
    body = "Chỉ tiêu phải đạt:\n\n" + table(
        "TT | Chỉ tiêu | Mức",
        "1 | Tỷ lệ hồ sơ thanh toán trực tuyến | Quý I/2024: 35%; cả năm: tối thiểu 50%",
        "2 | Tỷ lệ hồ sơ nộp trực tuyến | 60%",
    )
    assert [a[1:] for a in aims(read(tmp_path, PLAN, body))] == [
        (PAID, "=", "35", "2024-03-31"),
        (PAID, ">=", "50", END),
        (ONLINE, "=", "60", None),
    ]


@pytest.mark.parametrize("over", ["Hạng mục", "Danh mục", "Yêu cầu", "Thông số", "Nội dung"])
@pytest.mark.parametrize("level", ["Mức giao", "Giá trị", "Ngưỡng"])
def test_rows_that_name_measures_are_measures_whatever_stands_over_them(
    over: str, level: str, tmp_path: Path
) -> None:
    body = "Chỉ tiêu năm 2024:\n\n" + table(
        f"TT | {over} | {level} | Nơi thực hiện",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | trên 80% | Phòng Nội vụ",
        "2 | Số hồ sơ quá hạn chưa giải quyết | 0 hồ sơ | Phòng Tư pháp",
    )
    assert aims(read(tmp_path, PLAN, body)) == [
        ("Phòng Nội vụ", ONLINE, ">", "80", END),
        ("Phòng Tư pháp", "pending.overdue", "=", "0", END),
    ]


def test_codes_are_no_targets_and_a_column_of_the_year_is_one(tmp_path: Path) -> None:
    body = (
        "Chỉ tiêu phải đạt\n\n1. Số hóa hồ sơ: 100% (đến ngày 30/6/2024).\n\n"
        + table(
            "Mã | Chỉ tiêu | Quý I | Năm",
            "A1 | Tỷ lệ thanh toán trực tuyến | 40 | 80",
            "A2 | Tỷ lệ hồ sơ nộp trực tuyến | 55 | 90",
        )
        + "\n"
        + table("Chỉ tiêu | Tối thiểu", "Tỷ lệ hồ sơ đúng hạn | 92%")
    )
    found = [a[1:] for a in aims(read(tmp_path, PLAN, body))]
    assert found[:4] == [
        (PAID, "=", "40", "2024-03-31"),
        (PAID, "=", "80", END),
        (ONLINE, "=", "55", "2024-03-31"),
        (ONLINE, "=", "90", END),
    ]
    assert ("resolved.on_time_rate", ">=", "92", None) in found  # an item's day is its own
