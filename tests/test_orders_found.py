"""What inspections and reviews found, told in letters, notices, plans, minutes and reports."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.test_orders import HEAD, orders

OPEN, LATE, TOTAL = "pending.overdue", "resolved.late", "resolved.total"

TOLD = [
    # ahead of the orders                                          metric, value
    ("Tính đến ngày 31/3/2023 toàn huyện có 412 hồ sơ quá hạn, trong đó Phòng A 208 hồ sơ.", [
        (OPEN, 412), (OPEN, 208),
    ]),
    ("Đã giải quyết 725 hồ sơ, trong đó 31 hồ sơ quá hạn.", [(TOTAL, 725), (LATE, 31)]),
    ("Trung tâm đã giải quyết: 4.985 hồ sơ, trong đó trễ hạn: 64 hồ sơ.", [
        (TOTAL, 4985), (LATE, 64),
    ]),
    ("Đang giải quyết: 225 hồ sơ (quá hạn: 18 hồ sơ).", [("pending.total", 225), (OPEN, 18)]),
    ("Xã đã trả kết quả 1.790 hồ sơ (trước hạn 1.204, đúng hạn 549, trễ hạn 37).", [
        (TOTAL, 1790), ("resolved.early", 1204), ("resolved.on_time", 549), (LATE, 37),
    ]),
    ("Số liệu: tổng số hồ sơ tiếp nhận: 5.210; hồ sơ trễ hạn: 64.", [
        ("received.total", 5210), (LATE, 64),
    ]),
    ("Toàn huyện có 327/9.845 hồ sơ giải quyết trễ hạn.", [(LATE, 327)]),
    ("Còn 1.208 hồ sơ đất đai chưa trả cho dân, gồm 845 hồ sơ đã quá hạn và 363 hồ sơ trong hạn.", [
        ("pending.total", 1208), (OPEN, 845), ("pending.in_time", 363),
    ]),
    ("Đến ngày 31/3 hồ sơ quá hạn là 9 hồ sơ, gồm:\n- Chi nhánh A: 7 hồ sơ;\n- Còn lại: 2 hồ sơ.", [
        (OPEN, 9), (OPEN, 7), (OPEN, 2),
    ]),
    ("Số hồ sơ trễ hạn là 44 hồ sơ, tăng 12 hồ sơ so với tháng 3.", [(LATE, 44)]),
    ("Có 16 phản ánh, kiến nghị chưa được trả lời.", [("feedback_pending.total", 16)]),
    ("Có 08 hồ sơ hộ kinh doanh bị trả lại không có lý do.", [("refused.total", 8)]),
    ("Trong quý I, xã A có 12 hồ sơ quá hạn.", [(LATE, 12)]),
    ("Song toàn ngành vẫn để trễ hạn 58 hồ sơ cấp chứng chỉ.", [(LATE, 58)]),
    ("Hai phường để quá hạn 31 hồ sơ chưa trả kết quả.", [(OPEN, 31)]),
    ("Tháng 8: trả đúng hẹn 96%; trễ 11 HS, hầu hết đất đai.", [
        ("resolved.on_time_rate", 96), (LATE, 11),
    ]),
    ("Toàn huyện có 5.310 hồ sơ được tiếp nhận nhưng chỉ 204 hồ sơ nộp trực tuyến.", [
        ("received.total", 5310), ("received.online", 204),
    ]),
    ("Có 35 hồ sơ tạm dừng nhưng không có văn bản gửi người dân.", [("stopped.total", 35)]),
    ("Tỷ lệ hồ sơ trực tuyến của 9 xã bình quân đạt 47,5%, thấp hơn bình quân toàn tỉnh 61%.", [
        ("received.online_rate", Decimal("47.5")),
    ]),
    ("Tỷ lệ hồ sơ trễ hạn 6,3%, giảm so với năm 2018; 100% thủ tục ở mức độ 4.", [
        ("resolved.late_rate", Decimal("6.3")),
    ]),
    ("Nhiều xã còn để hồ sơ trễ hạn; nổi lên là xã A (14 hồ sơ), xã B (9 hồ sơ).", [
        (LATE, 14), (LATE, 9),
    ]),
    ("Huyện tiếp nhận 942 hồ sơ, trả đúng và trước hạn 917 hồ sơ. 100% hồ sơ được lưu.", [
        ("received.total", 942), ("resolved.early_or_on_time", 917),
    ]),
    ("Số hồ sơ bị trả lại nhiều lần vẫn còn (146 hồ sơ).", [("refused.total", 146)]),
    ("Theo Kết luận kiểm tra số 5/KL-STP, xã để 27 hồ sơ trễ hạn, 8 hồ sơ chưa có phiếu hẹn.", [
        (LATE, 27), (None, 8),
    ]),
    ("Số hồ sơ trễ hạn là 9 hồ sơ; không thực hiện số hóa kết quả của 1.207 hồ sơ, chiếm 31%.", [
        (LATE, 9),
    ]),
    ("Sáu tháng qua, tỷ lệ hồ sơ đúng hạn là 94,2%; vẫn còn 88 hồ sơ quá hạn.", [
        ("resolved.on_time_rate", Decimal("94.2")), (OPEN, 88),
    ]),
    ("Công chức để từ 03 hồ sơ quá hạn trở lên bị phê bình.", []),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), TOLD)
def test_how_things_are_is_told(told: str, wanted: list[tuple[str, int]]) -> None:
    found = orders(f"{told}\n\n1. Giao Phòng Nội vụ theo dõi.").inspected
    assert {(one.metric, one.value) for one in found} == set(wanted)


REVIEWED = [
    # what a review tells                                          metric, value
    ("thì có 15 hồ sơ ngày trả trên phiếu không khớp, 9 hồ sơ trả kết quả sau ngày hẹn", [
        (None, 15), (LATE, 9),
    ]),
    ("214 hồ sơ chậm, 12 hồ sơ chậm từ 3 đến 5 ngày", [(LATE, 214), (LATE, 12)]),
    ("chậm trả kết quả 141 hồ sơ, trong đó cấp phép 98 hồ sơ, thẩm định 43 hồ sơ", [
        (LATE, 141), (LATE, 98), (LATE, 43),
    ]),
    ("tỷ lệ giao dịch thanh toán trực tuyến mới đạt 31,4%", [("payment.rate", Decimal("31.4"))]),
    ("tỷ lệ hồ sơ trực tuyến cấp tỉnh đạt 71%, cấp xã mới đạt 38%", [
        ("received.online_rate", 71), ("received.online_rate", 38),
    ]),
    ("tỷ lệ hồ sơ trực tuyến cấp tỉnh đạt 71%. Tuy nhiên, cấp xã mới đạt 38%", [
        ("received.online_rate", 71), ("received.online_rate", 38),
    ]),
    ("nửa đầu năm có 23 phản ánh; xã đã trả xong 03 hồ sơ", []),
    ("tỷ lệ số hóa hồ sơ tăng từ 62% lên 71%", [
        ("digitised_records.rate", 62), ("digitised_records.rate", 71),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), REVIEWED)
def test_what_a_review_says(told: str, wanted: list[tuple[str | None, Decimal]]) -> None:
    found = orders(f"Qua đối chiếu cho thấy: {told}.\n\n1. Giao Phòng Nội vụ theo dõi.").inspected
    assert {(one.metric, one.value) for one in found} == set(wanted)


ORDERED = [
    "1. Số hồ sơ quá hạn: 0.\n2. Số hồ sơ trễ hạn: không quá 20 hồ sơ.",
    "Giao chỉ tiêu năm 2023 như sau:\n1. Phòng Tư pháp: 1.200 hồ sơ.\n2. Phòng Nội vụ: 800 hồ sơ.",
    "1. Giải quyết xong 45 hồ sơ quá hạn, trong đó đất đai 30 hồ sơ, xây dựng 15 hồ sơ.",
    "1. Phòng Nội vụ kiểm tra 05 xã, mỗi xã rút ngẫu nhiên 50 hồ sơ.",
]


@pytest.mark.parametrize("body", ORDERED)
def test_what_is_to_be_done_was_not_found(body: str) -> None:
    assert orders(body).inspected == ()


def test_a_sentence_below_the_subject_is_none_of_its_lines() -> None:
    head = HEAD.replace("V/v chấn chỉnh", "CHỈ THỊ\nVề việc chấn chỉnh công tác").replace(
        "Kính gửi: Các phòng chuyên môn.", ""
    )
    told = "Thời gian qua, toàn tỉnh còn 638 hồ sơ giải quyết quá hạn tại 5 huyện.\n"
    found = orders(f"{told}\n1. Giao Phòng Nội vụ theo dõi.", head.rstrip() + "\n")
    assert [(one.metric, one.value) for one in found.inspected] == [(LATE, 638)]


MINUTES = """TRUNG TÂM A

