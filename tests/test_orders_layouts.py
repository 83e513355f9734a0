"""Who and by when, told in other places than the sentence: fields, headings, names of offices."""

from __future__ import annotations

import pytest

from extractor.orders.days import Signed
from extractor.orders.deadlines import find_deadlines
from extractor.orders.words import said_in
from extractor.text import fold
from tests.test_orders import orders

DAYS = [
    # a clause of a paper signed on 10/5/2023, the last day, the rhythm
    ("gửi danh sách vào sáng thứ Ba đầu tiên của mỗi tháng", None, "month"),
    ("họp vào chiều thứ Sáu cuối cùng hằng tháng", None, "month"),
    ("họp vào thứ Năm tuần cuối cùng của tháng", None, "month"),
    ("trực vào sáng thứ Bảy", None, "week"),
    ("Ngày làm việc nào cũng mở hộp thư", None, "day"),
    ("trình HĐND tại kỳ họp cuối năm", None, None),
    ("trình HĐND tại kỳ họp thường lệ cuối năm", None, None),
    ("xong vào cuối năm", "2023-12-31", None),
    ("lắp đặt trong nửa đầu năm 2024", "2024-06-30", None),
    ("lắp đặt trong nửa cuối năm", "2023-12-31", None),
    ("không để kéo dài quá ngày 20/6", "2023-06-20", None),
    ("xong trong tháng sau", "2023-06-30", None),
    ("xong trong tháng sáu năm 2024", "2024-06-30", None),
    ("Ngay tuần tới, Phòng họp với các thôn", "2023-05-21", None),
    ("chép lại sổ [Văn thư; 15/6]", "2023-06-15", None),
    ("chép lại sổ (15/6/2023).", "2023-06-15", None),
    ("theo Thông báo số 5 (15/6/2023) của Sở", None, None),
    ("mở lớp (thực hiện: Phòng Nội vụ, quý III/2023)", "2023-09-30", None),
    ("Ngày 15/6/2023, Trạm phải nộp sổ", "2023-06-15", None),
]


@pytest.mark.parametrize(("clause", "day", "repeat"), DAYS)
def test_days_in_other_places(clause: str, day: str | None, repeat: str | None) -> None:
    found = find_deadlines(clause, fold(clause), Signed(2023, "2023-05-10"))
    wanted = [(day, repeat)] if day or repeat else []
    assert [(one.day, one.repeat) for one in found if not one.bare] == wanted


def test_the_next_month_is_not_guessed_without_marks() -> None:
    clause = "xong trong thang sau"
    found = find_deadlines(clause, clause, Signed(2023, "2023-05-10"))
    assert [one.day for one in found] == []


OFFICES = [
    # a sentence, and the names in it
    ("Phòng Xây dựng và Kiểm tra văn bản soạn thảo", "Phòng Xây dựng và Kiểm tra văn bản"),
    ("Ban Quản lý dự án đầu tư xây dựng huyện lập", "Ban Quản lý dự án đầu tư xây dựng huyện"),
    ("Giao Ban Quản lý chợ kẻ vạch", "Ban Quản lý chợ"),
    ("Đoàn giám sát số 3 trình báo cáo", "Đoàn giám sát số 3"),
    ("Phòng Công chứng số 1 niêm yết", "Phòng Công chứng số 1"),
    ("Tổng Giám đốc Công ty Điện lực Sao Mai", "Tổng Giám đốc Công ty Điện lực Sao Mai"),
    ("Trưởng các phòng: Nội vụ, Tư pháp lập sổ", "Trưởng các phòng: Nội vụ, Tư pháp"),
    ("theo Kế hoạch của Sở Nội vụ số 12/KH", "Sở Nội vụ"),
    ("Sở Tư pháp số hóa sổ cũ", "Sở Tư pháp"),
    ("trách nhiệm của các phòng: Nội vụ lập sổ", "các phòng"),
]


@pytest.mark.parametrize(("text", "name"), OFFICES)
def test_names_of_offices_are_whole(text: str, name: str) -> None:
    names = [text[s.start : s.end] for s in said_in(text, damaged=False) if s.label == "actor"]
    assert names[:1] == [name]


BODIES = [
    # below 'II. NHIỆM VỤ': who, by when, how often
    (
        "1. Kẻ lại vạch quầy tiếp dân\nNgười thực hiện: Văn phòng\nPhối hợp: Đoàn xã\n"
        "Thời gian: xong trước 28/6\n",
        [("Văn phòng", "2023-06-28", None)],
    ),
    (
        "1. Treo biển báo ở cổng\n- Đơn vị chủ trì: Công an xã\n- Thời hạn: mỗi quý một lần\n"
        "2. Thay ghế ngồi chờ ở sảnh\n- Đơn vị chủ trì: Văn phòng\n- Hoàn thành: Quý III\n",
        [("Công an xã", None, "quarter"), ("Văn phòng", "2023-09-30", None)],
    ),
    (
        "Nhiệm vụ 1: Treo biển báo ở cổng\nĐơn vị chủ trì: Công an xã\nThời hạn: 30/6/2023\n",
        [("Công an xã", "2023-06-30", None)],
    ),
    (
        "1. Sổ sách\nThời hạn: 30/6/2023\n- Văn phòng: rà soát sổ;\n- Công an xã: lập sổ mới.\n",
        [("Văn phòng", "2023-06-30", None), ("Công an xã", "2023-06-30", None)],
    ),
    (
        "Trước ngày 15/6/2023:\n- Văn phòng: kiểm kê máy;\n"
        "Hằng tháng:\n- Văn phòng: lập bảng kê.\n",
        [("Văn phòng", "2023-06-15", None), ("Văn phòng", None, "month")],
    ),
    (
        "2. Công an xã - Hạn: 15/6/2023\n- Rà soát sổ cư trú.\n",
        [("Công an xã", "2023-06-15", None)],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), BODIES)
def test_lines_and_headings_that_say_whose_and_by_when(
    body: str, wanted: list[tuple[str, str | None, str | None]]
) -> None:
    found = orders(f"II. NHIỆM VỤ\n{body}").commitments
    assert [(one.actor, one.deadline, one.repeat) for one in found] == wanted


def test_the_name_of_a_part_stands_below_its_number() -> None:
    body = (
        "PHẦN I\nKẾT QUẢ KIỂM TRA\n1. Số liệu chung\n"
        "Trong kỳ, Sở tiếp nhận 310 hồ sơ; giải quyết 300 hồ sơ, quá hạn 12 hồ sơ (4%).\n"
        "PHẦN II\nKIẾN NGHỊ\n1. Giao Phòng Nội vụ rà soát hồ sơ.\n"
    )
    assert [one.actor for one in orders(body).commitments] == ["Phòng Nội vụ"]


def test_a_day_of_minutes_counts_the_weeks_behind_it() -> None:
    head = (
        "BIÊN BẢN\nHọp giao ban\n\nHôm nay, hồi 08 giờ 00 phút ngày 10 tháng 5 năm 2023, tại Sở\n\n"
    )
    body = "1. Phòng Nội vụ gửi danh sách trong tuần này.\n"
    assert [one.deadline for one in orders(body, head).commitments] == ["2023-05-14"]
