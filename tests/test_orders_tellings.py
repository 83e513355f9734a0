"""What only tells, whose case it is, and what tables say in their groups and over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.orders.inspected import find_inspected
from tests.test_orders import HEAD, orders
from tests.test_orders_tables import PLAN, aims, read, table

TOLD = [
    # a passage that an inspection told, and what it counted
    ("Sở có 7 hồ sơ đã quá hạn, chưa giải quyết.", [("pending.overdue", 7)]),
    ("Sở có 7 hồ sơ đã quá hạn, chưa có thư xin lỗi.", [("resolved.late", 7)]),
    ("Trạm nhận 310 hồ sơ, trả chậm 12 hồ sơ.", [("received.total", 310), ("resolved.late", 12)]),
    ("Đoàn ghi nhận 310 hồ sơ của xã.", [(None, 310)]),
    ("Trạm đã trả hết 7 hồ sơ này.", []),
    (
        "Xã có 5 hồ sơ bị trả lại và 3 hồ sơ tạm dừng giải quyết.",
        [("refused.total", 5), ("stopped.total", 3)],
    ),
    (
        "Có 25 hồ sơ nộp trực tuyến trên tổng số 90 hồ sơ tiếp nhận.",
        [("received.online", 25), ("received.total", 90)],
    ),
    (
        "Trong 41 hồ sơ được giải quyết có 9 hồ sơ chậm.",
        [("resolved.total", 41), ("resolved.late", 9)],
    ),
]


@pytest.mark.parametrize(("text", "counted"), TOLD)
def test_what_an_inspection_counted(text: str, counted: list[tuple[str | None, int]]) -> None:
    assert [(f.metric, f.value) for f in find_inspected(text, (), told=True)] == counted


ASKED = [
    # below 'II. NHIỆM VỤ' of a paper of 2/3/2023: who, and the number to be reached
    (
        "1. Đơn vị không đạt từ hai chỉ tiêu trở lên thì không xét khen thưởng.",
        [("Đơn vị không đạt từ hai chỉ tiêu trở lên", None)],
    ),
    ("1. Xã đạt dưới 50% thì giải trình với huyện.", [("Xã đạt dưới 50%", None)]),
    ("1. Đơn vị nào chậm nộp thì Văn phòng công khai.", [("Văn phòng", None)]),
    ("1. Phòng Kinh tế thị trấn rà soát ít nhất 20 thủ tục.", [("Phòng Kinh tế thị trấn", 20)]),
    ("1. Năm 2022, tỷ lệ hồ sơ đúng hạn đạt 96%, tỷ lệ trực tuyến đạt 40%.", []),
    ("1. Năm 2023, tỷ lệ hồ sơ đúng hạn đạt 96%.", [(None, 96)]),
    ("1. Đồng ý về chủ trương cho các xã thuê nhân viên bưu điện.", []),
    (
        "1. Văn phòng\n- Thống nhất với bưu điện giờ giao nhận, ký biên bản trước 20/5/2023.",
        [("Văn phòng", None)],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), ASKED)
def test_whose_case_and_what_was(body: str, wanted: list[tuple[str | None, int | None]]) -> None:
    found = orders(f"II. NHIỆM VỤ\n{body}\n").commitments
    assert [(one.actor, one.target) for one in found] == wanted


def test_a_heading_that_asks_somebody_makes_the_order_theirs() -> None:
    body = "I. Kiến nghị UBND tỉnh\n1. Giao Sở Tài chính rà soát mức thu.\n"
    assert [one.actor for one in orders(body).commitments] == ["UBND tỉnh"]
    body = "I. Đối với UBND tỉnh\n1. Đề nghị Sở Tài chính rà soát mức thu.\n"
    assert [one.actor for one in orders(body).commitments] == ["Sở Tài chính"]


def test_whoever_speaks_in_minutes_asks_by_a_day() -> None:
    body = "B. DIỄN BIẾN\n1. Phòng Nội vụ đề nghị Văn phòng mua thêm máy trước ngày 15/5/2023.\n"
    assert [one.actor for one in orders(body).commitments] == ["Văn phòng"]
    body = "B. DIỄN BIẾN\n1. Việc đề nghị Văn phòng mua thêm máy vào thứ Hai chưa làm được.\n"
    assert orders(body).commitments == ()


def test_a_letter_that_answers_orders_little() -> None:
    head = HEAD.replace("V/v chấn chỉnh", "V/v trả lời kiến nghị của cử tri xã C")
    body = (
        "1. Nội dung trả lời\na) Người dân nộp hồ sơ tại Trung tâm hoặc qua mạng.\n"
        "b) Sở sẽ mở thêm 02 quầy trước ngày 30/6/2023.\n"
    )
    assert [one.deadline for one in orders(body, head).commitments] == ["2023-06-30"]
    body = "1. Nội dung trả lời\na) Phòng Nội vụ rà soát sổ cũ.\n"
    assert orders(body, head).commitments == ()
    assert len(orders(body).commitments) == 1


def test_a_reason_ahead_of_all_orders_tells() -> None:
    body = "Do mất điện, từ ngày 05/3 các Trung tâm phải tạm dừng nhận hồ sơ.\n"
    assert orders(body).commitments == ()


MEASURES = [
    # a passage, and what its numbers are of
    (
        "1. Số hồ sơ trễ hạn của mỗi phòng không quá 5 hồ sơ; của mỗi xã không quá 3 hồ sơ.",
        ["resolved.late", "resolved.late"],
    ),
    (
        "1. Giảm tỷ lệ trễ hạn còn không quá 2%, số hồ sơ bị từ chối dưới 20 hồ sơ.",
        ["resolved.late_rate", "refused.total"],
    ),
    (
        "1. Số hồ sơ trễ hạn của mỗi phòng không quá 5 hồ sơ; kiểm tra không quá 3 hồ sơ mỗi quý.",
        ["resolved.late", None],
    ),
]


@pytest.mark.parametrize(("body", "metrics"), MEASURES)
def test_numbers_that_share_what_they_are_of(body: str, metrics: list[str | None]) -> None:
    found = orders(f"II. CHỈ TIÊU\n{body}\n").commitments
    assert [one.metric for one in found] == metrics


def test_an_inner_year_is_that_of_the_inner_number() -> None:
    body = "1. Nhập 100% sổ cũ từ các xã vào máy, trong đó năm 2024 tối thiểu 40%, "
    found = orders(f"II. NHIỆM VỤ\n{body}xong trước 30/6/2025.\n").commitments
    days = [(one.target, one.deadline) for one in found]
    assert days == [(100, "2025-06-30"), (40, "2024-12-31")]


TABLES = [
    # rows below 'III. CHỈ TIÊU', and the aims: metric, value, day
    (
        ["Nhóm | Chỉ tiêu | Tối thiểu | Hạn", "Số hóa | Hồ sơ khi tiếp nhận | 90% | 30/6/2024"],
        [("digitised_records.rate", "90", "2024-06-30")],
    ),
    (
        ["Chỉ tiêu | Cấp huyện | Cấp xã", "Tỷ lệ hồ sơ trực tuyến năm 2024 | 70% | 50%"],
        [
            ("received.online_rate", "70", "2024-12-31"),
            ("received.online_rate", "50", "2024-12-31"),
        ],
    ),
    (
        [
            "Nội dung | Chỉ tiêu cần đạt | Hoàn thành | Thực hiện",
            "Nhập sổ cũ vào máy | 100% sổ từ năm 1990 | Quý III/2024 | Văn phòng",
            "Tiếp nhận trực tuyến | ≥ 60% | 31/12/2024 | Văn phòng",
        ],
        [(None, "100", "2024-09-30"), ("received.online_rate", "60", "2024-12-31")],
    ),
    (
        [
            "Tồn tại, hạn chế | Biện pháp khắc phục | Đơn vị thực hiện | Thời hạn",
            "Tỷ lệ hồ sơ trực tuyến mới đạt 12% | Đặt thêm máy, phấn đấu đạt 30% | Văn phòng "
            "| 30/6/2024",
        ],
        [("received.online_rate", "30", "2024-06-30")],
    ),
]


@pytest.mark.parametrize(("rows", "wanted"), TABLES)
def test_what_a_table_says_beside_its_cells(
    tmp_path: Path, rows: list[str], wanted: list[tuple[str | None, str, str]]
) -> None:
    found = aims(read(tmp_path, PLAN, "III. CHỈ TIÊU\n\n" + table(*rows)))
    assert [(metric, value, day) for _, metric, _, value, day in found] == wanted


def test_the_line_over_a_table_names_the_measure(tmp_path: Path) -> None:
    line = "Giao chỉ tiêu tỷ lệ hồ sơ trực tuyến năm 2024 cho các xã như sau:\n\n"
    rows = table("Xã | Quý I | Quý II", "Tân An | 40 | 50", "Tân Bình | 45 | 55")
    found = aims(read(tmp_path, PLAN, line + rows))
    assert {metric for _, metric, _, _, _ in found} == {"received.online_rate"}
    line = "Giao chỉ tiêu số lớp tập huấn năm 2024 cho các xã như sau:\n\n"
    found = aims(read(tmp_path, PLAN, line + rows))
    assert {metric for _, metric, _, _, _ in found} == {None}