BIÊN BẢN
Họp rút kinh nghiệm

Thời gian: 14 giờ ngày 06/12/2024.

1. Ông Tấn nêu: tháng 11 có 22 hồ sơ trả chậm.

2. Các ý kiến
- Chi nhánh A: do đường truyền lỗi; hứa báo trước cho dân nếu trễ.

3. Kết luận
- Chi nhánh A trả xong trong tuần sau.
"""


def test_who_tells_in_minutes_orders_nothing_and_may_promise() -> None:
    found = orders("", MINUTES)
    told = [(one.what, one.actor, one.deadline) for one in found.commitments]
    assert told == [
        ("hứa báo trước cho dân nếu trễ", "Chi nhánh A", None),
        ("Chi nhánh A trả xong trong tuần sau", "Chi nhánh A", "2024-12-15"),
    ]
    assert [(one.metric, one.value) for one in found.inspected] == [(LATE, 22)]


def test_a_rate_that_is_so_is_told_among_orders() -> None:
    said = "Điều 1. Hội đồng nhận định: tỷ lệ hồ sơ nộp trực tuyến chỉ đạt 6,2%."
    found = orders(f"QUYẾT NGHỊ:\n{said}\nĐiều 2. Giao Phòng Nội vụ theo dõi.")
    assert ("received.online_rate", Decimal("6.2")) in {
        (o.metric, o.value) for o in found.inspected
    }


def test_a_report_without_figures_tells_what_its_inspections_found() -> None:
    head = HEAD.replace("V/v chấn chỉnh", "BÁO CÁO\nCông tác thanh tra").replace(
        "Kính gửi: Các phòng chuyên môn.", ""
    )
    found = orders(
        "Đoàn xem 240\nhồ sơ, phát hiện 33 hồ sơ trả quá hạn.\n\nXã nhận 12 hồ sơ.", head
    )
    assert found.kind.kind == "narrative"
    assert (LATE, 33) in {(one.metric, one.value) for one in found.inspected}
    assert 12 not in {one.value for one in found.inspected}
