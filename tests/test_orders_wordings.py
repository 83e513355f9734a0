"""The same target or actor in other words: tables of clauses beside what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.orders.targets import find_targets

TARGETS = [
    # a clause                                                    metric, comparison, value
    ("không còn đơn vị nào có tỷ lệ trễ hạn trên 3%", [("resolved.late_rate", "<=", "3")]),
    ("không để xã nào đạt tỷ lệ đúng hạn dưới 95%", [("resolved.on_time_rate", ">=", "95")]),
    ("đơn vị nào để tỷ lệ hồ sơ trễ hạn trên 5% thì kiểm điểm", []),
    ("nơi nào để chậm từ 20% số hồ sơ trở lên thì kiểm điểm", []),
    ("lô nào sai quá 1% thì làm lại", []),
    ("xin lỗi đối với 100% hồ sơ trễ hạn", [(None, "=", "100")]),
    ("gửi thư xin lỗi cho 100% trường hợp quá hạn", [(None, "=", "100")]),
    (
        "đúng hạn đạt 99% trở lên; số hồ sơ trễ hạn giảm ít nhất 50%",
        [("resolved.on_time_rate", ">=", "99"), (None, ">=", "50")],
    ),
    (
        "tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn đạt 98%",
        [("resolved.early_or_on_time_rate", "=", "98")],
    ),
    (
        "95% hồ sơ có nghĩa vụ tài chính được thanh toán trực tuyến",
        [("payment.rate", "=", "95")],
    ),
    ("Không còn hồ sơ đất đai quá hạn chuyển sang", [("pending.overdue", "=", "0")]),
    ("Chấm dứt tình trạng hồ sơ quá hạn chưa giải quyết", [("pending.overdue", "=", "0")]),
    ("Hồ sơ quá hạn chưa giải quyết: không có", [("pending.overdue", "=", "0")]),
    ("Hồ sơ quá hạn còn tồn: 0 hồ sơ", [("pending.overdue", "=", "0")]),
    ("không còn hồ sơ trễ hạn không có phiếu xin lỗi", [(None, "=", "0")]),
    ("không để hồ sơ nào quá hạn trên 30 ngày", [(None, "=", "0")]),
    ("Hồ sơ bị mất giấy tờ: không còn", [(None, "=", "0")]),
    ("số hồ sơ giấy bằng 0", [(None, "=", "0")]),
    ("chỉ được yêu cầu bổ sung không quá 01 lần", [(None, "<=", "1")]),
    ("không yêu cầu người dân bổ sung hồ sơ quá 01 lần", [(None, "<=", "1")]),
    ("bảo đảm mỗi Chi nhánh có tối thiểu 04 viên chức", [(None, ">=", "4")]),
    ("Sở Truyền thông bảo đảm mạng không gián đoạn quá 30 phút", [(None, "<=", "30")]),
    ("mỗi ngày nhập ít nhất 30 hồ sơ", [(None, ">=", "30")]),
    ("mỗi tuần giải quyết ít nhất 05 hồ sơ quá hạn", [(None, ">=", "5")]),
    ("sinh hoạt ít nhất mỗi quý một lần", [(None, ">=", "1")]),
    ("kiểm tra ngẫu nhiên ít nhất 80 hồ sơ", [(None, ">=", "80")]),
    ("số hồ sơ còn tồn xuống dưới 50 hồ sơ", [("pending.total", "<", "50")]),
    (
        "trễ hẹn năm ngoái chiếm 6,4%, năm nay kéo xuống dưới 3%",
        [("resolved.late_rate", "<", "3")],
    ),
    (
        "tỷ lệ trễ hạn được đưa từ 7,8% của năm 2021 về không quá 4%",
        [("resolved.late_rate", "<=", "4")],
    ),
    (
        "tỷ lệ đúng hạn đạt 98%; riêng huyện Hồng Dân, huyện Phước Long là 90%",
        [("resolved.on_time_rate", "=", "98"), ("resolved.on_time_rate", "=", "90")],
    ),
    ("ít nhất 9/10 hồ sơ được trả đúng hạn", [("resolved.on_time_rate", ">=", "90")]),
    ("kiểm tra lại ít nhất 9/10 hồ sơ trễ hẹn", [(None, ">=", "90")]),
]


@pytest.mark.parametrize(("clause", "wanted"), TARGETS)
def test_targets_in_other_words(clause: str, wanted: list[tuple[str | None, str, str]]) -> None:
    found = [(t.metric, t.comparison, Decimal(t.value)) for t in find_targets(clause)]
    assert found == [(metric, sign, Decimal(value)) for metric, sign, value in wanted]
